"""The workbook of one pupil that ЭлЖур gives to families: an `.xls` of the old kind, in which no mark has a day.

Three header rows (a title; class, student and term; «Предмет», «Оценки»), then a row for each subject with its marks to
the right. A column means nothing: the third cell of two subjects are not one day. `4✕2` is a mark 4 of weight 2,
absences stand among the marks. A day can't be guessed, so the marks are told without days, in the order of the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from generator.errors import ReadError
from generator.model.entries import PersonRef, StudentEntry, UndatedMarksEntry
from generator.model.undated import UndatedMark
from generator.origin import Origin
from generator.reading.archives import Refusal
from generator.reading.cells import BadCellError, clean, parse_number
from generator.reading.formats.eljur.codes import mark_text
from generator.reading.formats.eljur.known import Known
from generator.reading.meaning import fold_code
from generator.reading.reader import Ignored, Reading
from generator.reading.sheets.kinds import kind_of
from generator.reading.sheets.workbook import Sheet, head_of, open_sheets
from generator.reading.whom import another_class, another_student, another_term, no_class, no_student, no_term
from generator.reading.words.passed_over import code_by_mapping

_HEADERS = 3
_WEIGHTED = re.compile(r"(\S{1,10}?)\s*[\u2715\u00d7]\s*(\d{1,3}(?:[.,]\d{1,3})?)")


class Heading(NamedTuple):
    """Of what a workbook is: class, student and term, as the file says them or, where it doesn't, site.yaml."""

    group: str
    person: PersonRef
    term: str


def is_book(content: bytes) -> bool:
    """Say whether a file is such a workbook."""
    if kind_of(content) != "xls":
        return False
    rows = head_of(content, _HEADERS)
    if len(rows) < _HEADERS:
        return False
    first, *others = [_text(value).casefold() for value in rows[-1]] or [""]
    return first == "предмет" and [value for value in others if value] == ["оценки"]


def read_book(place: str, content: bytes, known: Known) -> Iterator[Reading]:
    """Yield the student of a workbook, the marks of every subject, and whatever is wrong with it."""
    sheets = open_sheets(content)
    if isinstance(sheets, Refusal):
        yield ReadError(sheets.slug, sheets.message, origin=Origin(place), hint=sheets.hint)
        return
    yield from read_sheet(place, sheets[0], known)


def read_sheet(place: str, sheet: Sheet, known: Known) -> Iterator[Reading]:
    """Yield what the sheet of a workbook says; unknown codes are remembered."""
    heading = _heading(sheet, known)
    problems = list(_of_another(place, sheet, known)) + list(_unsaid(heading, sheet.origin(place, 1, 0)))
    yield from problems
    if not problems and heading.person.name:
        yield StudentEntry(sheet.origin(place, 1, 0), heading.person, heading.group)
    for number, row in enumerate(sheet.rows[_HEADERS:], _HEADERS):
        subject, cells = _text(row[0] if row else None), row[1:]
        if not subject and any(_text(cell) for cell in cells):
            yield ReadError("no-subject", "a row without a subject", origin=sheet.origin(place, number, 0))
            continue
        marks: list[UndatedMark] = []
        for column, cell in enumerate(cells, 1):
            found = _mark(cell, sheet.origin(place, number, column), known) if _text(cell) else None
            if isinstance(found, UndatedMark):
                marks.append(found)
            elif found:
                yield found
        if marks and not problems:
            yield UndatedMarksEntry(sheet.origin(place, number), heading.person, heading.group, subject, heading.term,
                                    tuple(marks))  # fmt: skip


def _said(sheet: Sheet) -> tuple[str, str, str]:
    """Return class, student and term as the file says them; what it doesn't say is ""."""
    parts = [clean(part) for part in _text(sheet.rows[1][0] if sheet.rows[1] else None).split(",")]
    return (parts[0], parts[1], parts[2]) if len(parts) == len(Heading._fields) else ("", "", "")


def _heading(sheet: Sheet, known: Known) -> Heading:
    group, student, term = _said(sheet)
    asked = known.about.student
    return Heading(group or known.about.group, PersonRef(asked.id, student or asked.name), term or known.about.term)


def _unsaid(heading: Heading, origin: Origin) -> Iterator[ReadError]:
    """Yield an error for each of class, student and term that neither the file nor site.yaml says."""
    if not heading.group:
        yield no_class(origin)
    if heading.person == PersonRef():
        yield no_student(origin)
    if not heading.term:
        yield no_term(origin)


def _of_another(place: str, sheet: Sheet, known: Known) -> Iterator[ReadError]:
    """Yield an error for a class, student or term that is not the one that site.yaml says; empty ones are none."""
    group, student, term = _said(sheet)
    about, origin = known.about, sheet.origin(place, 1, 0)
    errors = (
        another_class(about, origin, group),
        another_student(about, origin, PersonRef("", student)),
        another_term(about, origin, term),
    )
    yield from filter(None, errors)


def _mark(cell: Any, origin: Origin, known: Known) -> UndatedMark | ReadError | Ignored | None:
    """Return what a cell says; None for an unknown code, which is remembered."""
    if isinstance(cell, date | datetime):
        hint = "a program for tables changed the file when it was saved; export it again and leave it as it is"
        return ReadError("excel-date", "a date stands where a mark should", origin=origin, hint=hint)
    text = _text(cell)
    weighted = _WEIGHTED.fullmatch(text)
    raw, weight = (weighted[1], parse_number(weighted[2]) or None) if weighted else (text, None)
    meaning = known.lesson_codes().get(fold_code(raw))
    if meaning and meaning.absence:
        return UndatedMark(raw, None, absence=meaning.absence)
    if meaning and meaning.mark:
        return UndatedMark(raw, meaning.mark, weight=weight)
    if meaning:
        return code_by_mapping(origin)
    try:
        mark = mark_text(raw, "")
    except BadCellError:
        known.unknown.add(text, origin)
        return None
    return UndatedMark(mark.raw, mark.kind, mark.value, weight)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell)) if cell is not None else ""
