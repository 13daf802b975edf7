"""The cell of marks of an extract: what a shape means without colour, and how much room it takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from generator.diaries.diary import AbsenceLine, MarkChip
from generator.model.kinds import AbsenceKind, MarkKind
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.words import Words

_SMALL = 9
_FRAME = {"b": 2.8, "q": 2.0, "u": 0.2, "": 0.2, "i": 0.2}
"""Millimetres that a frame with its padding is wider than its text: of a test, of an absence, of nothing."""


class Chip(NamedTuple):
    """A mark or absence: `tag` b (a test, framed), q (an absence, framed thinly), u (a debt, underlined), i (small) or
    none, `raised` the weight, `note` the short type of the work or the reason.
    """

    tag: str
    text: str
    raised: str
    note: str


class Work(NamedTuple):
    """The chips of one work, on one line where it `fits`."""

    chips: tuple[Chip, ...]
    fits: bool


def works_of(marks: Sequence[MarkChip], absence: AbsenceLine | None, words: Words) -> tuple[tuple[Chip, ...], ...]:
    """Return marks by work («4/5» are two marks for one), after what was missed of the lesson."""
    first = ((_absence(absence, words),),) if absence else ()
    return first + tuple(
        tuple(_mark(chip, words, last=place == len(work)) for place, chip in enumerate(work, 1))
        for work in (list(found) for _, found in groupby(marks, key=lambda chip: (chip.type, chip.title, chip.ordinal)))
    )


def fitted(works: Sequence[tuple[Chip, ...]], width: float, points: float) -> tuple[tuple[Work, ...], int]:
    """Return the works of a cell and how many lines they take in this width."""
    found, lines, used = [], 1, 0.0
    space = width_mm(" ", points)
    for chips in works:
        room = sum(_room(chip, points) for chip in chips) + (len(chips) - 1) * width_mm("/", points)
        fits = room <= width
        found.append(Work(chips, fits))
        if used and used + space + room > width:
            lines, used = lines + 1, 0.0
        if fits:
            used += (space if used else 0) + room
        else:
            text = "/".join(f"{chip.text}{chip.raised} {chip.note}" for chip in chips)
            lines += line_count(text, width - 3, points, bold=True)
            used = width
    return tuple(found), lines


def _room(chip: Chip, points: float) -> float:
    small = chip.tag == "i"
    room = width_mm(chip.text, _SMALL if small else points, bold=chip.tag in {"b", "u"}) + _FRAME[chip.tag]
    if chip.raised:
        room += width_mm(chip.raised, points * 0.75, bold=True) + 0.4
    if chip.note:
        room += width_mm(f" {chip.note}", _SMALL)
    return room


def _mark(chip: MarkChip, words: Words, *, last: bool) -> Chip:
    note = chip.type_short if last else ""
    if chip.kind is MarkKind.DEBT:
        return Chip("u", words.text("paper.week.marks.debt"), "", note)
    if chip.kind is MarkKind.PENDING:
        key = "pending_for" if chip.type_short else "pending"
        return Chip("i", words.text(f"paper.week.marks.{key}", type=chip.type_short), "", "")
    weight = "" if chip.weight is None or chip.weight == 1 else words.number(chip.weight)
    text = chip.text if chip.counts or chip.value is None else words.text("paper.week.marks.out", mark=chip.text)
    return Chip("b" if chip.is_test else "", text, weight, note)


def _absence(line: AbsenceLine, words: Words) -> Chip:
    text = words.text(f"paper.week.absences.{line.kind.value}")
    note = words.text(f"paper.week.reasons.{line.kind.value}")
    if line.kind is AbsenceKind.LATE and line.minutes:
        note = words.text("paper.week.minutes", n=line.minutes)
    missed = line.kind not in (AbsenceKind.LATE, AbsenceKind.EXEMPT)
    return Chip("q" if missed else "", text, "", note)
