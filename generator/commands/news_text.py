"""What families are told: that there is something new, and the school's address. Nothing about anybody.

SMS and mail are read on the way, so a text holds no name, class, subject or mark, no key, and no address but that of
the front page: everything else in it comes from the file of words.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.rendering.words import Words


@dataclass(frozen=True, slots=True)
class NewsText:
    """Subject ("" in an SMS) and text of a message, the same for every family of one language."""

    subject: str
    text: str


def news_mail(words: Words, address: str) -> NewsText:
    """Return the e-mail; `address` is `site.address`. Raises RenderError `missing-word`."""
    parts = (words.text(f"told.{part}", address=address) for part in ("greeting", "news", "code", "no_more"))
    return NewsText(words.text("told.subject"), "\n\n".join(parts) + "\n")


def news_sms(words: Words, address: str) -> NewsText:
    """Return the SMS, one UCS-2 part for an address of up to 25 characters (and more)."""
    return NewsText("", words.text("told.sms", address=address))
