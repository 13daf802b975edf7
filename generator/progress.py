"""Progress: for a person at a terminal one line on stderr for whatever takes longer than a second, or told to a
function, which is how the staff's page hears of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
Tell = Callable[[str, int, int], None]
"""Told of progress: a stage, how much of it is done, and all of it."""


def with_progress(
    items: Iterable[T], total: int, what: str, *, quiet: bool = False, tell: Tell | None = None
) -> Iterator[T]:
    """Go through `items` and show how far along it is; says nothing when there is no terminal or little to do.

    With `tell` nothing is shown: it is called with `what` as the stage, before the first item and after each.
    """
    if tell is not None:
        tell(what, 0, total)
        for done, item in enumerate(items, 1):
            tell(what, done, total)
            yield item
        return
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from items
        return
    # Imported only here: most runs are over before the library would be loaded.
    from tqdm import tqdm  # noqa: PLC0415

    yield from tqdm(items, total=total, desc=what, delay=1, leave=False, file=sys.stderr, unit="")


@contextmanager
def byte_meter(*, quiet: bool = False) -> Iterator[Tell]:
    """Give a function that shows how many bytes of how many went, how fast, and how long it will take."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    # Imported only here: see above.
    from tqdm import tqdm  # noqa: PLC0415  most runs are over before the library would be loaded

    with tqdm(delay=1, leave=False, file=sys.stderr, unit="B", unit_scale=True) as bar:

        def tell(stage: str, done: int, total: int) -> None:
            if stage != bar.desc.removesuffix(": ") or bar.total != total:
                bar.reset(total)
                bar.set_description(stage, refresh=False)
            bar.update(done - bar.n)

        yield tell
