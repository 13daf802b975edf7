"""How an export was understood, as a page: the sheet as it is, and what each cell became as its colour."""

from __future__ import annotations

import base64
import hashlib
from typing import NamedTuple

from markupsafe import Markup

from generator.rendering.environment import render_template, source_text
from generator.rendering.look import Look

_STYLES = ("diary/tokens.css", "diary/components.css", "panel/panel.css", "staff/reports.css", "staff/explained.css")


class DrawnCell(NamedTuple):
    """A cell: its kind decides the colour, `note` stands below the text, `title` shows when one points at it.

    `span` says over how many columns it runs: a text alone in its row runs on to the end, as in a spreadsheet.
    """

    kind: str
    text: str
    note: str
    title: str
    anchor: str
    span: int = 1


class DrawnRow(NamedTuple):
    """A row with its number; None is a cell in which nothing stands."""

    number: int
    cells: tuple[DrawnCell | None, ...]


class DrawnSheet(NamedTuple):
    """A sheet with the letters of its columns."""

    title: str
    letters: tuple[str, ...]
    rows: tuple[DrawnRow, ...]


class DrawnRecord(NamedTuple):
    """A record of a file without cells."""

    where: str
    kind: str
    title: str
    said: str


class DrawnList(NamedTuple):
    """The records of one file."""

    title: str
    records: tuple[DrawnRecord, ...]


class DrawnPlace(NamedTuple):
    """Where a fault is: the name of its cell or place, what stands there ("": not told), the cell's anchor or ""."""

    name: str
    value: str
    anchor: str


class DrawnProblem(NamedTuple):
    """A fault in plain words, with all the places that have it."""

    places: tuple[DrawnPlace, ...]
    sentence: str
    hint: str
    slug: str


class ExplainedPage(NamedTuple):
    """The whole page; `legend` are kinds with their words and how many there are."""

    name: str
    reader: str
    level: str
    verdict: str
    problems: tuple[DrawnProblem, ...]
    legend: tuple[tuple[str, str, int], ...]
    sheets: tuple[DrawnSheet, ...]
    lists: tuple[DrawnList, ...]


def render_explanation(look: Look, page: ExplainedPage) -> str:
    """Return a whole document that needs nothing else: no script, no other file, no network."""
    environment = look.environment()
    css = "\n".join(source_text(environment, name) for name in _STYLES)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    css = Markup(css)  # noqa: S704 (files of the templates)
    return render_template(environment, "staff/explained.html", page=page, css=css, policy=policy)
