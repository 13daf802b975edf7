"""Averages of marks, in whole numbers, so that 4.4999 never happens.

Rule: docs/explanation/averages.md. With weights `A = Σ(m·w) / Σw` where every weight is known; the plain mean where
none is; no average of ours where only some are. Rounded half up to the hundredth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class WeightedMark(NamedTuple):
    """A mark that counts: its value, and its weight if known."""

    value: Decimal
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Mean:
    """An average in hundredths, the sums it came from (in hundredths too), and whether it is weighted."""

    hundredths: int
    points: int
    weights: int
    count: int
    weighted: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """`points` = Σ(m·w) in ten-thousandths, `weights` = Σw in hundredths: their quotient is the mean in hundredths.

    An unknown weight is 1. `count` marks went in; `weighted` says whether their weights are known.
    """

    points: int
    weights: int
    count: int
    weighted: bool

    @property
    def mean(self) -> int:
        """Return the mean in hundredths, half up; there must be a mark."""
        return (2 * self.points + self.weights) // (2 * self.weights)

    def with_more(self, value: int, weight: int, count: int) -> Sums:
        """Return the sums with `count` more marks of one value and weight, both in hundredths."""
        points = self.points + count * value * weight
        return Sums(points, self.weights + count * weight, self.count + count, self.weighted)


def add_up(marks: Iterable[WeightedMark]) -> Sums | None:
    """Return the sums of the marks, None where only some weights are known or all are 0; no marks give zeros."""
    found = tuple(marks)
    known = sum(1 for mark in found if mark.weight is not None)
    if 0 < known < len(found):
        return None
    weights = [hundredths_of(mark.weight) if mark.weight is not None else 100 for mark in found]
    total = sum(weights)
    if found and total <= 0:
        return None
    points = sum(hundredths_of(mark.value) * weight for mark, weight in zip(found, weights, strict=True))
    return Sums(points, total, len(found), known > 0)


def mean(marks: Iterable[WeightedMark]) -> Mean | None:
    """Return the average of the marks, None for no marks or for weights of which only some are known."""
    sums = add_up(marks)
    if sums is None or not sums.count:
        return None
    return Mean(sums.mean, sums.points // 100, sums.weights, sums.count, sums.weighted)


@lru_cache(maxsize=1000)
def hundredths_of(value: Decimal) -> int:
    """Return a value or a weight in whole hundredths; what is smaller is cut off."""
    return int(value * 100)
