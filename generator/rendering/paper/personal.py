"""The personal result sheet of a student (B3.1): several years on an upright sheet, subjects by terms, for the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.model.kinds import FinalScope, TermKind
from generator.model.years import PersonalSheet, YearCell, YearColumn, YearResult, YearRow
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import PORTRAIT, Format
from generator.rendering.paper.layout.measure import line_count
from generator.rendering.parts.phrases import Phrases, typeset

FORM = PORTRAIT.with_binder(10)
"""20 mm on the left: the sheet is filed."""

_FRAME = 17.0
_TITLE_LINE = 5.1
_ABOUT_LINE = 5.1
_TITLE_GAPS = 4.0
_PAGE_OF = 30.0
_YEAR_GAP = 5.0
_YEAR_LINE = 4.8
_TABLE_HEAD = 8.2
_LINE = 3.9
_ROW = 5.4
_ROW_PADDING = 0.9
_ROW_RULE = 0.15
_FOOT = 18.0
_SUBJECT = 60.0
_COLUMN = 17.0
_CELL_PADDING = 2.4
"""Millimetres, as in templates/print/personal.css."""
_TOGETHER = 3
"""So many rows of a year stand below its heading, or the year begins on the next sheet."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A subject as the template takes it."""

    subject: str
    cells: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Part:
    """A year, or what of it stands on one sheet: heading, heads of the columns, widths, rows."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[_Row, ...]


def personal_document(look: Look, school: str, made_on: date, sheets: Sequence[PersonalSheet]) -> str:
    """Return a document with the sheets of these students, each beginning on a page of its own."""
    paper = PersonalPaper(look, school, made_on)
    pages = (sheet_of(FORM, [piece]) for sheet in sheets for piece in paper.pieces(sheet))
    return document(look, look.words.text("paper.personal.title"), FORM, pages, "personal.css")


class PersonalPaper:
    """Makes personal sheets of a site."""

    def __init__(self, look: Look, school: str, made_on: date, form: Format = FORM) -> None:
        """Take the look, the school's name, and the day that stands at the foot."""
        self._environment = look.environment()
        self._words = look.words
        self._phrases = Phrases(look.words)
        self._school = school
        self._made_on = made_on
        self._form = form

    def pieces(self, sheet: PersonalSheet) -> list[str]:
        """Return the pages of a student."""
        words = self._words
        about = typeset(words.text("paper.personal.about", school=self._school, id=sheet.student_id))
        pages = self._pages(sheet, about)
        return [
            render_template(
                self._environment,
                "print/personal.html",
                student=sheet.name,
                about=about,
                parts=parts,
                page=words.text("paper.personal.page", page=number, pages=len(pages)),
                is_last=number == len(pages),
                made=words.text("paper.personal.made", day=words.day_year(self._made_on)),
            )
            for number, parts in enumerate(pages, 1)
        ]

    def _pages(self, sheet: PersonalSheet, about: str) -> list[list[_Part]]:
        width = self._form.inner_width
        titles = line_count(sheet.name, width - _PAGE_OF, 13, bold=True) * _TITLE_LINE
        titles += line_count(about, width, 11) * _ABOUT_LINE + _TITLE_GAPS
        room = self._form.height - _FRAME - titles - _FOOT
        pages: list[list[_Part]] = [[]]
        left = room
        for year in sheet.years:
            rest = self._part(year, is_running=year.year == sheet.running)
            while True:
                head = self._head_height(rest)
                if pages[-1] and head + _height(rest.rows[:_TOGETHER]) > left:
                    pages.append([])
                    left = room
                count = _fitting(rest.rows, left - head)
                pages[-1].append(_Part(rest.title, rest.columns, rest.widths, rest.rows[:count]))
                left -= head + _height(rest.rows[:count])
                if count >= len(rest.rows):
                    break
                again = self._words.text("paper.common.again", title=rest.title)
                rest = _Part(again, rest.columns, rest.widths, rest.rows[count:])
                left = 0.0
        return pages

    def _head_height(self, part: _Part) -> float:
        lines = line_count(part.title, self._form.inner_width, 11, bold=True)
        return _YEAR_GAP + lines * _YEAR_LINE + (_TABLE_HEAD if part.rows else _YEAR_LINE)

    def _part(self, year: YearResult, *, is_running: bool) -> _Part:
        words = self._words
        group = self._phrases.group(year.class_title)
        title = words.text("paper.personal.year", year=year.year.replace("-", "/"), group=group)
        if year.level:
            level = words.text(f"paper.personal.levels.{year.level.value}")
            title = words.text("paper.personal.with_level", title=title, level=level)
        if is_running:
            title = words.text("paper.personal.running", title=title)
        widths = self._widths(len(year.columns))
        columns = tuple(self._column(column) for column in year.columns)
        return _Part(typeset(title), columns, widths, tuple(self._row(row, widths) for row in year.rows))

    def _widths(self, columns: int) -> tuple[float, ...]:
        """Return the widths of the columns: the subject gets what is left."""
        inner = self._form.inner_width
        width = min(_COLUMN, round((inner - _SUBJECT) / max(columns, 1), 2))
        return (inner - columns * width, *([width] * columns))

    def _column(self, column: YearColumn) -> str:
        if column.scope is FinalScope.TERM and column.kind not in {None, TermKind.YEAR}:
            return self._words.text(f"terms.short.{column.kind.value}", n=column.ordinal) if column.kind else ""
        scope = FinalScope.YEAR if column.scope is FinalScope.TERM else column.scope
        return self._words.text(f"scopes.{scope.value}.short")

    def _row(self, row: YearRow, widths: Sequence[float]) -> _Row:
        cells = tuple(self._cell(cell) for cell in row.cells)
        lines = max(
            line_count(row.subject, widths[0] - _CELL_PADDING, 9, bold=True),
            *(line_count(text, widths[1] - _CELL_PADDING, 9) for text in cells if len(text) > 2),
            1,
        )
        return _Row(row.subject, cells, max(_ROW, lines * _LINE + _ROW_PADDING))

    def _cell(self, cell: YearCell | None) -> str:
        if cell is None:
            return ""
        if cell.until is None:
            return cell.text
        day = self._words.text("paper.common.day_month", day=f"{cell.until.day:02}", month=f"{cell.until.month:02}")
        return self._words.text("paper.personal.deferred", day=day)


def _height(rows: Sequence[_Row]) -> float:
    return sum(row.height + _ROW_RULE for row in rows)


def _fitting(rows: Sequence[_Row], room: float) -> int:
    """Return how many rows fit, at least one of those there are."""
    used = 0.0
    for count, row in enumerate(rows):
        used += row.height + _ROW_RULE
        if used > room and count:
            return count
    return len(rows)
