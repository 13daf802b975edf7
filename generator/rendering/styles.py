"""The style sheets and the script of the pages, as they stand in the template folders; `outer.py` makes them small."""

from __future__ import annotations

from jinja2 import Environment

from generator.rendering.environment import source_text


def page_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets of diary and family page in their order."""
    names = ("diary/tokens.css", "diary/components.css", "diary/diary.css", "family/family.css")
    return tuple(source_text(environment, name) for name in names)


def front_styles(environment: Environment) -> tuple[str, ...]:
    """Return the style sheets that the front page shares with the diary."""
    return tuple(source_text(environment, name) for name in ("diary/tokens.css", "diary/components.css"))


def diary_script(environment: Environment) -> str:
    """Return the script that declares `openDiary(root, head, actions)`."""
    return source_text(environment, "diary/diary.js")
