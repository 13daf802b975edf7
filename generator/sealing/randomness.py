"""The only place where chance enters the program: bytes from the operating system's generator.

Everything else in this room is a function of its arguments, apart from what it draws here.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TypeVar

Item = TypeVar("Item")


def draw_bytes(count: int) -> bytes:
    """Return `count` fresh random bytes."""
    return secrets.token_bytes(count)


def draw_below(bound: int) -> int:
    """Return a uniform number in [0, bound)."""
    return secrets.randbelow(bound)


def shuffled(items: Iterable[Item]) -> list[Item]:
    """Return the items in a fresh random order, every order equally likely (Fisher and Yates)."""
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = draw_below(last + 1)
        order[last], order[other] = order[other], order[last]
    return order
