"""A student's week on a third of a sheet: marks, what was missed, debts, the forecast, and a line to sign.

What does not fit roomily is set closer, with the text beside the symbol; what does not fit then goes on a second piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.diaries.papers.lines import SubjectWeek, WeekExtract
from generator.model.kinds import AbsenceKind
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.format import STRIP, Format, PaperHead
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.paper.parts.chips import Chip, Chips, Work, by_work, fitted, work_width
from generator.rendering.paper.parts.head import SIGN, SYMBOL, SYMBOL_WIDTH, HeadWords
from generator.rendering.paper.parts.phrases import PaperPhrases
from generator.rendering.paper.parts.qr import paper_qr
from generator.rendering.paper.parts.said import Detail, Paragraph, StripWords, html_of, line_count_of, take
from generator.settings.sections import MarksSection

_MARKS_GAP = 1.0
_COLUMN_GAP = 8.0
_AVERAGE = 12.0
_NAME_GAP = 2.0
_MARK_GAP = 1.1
_MARK_LINE = 5.0
"""Millimetres, as in templates/print/strip.css."""


@dataclass(frozen=True, slots=True)
class _Density:
    """How close a strip is set, in millimetres and points, as in templates/print/strip.css.

    `is_beside`: the text stands beside the symbol; `details`: how much is told, as first tried; `frame` is
    left free above and below.
    """

    name: str
    row: float
    mark_points: float
    text_points: float
    text_line: float
    text_gap: float
    is_beside: bool
    details: tuple[Detail, ...]
    frame: float


_ROOMY = _Density("", 6.35, 11, 10, 4.7, 2.0, is_beside=False, details=(Detail.FULL,), frame=15.0)
_TIGHT = _Density("is-tight", 4.75, 10, 9, 3.8, 1.5, is_beside=True, details=tuple(Detail), frame=12.5)


@dataclass(frozen=True, slots=True)
class _Line:
    """A subject as the template takes it; `is_two`: the marks stand below the name."""

    name: str
    works: tuple[Work, ...]
    average: str
    is_two: bool
    height: float


@dataclass(frozen=True, slots=True)
class _Share:
    """What stands on one piece."""

    lines: tuple[_Line, ...]
    text: tuple[Paragraph, ...]


class StripPaper:
    """Makes the strips of a site."""

    def __init__(self, look: Look, marks: MarksSection, form: Format = STRIP) -> None:
        """Take the look of the site, the school's borders, and the size; the environment is asked for once."""
        self._environment = look.environment()
        phrases = PaperPhrases(look.words)
        self._words = look.words
        self._head = HeadWords(phrases)
        self._said = StripWords(phrases)
        self._chips = Chips(look.words)
        self._borders = self._head.borders(marks)
        self._form = form

    def pieces(self, extract: WeekExtract, head: PaperHead) -> list[str]:
        """Return the pieces of a student's week, top to bottom as they are read; one where everything fits."""
        width = self._form.inner_width
        source = self._head.source(head.school, extract.as_of)
        top = self._head.top(extract.student, self._period(extract), source, width)
        notes = self._notes(extract)
        # a number of pages is as wide as another one
        legal = self._head.legal_height(self._head.legal(head, 1, 1, *notes), width)
        symbol, _ = paper_qr(head.link)
        density, shares = self._shared(extract, self._form.height - top.height, legal)
        return [
            self._piece(
                share,
                top=top,
                density=density,
                legal=self._head.legal(head, page, len(shares), *notes),
                symbol=symbol,
                is_last=page == len(shares),
            )
            for page, share in enumerate(shares, 1)
        ]

    def _period(self, extract: WeekExtract) -> str:
        """«16–21 ноября 2026»."""
        last = extract.days[-1].day if extract.days else extract.monday + timedelta(days=5)
        return self._words.text("paper.week.span", span=self._words.span(extract.monday, last), year=last.year)

    def _piece(self, share: _Share, **values: object) -> str:
        half = _half(share.lines)
        columns = (share.lines[:half], share.lines[half:])
        text = [html_of(paragraph) for paragraph in share.text]
        return render_template(self._environment, "print/strip.html", columns=columns, text=text, **values)

    def _notes(self, extract: WeekExtract) -> list[str]:
        if extract.without_marks:
            return []
        notes = [self._borders]
        if extract.term and any(subject.average for subject in extract.subjects):
            notes.append(self._words.text(f"paper.strip.average.{extract.term.kind.value}"))
        return notes

    def _shared(self, extract: WeekExtract, room: float, legal: float) -> tuple[_Density, list[_Share]]:
        subjects = [] if extract.without_marks else extract.subjects
        full = self._said.paragraphs(extract, Detail.FULL)
        # one line for each subject is the least: where even these are too high, nothing else need be measured
        end = self._end_height(_ROOMY, full, legal)
        is_roomy = _ROOMY.row * len(subjects) / 2 + end + _ROOMY.frame <= room
        for density in (_ROOMY, _TIGHT) if is_roomy else (_TIGHT,):
            lines = tuple(self._line(subject, density) for subject in subjects)
            left = room - density.frame - _lines_height(lines)
            # what a strip can do without are the ways to a better mark, and the tests that are far away
            for detail in density.details:
                paragraphs = full if detail is Detail.FULL else self._said.paragraphs(extract, detail)
                if self._end_height(density, paragraphs, legal) <= left:
                    return density, [_Share(lines, tuple(paragraphs))]
        return _TIGHT, self._divided(lines, full, room - _TIGHT.frame, legal)

    def _divided(
        self, lines: tuple[_Line, ...], paragraphs: list[Paragraph], room: float, legal: float
    ) -> list[_Share]:
        width, shares = self._text_width(_TIGHT), []
        while lines or paragraphs:
            count = len(lines)
            while count and _lines_height(lines[:count]) + self._end_height(_TIGHT, [], legal) > room:
                count -= 1
            text: list[Paragraph] = []
            if count == len(lines):
                left = room - _lines_height(lines) - _TIGHT.text_gap - SIGN - legal
                text, paragraphs = take(paragraphs, int(left / _TIGHT.text_line), width, _TIGHT.text_points)
            shares.append(_Share(lines[:count], tuple(text)))
            lines = lines[count:]
        return shares

    def _text_width(self, density: _Density) -> float:
        return self._form.inner_width - (SYMBOL_WIDTH if density.is_beside else 0)

    def _end_height(self, density: _Density, paragraphs: Sequence[Paragraph], legal: float) -> float:
        """Return the millimetres below the marks: the text, the line to sign, the small print, the symbol."""
        width = self._text_width(density)
        count = sum(line_count_of(paragraph, width, density.text_points) for paragraph in paragraphs)
        text = density.text_gap + count * density.text_line if count else 0.0
        if density.is_beside:
            return max(SYMBOL, text + SIGN + legal)
        return text + max(SYMBOL, SIGN + legal)

    def _line(self, subject: SubjectWeek, density: _Density) -> _Line:
        works, points = self._works(subject), density.mark_points
        average = self._words.hundredths(subject.average.value) if subject.average else ""
        column = (self._form.inner_width - _COLUMN_GAP) / 2
        space = _MARK_GAP + width_mm(" ", points)
        room = column - _AVERAGE - _NAME_GAP - sum(work_width(chips, points) + space for chips in works)
        for name in (subject.subject, subject.short):
            if name and width_mm(name, density.text_points) <= room:
                found = tuple(Work(chips, fits=True) for chips in works)
                return _Line(name, found, average, is_two=False, height=density.row)
        found, rows = fitted(works, column - _AVERAGE - _NAME_GAP, points, _MARK_GAP)
        names = line_count(subject.subject, column - _AVERAGE, density.text_points)
        height = density.row + (names - 1 + rows) * _MARK_LINE
        return _Line(subject.subject, found, average, is_two=True, height=height)

    def _works(self, subject: SubjectWeek) -> list[tuple[Chip, ...]]:
        """Return marks and absences by day; exemptions are told once."""
        found = [
            ((work[0].day.toordinal(), work[0].nth), self._chips.marks(work, noted=False))
            for work in by_work(subject.marks)
        ]
        exempt = False
        for line in subject.absences:
            is_exempt = line.kind is AbsenceKind.EXEMPT
            if not (is_exempt and exempt):
                found.append(((line.day.toordinal(), 0), (self._chips.absence(line, noted=False),)))
            exempt = exempt or is_exempt
        return [chips for _, chips in sorted(found, key=lambda one: one[0])]


def _half(lines: Sequence[_Line]) -> int:
    """Return how many lines stand in the left column: the fewest that make it no lower than the right one."""
    whole, left = sum(line.height for line in lines), 0.0
    for count, line in enumerate(lines, 1):
        left += line.height
        if 2 * left >= whole - 1e-6:
            return count
    return 0


def _lines_height(lines: Sequence[_Line]) -> float:
    if not lines:
        return 0.0
    return _MARKS_GAP + sum(line.height for line in lines[: _half(lines)])
