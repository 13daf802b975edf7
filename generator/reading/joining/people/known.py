"""Students as single journals know them, and the ties that make one person of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.model.entries import StudentEntry
from generator.reading.joining.folding import fold_name, short_name


@dataclass(slots=True)
class Known:
    """A student as one system knows them, before the joining: with an entry for every class they were in."""

    system: str
    key: str
    entries: list[tuple[StudentEntry, str]]

    @property
    def entry(self) -> StudentEntry:
        """Return the first entry."""
        return self.entries[0][0]

    @property
    def settled(self) -> bool:
        """Say whether the system itself tells this student from namesakes."""
        return bool(self.entry.person.id)

    def in_file(self, file: str) -> StudentEntry | None:
        """Return the first entry of a file, None when it has none of this student."""
        return next((entry for entry, _ in self.entries if entry.origin.file == file), None)


def may_be_one_name(one: str, other: str) -> bool:
    """Say whether two names may be one person's: they are equal, or one lacks the patronymic; "" says nothing."""
    one, other = fold_name(one), fold_name(other)
    return one == other or not one or not other or one == short_name(other) or other == short_name(one)


def told_apart(one: Known, other: Known) -> bool:
    """Say whether a journal means two students: by two ids, or in one file, and not one who changed their class."""
    if one.system != other.system:
        return False
    files = {entry.origin.file for entry, _ in one.entries}
    if not (one.settled and other.settled) and all(entry.origin.file not in files for entry, _ in other.entries):
        return False
    classes = {group_id for _, group_id in one.entries}
    in_one_class = any(group_id in classes for _, group_id in other.entries)
    return in_one_class or not may_be_one_name(one.entry.person.name, other.entry.person.name)


class Ties:
    """Which of the known are one person: ties may be made in any order and go over several."""

    def __init__(self, found: Mapping[str, Known]) -> None:
        """Start with everybody alone."""
        self._found = found
        self._next: dict[str, str] = {}

    def tie(self, keys: Collection[str]) -> None:
        """Make one person of these."""
        first, *others = map(self._root, keys)
        self._next.update((root, first) for root in others if root != self._root(first))

    def sets(self, renamed: Collection[str]) -> Iterator[tuple[str, Sequence[Known]]]:
        """Yield every person with their identity: an id before a name, and none that the school says is another's."""
        persons: dict[str, list[Known]] = defaultdict(list)
        for key, one in self._found.items():
            persons[self._root(key)].append(one)
        for several in persons.values():
            main = min(several, key=lambda one: (one.key in renamed, not one.settled, one.key))
            yield main.key, sorted(several, key=lambda one: (one is not main, one.key))

    def _root(self, key: str) -> str:
        while key in self._next:
            key = self._next[key]
        return key


def first_told_apart(several: Sequence[Known]) -> tuple[Known, Known] | None:
    """Return two of one person whom their journal tells apart, None when there are none."""
    return next((pair for pair in combinations(several, 2) if told_apart(*pair)), None)
