"""No bytes make a reader raise anything, hang or fill the memory: damaged exports, absurd ones, and bombs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from generator.reading.recognise import READERS
from tests.exports import bombs
from tests.exports.all_readers import packs_of
from tests.exports.damage import damages
from tests.exports.dump import broken_cases, good_cases
from tests.exports.fuzz import mutations, watch

READ = "tests.exports.all_readers:read_with_all"
EXPLAIN = "tests.exports.all_readers:read_and_explain"
SMALL = 100_000
"""Bytes: the few larger cases are large because of a limit, and say no more when damaged."""

LARGE = {bombs.answers: 3_000_000, bombs.tables: 1_000_000, bombs.timetables: 3_000_000, bombs.mappings: 3_000_000}
"""Bytes of the bombs of the long tier: a million rows of which each has a fault take a minute."""


def packs() -> Iterator[bytes]:
    """Yield all small exports of the tests."""
    for case in (*good_cases(), *broken_cases()):
        yield from (pack for pack in packs_of(case) if len(pack) < SMALL)


def test_damaged_and_absurd_exports_raise_nothing_and_stay_small() -> None:
    found = list(packs())
    assert len(found) > len(READERS) * 10
    # Another seed for each export: the same dice would damage all in the same way.
    contents = [bad for seed, pack in enumerate(found) for bad in damages(pack, seed=seed, count=1)]
    contents += [bad for seed, pack in enumerate(found[::4]) for bad in mutations(pack, seed=seed, count=1)]
    assert watch(EXPLAIN, contents) == []


def test_bombs_of_10_kb_stay_small() -> None:
    makers = (bombs.tables, bombs.timetables, bombs.mappings)
    contents = [bomb for make in makers for bomb in make(10_000)]
    contents += [*islice(bombs.answers(10_000), 0, None, 7), *islice(bombs.nested(100_000), 0, None, 5)]
    assert watch(READ, contents) == []


@pytest.mark.long
@pytest.mark.parametrize("make", LARGE, ids=lambda make: make.__name__)
@pytest.mark.timeout(1200)
def test_large_bombs_stay_small(make: Callable[[int], Iterator[bytes]]) -> None:
    # Each in a process of its own: what one leaves scattered over the memory is not what the next one uses.
    assert [found for bomb in make(LARGE[make]) for found in watch(READ, [bomb], seconds=120)] == []


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(4))
def test_many_damaged_and_absurd_exports_raise_nothing_and_stay_small(seed: int) -> None:
    contents = [
        bad
        for number, pack in enumerate(packs())
        for bad in (*damages(pack, seed=1000 * seed + number, count=15), *mutations(pack, seed=number, count=5))
    ]
    assert watch(EXPLAIN, contents) == []
