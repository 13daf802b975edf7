"""Registers and the import log as pages (B8.1): tables that were kept elsewhere, with their files beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.page import Link, ReportPage, Section, State
from generator.rendering.staff.reports.table import Cell, Column, Table, columns, number, table

REGISTERS_PAGE = "registers.html"
IMPORTS_PAGE = "imports.html"
SHOWN = 500
"""Lines of a register on its page, the newest; its files have all of them."""


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A register: `name` of its file, title, headings, and rows of texts with the oldest line first."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ImportState:
    """An export as it was read last: path, digest, format, rows by table, slug → how many were rejected for it.

    `as_of` is how new its data were when it was read (None: nobody can tell), `limit` the hours it may be old.
    """

    name: str
    digest: str
    reader: str
    rows: Mapping[str, int]
    reasons: Mapping[str, int]
    accepted: bool
    noted: datetime
    as_of: datetime | None


def registers_page(kept: Sequence[KeptTable], workbook: str, folder: str, made: datetime, figures: Figures) -> ReportPage:
    """Return all registers on one page; `workbook` and the CSV files lie in `folder` beside it."""
    text = figures.words.text
    sections = []
    for one in kept:
        more = len(one.rows) - SHOWN
        lead = (text("staff.shown", n=SHOWN, more=more),) if more > 0 else ()
        links = (Link(f"{folder}/{one.name}.csv", text("staff.csv")),) if one.rows else ()
        sections.append(Section(one.name, one.title, lead, table=_kept(one), empty=text("staff.registers.empty"),
                                links=links))  # fmt: skip
    count = sum(len(one.rows) for one in kept)
    state = State("ok" if count else "note", text("staff.registers.state", n=count))
    whole = Section("files", text("staff.registers.files"), (text("staff.registers.about"),),
                    links=(Link(f"{folder}/{workbook}", text("staff.registers.workbook")),))  # fmt: skip
    return ReportPage(REGISTERS_PAGE, text("staff.registers.title"), None, made, state, (whole, *sections))


def _kept(one: KeptTable) -> Table:
    heads = tuple(Column(str(index), heading) for index, heading in enumerate(one.headings))
    rows = [[Cell(text) for text in row] for row in reversed(one.rows[-SHOWN:])]
    return table(one.name, one.title, heads, rows)


def imports_page(
    latest: Sequence[ImportState], log: KeptTable, fresh_hours: int, made: datetime, figures: Figures
) -> ReportPage:
    """Return the exports as they were read last, with what was rejected and how fresh they are, and the whole log."""
    text = figures.words.text
    rejected, old = sum(not one.accepted for one in latest), sum(_is_old(one, fresh_hours, made) for one in latest)
    key = "rejected" if rejected else "old" if old else "well" if latest else "none"
    state = State({"rejected": "error", "old": "warning", "well": "ok"}.get(key, "note"),  # type: ignore[arg-type]  # the three levels
                  text(f"staff.imports.state.{key}", n=rejected or old or len(latest)))  # fmt: skip
    found = _exports(latest, fresh_hours, made, figures)
    more = len(log.rows) - SHOWN
    lead = (text("staff.shown", n=SHOWN, more=more),) if more > 0 else ()
    sections = (
        Section("exports", found.title, (text("staff.imports.about", n=fresh_hours),), table=found,
                empty=text("staff.imports.empty"), csv="imports-latest.csv"),
        Section("log", text("staff.imports.log"), lead, table=_kept(log), empty=text("staff.imports.empty"),
                links=(Link("imports.csv", text("staff.csv")),) if log.rows else ()),
    )  # fmt: skip
    return ReportPage(IMPORTS_PAGE, text("staff.imports.title"), None, made, state, sections)


def _exports(latest: Sequence[ImportState], fresh_hours: int, made: datetime, figures: Figures) -> Table:
    text = figures.words.text
    heads = columns(figures.words, "export", "accepted", "data_of:day", "read_at:day", "reader", "rows:number",
                    "rejected:number", "reasons", "digest")  # fmt: skip
    rows = [
        (Cell(one.name),
         Cell(text(f"staff.imports.{'accepted' if one.accepted else 'refused'}"),
              level="ok" if one.accepted else "error"),
         _freshness(one, fresh_hours, made, figures), figures.moment(one.noted), Cell(one.reader),
         number(sum(one.rows.values())), number(sum(one.reasons.values())), Cell(_reasons(one)),
         Cell(one.digest[:12]))
        for one in latest
    ]  # fmt: skip
    return table("imports-latest", text("staff.imports.exports"), heads, rows)


def _freshness(one: ImportState, fresh_hours: int, made: datetime, figures: Figures) -> Cell:
    if one.as_of is None:
        return Cell("–")
    found = figures.moment(one.as_of)
    return Cell(found.text, found.sort, "warning" if _is_old(one, fresh_hours, made) else "ok")


def _is_old(one: ImportState, fresh_hours: int, made: datetime) -> bool:
    return one.as_of is not None and (made - one.as_of).total_seconds() > fresh_hours * 3600


def _reasons(one: ImportState) -> str:
    return ", ".join(f"{slug} {count}" for slug, count in sorted(one.reasons.items()))
