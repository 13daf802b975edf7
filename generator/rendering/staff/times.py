"""Times as the staff says them: «сегодня, 16:02», «вчера в 20:00», «17 ноя, 20:00»."""

from __future__ import annotations

from datetime import datetime

from generator.rendering.words import Words

_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def when(words: Words, moment: datetime, now: datetime) -> str:
    """Return a time in a table, as seen from `now`; both are the school's time."""
    name = _NEAR.get((moment.date() - now.date()).days, "day")
    return words.text(f"panel.when.{name}", time=words.clock(moment), day=words.day_short(moment.date()))


def whenever(words: Words, moment: datetime, now: datetime) -> str:
    """Return a past time within a sentence."""
    name = _NEAR.get((moment.date() - now.date()).days, "day")
    key = name if name in {"yesterday", "today"} else "day"
    return words.text(f"panel.whenever.{key}", time=words.clock(moment), day=words.day(moment.date()))
