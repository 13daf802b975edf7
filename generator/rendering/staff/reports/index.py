"""The page that the office opens first: what reports there are, how each stands, and what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.rendering.staff.reports.deadlines import DEADLINES_PAGE
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.finals import FINALS_PAGE
from generator.rendering.staff.reports.hours import HOURS_PAGE
from generator.rendering.staff.reports.logs import IMPORTS_PAGE, REGISTERS_PAGE
from generator.rendering.staff.reports.page import Link, ReportPage, Section, State
from generator.rendering.staff.reports.results import RESULTS_PAGE
from generator.rendering.staff.reports.table import Cell, Level, columns, table

INDEX_PAGE = "index.html"
PAGES = (DEADLINES_PAGE, FINALS_PAGE, HOURS_PAGE, RESULTS_PAGE, IMPORTS_PAGE, REGISTERS_PAGE)
"""The reports, in the order in which they are asked for."""
_WORST: tuple[Level, ...] = ("error", "warning", "note", "ok")


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A report: its file, how it stands, and of when its data are (None: of the moment it was made)."""

    name: str
    state: State
    as_of: datetime | None
    made: datetime


@dataclass(frozen=True, slots=True)
class ClassLinks:
    """A class with its pages: figures, the sheets of terms, the sheet of the year ("": there is none)."""

    title: str
    page: str
    terms: str
    year: str


def index_page(
    lines: Sequence[IndexLine], classes: Sequence[ClassLinks], beside: Sequence[Link], made: datetime, figures: Figures
) -> ReportPage:
    """Return the index; `beside` are pages that other commands put here (acts, result sheets of students)."""
    text = figures.words.text
    known = {line.name: line for line in lines}
    found = [known[name] for name in PAGES if name in known]
    worst = min((_WORST.index(line.state.level) for line in found), default=len(_WORST) - 1)
    level = _WORST[worst] if found else "note"
    urgent = [line for line in found if line.state.level in {"error", "warning"}]
    state = State(level, text("staff.index.state.asks", n=len(urgent)) if urgent else text("staff.index.state.calm"))
    sections = [
        Section("reports", text("staff.index.reports"), table=table(
            "index", text("staff.index.reports"), columns(figures.words, "report", "state", "data_of:day"),
            [_row(figures, line) for line in found]), empty=text("staff.index.empty")),
    ]  # fmt: skip
    steps = tuple(text(f"staff.index.steps.{line.name.removesuffix('.html')}") for line in urgent)
    sections.append(Section("steps", text("staff.index.do"), steps or (text("staff.index.steps.none"),)))
    if classes:
        sections.append(_classes(figures, classes))
    if beside:
        sections.append(Section("beside", text("staff.index.beside"), links=tuple(beside)))
    as_of = min((line.as_of for line in found if line.as_of), default=None)
    return ReportPage(INDEX_PAGE, text("staff.index.title"), as_of, made, state, tuple(sections), home="")


def _row(figures: Figures, line: IndexLine) -> tuple[Cell, ...]:
    title = figures.words.text(f"staff.{line.name.removesuffix('.html')}.title")
    return (
        Cell(title, href=line.name),
        Cell(line.state.sentence, str(_WORST.index(line.state.level)), line.state.level),
        figures.moment(line.as_of or line.made),
    )


def _classes(figures: Figures, classes: Sequence[ClassLinks]) -> Section:
    text = figures.words.text
    heads = columns(figures.words, "class", "figures", "sheets", "year_sheet")
    rows = [
        (Cell(one.title, f"{place:04d}"), _link(one.page, text("staff.index.figures")),
         _link(one.terms, text("staff.index.terms")), _link(one.year, text("staff.index.year")))
        for place, one in enumerate(classes)
    ]  # fmt: skip
    title = text("staff.index.classes")
    return Section("classes", title, table=table("classes", title, heads, rows))


def _link(href: str, title: str) -> Cell:
    return Cell(title, href=href) if href else Cell("–")
