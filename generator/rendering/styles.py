"""The style sheets and the script of the pages, as they stand in the template folders; `outer.py` makes them small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from jinja2 import Environment

from generator.rendering.environment import source_text
from generator.rendering.words import Words

SCRIPTS = (
    *("dom", "sheet", "read", "forecast", "whatif", "marks", "absences", "offline", "comfort", "week"),
    *("news", "calendar", "ics", "files", "diary"),
)
"""The files of `templates/diary/script` that a diary needs, each behind those that it needs itself."""
FAMILY_SCRIPTS = ("dom", "read", "marks", "offline", "news", "family", "diary")
"""Those that a family page needs, which reads diaries and draws none."""
FAMILY_WORDS = ("week", "marks", "absences", "news", "family")
"""The sections of `device` in the words of family pages; all but the last are in those of diaries."""


def lock_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets that a page needs before it is opened, and the front page."""
    return tuple(source_text(environment, name) for name in ("diary/tokens.css", "diary/components.css"))


def diary_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets of diaries, which come behind `lock_styles`."""
    names = ("diary/diary.css", "diary/whatif.css", "diary/letters.css")
    return tuple(source_text(environment, name) for name in names)


def family_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets of family pages, which come behind `lock_styles`."""
    return tuple(source_text(environment, name) for name in ("diary/diary.css", "family/family.css"))


def diary_script(environment: Environment, names: Sequence[str] = SCRIPTS) -> str:
    """Return the script that declares `openDiary(root, head, actions)`; it reads its words from WORDS."""
    return "\n".join(source_text(environment, f"diary/script/{name}.js") for name in names)


def device_words(words: Words, *, family: bool = False) -> Mapping[str, object]:
    """Return what a page's script calls WORDS: its part of the section `device`, names of months and weekdays."""
    dates = cast("Mapping[str, object]", words.table["dates"])
    named = {name: dates[name] for name in ("months", "months_short", "day", "day_short", "decimal")}
    said = cast("Mapping[str, object]", words.table["device"])
    kept = {name: value for name, value in said.items() if (name in FAMILY_WORDS if family else name != "family")}
    return {**kept, **named, "weekdays": dates["weekdays_short"], "weekdays_long": dates["weekdays"]}
