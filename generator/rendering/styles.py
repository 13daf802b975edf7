"""The style sheets and the script of the pages, as they stand in the template folders; `outer.py` makes them small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from jinja2 import Environment

from generator.rendering.environment import source_text
from generator.rendering.words import Words

SCRIPTS = (
    *("dom", "sheet", "read", "forecast", "whatif", "marks", "absences", "week"),
    *("news", "calendar", "ics", "files", "diary"),
)
"""The files of `templates/diary/script`, each behind those that it needs."""


def lock_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets that a page needs before it is opened, and the front page."""
    return tuple(source_text(environment, name) for name in ("diary/tokens.css", "diary/components.css"))


def diary_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets of diary and family page, which come behind `lock_styles`."""
    names = ("diary/diary.css", "diary/whatif.css", "diary/letters.css", "family/family.css")
    return tuple(source_text(environment, name) for name in names)


def diary_script(environment: Environment) -> str:
    """Return the script that declares `openDiary(root, head, actions)`; it reads its words from WORDS."""
    return "\n".join(source_text(environment, f"diary/script/{name}.js") for name in SCRIPTS)


def device_words(words: Words) -> Mapping[str, object]:
    """Return what the script calls WORDS: the section `device`, and the names of months and weekdays."""
    dates = cast("Mapping[str, object]", words.table["dates"])
    named = {name: dates[name] for name in ("months", "months_short", "day", "day_short", "decimal")}
    return {**cast("Mapping[str, object]", words.table["device"]), **named, "weekdays": dates["weekdays_short"]}
