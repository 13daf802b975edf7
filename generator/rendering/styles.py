"""The style sheets and the script of the pages, as they stand in the template folders; `outer.py` makes them small."""

from __future__ import annotations

from jinja2 import Environment

from generator.rendering.environment import source_text


def lock_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets that a page needs before it is opened, and the front page."""
    return tuple(source_text(environment, name) for name in ("diary/tokens.css", "diary/components.css"))


def diary_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets of diary and family page, which come behind `lock_styles`."""
    return tuple(source_text(environment, name) for name in ("diary/diary.css", "family/family.css"))


def diary_script(environment: Environment) -> str:
    """Return the script that declares `openDiary(root, head, actions)`."""
    return source_text(environment, "diary/diary.js")
