"""Marks and absences as they are drawn on paper: a frame for a test, a thin one for «н», a line below a debt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.diaries.diary import AbsenceLine, MarkChip
from generator.model.kinds import AbsenceKind, MarkKind
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.words import Words

_SUP = 0.7
_FRAMES = {"b": 2.7, "q": 1.8}
_GAP = 1.1
_LONG = 12
_LONG_FRAMES = 6.0


class Chip(NamedTuple):
    """A mark's text with its weight ("" for none); `tag` is the element that draws it: `b`, `q`, `u` or "" (plain)."""

    tag: str
    text: str
    weight: str = ""


class Cell(NamedTuple):
    """The marks of one work, drawn with a stroke between them («4/5»); `is_long`: a text that may be broken."""

    chips: tuple[Chip, ...]
    is_long: bool


class Chips:
    """Makes and measures the cells in the words of one language."""

    def __init__(self, words: Words) -> None:
        """Take the words."""
        self._words = words
        self._of: dict[AbsenceKind, Chip] = {
            kind: Chip(
                "" if kind in {AbsenceKind.LATE, AbsenceKind.EXEMPT} else "q",
                words.text(f"paper.week.absences.{kind.value}"),
            )
            for kind in AbsenceKind
        }

    def mark(self, chip: MarkChip) -> Chip:
        """Return a mark as it is drawn."""
        if chip.kind is MarkKind.PENDING:
            return Chip("", self._words.text("paper.week.marks.pending"))
        weight = "" if chip.weight is None or chip.weight == 1 else self._words.number(chip.weight)
        tag = "u" if chip.kind is MarkKind.DEBT else "b" if chip.is_test else ""
        text = (
            chip.text if chip.counts or chip.value is None else self._words.text("paper.week.marks.out", mark=chip.text)
        )
        return Chip(tag, text, "" if tag == "u" else weight)

    def cells(self, marks: Sequence[MarkChip], absences: Sequence[AbsenceLine]) -> tuple[Cell, ...]:
        """Return marks and absences by day; the marks of one work share a cell, exemptions are told once."""
        found: list[tuple[tuple[int, int], list[Chip]]] = []
        for chip in marks:
            if chip.ordinal > 1 and found:
                found[-1][1].append(self.mark(chip))
            else:
                found.append(((chip.day.toordinal(), chip.nth), [self.mark(chip)]))
        exempt = False
        for line in absences:
            if line.kind is AbsenceKind.EXEMPT and exempt:
                continue
            exempt = exempt or line.kind is AbsenceKind.EXEMPT
            found.append(((line.day.toordinal(), 0), [self._of[line.kind]]))
        return tuple(
            Cell(tuple(chips), sum(len(chip.text) for chip in chips) > _LONG)
            for _, chips in sorted(found, key=lambda cell: cell[0])
        )

    def width(self, cells: Sequence[Cell], points: float) -> float:
        """Return the millimetres that cells take on one line."""
        return sum(self._cell_width(cell, points) for cell in cells)

    def line_count(self, cells: Sequence[Cell], points: float, room: float) -> int:
        """Return how many lines cells take in `room` millimetres; only a long one is ever divided."""
        lines, used = 0, room
        for cell in cells:
            width = self._cell_width(cell, points)
            if cell.is_long and width > room:
                text = "/".join(f"{chip.text}{chip.weight}" for chip in cell.chips)
                lines, used = lines + line_count(text, room - _LONG_FRAMES, points, bold=True), room
            elif used + width > room:
                lines, used = lines + 1, width
            else:
                used += width
        return max(1, lines)

    @staticmethod
    def _cell_width(cell: Cell, points: float) -> float:
        width = _GAP + width_mm(" ", points) + (len(cell.chips) - 1) * width_mm("/", points)
        for chip in cell.chips:
            width += width_mm(chip.text, points, bold=chip.tag in {"b", "u"}) + _FRAMES.get(chip.tag, 0.0)
            width += width_mm(chip.weight, points * _SUP, bold=chip.tag == "b") + (0.4 if chip.weight else 0.0)
        return width
