"""Marks and absences as they are drawn on paper: what a shape means without colour, and how much room it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.diaries.diary import AbsenceLine, MarkChip
from generator.model.kinds import AbsenceKind, MarkKind
from generator.model.undated import UndatedMark
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.words import Words

_SMALL = 9
_RAISED = 0.75
_FRAMES = {"b": 2.8, "q": 2.0}
_SIDE = 0.2
"""Millimetres that a chip is wider than its text: with a frame and its padding, and without."""
_NO_FRAME = frozenset({AbsenceKind.LATE, AbsenceKind.EXEMPT})


class Chip(NamedTuple):
    """A mark or absence: `tag` b (a test, framed), q (an absence, framed thinly), u (a debt, underlined), i (small) or
    none, `raised` the weight, `note` the short type of the work or the reason; "" for none.
    """

    tag: str
    text: str
    raised: str = ""
    note: str = ""


class Work(NamedTuple):
    """The chips of one work, drawn with a stroke between them («4/5»), on one line where it `fits`."""

    chips: tuple[Chip, ...]
    fits: bool


def by_work(marks: Iterable[MarkChip]) -> Iterator[list[MarkChip]]:
    """Yield the marks of each work, in their order; a work may have several."""
    work: list[MarkChip] = []
    for chip in marks:
        if work and chip.ordinal == 1:
            yield work
            work = []
        work.append(chip)
    if work:
        yield work


class Chips:
    """Says marks and absences in the words of one language."""

    def __init__(self, words: Words) -> None:
        """Take the words."""
        self._words = words

    def marks(self, work: Sequence[MarkChip], *, noted: bool) -> tuple[Chip, ...]:
        """Return the marks of a work; `noted`: the last with the type of the work."""
        return tuple(self._mark(chip, noted=noted and place == len(work)) for place, chip in enumerate(work, 1))

    def absence(self, line: AbsenceLine, *, noted: bool) -> Chip:
        """Return an absence; `noted`: with its reason."""
        words, kind = self._words, line.kind
        note = words.text(f"paper.week.reasons.{kind.value}") if noted else ""
        if noted and kind is AbsenceKind.LATE and line.minutes:
            note = words.text("paper.week.minutes", n=line.minutes)
        tag = "" if kind in _NO_FRAME else "q"
        return Chip(tag, words.text(f"paper.week.absences.{kind.value}"), note=note)

    def undated(self, marks: Iterable[UndatedMark]) -> Iterator[tuple[Chip, ...]]:
        """Yield marks and absences whose days nobody knows, in their order, and at the end the words that say so."""
        for mark in marks:
            yield (self._undated(mark),)
        yield (Chip("i", self._words.text("marks.undated")),)

    def _undated(self, mark: UndatedMark) -> Chip:
        words, kind = self._words, mark.absence
        if kind:
            return Chip("" if kind in _NO_FRAME else "q", words.text(f"paper.week.absences.{kind.value}"))
        if mark.kind is MarkKind.DEBT:
            return Chip("u", words.text("paper.week.marks.debt"))
        if mark.kind is MarkKind.PENDING:
            return Chip("i", words.text("paper.week.marks.pending"))
        return Chip("", mark.raw, self._weight(mark.weight))

    def _weight(self, weight: Decimal | None) -> str:
        return "" if weight is None or weight == 1 else self._words.number(weight)

    def _mark(self, chip: MarkChip, *, noted: bool) -> Chip:
        words, note = self._words, chip.type_short if noted else ""
        if chip.kind is MarkKind.DEBT:
            return Chip("u", words.text("paper.week.marks.debt"), note=note)
        if chip.kind is MarkKind.PENDING:
            return Chip("i", words.text(f"paper.week.marks.{'pending_for' if note else 'pending'}", type=note))
        text = chip.text if chip.counts or chip.value is None else words.text("paper.week.marks.out", mark=chip.text)
        return Chip("b" if chip.is_test else "", text, self._weight(chip.weight), note)


def work_width(chips: Sequence[Chip], points: float) -> float:
    """Return the millimetres that a work takes on one line."""
    return sum(_room(chip, points) for chip in chips) + (len(chips) - 1) * width_mm("/", points)


def fitted(
    works: Iterable[tuple[Chip, ...]], width: float, points: float, gap: float = 0
) -> tuple[tuple[Work, ...], int]:
    """Return the works of a cell and how many lines they take in this width, `gap` millimetres before each and a space
    between two of them; only one that is wider than a line is ever divided.
    """
    found, lines, used = [], 1, 0.0
    space = width_mm(" ", points)
    for chips in works:
        room = work_width(chips, points) + gap
        fits = room <= width
        found.append(Work(chips, fits))
        if used and used + space + room > width:
            lines, used = lines + 1, 0.0
        if fits:
            used += (space if used else 0) + room
        else:
            text = "/".join(f"{chip.text}{chip.raised} {chip.note}" for chip in chips)
            lines += line_count(text, width - 3 - gap, points, bold=True) - (0 if used else 1)
            used = width
    return tuple(found), lines


def _room(chip: Chip, points: float) -> float:
    room = width_mm(chip.text, _SMALL if chip.tag == "i" else points, bold=chip.tag in {"b", "u"})
    room += _FRAMES.get(chip.tag, _SIDE)
    if chip.raised:
        room += width_mm(chip.raised, points * _RAISED, bold=True) + 0.4
    if chip.note:
        room += width_mm(f" {chip.note}", _SMALL)
    return room
