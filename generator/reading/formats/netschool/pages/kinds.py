"""Which report a page is, told by the headers of its table."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from generator.reading.archives import Refusal
from generator.reading.formats.netschool.lessons import MONTHS
from generator.reading.sheets.kinds import kind_of
from generator.reading.sheets.pages.html import html_tables
from generator.reading.sheets.pages.page import HtmlTable
from generator.reading.words.terms import term_kind

_HEAD_ROWS = 8


class Report(StrEnum):
    """The reports that are read as pages."""

    LESSONS = "lessons"
    GRADES = "grades"
    FINALS = "finals"
    WEEK = "week"


class Numbered(NamedTuple):
    """A table with its number in the page, from 1."""

    number: int
    table: HtmlTable


class Found(NamedTuple):
    """A report in a page: which one, its table, and what stands between the report before and it, and behind it."""

    report: Report
    data: Numbered
    above: tuple[str | Numbered, ...]
    below: tuple[str | Numbered, ...]


def is_page(content: bytes) -> bool:
    """Say whether bytes are a page that begins like one of the reports."""
    found = reports_in(content, rows=_HEAD_ROWS)
    return isinstance(found, list) and bool(found)


def reports_in(content: bytes, *, rows: int | None = None) -> list[Found] | Refusal:
    """Return the reports of a page, none for another page or no page at all; `rows`: look at so many only."""
    if kind_of(content) != "html":
        return []
    page = html_tables(content) if rows is None else html_tables(content, rows=rows)
    if isinstance(page, Refusal):
        return page
    between: list[list[str | Numbered]] = [[page.title]]
    found: list[tuple[Report, Numbered]] = []
    number = 0
    for block in page.blocks:
        if isinstance(block, str):
            between[-1].append(block)
            continue
        number += 1
        report = _report_of(block)
        if report is None:
            between[-1].append(Numbered(number, block))
        else:
            found.append((report, Numbered(number, block)))
            between.append([])
    return [Found(*item, tuple(between[at]), tuple(between[at + 1])) for at, item in enumerate(found)]


def _report_of(table: HtmlTable) -> Report | None:
    words = [cell.text.casefold() for row in table.rows[:2] for cell in row if cell is not None]
    if "предмет" in words:
        if any(word in MONTHS for word in words):
            return Report.LESSONS
        if any(term_kind(word) or "периоды" in word for word in words):
            return Report.FINALS
        return None
    if any(word.startswith("тип задания") for word in words) and any("выставл" in word for word in words):
        return Report.GRADES
    return Report.WEEK if any("урока" in word for word in words) and any(w.startswith("день") for w in words) else None
