"""What the school says to families in its own words: notices and the help text of the front page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from generator.origin import Origin

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Notice:
    r"""A notice or a help text.

    `origin` is the line where the body begins; `title` is plain text ("" for help); `day` is None when the file says
    none; `audience` is `("public",)` or the titles of the classes it is for; `body` is Markdown with `\n` line ends.
    """

    origin: Origin
    title: str
    day: date | None
    audience: tuple[str, ...]
    body: str = field(repr=False)

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it, in clear."""
        return self.audience == (PUBLIC,)
