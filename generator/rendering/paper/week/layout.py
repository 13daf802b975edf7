"""Where days and texts of an extract stand: on a spread as in a paper diary, or in order over columns and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product, repeat

from generator.errors import RenderError
from generator.rendering.paper.layout.flow import Block, Part, flow

_FIRST_DAYS = 3
_MOST_SHEETS = 50
_MOST_MIXED = 6
"""Of more texts not all ways are tried."""
LEAST_DAY = 13.0
"""Millimetres of a day, so that its name («пн 16») finds room turned along the edge."""

Spread = tuple[list[Part], list[Part]]


@dataclass(frozen=True, slots=True)
class Room:
    """The heights of a column: `last` above the sums and signatures, `before` on the sheets before that one; `aside` of
    the right column is taken from `last` where the foot stands in it.
    """

    before: float
    last: float
    aside: float = 0


def spread(days: Sequence[Block], texts: Sequence[Block], room: Room) -> Spread | None:
    """Return Monday to Wednesday left and the other days right, texts below the days that leave room for them, in one
    column if possible; None when that does not fit.
    """
    left, right = days[:_FIRST_DAYS], days[_FIRST_DAYS:]
    free = [room.last - sum(map(_height, part)) for part in (left, right)]
    free[1] -= room.aside
    for places in _places(len(texts)):
        for text, place in zip(texts, places, strict=True):
            free[place] -= _height(text)
        if min(free) >= 0:
            return _spread((left, right), texts, places)
        for text, place in zip(texts, places, strict=True):
            free[place] += _height(text)
    return None


def _places(count: int) -> Iterator[tuple[int, ...]]:
    """Yield ways to put texts left (0) and right (1): all on one side first."""
    yield (0,) * count
    yield (1,) * count
    if count <= _MOST_MIXED:
        yield from product((0, 1), repeat=count)


def _spread(days: tuple[Sequence[Block], Sequence[Block]], texts: Sequence[Block], places: Sequence[int]) -> Spread:
    count = len(days[0]) + len(days[1])
    columns = _whole(days[0], range(len(days[0]))), _whole(days[1], range(len(days[0]), count))
    for index, (text, place) in enumerate(zip(texts, places, strict=True), count):
        columns[place].append(Part(index, text.head, text.rows))
    return columns


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
