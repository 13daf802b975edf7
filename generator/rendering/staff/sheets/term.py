"""The summary sheet of one term: A4 across, subjects upright above narrow columns, counts and means below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import A4, Format
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.sheets.fitting import fitted_name, name_column, upright_heads
from generator.reports.class_facts import FinalCell
from generator.reports.sheet import SheetFoot, SheetStudent, SheetSubject, TermSheet

_ROW, _TALLEST = 4.0, 5.6
_HEADING = 13.0
_SIGNS = 16.0
_PADDING = 15.0
"""Millimetres, as in templates/print/sheets.css."""
_NUMBER, _MEAN = 7.0, 11.0
_NARROWEST, _WIDEST = 7.6, 13.0


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands at the head and the foot of a sheet: the class, which term, the school year, and times."""

    school: str
    class_title: str
    year: str
    as_of: datetime
    made: datetime
    teacher: str = field(repr=False)


class TermSheets:
    """Lays out the sheets of the terms of one class."""

    def __init__(self, look: Look, head: SheetHead, binder: float = 0) -> None:
        """Take what is the same on all of them; `binder` is the room for holes on the left, in millimetres."""
        self._look = look
        self._head = head
        self._figures = Figures(look.words)
        self._form = A4.with_binder(binder)

    def document(self, sheets: Sequence[tuple[str, TermSheet]]) -> str:
        """Return one document with the sheets of all terms; `sheets` are titles of terms with their sheets."""
        pages = [page for title, sheet in sheets for page in self._pages(title, sheet)]
        words = self._look.words
        title = f"{words.text('staff.sheets.title')}, {self._head.class_title}"
        return document(self._look, title, self._form, (sheet_of(self._form, [page]) for page in pages), "sheets.css")

    def _pages(self, title: str, sheet: TermSheet) -> Iterator[str]:
        names = name_column([line.student.name for line in sheet.lines])
        room = self._form.inner_width - _NUMBER - _MEAN - names
        parts = spread(len(sheet.subjects), max(1, int(room / _NARROWEST)))
        most = max(parts, default=1)
        column = min(_WIDEST, room / most)
        found: list[dict[str, object]] = []
        begin, environment = 0, self._look.environment()
        for count in parts:
            subjects = range(begin, begin + count)
            found += self._part(sheet, subjects, names, column)
            begin += count
        about = self._about(title)
        for number, page in enumerate(found, 1):
            yield render_template(
                environment, "print/term-sheet.html", head=self._head, about=about, page=number,
                pages=len(found), legal=self._legal(sheet), **page,
            )  # fmt: skip

    def _part(self, sheet: TermSheet, subjects: range, names: float, column: float) -> Iterator[dict[str, object]]:
        """Yield the pages of some of the subjects: students in even parts, the foot on the last."""
        heads = upright_heads([_titles(sheet.subjects[index]) for index in subjects], column)
        foot = foot_rows(self._figures, [sheet.foot[index] for index in subjects])
        room = rows_of(self._form, heads.height)
        counts = split(len(sheet.lines), room, room - len(foot))
        begin = 0
        for place, count in enumerate(counts, 1):
            is_last = place == len(counts)
            rows = count + (len(foot) if is_last else 0)
            lines = list(enumerate(sheet.lines, 1))[begin : begin + count]
            begin += count
            yield {
                "columns": (_NUMBER, names, *[column] * len(subjects), _MEAN),
                "height": heads.height,
                "titles": heads.texts,
                "rows": [
                    (number, fitted_name(line.student.name, names), [self._text(line.cells[i]) for i in subjects],
                     self._mean(line.mean), not line.student.on_list(sheet.column.end))
                    for number, line in lines
                ],
                "foot": foot if is_last else (),
                "row": min(_TALLEST, room * _ROW / rows),
            }  # fmt: skip

    def _text(self, cell: FinalCell | None) -> str:
        return cell_text(self._look, cell)

    def _mean(self, value: int | None) -> str:
        return "" if value is None else self._figures.hundredths(value).text

    def _about(self, title: str) -> str:
        return self._look.words.text(
            "staff.sheets.about", title=self._head.class_title, term=title, year=self._head.year
        )

    def _legal(self, sheet: TermSheet) -> str:
        words = self._look.words
        said = words.text("staff.sheets.legal", when=words.moment(self._head.as_of), made=words.moment(self._head.made))
        gone = [line.student for line in sheet.lines if not line.student.on_list(sheet.column.end)]
        return " ".join([said, *(_left(self._look, student) for student in gone if student.end)])


def cell_text(look: Look, cell: FinalCell | None) -> str:
    """Return what stands in a cell: the mark, a word for a deferral, or nothing."""
    if cell is None:
        return ""
    return look.words.text("staff.sheets.deferred") if cell.until else cell.text


def _left(look: Look, student: SheetStudent) -> str:
    assert student.end is not None  # noqa: S101 (asked by the caller)
    return f"{fitted_name(student.name, 0)}: {look.words.text('staff.sheets.left', day=look.words.day(student.end))}."


def _titles(subject: SheetSubject) -> tuple[str, str]:
    return subject.title, subject.short


def foot_rows(figures: Figures, foot: Sequence[SheetFoot]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the rows below: the mean of every subject, then how many of which mark; 1 only where it was given."""
    words = figures.words
    rows = [
        (words.text("staff.sheets.mean_of_subject"),
         tuple("" if one.mean is None else figures.hundredths(one.mean).text for one in foot)),
        ("5", tuple(str(one.marks.fives) for one in foot)),
        ("4", tuple(str(one.marks.fours) for one in foot)),
        ("3", tuple(str(one.marks.threes) for one in foot)),
        ("2", tuple(str(one.marks.twos) for one in foot)),
    ]  # fmt: skip
    if any(one.marks.ones for one in foot):
        rows.append(("1", tuple(str(one.marks.ones) for one in foot)))
    rows.append((words.text("staff.sheets.not_assessed"), tuple(str(one.marks.not_assessed) for one in foot)))
    return tuple(rows)


def rows_of(form: Format, height: float) -> int:
    """Return how many rows a sheet has room for below a heading row of this height, in millimetres."""
    return int((form.height - _PADDING - _HEADING - _SIGNS - height) / _ROW)


def spread(count: int, room: int) -> list[int]:
    """Return a count in even parts of at most `room`."""
    parts = max(1, -(-count // room))
    return [count // parts + (part < count % parts) for part in range(parts)]


def split(count: int, room: int, last: int) -> list[int]:
    """Return a count in parts of at most `room`, the last of at most `last`: even ones where they can be."""
    if count <= last:
        return [count]
    parts = 1 + -(-(count - last) // room)
    own = min(last, count // parts)
    return [*spread(count - own, -(-(count - own) // (parts - 1))), own]
