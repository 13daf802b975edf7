"""Marks that two files of one journal tell in ways that cannot be compared.

A report names the n-th lesson of a subject on a day, a payload the lesson's id: the same mark would be counted twice
and nothing in the two would differ. Nobody can say whether they are one, so the school has to choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import NamedTuple

from generator.errors import ReadError
from generator.origin import Origin

Place = tuple[Hashable, ...]
"""Whose, in what subject, on which day."""


class _Said(NamedTuple):
    """What one file says of one place: by which keys, and in which words."""

    origin: Origin
    keys: set[Hashable]
    words: set[str]


class Doubles:
    """What the files of each journal say of one place; `problems` names the pairs of files that cannot be compared."""

    def __init__(self, systems: AbstractSet[str] = frozenset()) -> None:
        """Start with nothing said; `systems` are the journals to watch: those with more than one file."""
        self.systems = systems
        self._places: dict[Place, dict[str, _Said]] = defaultdict(dict)

    def add(self, place: Place, origin: Origin, key: Hashable, word: str) -> None:
        """Take in a mark or an absence, whether another file has told it or not."""
        said = self._places[place].setdefault(origin.file, _Said(origin, set(), set()))
        said.keys.add(key)
        said.words.add(word)

    def problems(self) -> Iterator[ReadError]:
        """Yield one `told-twice` for each pair of files with the same words in one place and no key in common."""
        found: set[tuple[str, str]] = set()
        for files in self._places.values():
            if len(files) < 2:
                continue
            for one, other in combinations(files.values(), 2):
                pair = (one.origin.file, other.origin.file)
                if pair not in found and one.keys.isdisjoint(other.keys) and one.words & other.words:
                    found.add(pair)
                    yield _told_twice(one.origin, other.origin)


def _told_twice(one: Origin, other: Origin) -> ReadError:
    message = f"what stands here is told at {other} too, and nothing shows whether it is the same"
    hint = "let one of the two provide it (journals.provides in site.yaml), or read both together (journals.together)"
    return ReadError("told-twice", message, origin=one, hint=hint)
