"""What changed between two reads of one export: records without their places, as multisets, table by table."""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.model import entries as e
from generator.reading.spool import TABLE_OF, Spooled, load_part

_IDENTITY = frozenset({
    *("id", "person", "group", "subject", "day", "slot", "ordinal", "work", "lesson", "term", "scope", "weekday"),
    *("assigned_on", "title", "name", "parent"),
})  # fmt: skip
"""Fields that say what a record is about; the others are what it says of it."""

Said = tuple[Any, ...]


class Change(NamedTuple):
    """Records of one table that are new, that are gone, and that say something else of the same thing."""

    added: int = 0
    gone: int = 0
    changed: int = 0


def changes(old: Spooled, new: Spooled) -> Mapping[str, Change] | None:
    """Return table → what changed, only tables in which something did; None when the old read can't be understood.

    Holds the records of one class at a time.
    """
    try:
        found: dict[str, Change] = {}
        _compare(old.directory(), new.directory(), found)
        for group in dict.fromkeys(part.group for part in (*old.parts, *new.parts)):
            _compare(_records(old, group), _records(new, group), found)
    except (pickle.PickleError, OSError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        # What another version of the program wrote may have other fields; these are what unpickling it raises.
        return None
    return found


def _records(export: Spooled, group: str) -> Iterator[e.Entry]:
    for part in export.parts:
        if part.group == group:
            yield from load_part(part)


def _compare(old: Iterable[e.Entry], new: Iterable[e.Entry], found: dict[str, Change]) -> None:
    before, after = _counted(old), _counted(new)
    for kind in dict.fromkeys((*before, *after)):
        gone, added = before[kind] - after[kind], after[kind] - before[kind]
        if not gone and not added:
            continue
        about = [at for at, name in enumerate(_fields(kind)) if name in _IDENTITY]
        same = (_keys(gone, about) & _keys(added, about)).total()
        was = found.get(TABLE_OF[kind], Change())
        found[TABLE_OF[kind]] = Change(
            was.added + added.total() - same, was.gone + gone.total() - same, was.changed + same
        )


def _counted(entries: Iterable[e.Entry]) -> dict[type, Counter[Said]]:
    counted: dict[type, Counter[Said]] = defaultdict(Counter)
    for entry in entries:
        counted[type(entry)][entry[1:]] += 1
    return counted


def _fields(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of entry behind its origin."""
    fields: tuple[str, ...] = kind._fields[1:]  # type: ignore[attr-defined]  # every kind of entry is a named tuple
    return fields


def _keys(said: Counter[Said], about: list[int]) -> Counter[Said]:
    keys: Counter[Said] = Counter()
    for values, count in said.items():
        keys[tuple(values[at] for at in about)] += count
    return keys
