"""The workbook of one pupil that ЭлЖур gives to families: an `.xls` of the old kind, in which no mark has a day.

Three header rows (a title; class, student and term; «Предмет», «Оценки»), then a row for each subject with its marks to
the right. A column means nothing: the third cell of two subjects are not one day. `4✕2` is a mark 4 of weight 2,
absences stand among the marks. A diary shows marks by days and a day can't be guessed, so the marks are understood,
counted and refused in one error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.model.kinds import AbsenceKind
from generator.origin import Origin
from generator.reading.archives import Refusal
from generator.reading.cells import BadCellError, MarkText, clean, parse_number
from generator.reading.formats.eljur.codes import mark_text
from generator.reading.formats.eljur.known import Known
from generator.reading.meaning import fold_code
from generator.reading.sheets.kinds import kind_of
from generator.reading.sheets.workbook import Sheet, head_of, open_sheets
from generator.reading.whom import another_class, another_student, another_term

_HEADERS = 3
_WEIGHTED = re.compile(r"(\S{1,10}?)\s*[\u2715\u00d7]\s*(\d{1,3}(?:[.,]\d{1,3})?)")


class UndatedMark(NamedTuple):
    """A mark or an absence of which only the subject is known. `weight` None: the cell doesn't say."""

    subject: str
    raw: str
    mark: MarkText | None
    absence: AbsenceKind | None = None
    weight: Decimal | None = None


def is_book(content: bytes) -> bool:
    """Say whether a file is such a workbook."""
    if kind_of(content) != "xls":
        return False
    rows = head_of(content, _HEADERS)
    if len(rows) < _HEADERS:
        return False
    first, *others = [_text(value).casefold() for value in rows[-1]] or [""]
    return first == "предмет" and [value for value in others if value] == ["оценки"]


def read_book(place: str, content: bytes, known: Known) -> Iterator[ReadError]:
    """Yield what is wrong with a workbook: that its marks have no days, and whatever else there is."""
    sheets = open_sheets(content)
    if isinstance(sheets, Refusal):
        yield ReadError(sheets.slug, sheets.message, origin=Origin(place), hint=sheets.hint)
        return
    sheet = sheets[0]
    yield from _of_another(place, sheet, known)
    marks = []
    for found in marks_of(place, sheet, known):
        if isinstance(found, ReadError):
            yield found
        else:
            marks.append(found)
    absences = sum(mark.absence is not None for mark in marks)
    message = f"{len(marks) - absences} marks and {absences} absences, and the file tells no day of any"
    hint = "save the answers of getdiary or getmarks instead: docs/how-to/exports-from-eljur.md"
    yield ReadError("marks-without-days", message, origin=sheet.origin(place, _HEADERS - 1), hint=hint)


def _of_another(place: str, sheet: Sheet, known: Known) -> Iterator[ReadError]:
    """Yield an error for a class, student or term that is not the one that site.yaml says; empty ones are none."""
    parts = [clean(part) for part in _text(sheet.rows[1][0] if sheet.rows[1] else None).split(",")]
    if len(parts) != len(("class", "student", "term")):
        return
    group, student, term = parts
    about, origin = known.about, sheet.origin(place, 1, 0)
    errors = (
        another_class(about, origin, group),
        another_student(about, origin, PersonRef("", student)),
        another_term(about, origin, term),
    )
    yield from filter(None, errors)


def marks_of(place: str, sheet: Sheet, known: Known) -> Iterator[UndatedMark | ReadError]:
    """Yield the marks and absences of a sheet in their order; unknown codes are remembered."""
    for number, row in enumerate(sheet.rows[_HEADERS:], _HEADERS):
        subject, cells = _text(row[0] if row else None), row[1:]
        if not subject and any(_text(cell) for cell in cells):
            yield ReadError("no-subject", "a row without a subject", origin=sheet.origin(place, number, 0))
            continue
        for column, cell in enumerate(cells, 1):
            if _text(cell):
                yield from _mark(subject, cell, sheet.origin(place, number, column), known)


def _mark(subject: str, cell: Any, origin: Origin, known: Known) -> Iterator[UndatedMark | ReadError]:
    if isinstance(cell, date | datetime):
        hint = "a program for tables changed the file when it was saved; export it again and leave it as it is"
        yield ReadError("excel-date", "a date stands where a mark should", origin=origin, hint=hint)
        return
    text = _text(cell)
    weighted = _WEIGHTED.fullmatch(text)
    raw, weight = (weighted[1], parse_number(weighted[2])) if weighted else (text, None)
    meaning = known.lesson_codes().get(fold_code(raw))
    if meaning:
        if meaning.absence or meaning.mark:
            mark = MarkText(raw, meaning.mark) if meaning.mark and not meaning.absence else None
            yield UndatedMark(subject, raw, mark, meaning.absence, weight or None)
        return
    try:
        yield UndatedMark(subject, raw, mark_text(raw, ""), None, weight or None)
    except BadCellError:
        known.unknown.add(text, origin)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell)) if cell is not None else ""
