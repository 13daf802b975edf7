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


def mean(marks: Iterable[WeightedMark]) -> Mean | None:
    """Return the average of the marks, None for no marks or for weights of which only some are known."""
    found = tuple(marks)
    known = sum(1 for mark in found if mark.weight is not None)
    if not found or 0 < known < len(found):
        return None
    weighted = known > 0
    weights = [_hundredths(mark.weight) if mark.weight is not None else 100 for mark in found]
    total = sum(weights)
    if total <= 0:
        return None
    points = sum(_hundredths(mark.value) * weight for mark, weight in zip(found, weights, strict=True))
    return Mean((2 * points + total) // (2 * total), points // 100, total, len(found), weighted)


@lru_cache(maxsize=1000)
def _hundredths(value: Decimal) -> int:
    return int(value * 100)
