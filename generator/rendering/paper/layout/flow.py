"""Blocks of rows → frames: what stands on which sheet. A block is kept whole where it can be, and never loses its head.

Heights are in millimetres. A frame is a column or a page; a text is cut into rows by who makes them (`pieces_of`), so
that nothing here looks into HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.errors import RenderError
from generator.rendering.paper.layout.measure import lines_of

_SLACK = 1e-6
_FRUITLESS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """Some HTML that is never divided, and its height."""

    html: str
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a head; `again` is the head where the block goes on in the next frame."""

    head: Row
    rows: tuple[Row, ...]
    again: Row


@dataclass(frozen=True, slots=True)
class Part:
    """What of a block stands in a frame: `index` says which block, `head` is its head or `again`."""

    index: int
    head: Row
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """Return the height in all."""
        return self.head.height + sum(row.height for row in self.rows)

    @property
    def html(self) -> str:
        """Return head and rows one after the other."""
        return self.head.html + "".join(row.html for row in self.rows)


def flow(blocks: Iterable[Block], frames: Iterator[float]) -> list[list[Part]]:
    """Fill frames of the given heights in their order, as many as are needed, and return what stands in each.

    A block that fits into the frame at hand or by itself into the next one is kept whole; any other is divided between
    rows. Raises RenderError `paper-too-small` when a row with its head fits into none of several frames.
    """
    filling = _Filling(frames)
    for index, block in enumerate(blocks):
        filling.put(index, block)
    return filling.filled


class _Filling:
    """The frames so far; the last one is at hand, the height of the one after it is known too."""

    def __init__(self, frames: Iterator[float]) -> None:
        self.filled: list[list[Part]] = []
        self._frames = frames
        self._left = 0.0
        self._next = next(frames, 0.0)

    def put(self, index: int, block: Block) -> None:
        """Put a block where it fits."""
        height = block.head.height + sum(row.height for row in block.rows)
        if not self._has(height) and height <= self._next + _SLACK:
            self._turn()
        head, rows = block.head, block.rows
        while True:
            fitting = self._fitting(head, rows)
            if fitting or (not rows and self._has(head.height)):
                self._add(Part(index, head, rows[:fitting]))
                rows = rows[fitting:]
                head = block.again
                if not rows:
                    return
            self._turn_for(head, rows)

    def _fitting(self, head: Row, rows: tuple[Row, ...]) -> int:
        """Count the rows that fit below the head."""
        height = head.height
        for count, row in enumerate(rows):
            height += row.height
            if not self._has(height):
                return count
        return len(rows)

    def _has(self, height: float) -> bool:
        return bool(self.filled) and height <= self._left + _SLACK

    def _add(self, part: Part) -> None:
        self.filled[-1].append(part)
        self._left -= part.height

    def _turn(self) -> None:
        self.filled.append([])
        self._left, self._next = self._next, next(self._frames, 0.0)

    def _turn_for(self, head: Row, rows: tuple[Row, ...]) -> None:
        """Go on to a frame that holds the head with the next row."""
        needed = head.height + (rows[0].height if rows else 0)
        for _ in range(_FRUITLESS):
            self._turn()
            if self._has(needed):
                return
        raise RenderError("paper-too-small", f"a row of {needed:.1f} mm is too high for the paper")


def pieces_of(text: str, width_mm: float, points: float, most: int, *, bold: bool = False) -> list[str]:
    """Cut a long text into pieces of at most `most` lines, so that each can be a row of its own; at least one piece."""
    lines = list(lines_of(text, width_mm, points, bold=bold))
    return ["".join(lines[start : start + most]).strip() for start in range(0, len(lines), max(1, most))]
