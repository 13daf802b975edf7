"""One page of the reports: a head, the state in one sentence, sections with tables; and the address of every file.

A page is a file of its own: style and script stand in it, and its policy lets nothing else run and nothing be loaded.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from generator.rendering.environment import render_template, source_text
from generator.rendering.look import Look
from generator.rendering.staff.reports.drawing import draw_foot, draw_rows
from generator.rendering.staff.reports.table import Level, Table

_STYLES = ("diary/tokens.css", "diary/components.css", "panel/panel.css", "staff/reports.css")


@dataclass(frozen=True, slots=True)
class Link:
    """A file beside the page, and what is said of it."""

    href: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: what is said first, a chart, a table, links. `empty` is said in place of a table without rows.

    `csv` is the file with the same table ("": none).
    """

    id: str
    title: str
    lead: tuple[str, ...] = ()
    chart: Markup | None = None
    legend: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    empty: str = ""
    csv: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """The state of something in one sentence, and how bad it is."""

    level: Level
    sentence: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page: `name` is its file's, `as_of` the newest time that the data prove (None: there are none).

    `made` is when the page was made. `home` is the way back to the index ("": this is the index).
    """

    name: str
    title: str
    as_of: datetime | None
    made: datetime
    state: State
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = ()
    home: str = "index.html"

    @property
    def tables(self) -> Mapping[str, Table]:
        """Return file → table, for each table that has a file."""
        return {s.csv: s.table for s in self.sections if s.table is not None and s.csv}


def render_page(look: Look, page: ReportPage) -> str:
    """Return the whole document."""
    environment = look.environment()
    css = "\n".join(source_text(environment, name) for name in _STYLES)
    script = source_text(environment, "staff/sort.js")
    return render_template(
        environment,
        "staff/report.html",
        page=page,
        school=look.school_name,
        policy=_policy(css, script),
        draw_rows=draw_rows,
        draw_foot=draw_foot,
        css=Markup(css),  # noqa: S704 (files of the templates)
        script=Markup(script),  # noqa: S704 (a file of the templates)
    )


def _policy(css: str, script: str) -> str:
    """Return the policy: only this style and this script, no network, no form, no frame."""
    style, code = (_digest(text) for text in (css, script))
    own = f"style-src {style}; script-src {code}"
    return f"default-src 'none'; {own}; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
