"""Where days and texts of an extract stand: on a spread as in a paper diary, or in order over columns and sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from generator.errors import RenderError
from generator.rendering.paper.layout.flow import Block, Part, flow

_FIRST_DAYS = 3
_MOST_SHEETS = 50
LEAST_DAY = 13.0
"""Millimetres of a day, so that its name («пн 16») finds room turned along the edge."""

Spread = tuple[list[Part], list[Part]]


@dataclass(frozen=True, slots=True)
class Room:
    """The heights of a column: `last` beside the sums and signatures, `before` on the sheets before that one."""

    before: float
    last: float


def spread(days: Sequence[Block], remarks: Sequence[Block], room: Room) -> Spread | None:
    """Return Monday to Wednesday left and the other days right, remarks below the days that leave room for them; None
    when that does not fit.
    """
    left, right = days[:_FIRST_DAYS], days[_FIRST_DAYS:]
    heights = [sum(map(_height, part)) for part in (left, right)]
    told = sum(map(_height, remarks))
    below = 0 if heights[0] + told <= room.last or heights[0] < heights[1] else 1
    heights[below] += told
    if max(heights) > room.last:
        return None
    indices = list(range(len(days), len(days) + len(remarks)))
    columns = [_whole(left, range(len(left))), _whole(right, range(len(left), len(days)))]
    columns[below] += _whole(remarks, indices)
    return columns[0], columns[1]


def in_order(blocks: Sequence[Block], room: Room) -> list[Spread]:
    """Return the fewest sheets on whose columns the blocks stand in order.

    Raises RenderError `paper-too-small` when a row fits nowhere.
    """
    count = 1
    while True:
        try:
            frames = flow(blocks, chain(repeat(room.before, 2 * (count - 1)), repeat(room.last)))
        except RenderError:
            # a row too high for the columns of a last sheet may fit on the sheets before
            if count > _MOST_SHEETS:
                raise
            frames = []
        if frames and len(frames) <= 2 * count:
            frames += [[] for _ in range(2 * count - len(frames))]
            return [(frames[place], frames[place + 1]) for place in range(0, 2 * count, 2)]
        count += 1


def _whole(blocks: Sequence[Block], indices: Sequence[int]) -> list[Part]:
    return [Part(index, block.head, block.rows) for index, block in zip(indices, blocks, strict=True)]


def _height(block: Block) -> float:
    return block.head.height + sum(row.height for row in block.rows)
