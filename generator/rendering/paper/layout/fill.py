"""Rows of known height → sheets, with room kept for what ends the last one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def fill(heights: Sequence[float], first: float, later: float, last: float) -> list[tuple[int, int]]:
    """Return which rows stand on each sheet, as half-open ranges: `first` millimetres of rows go on the first sheet,
    `later` on the others, and `last` fewer on the one that ends the list. The last sheet
    holds a single row only where no other can join it.
    """
    starts, used, room = [0], 0.0, first
    for index, height in enumerate(heights):
        if used + height > room and index > starts[-1]:
            starts.append(index)
            used, room = 0.0, later
        used += height
    end = len(heights)
    if used + last > room and end - starts[-1] > 1:
        starts.append(end - 1)
    if len(starts) > 1 and end - starts[-1] == 1 and starts[-1] - starts[-2] > 2 and sum(heights[-2:]) + last <= later:
        starts[-1] -= 1
    return list(pairwise([*starts, end]))
