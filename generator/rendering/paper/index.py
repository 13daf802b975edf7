"""The page that the office opens to print: every document of a printing with its counts, and how to print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.rendering.environment import render_template, source_text
from generator.rendering.look import Look

_STYLES = ("diary/tokens.css", "diary/components.css", "panel/panel.css", "print/index.css")


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A document: its file's name, the class ("" for the whole school), the product's word, papers and sheets."""

    href: str
    class_title: str
    product: str
    papers: int
    sheets: int


@dataclass(frozen=True, slots=True)
class IndexHead:
    """What a printing is about: its number, the days of the week (first and last), and classes without lessons."""

    school: str
    issue: int
    first: date
    last: date
    without_lessons: tuple[str, ...]


def render_index(look: Look, head: IndexHead, lines: Sequence[IndexLine]) -> str:
    """Return the whole page; `lines` with the whole school's documents first."""
    environment = look.environment()
    css = "\n".join(source_text(environment, name) for name in _STYLES)
    return render_template(
        environment,
        "print/index.html",
        head=head,
        whole=[line for line in lines if not line.class_title],
        lines=[line for line in lines if line.class_title],
        css=Markup(css),  # noqa: S704 (files of the templates)
    )
