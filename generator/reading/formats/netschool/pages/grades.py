"""The report on one subject (StudentGrades): a row for every mark with type of work, topic, and two days.

It has no ids: as in the report of lessons, the first work of a lesson has no name and the others are named by their
place, so that both reports tell the same mark and not two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from generator.errors import ReadError
from generator.model.entries import (
    AbsenceEntry,
    LessonEntry,
    MarkEntry,
    TeacherEntry,
    TeachingEntry,
    TermMarkEntry,
)
from generator.model.kinds import FinalScope, LessonStatus, MarkKind
from generator.reading.cells import BadCellError, clean, parse_date, parse_number
from generator.reading.formats.netschool.blocks import Block, period, school_year
from generator.reading.formats.netschool.cells import lesson_codes, read_cell
from generator.reading.formats.netschool.pages.labels import Label
from generator.reading.formats.netschool.report import Said, cell
from generator.reading.reader import Reading
from generator.reading.words.passed_over import code_by_mapping

_COLUMNS = (
    # In this order: «Дата выставления оценки» holds «оценк».
    ("выставл", "set"),
    ("дата", "day"),
    ("тип", "type"),
    ("тем", "topic"),
    ("оцен", "mark"),
    ("отмет", "mark"),
)
_NEEDED = {"day", "mark"}


def read_grades(block: Block, labels: dict[str, Label], said: Said) -> Iterator[Reading]:
    """Yield the marks of one subject."""
    subject = labels.get("предмет")
    year = school_year(block)
    ends = year if isinstance(year, ReadError) else period(block, year)
    if subject is None:
        hint = "the page says it as «Предмет: …»"
        yield ReadError("no-subject", "nothing says which subject this is about", origin=block.origin(0), hint=hint)
        return
    if isinstance(ends, ReadError):
        yield ends
        return
    columns = _columns(block)
    if not columns.keys() >= _NEEDED:
        hint = "the report has columns for the day of the lesson and for the mark"
        yield ReadError("missing-column", "no column of days or of marks", origin=block.origin(0), hint=hint)
        return
    yield from said.subject(subject.origin, subject.text)
    yield from _teacher(block, labels, subject.text)
    table = _Grades(block, subject.text, columns, ends, said)
    for row in block.rows[1:]:
        yield from table.read(row)


def _columns(block: Block) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, title in enumerate(block.values(0)):
        name = next((name for word, name in _COLUMNS if word in str(title).casefold()), "")
        found.setdefault(name, column)
    return found


def _teacher(block: Block, labels: dict[str, Label], subject: str) -> Iterator[Reading]:
    teacher = labels.get("учитель")
    if teacher:
        yield TeacherEntry(teacher.origin, "", teacher.text)
        yield TeachingEntry(teacher.origin, block.label("класс"), subject, teacher.text)


class _Grades:
    """The rows of one report; works of one day are counted."""

    def __init__(
        self, block: Block, subject: str, columns: dict[str, int], ends: tuple[date, date], said: Said
    ) -> None:
        self._block, self._subject, self._columns, self._ends, self._said = block, subject, columns, ends, said
        self._codes = lesson_codes({}, said.about.mapping)
        self._works: Counter[date] = Counter()

    def _text(self, row: int, name: str) -> str:
        return clean(str(cell(self._block.values(row), self._columns.get(name)) or ""))

    def read(self, row: int) -> Iterator[Reading]:
        """Yield what a row says: a mark, an absence, or the average at the end."""
        text = " ".join(str(value) for value in self._block.values(row) if value)
        if re.search(r"средн|^итого", text, re.IGNORECASE):
            yield from self._average(row, text)
            return
        if not self._text(row, "mark"):
            return
        origin = self._block.origin(row, self._columns["day"])
        try:
            day = parse_date(self._text(row, "day"))
        except BadCellError as error:
            yield ReadError(error.slug, f"expected {error.expected}", origin=origin)
            return
        if self._ends[0] <= day <= self._ends[1]:
            yield from self._mark(row, day)
        else:
            yield ReadError("date-outside-period", "a day outside the period of this report", origin=origin)

    def _mark(self, row: int, day: date) -> Iterator[Reading]:
        group, person, subject = self._block.label("класс"), self._block.person(), self._subject
        origin = self._block.origin(row, self._columns["mark"])
        if (group, subject, day, 1) not in self._said.lessons:
            self._said.lessons.add((group, subject, day, 1))
            yield LessonEntry(origin, "", group, subject, day, status=LessonStatus.HELD)
        found = read_cell(self._text(row, "mark"), self._codes)
        for word in found.unknown:
            self._said.unknown.add(word, origin)
        for _ in range(found.ignored):
            yield code_by_mapping(origin)
        for raw, kind in found.absences:
            yield AbsenceEntry(origin, person, group, subject, day, raw, kind)
        about = ": ".join(filter(None, (self._text(row, "type"), self._text(row, "topic"))))
        for work in found.works:
            self._works[day] += 1
            number = self._works[day]
            name = f"{group}/{subject}/{day}/1/{number}" if number > 1 else ""
            for ordinal, (raw, mark, value) in enumerate(work, 1):
                yield MarkEntry(
                    origin, person, group, subject, day, raw, mark or MarkKind.TEXT, value, ordinal=ordinal, work=name,
                    comment=about,
                )  # fmt: skip

    def _average(self, row: int, text: str) -> Iterator[Reading]:
        number = re.search(r"\d{1,3}(?:[.,]\d+)?", text.partition("редн")[2], re.ASCII)
        average: Decimal | None = parse_number(number[0]) if number else None
        if average:
            yield TermMarkEntry(
                self._block.origin(row), self._block.person(), self._block.label("класс"), self._subject,
                FinalScope.TERM, "", "", None, on=self._ends[1], average=average,
            )  # fmt: skip
