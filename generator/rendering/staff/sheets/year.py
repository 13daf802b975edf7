"""The year sheet of a class: two students to an upright page, their terms side by side, and the page that seals it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.school import Term
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import PORTRAIT
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.staff.sheets.fitting import fitted_name
from generator.rendering.staff.sheets.term import SheetHead, cell_text, spread
from generator.reports.class_facts import Column
from generator.reports.sheet import SheetStudent, SheetSubject, YearSheet

_PER_PAGE = 2
_TALLEST, _LOWEST, _LINE = 10.5, 7.6, 3.7
_FRAME = 78.0
"""Millimetres of a page that are not rows of subjects: as in templates/print/sheets.css."""
_SUBJECT = 62.0
_CELL_PADDING = 2.4


@dataclass(frozen=True, slots=True)
class _Place:
    """A student with the cells of every row, drawn."""

    name: str
    rows: tuple[tuple[str, ...], ...]


class YearSheets:
    """Lays out the year sheet of one class."""

    def __init__(self, look: Look, head: SheetHead, terms: tuple[Term, ...], binder: float = 0) -> None:
        """Take the terms of the class for the titles of columns; `binder` as for the sheet of a term."""
        self._look = look
        self._head = head
        self._terms = {term.id: term for term in terms}
        self._form = PORTRAIT.with_binder(binder)

    def document(self, sheet: YearSheet) -> str:
        """Return the whole document, the page that says how many there are last."""
        pages = list(self._pages(sheet))
        words, environment = self._look.words, self._look.environment()
        about = words.text(
            "staff.sheets.about",
            title=self._head.class_title,
            term=words.text("staff.sheets.year"),
            year=self._head.year,
        )
        title = f"{words.text('staff.sheets.title')}, {self._head.class_title}, {words.text('staff.sheets.year')}"
        made = [
            render_template(environment, "print/year-sheet.html", head=self._head, about=about, page=number,
                            pages=len(pages) + 1, **page)
            for number, page in enumerate(pages, 1)
        ]  # fmt: skip
        made.append(
            render_template(environment, "print/year-sheet-end.html", head=self._head, about=about, count=len(pages))
        )
        return document(self._look, title, self._form, (sheet_of(self._form, [page]) for page in made), "sheets.css")

    def _pages(self, sheet: YearSheet) -> Iterator[dict[str, object]]:
        room = self._form.height - _FRAME
        parts = _shared_out([_least(subject) for subject in sheet.subjects], room)
        column = (self._form.inner_width - _SUBJECT) / (_PER_PAGE * len(sheet.columns))
        for begin in range(0, len(sheet.students), _PER_PAGE):
            students = range(begin, min(begin + _PER_PAGE, len(sheet.students)))
            done = 0
            for count in parts:
                subjects = sheet.subjects[done : done + count]
                done += count
                least = [_least(subject) for subject in subjects]
                more = min(_TALLEST / _LOWEST, room / max(1, sum(least)))
                yield {
                    "columns": (_SUBJECT, *[column] * (_PER_PAGE * len(sheet.columns))),
                    "span": len(sheet.columns),
                    "heads": [self._column(one) for one in sheet.columns],
                    "heights": [height * more for height in least],
                    "subjects": [self._subject(subject) for subject in subjects],
                    "students": [self._place(sheet, index, subjects, column) for index in students],
                    "empty": _PER_PAGE - len(students),
                    "is_last": done == len(sheet.subjects),
                }

    def _column(self, column: Column) -> str:
        term = self._terms.get(column.term_id)
        words = self._look.words
        if term:
            return words.text(f"terms.short.{term.kind.value}", n=term.ordinal)
        return words.text(f"scopes.{column.scope.value}.short")

    def _subject(self, subject: SheetSubject) -> tuple[str, str]:
        """Return the title and the teachers, the latter on one line, with dots for those who don't fit."""
        room = _SUBJECT - _CELL_PADDING
        teachers = [fitted_name(name, 0) for name in subject.teachers]
        while len(teachers) > 1 and width_mm(", ".join(teachers), 8) > room - 4:
            teachers.pop()
        more = "" if len(teachers) == len(subject.teachers) else ", …"
        return _title(subject), ", ".join(teachers) + more

    def _place(self, sheet: YearSheet, index: int, subjects: tuple[SheetSubject, ...], column: float) -> _Place:
        student = sheet.students[index]
        rows = tuple(tuple(cell_text(self._look, cell) for cell in subject.cells[index]) for subject in subjects)
        return _Place(self._name(student, index + 1, column * len(sheet.columns)), rows)

    def _name(self, student: SheetStudent, number: int, room: float) -> str:
        words = self._look.words
        left = f", {words.text('staff.sheets.left', day=words.day_short(student.end))}" if student.end else ""
        return f"{number}. {fitted_name(student.name, 2 * room - 12)}{left}"


def _title(subject: SheetSubject) -> str:
    """Return the title that stands in a row: the short one where the whole one takes more than a line."""
    is_long = width_mm(subject.title, 9, bold=True) > _SUBJECT - _CELL_PADDING
    return subject.short or subject.title if is_long else subject.title


def _least(subject: SheetSubject) -> float:
    """Return the height that a row needs, in millimetres."""
    return _LOWEST + _LINE * (line_count(_title(subject), _SUBJECT - _CELL_PADDING, 9, bold=True) - 1)


def _shared_out(heights: Sequence[float], room: float) -> Sequence[int]:
    """Return how many rows stand on each page of a pair of students: as few pages as hold them, evenly filled."""
    pages = 1
    while True:
        parts, begin = spread(len(heights), -(-len(heights) // pages) or 1), 0
        ends = [begin := begin + part for part in parts]
        if all(sum(heights[end - part : end]) <= room for part, end in zip(parts, ends, strict=True)):
            return parts
        pages += 1
