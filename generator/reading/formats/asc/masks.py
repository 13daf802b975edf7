"""The masks of aSc: a digit for every day, week or term, 1 where the card is meant.

`days="01000"` is Tuesday; `weeks="10"` the first of two weeks; a mask of ones is every one of them.
"""

from __future__ import annotations

import re

from generator.reading.cells import BadCellError

_MASK = re.compile(r"[01]{1,60}", re.ASCII)


def positions(mask: str) -> tuple[int, ...]:
    """Return the places of the ones, counted from 1; raises `BadCellError`."""
    if not _MASK.fullmatch(mask):
        raise BadCellError("a mask of 0 and 1")
    return tuple(place for place, digit in enumerate(mask, 1) if digit == "1")


def weekday(mask: str) -> int:
    """Return the weekday of a card, 1 for Monday; raises `BadCellError`."""
    days = positions(mask)
    if len(days) != 1 or days[0] > 7:
        raise BadCellError("one day of the week")
    return days[0]


def cycle(mask: str) -> tuple[tuple[int, ...], int]:
    """Return the weeks that a card is meant for and after how many it begins anew; every week is `((), 1)`."""
    weeks = positions(mask or "1")
    if not weeks:
        raise BadCellError("at least one week")
    return ((), 1) if len(weeks) == len(mask or "1") else (weeks, len(mask))
