"""Where a mean stands between the borders of the marks: firm, disputed, or of too few marks.

Rule: docs/explanation/forecast.md. Borders and band are in hundredths, and a mean is never rounded before it is
compared: `points ⋛ border · weights` with the exact sums. The page's script follows the same rule in
templates/diary/script/forecast.js, and tests/vectors/forecast.json holds both to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from generator.rules.averages import Sums


class State(StrEnum):
    """What can be said of the mark at the end of the term."""

    NOTHING = "nothing"
    FEW = "few"
    DISPUTED = "disputed"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Borders:
    """From which mean on a mark is given, the best mark first: ((5, 450), (4, 350), (3, 250)).

    A mean nearer than `band` to a border is disputed. Below the last border the next lower mark is given.
    """

    marks: tuple[tuple[int, int], ...]
    band: int

    @property
    def best(self) -> int:
        """Return the best mark."""
        return self.marks[0][0]

    def below(self, mark: int) -> int:
        """Return the mark that is given below the border of this one."""
        return next((lower for (upper, _), (lower, _) in pairwise(self.marks) if upper == mark), self.marks[-1][0] - 1)

    def above(self, mark: int) -> tuple[int, int] | None:
        """Return the next better mark and its border, None above the best."""
        return min((line for line in self.marks if line[0] > mark), default=None)

    def border_of(self, mark: int) -> int | None:
        """Return the border of a mark, None for the mark that stands below all borders."""
        return dict(self.marks).get(mark)

    def mark_at(self, sums: Sums) -> int:
        """Return the mark of a mean by the borders alone."""
        reached = (mark for mark, border in self.marks if sums.points >= border * sums.weights)
        return next(reached, self.marks[-1][0] - 1)

    def disputed_at(self, sums: Sums) -> int | None:
        """Return the mark whose border is nearer than the band, None where none is."""
        near = [(abs(sums.points - border * sums.weights), mark) for mark, border in self.marks]
        distance, mark = min(near, key=lambda line: (line[0], -line[1]))
        return mark if distance < self.band * sums.weights else None


class Standing(NamedTuple):
    """`mark` is the firm one, or the better of the two that are disputed, and `lower` the other of these."""

    state: State
    mark: int | None = None
    lower: int | None = None


def standing(sums: Sums, borders: Borders, min_marks: int) -> Standing:
    """Return what can be said of a term with these marks; fewer than `min_marks` are too few."""
    if sums.count < max(1, min_marks):
        return Standing(State.FEW if sums.count else State.NOTHING)
    disputed = borders.disputed_at(sums)
    if disputed is not None:
        return Standing(State.DISPUTED, disputed, borders.below(disputed))
    return Standing(State.FIRM, borders.mark_at(sums))
