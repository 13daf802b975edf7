"""Chance that is the same on every machine: each draw depends only on the words that name it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def chance(*words: object) -> float:
    """Return a number from 0 to below 1."""
    digest = hashlib.sha256("|".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def pick(choices: Sequence[T], *words: object) -> T:
    """Return one of the choices."""
    return choices[int(chance(*words) * len(choices))]
