"""The marks of a term on half a sheet («табель»): subjects by terms, the average, what was missed, a line to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.diaries.diary import DeferredChip, MarkChip
from generator.diaries.papers.lines import TermSheet, TermSheetRow
from generator.model.kinds import MarkKind
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.format import A5, Format, PaperHead
from generator.rendering.paper.layout.fill import fill
from generator.rendering.paper.layout.measure import line_count
from generator.rendering.paper.parts.chips import Chips, Work, fitted
from generator.rendering.paper.parts.head import SIGN, SYMBOL, HeadWords
from generator.rendering.paper.parts.phrases import PaperPhrases
from generator.rendering.paper.parts.qr import paper_qr
from generator.rendering.paper.parts.said import Atom, Paragraph, StripWords, html_of, line_count_of
from generator.rendering.parts.phrases import typeset
from generator.settings.sections import MarksSection

_FRAME = 15.0
_TABLE_HEAD = 9.5
_LINE = 3.9
_ROOMY = 5.8
_TIGHT = 4.6
_TIGHTEST = 4.1
_ROW_PADDING = 0.2
_ROW_RULE = 0.15
_TEXT_LINE = 4.7
_TEXT_GAP = 2.0
_SUBJECT = 48.0
_COLUMN = 37.0
_AVERAGE = 15.0
_COUNT = 14.0
_CELL_PADDING = 2.4
_GAP = 1.0
"""Millimetres, as in templates/print/term.css."""
_CHIP = 10
"""Points of the marks without days."""
_IN_WORDS = frozenset({MarkKind.PASS, MarkKind.FAIL, MarkKind.EXEMPT, MarkKind.NOT_ASSESSED})


@dataclass(frozen=True, slots=True)
class _Row:
    """A subject as the template takes it: the texts of its cells, its height, and the marks without days (() for none)
    that stand in a line below it, `below` millimetres high.
    """

    subject: str
    cells: tuple[str, ...]
    average: str
    marks: str
    height: float
    undated: tuple[Work, ...] = ()
    below: float = 0.0


class TermPaper:
    """Makes the period sheets of a site."""

    def __init__(self, look: Look, marks: MarksSection, form: Format = A5) -> None:
        """Take the look of the site, the school's borders, and the size; the environment is asked for once."""
        self._environment = look.environment()
        self._words = look.words
        self._phrases = PaperPhrases(look.words)
        self._head = HeadWords(self._phrases)
        self._said = StripWords(self._phrases)
        self._chips = Chips(look.words)
        self._borders = self._head.borders(marks)
        self._form = form

    def pieces(self, sheet: TermSheet, head: PaperHead) -> list[str]:
        """Return the pieces of a student's term; one where all subjects fit."""
        width = self._form.inner_width
        term = self._phrases.phrases.term(sheet.term)
        title = self._words.text("paper.term.title", term=term, year=sheet.term.end.year)
        top = self._head.top(sheet.student, title, self._head.dated_source(head.school, sheet.as_of), width)
        text = self._text(sheet)
        legal = self._head.legal_height(self._head.legal(head, 1, 1, self._borders), width)
        room = self._form.height - _FRAME - top.height - _TABLE_HEAD - max(SYMBOL, SIGN + legal)
        said = _TEXT_GAP + _TEXT_LINE * sum(line_count_of(paragraph, width, 10) for paragraph in text)
        rows, ranges = self._shared(sheet, room, said)
        shared = {
            "top": top,
            "columns": [self._phrases.phrases.column(column)[1] for column in sheet.columns],
            "widths": self._widths(sheet),
            "symbol": paper_qr(head.link)[0],
        }
        return [
            render_template(
                self._environment,
                "print/term.html",
                rows=rows[start:end],
                text=[html_of(paragraph) for paragraph in text] if page == len(ranges) else [],
                legal=self._head.legal(head, page, len(ranges), self._borders),
                is_last=page == len(ranges),
                **shared,
            )
            for page, (start, end) in enumerate(ranges, 1)
        ]

    def _shared(self, sheet: TermSheet, room: float, said: float) -> tuple[list[_Row], list[tuple[int, int]]]:
        """Return the rows and which of them stand on each piece: set closer where that saves a piece."""
        found = []
        for least in (_ROOMY, _TIGHT, _TIGHTEST):
            rows = [self._row(sheet, row, least) for row in sheet.rows]
            found.append((rows, fill([row.height + row.below + _ROW_RULE for row in rows], room, room, said)))
        return min(found, key=lambda one: len(one[1]))

    def _widths(self, sheet: TermSheet) -> list[float]:
        """Return the widths of the columns: few are no wider than their words, and the subject gets what is left."""
        left = self._form.inner_width - _AVERAGE - _COUNT
        columns = len(sheet.columns)
        width = min(_COLUMN, round((left - _SUBJECT) / columns, 2))
        return [left - columns * width, *([width] * columns), _AVERAGE, _COUNT]

    def _row(self, sheet: TermSheet, row: TermSheetRow, least: float) -> _Row:
        cells = tuple(self._cell(cell) for cell in row.cells)
        subject, width = (room - _CELL_PADDING for room in self._widths(sheet)[:2])
        lines = max(
            line_count(row.subject, subject, 9, bold=True),
            *(line_count(text, width, 9) for text in cells if len(text) > 2),
            1,
        )
        average = self._words.hundredths(row.average.value) if row.average else ""
        marks = str(row.marks) if row.marks else ""
        made = _Row(row.subject, cells, average, marks, max(least, lines * _LINE + _ROW_PADDING))
        if not row.undated:
            return made
        works, below = fitted(self._chips.undated(row.undated), self._form.inner_width - _CELL_PADDING, _CHIP, _GAP)
        return replace(made, undated=works, below=below * _TEXT_LINE)

    def _cell(self, cell: MarkChip | DeferredChip | None) -> str:
        words = self._words
        if cell is None:
            return ""
        if isinstance(cell, DeferredChip):
            return words.text("paper.term.deferred", day=self._phrases.day_month(cell.until))
        return words.text(f"paper.term.words.{cell.kind.value}") if cell.kind in _IN_WORDS else cell.text

    def _text(self, sheet: TermSheet) -> Sequence[Paragraph]:
        words = self._words
        atoms = self._said.missed(sheet.missed)
        if sheet.days:
            atoms.append(Atom(words.text("paper.term.days"), f"{sheet.days}."))
        paragraphs: list[Paragraph] = [tuple(atoms)]
        if not sheet.is_complete:
            paragraphs.append((Atom("", typeset(words.text("paper.term.incomplete"))),))
        return paragraphs
