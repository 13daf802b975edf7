"""What a family on paper gets in September: the teachers of the child and the school year, on an upright sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest

from generator.diaries.diary import BellLine, HolidayLine, TeacherLine, TermLine
from generator.diaries.papers.lines import PaperStudent
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.format import PORTRAIT, Format
from generator.rendering.paper.layout.fill import fill
from generator.rendering.paper.layout.measure import line_count
from generator.rendering.paper.parts.head import HeadWords, Top
from generator.rendering.paper.parts.phrases import PaperPhrases
from generator.rendering.parts.phrases import typeset

_FRAME = 15.0
_HEADS = 16.0
_YEAR_GAP = 4.0
_FOOT_GAP = 4.0
_CONTACT_LINE = 4.8
_LEGAL_LINE = 3.1
_ROW_PADDING = 1.0
_ROW_RULE = 0.15
_CELL_PADDING = 2.4
_SUBJECTS, _NAME, _CONTACT = 62.0, 62.0, 66.0
_TITLE, _DAYS, _BELL, _TIME = 62.0, 54.0, 30.0, 36.0
"""Millimetres, as in templates/print/packet.css."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What is told of one student, to one recipient ("": whoever brings the child up)."""

    student: PaperStudent
    recipient: str = field(repr=False)
    as_of: datetime
    year_start: date
    year_end: date
    teachers: tuple[TeacherLine, ...]
    terms: tuple[TermLine, ...]
    holidays: tuple[HolidayLine, ...]
    bells: tuple[BellLine, ...]


@dataclass(frozen=True, slots=True)
class _Size:
    """How closely rows are set: size of the type in points, the height of a line, the least height of a row."""

    name: str
    points: float
    line: float
    least: float


_SIZES = (_Size("", 10, 4.4, 6.0), _Size("is-close", 9, 3.9, 4.8))
"""The closer one is for a student whose lists would need a second sheet."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as the template takes it; a heading has one cell."""

    cells: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands on one sheet: teachers, terms and holidays, bells."""

    teachers: Sequence[_Row] = ()
    days: Sequence[_Row] = ()
    bells: Sequence[_Row] = ()


class PacketPaper:
    """Makes the sheets of a site."""

    def __init__(self, look: Look, regulation: str, made_on: date, form: Format = PORTRAIT) -> None:
        """Take the look, the title of the regulation ("" none), and the day that stands at the foot."""
        self._environment = look.environment()
        self._words = look.words
        self._head = HeadWords(PaperPhrases(look.words))
        self._look = look
        self._regulation = regulation
        self._made_on = made_on
        self._form = form

    def pieces(self, packet: Packet) -> list[str]:
        """Return the sheets of a student; one unless the lists are very long."""
        years = f"{packet.year_start.year}/{packet.year_end.year % 100:02}"
        title = self._words.text("paper.packet.head", years=years)
        source = self._head.dated_source(self._look.school_name, packet.as_of)
        top = self._head.top(packet.student, title, source, self._form.inner_width)
        size, pages = self._set(packet, self._room(packet, top))
        return [
            render_template(
                self._environment,
                "print/packet.html",
                top=top,
                page=page,
                size=size.name,
                is_first=number == 1,
                contact=self._contact(),
                legal=self._legal(packet, number, len(pages)),
            )
            for number, page in enumerate(pages, 1)
        ]

    def _room(self, packet: Packet, top: Top) -> float:
        """Return the millimetres between head and foot."""
        width = self._form.inner_width
        foot = _FOOT_GAP + _LEGAL_LINE * line_count(self._legal(packet, 1, 2), width, 7.5)
        foot += _CONTACT_LINE * line_count(self._contact(), width, 10)
        return self._form.height - _FRAME - top.height - foot

    def _set(self, packet: Packet, room: float) -> tuple[_Size, list[_Page]]:
        """Return the sheets, set closer where that saves one."""
        found = [(size, self._pages(packet, size, room)) for size in _SIZES]
        return min(found, key=lambda one: len(one[1]))

    def _pages(self, packet: Packet, size: _Size, room: float) -> list[_Page]:
        """Put the year below the teachers, or on sheets of its own where it is too long for that."""
        teachers = [self._teacher(line, size) for line in packet.teachers]
        days, bells = self._days(packet, size), self._bells(packet, size)
        heights = [row.height + _ROW_RULE for row in teachers]
        year = _YEAR_GAP + max(_height(days), _height(bells))
        left = room - _HEADS
        is_short = year + max(heights, default=0) <= left
        pages = [_Page(teachers[start:end]) for start, end in fill(heights, left, left, year if is_short else 0)]
        if is_short:
            return [*pages[:-1], _Page(pages[-1].teachers, days, bells)]
        parts = zip_longest(_cut(days, room - _YEAR_GAP), _cut(bells, room - _YEAR_GAP), fillvalue=())
        return [*pages, *(_Page((), *part) for part in parts)]

    def _teacher(self, line: TeacherLine, size: _Size) -> _Row:
        homeroom = (self._words.text("more.homeroom"),) if line.homeroom else ()
        subjects = ", ".join((*line.subjects, *homeroom))
        return _row((subjects[:1].upper() + subjects[1:], line.name, line.contact), (_SUBJECTS, _NAME, _CONTACT), size)

    def _days(self, packet: Packet, size: _Size) -> list[_Row]:
        words, widths = self._words, (_TITLE, _DAYS)
        terms = [
            _row((self._head.phrases.phrases.term(term), words.span(term.start, term.end)), widths, size)
            for term in packet.terms
        ]
        holidays = [_row((line.title, words.span(line.start, line.end)), widths, size) for line in packet.holidays]
        return [*self._under("more.terms", terms, size), *self._under("more.holidays", holidays, size)]

    def _bells(self, packet: Packet, size: _Size) -> list[_Row]:
        words = self._words
        rows = []
        for bell in packet.bells:
            span = words.text("more.bell_time", start=words.clock(bell.start), end=words.clock(bell.end))
            rows.append(_row((words.text("more.bell", n=bell.ordinal), span), (_BELL, _TIME), size))
        return self._under("more.bells", rows, size)

    def _under(self, heading: str, rows: list[_Row], size: _Size) -> list[_Row]:
        """Put a heading above rows, if there are any."""
        return [_Row((self._words.text(heading),), size.least + 1.6), *rows] if rows else []

    def _contact(self) -> str:
        return typeset(self._words.text("paper.packet.ask", contact=self._look.contact)) if self._look.contact else ""

    def _legal(self, packet: Packet, page: int, pages: int) -> str:
        words = self._words
        parts = (
            f"{self._regulation.rstrip('.')}." if self._regulation else "",
            words.text("paper.common.recipient", name=packet.recipient) if packet.recipient else "",
            words.text("paper.packet.made", day=words.day_year(self._made_on)),
            words.text("paper.foot.page", page=page, pages=pages) if pages > 1 else "",
        )
        return typeset(" ".join(part for part in parts if part))


def _row(cells: tuple[str, ...], widths: tuple[float, ...], size: _Size) -> _Row:
    """Return a row that is as high as its highest cell needs; its second cell is bold."""
    lines = max(
        line_count(text, width - _CELL_PADDING, size.points, bold=place == 1)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return _Row(cells, max(size.least, lines * size.line + _ROW_PADDING))


def _height(rows: Sequence[_Row]) -> float:
    return sum(row.height + _ROW_RULE for row in rows)


def _cut(rows: Sequence[_Row], room: float) -> list[Sequence[_Row]]:
    return [rows[start:end] for start, end in fill([row.height + _ROW_RULE for row in rows], room, room, 0)]
