"""The files of a bulk bundle with its deltas laid over them: each record once, as the newest bundle has it.

The deltas of a file are read first and kept by id; then the rows of the bulk file pass by, each replaced or left out by
what was kept. So only ids and changes are in memory, never a whole file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.formats.oneroster.bundle.columns import Column, columns_of
from generator.reading.formats.oneroster.bundle.manifest import Manifest
from generator.reading.formats.oneroster.bundle.rows import Row, rows_of
from generator.reading.reader import Export, Ignored

_SHOWN = 20
"""How often the same fault is told of one column; a file exported the wrong way has it in every row."""


@dataclass(slots=True)
class Known:
    """What is known of a file: its ids, the ids that a delta removed, and whether every record of it could be read."""

    ids: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    whole: bool = True
    present: bool = False


class Layers:
    """One bulk bundle (or none) and the deltas over it. `known` tells of every file that was read so far."""

    def __init__(self, export: Export, bulk: Manifest | None, deltas: Sequence[Manifest]) -> None:
        """Take the bundles; without a bulk bundle no reference can be checked."""
        self._export = export
        self._bulk = bulk
        self._deltas = deltas
        self.version = (bulk or deltas[0]).version
        self.columns = columns_of(self.version)
        self.known = {name: Known(whole=bulk is not None) for name in self.columns}

    def read(self, name: str) -> Iterator[Row | ReadError | Ignored]:
        """Yield the records of a file whose references hold, and what is wrong with the others."""
        known = self.known[name]
        counts: Counter[tuple[str, str | int]] = Counter()
        last: dict[tuple[str, str | int], ReadError] = {}
        for item in self._checked(name):
            if not isinstance(item, ReadError):
                yield item
                continue
            known.whole = False
            kind = (item.slug, item.origin.column)
            counts[kind] += 1
            if counts[kind] <= _SHOWN:
                yield item
            last[kind] = item
        for kind, error in last.items():
            if counts[kind] > _SHOWN:
                more = f"{counts[kind] - _SHOWN} more like the ones above, this one last"
                yield ReadError(error.slug, more, origin=error.origin, hint=error.hint)

    def _checked(self, name: str) -> Iterator[Row | ReadError | Ignored]:
        references = [column for column in self.columns[name] if column.refers_to]
        inward = [column for column in references if column.refers_to == name]
        outward = [column for column in references if column.refers_to != name]
        waiting: list[tuple[Origin, str]] = []
        for item in self._merged(name):
            if not isinstance(item, Row):
                yield item
                continue
            waiting += [(item.at(c.name), id_) for c in inward for id_ in ids_in(item.cells.get(c.name, ""))]
            if outward and (faults := list(self._dangling(item, name, outward))):
                yield from faults
            else:
                yield item
        known = self.known[name]
        for origin, id_ in waiting:
            if id_ not in known.ids and known.whole and id_ not in known.removed:
                yield _unknown(origin, name)

    def _dangling(self, row: Row, name: str, columns: Sequence[Column]) -> Iterator[ReadError | Ignored]:
        """Yield the references of a row to records that are not there."""
        for column in columns:
            text = row.cells.get(column.name)
            if not text:
                continue
            known = self.known[column.refers_to]
            for id_ in ids_in(text) if column.kind == "ids" else (text,):
                if id_ in known.ids:
                    continue
                if id_ in known.removed:
                    yield Ignored(row.at(column.name), name, "refers to a record that a delta removed")
                elif not known.present and known.whole:
                    message = f"column {column.name}: refers to {column.refers_to}.csv, which the bundle does not hold"
                    hint = "export all files that belong together"
                    yield ReadError("reference-to-absent", message, origin=row.at(column.name), hint=hint)
                elif known.whole:
                    yield _unknown(row.at(column.name), column.refers_to)

    def _merged(self, name: str) -> Iterator[Row | ReadError | Ignored]:
        known = self.known[name]
        known.present = any(name in each.files for each in (self._bulk, *self._deltas) if each)
        changes: dict[str, Row] = {}
        for delta in self._deltas:
            yield from self._changes(name, delta, changes)
        known.removed.update(id_ for id_, row in changes.items() if row.removed)
        if self._bulk and name in self._bulk.files:
            for item in self._rows(name, self._bulk, known.ids):
                row = changes.pop(item.id, item) if isinstance(item, Row) else item
                if not isinstance(row, Row) or not row.removed:
                    yield row
        known.ids -= known.removed
        known.ids.update(id_ for id_, row in changes.items() if not row.removed)
        yield from (row for row in changes.values() if not row.removed)

    def _changes(self, name: str, delta: Manifest, changes: dict[str, Row]) -> Iterator[ReadError | Ignored]:
        """Keep the newest change of each record, and yield what speaks against one."""
        if name not in delta.files:
            return
        for item in self._rows(name, delta, set()):
            if not isinstance(item, Row):
                yield item
                continue
            old = changes.setdefault(item.id, item)
            if item.changed and old.changed and item.changed > old.changed:
                changes[item.id] = item
            elif item.changed == old.changed and item.cells != old.cells:
                hint = "one of the two deltas is wrong: export them again, or a new bulk bundle"
                message = f"this says something else than {old.origin}, and both were changed at the same time"
                yield ReadError("contradiction", message, origin=item.origin, hint=hint)

    def _rows(self, name: str, bundle: Manifest, ids: set[str]) -> Iterator[Row | ReadError | Ignored]:
        member = bundle.files[name]
        place, content = self._export.place_of(member), self._export.members[member]
        return rows_of(place, content, self.columns[name], ids, delta=bundle.mode == "delta")


def ids_in(text: str) -> list[str]:
    """Return the ids of a list in a cell."""
    return text.split(",") if text else []


def _unknown(origin: Origin, name: str) -> ReadError:
    hint = "export the bundle again; an id must be written the same everywhere"
    return ReadError("unknown-reference", f"{name}.csv has no record with this id", origin=origin, hint=hint)
