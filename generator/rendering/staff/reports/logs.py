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
    """An export as it was read last: path, digest, format, rows by table, and slug → how many were rejected for it."""

    name: str
    digest: str
    reader: str
    rows: Mapping[str, int]
    reasons: Mapping[str, int]
    accepted: bool
    noted: datetime


def registers_page(
    kept: Sequence[KeptTable], workbook: str, folder: str, made: datetime, figures: Figures
) -> ReportPage:
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
    *,
    latest: Sequence[ImportState],
    log: KeptTable,
    fresh: Mapping[str, datetime],
    fresh_hours: int,
    csv: str,
    made: datetime,
    figures: Figures,
) -> ReportPage:
    """Return how fresh the data of each class are, the exports as they were read last with what was rejected, and the
    whole log, whose file is `csv`.

    How old an export is can only be told from what it says of a class: `fresh` is class → the newest time it proves.
    """
    text = figures.words.text
    classes, found = _fresh_table(fresh, fresh_hours, made, figures), _exports(latest, figures)
    more = len(log.rows) - SHOWN
    lead = (text("staff.shown", n=SHOWN, more=more),) if more > 0 else ()
    sections = (
        Section("fresh", classes.title, (text("staff.imports.about", n=fresh_hours),), table=classes,
                empty=text("staff.imports.empty"), csv=f"{classes.name}.csv"),
        Section("exports", found.title, table=found, empty=text("staff.imports.empty"), csv=f"{found.name}.csv"),
        Section("log", text("staff.imports.log"), lead, table=_kept(log), empty=text("staff.imports.empty"),
                links=(Link(csv, text("staff.csv")),) if log.rows else ()),
    )  # fmt: skip
    old = sum(_is_old(as_of, fresh_hours, made) for as_of in fresh.values())
    state = _state(figures, sum(not one.accepted for one in latest), old, len(latest))
    as_of = min(fresh.values(), default=None)
    return ReportPage(IMPORTS_PAGE, text("staff.imports.title"), as_of, made, state, sections)


def _state(figures: Figures, rejected: int, old: int, count: int) -> State:
    text = figures.words.text
    if rejected:
        return State("error", text("staff.imports.state.rejected", n=rejected))
    if old:
        return State("warning", text("staff.imports.state.old", n=old))
    return (
        State("ok", text("staff.imports.state.well", n=count)) if count else State("note", text("staff.imports.empty"))
    )


def _fresh_table(fresh: Mapping[str, datetime], fresh_hours: int, made: datetime, figures: Figures) -> Table:
    heads = columns(figures.words, "class", "data_of:day", "age:number", "state")
    text = figures.words.text
    rows = [
        (Cell(title, f"{place:04d}"), figures.moment(as_of),
         Cell(figures.span(made - as_of), str(int((made - as_of).total_seconds()))),
         Cell(text("staff.imports.old"), "0", "warning") if _is_old(as_of, fresh_hours, made)
         else Cell(text("staff.imports.fresh"), "1", "ok"))
        for place, (title, as_of) in enumerate(fresh.items())
    ]  # fmt: skip
    return table("imports-fresh", text("staff.imports.freshness"), heads, rows)


def _exports(latest: Sequence[ImportState], figures: Figures) -> Table:
    text = figures.words.text
    heads = columns(figures.words, "export", "accepted", "read_at:day", "reader", "rows:number", "rejected:number",
                    "reasons", "digest")  # fmt: skip
    rows = [
        (Cell(one.name),
         Cell(text(f"staff.imports.{'accepted' if one.accepted else 'refused'}"),
              level="ok" if one.accepted else "error"),
         figures.moment(one.noted), Cell(one.reader), number(sum(one.rows.values())),
         number(sum(one.reasons.values())), Cell(_reasons(one)), Cell(one.digest[:12]))
        for one in latest
    ]  # fmt: skip
    return table("imports-latest", text("staff.imports.exports"), heads, rows)


def _is_old(as_of: datetime, fresh_hours: int, made: datetime) -> bool:
    return (made - as_of).total_seconds() > fresh_hours * 3600


def _reasons(one: ImportState) -> str:
    return ", ".join(f"{slug} {count}" for slug, count in sorted(one.reasons.items()))
