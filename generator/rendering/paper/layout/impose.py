"""Pieces → sheets, in the order that survives the knife."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

T = TypeVar("T")
Order = Literal["stack", "plain"]


def impose(pieces: Sequence[T], per_sheet: int, order: Order) -> list[tuple[T | None, ...]]:
    """Return the pieces of every sheet, top to bottom; None: the place stays empty.

    `stack`: with k pieces on each of N sheets, place j of sheet i holds piece j·N + i, so that after one cut through
    the pile the stacks, laid on each other from the top one down, are in order. `plain`: one after the other.
    """
    sheets = -(-len(pieces) // per_sheet)
    step, stride = (sheets, 1) if order == "stack" else (1, per_sheet)
    places = ([step * place + stride * sheet for place in range(per_sheet)] for sheet in range(sheets))
    return [tuple(pieces[index] if index < len(pieces) else None for index in indices) for indices in places]
