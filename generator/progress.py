"""Progress for a person at a terminal: one line on stderr for whatever takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def with_progress(items: Iterable[T], total: int, what: str, *, quiet: bool = False) -> Iterator[T]:
    """Go through `items` and show how far along it is; says nothing when there is no terminal or little to do."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from items
        return
    # Imported only here: most runs are over before the library would be loaded.
    from tqdm import tqdm  # noqa: PLC0415

    yield from tqdm(items, total=total, desc=what, delay=1, leave=False, file=sys.stderr, unit="")
