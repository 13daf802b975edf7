"""Names and titles made to fit the room they have: first shorter by custom, and cut only where nothing else helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.rendering.paper.layout.measure import line_count, lines_of, width_mm

NAME_POINTS = 9.0
HEAD_POINTS = 8.5
HEAD_LINE = 3.3
_NARROWEST, _WIDEST = 40.0, 72.0
_PADDING = 2.6
_LOWEST, _HIGHEST, _STEP = 22, 50, 2


class Heads(NamedTuple):
    """Headings that stand upright: their texts and the height of the row, in millimetres."""

    texts: tuple[str, ...]
    height: float


def name_column(names: Sequence[str]) -> float:
    """Return the width of a column of names, in millimetres."""
    widest = max((width_mm(name, NAME_POINTS) for name in names), default=0)
    return min(max(_NARROWEST, widest + _PADDING), _WIDEST)


def fitted_name(name: str, room: float) -> str:
    """Return a name that takes one line of a column: whole, or with initials in place of what stands last."""
    first, *others = name.split()
    for kept in range(len(others), -1, -1):
        text = " ".join([first, *others[:kept], *(f"{other[0]}." for other in others[kept:])])
        if width_mm(text, NAME_POINTS) <= room - _PADDING:
            return text
    return text


def upright_heads(titles: Sequence[tuple[str, str]], column: float) -> Heads:
    """Return titles of subjects for columns of this width; `titles` are whole and short ones.

    The row is as high as the whole titles need, up to 50 mm; what is longer still is said in short.
    """
    lines = max(1, int((column - 0.8) / HEAD_LINE))
    for height in range(_LOWEST, _HIGHEST + 1, _STEP):
        if all(_fits(title, height, lines) for title, _ in titles):
            return Heads(tuple(title for title, _ in titles), float(height))
    return Heads(tuple(_shorter(title, short, lines) for title, short in titles), float(_HIGHEST))


def _fits(text: str, height: float, lines: int) -> bool:
    return line_count(text, height - 2, HEAD_POINTS) <= lines


def _shorter(title: str, short: str, lines: int) -> str:
    for text in (title, short or title):
        if _fits(text, _HIGHEST, lines):
            return text
    kept = list(lines_of(short or title, _HIGHEST - 2, HEAD_POINTS))[:lines]
    return "".join(kept)[:-1].rstrip() + "…"
