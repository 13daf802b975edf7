"""«Отчет об успеваемости и посещаемости ученика (весь класс)»: lessons, marks, absences, averages of one period.

A column is a lesson, not a day: a day's number stands twice when some subject had two lessons. An empty text is a
lesson without a mark, no value is no lesson of this subject. The year of a column follows from the school year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from generator.errors import ReadError
from generator.model.kinds import FinalScope
from generator.reading.cells import Memo, clean
from generator.reading.formats.netschool.blocks import Block, period, school_year
from generator.reading.formats.netschool.cells import (
    BadValue,
    lesson_codes,
    read_cell,
    text_of,
)
from generator.reading.formats.netschool.finals import FinalPlace
from generator.reading.formats.netschool.report import Said, cell, subject_rows
from generator.reading.formats.netschool.rows import LessonTable
from generator.reading.meaning import Codes, Meaning, fold_code
from generator.reading.reader import Reading
from generator.reading.words.absences import absence_in
from generator.reading.words.marks import CellText
from generator.reading.words.terms import term_within

MONTHS = {
    "январь": 1,
    "февраль": 2,
    "март": 3,
    "апрель": 4,
    "май": 5,
    "июнь": 6,
    "июль": 7,
    "август": 8,
    "сентябрь": 9,
    "октябрь": 10,
    "ноябрь": 11,
    "декабрь": 12,
}


Others = dict[str, dict[str, int]]
"""Columns of averages and final marks: term in the title ("": the whole period) → kind → column."""


class _Span(NamedTuple):
    """The period of a block and the calendar year in which its school year begins."""

    year: int
    start: date
    end: date

    def first_of(self, month: int) -> date:
        """Return the first day of a month: from September in the first year, before it in the second."""
        return date(self.year if month >= 9 else self.year + 1, month, 1)

    def overlaps(self, month: int) -> bool:
        """Say whether a month has a day in the period."""
        first = self.first_of(month)
        return first <= self.end and first.replace(day=monthrange(first.year, month)[1]) >= self.start


def read_lessons(block: Block, header: int, column: int, said: Said) -> Iterator[Reading]:
    """Yield everything the table of one block says; `header` and `column` are where «Предмет» stands."""
    year = school_year(block)
    if isinstance(year, ReadError):
        yield year
        return
    ends = period(block, year)
    if isinstance(ends, ReadError):
        yield ends
        return
    lessons: list[tuple[int, date]] = []
    others: Others = {"": {}}
    yield from _columns(block, header, column, _Span(year, *ends), (lessons, others))
    legend, problems = _legend(block, header + 2, column, said)
    yield from problems
    codes = lesson_codes(legend, said.about.mapping)
    finals = tuple(
        FinalPlace(FinalScope.TERM, term, ends[1], kinds.get("final"), kinds.get("average"), kinds.get("weighted"))
        for term, kinds in others.items()
    )
    cells: Memo[str, CellText] = Memo(lambda text: read_cell(text, codes))
    table = LessonTable(block, lessons, finals, cells)
    for row, subject in subject_rows(block, header + 2, column):
        if subject:
            yield from table.read(row, subject, said)
        else:
            yield ReadError("no-subject", "a row without a subject", origin=block.origin(row, column))


def _columns(
    block: Block, header: int, subject: int, span: _Span, found: tuple[list[tuple[int, date]], Others]
) -> Iterator[ReadError]:
    """Fill in the lesson columns and the named ones behind them; yield what is wrong with the header."""
    lessons, others = found
    titles, days = block.values(header), block.values(header + 1) if header + 1 in block.rows else ()
    month: int | None = None
    for column in range(subject + 1, max(len(titles), len(days))):
        title = cell(titles, column)
        if isinstance(title, str) and title.strip():
            # Merged over its days: the name stands in the first column only.
            month = MONTHS.get(clean(title).casefold())
            if month is None:
                kind = _kind_of(clean(title).casefold())
                others.setdefault(term_within(clean(title)), {}).setdefault(kind, column)
                if not kind:
                    yield ReadError("unknown-column", "no month and no average", origin=block.origin(header, column))
            elif not span.overlaps(month):
                month = None
                message = "a month outside the period of this block"
                yield ReadError("month-outside-period", message, origin=block.origin(header, column))
        if month is None or cell(days, column) is None:
            continue
        day = _day(cell(days, column), month, span)
        if isinstance(day, date):
            lessons.append((column, day))
        else:
            yield ReadError(day.slug, day.message, origin=block.origin(header + 1, column), hint=day.hint)


def _kind_of(title: str) -> str:
    if "взвеш" in title:
        return "weighted"
    if "средн" in title:
        return "average"
    return "final" if "итог" in title else ""


def _day(value: Any, month: int, span: _Span) -> date | BadValue:
    text = text_of(value)
    if isinstance(text, BadValue) or not re.fullmatch(r"\d{1,2}", text.strip(), re.ASCII):
        return BadValue("bad-day", "a day's number was expected below the month", "")
    try:
        day = span.first_of(month).replace(day=int(text))
    except ValueError:
        return BadValue("no-such-day", "this month has no such day", "")
    if not span.start <= day <= span.end:
        return BadValue("date-outside-period", "a day outside the period of this block", "")
    return day


def _legend(block: Block, start: int, column: int, said: Said) -> tuple[Codes, list[ReadError]]:
    """Return the codes that the legend of this block explains, and what is wrong below its table.

    A code that it explains in unknown words is remembered.
    """
    end = max((row + 1 for row, _ in subject_rows(block, start, column)), default=start)
    codes: dict[str, Meaning] = {}
    problems = []
    for row in range(end, block.rows.stop):
        filled = [value for value in block.values(row) if value not in (None, "")]
        if len(filled) > 2:
            message, hint = "a row of the table below an empty row", "export the report again"
            problems.append(ReadError("unexpected-row", message, origin=block.origin(row), hint=hint))
        elif len(filled) == 2 and all(isinstance(value, str) for value in filled) and len(filled[0].strip()) <= 4:
            code, kind = filled[0].strip(), absence_in(filled[1])
            if kind is not None:
                codes[fold_code(code)] = Meaning(kind)
            elif fold_code(code) not in said.about.mapping.lesson_codes:
                said.unknown.add(code, block.origin(row, column))
    return codes, problems
