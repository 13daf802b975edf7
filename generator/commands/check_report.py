"""What `diary check` tells of every export: how it was read, what became of it, what changed since the last build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.commands.import_words import plural_word
from generator.commands.school import LoadedSchool, built_from
from generator.model import entries as e
from generator.reading.explaining.since import Change, changes
from generator.reading.joining.context import Tally
from generator.reading.spool import NOT_PROVIDED, TABLE_OF, Spooled, load_spooled

NEW, UNCHANGED, CHANGED, NO_BUILD = "new", "unchanged", "changed", "no build yet"
_MANY_CLASSES = 6
_WORDS = {NOT_PROVIDED: "journals.provides in site.yaml does not name them"}
"""Reasons that only a programmer would understand."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """One export: `period` are the first and last day of its records and terms; `counts` what was read, of which
    `joined` became part of the school and `repeated` is said by another export too; `ignored` tells `what: why` → how
    many. `state` compares with the last build, `changes` says how, by table.
    """

    name: str
    reader: str
    classes: tuple[str, ...]
    period: tuple[date, date] | None
    counts: Mapping[str, int]
    joined: Mapping[str, int]
    repeated: Mapping[str, int]
    ignored: Mapping[str, int]
    state: str
    changes: Mapping[str, Change]

    def as_json(self) -> dict[str, object]:
        """Return everything as plain values."""
        return {
            "export": self.name,
            "reader": self.reader,
            "classes": list(self.classes),
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "counts": dict(self.counts),
            "joined": dict(self.joined),
            "repeated": dict(self.repeated),
            "ignored": dict(self.ignored),
            "since_build": {"state": self.state, "tables": {t: c._asdict() for t, c in self.changes.items()}},
        }

    def lines(self) -> Iterator[str]:
        """Say it to a person: the export, what it is, a line for each table, one for each reason of what is out."""
        classes = self.classes if len(self.classes) <= _MANY_CLASSES else (f"{len(self.classes)} classes",)
        period = f"{self.period[0]} to {self.period[1]}" if self.period else ""
        yield self.name
        yield "  " + ", ".join(part for part in (f"read by {self.reader}", *classes, period, self.state) if part)
        rows = [[plural_word(table), *self._cells(table)] for table in self._tables()]
        widths = [max(len(row[at]) for row in rows) for at in range(4)] if rows else []
        for table, *cells, change in rows:
            first = table.ljust(widths[0])
            numbers = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
            yield f"  {first}  {numbers}  {change}".rstrip()
        left: dict[str, list[str]] = {}
        for said, count in self.ignored.items():
            what, _, why = said.partition(": ")
            left.setdefault(why, []).append(f"{count} {plural_word(what)}")
        for why, found in left.items():
            yield f"  left out: {', '.join(found)} ({_WORDS.get(why, why)})"

    def _tables(self) -> list[str]:
        """Return the tables of which there is something to say, in the order of a journal's life."""
        told = {*self.counts, *self.joined, *self.changes}
        return [table for table in TABLE_OF.values() if table in told]

    def _cells(self, table: str) -> tuple[str, str, str, str]:
        read, joined, repeated = (counts.get(table, 0) for counts in (self.counts, self.joined, self.repeated))
        change = self.changes.get(table)
        told = ((change.added, "added"), (change.gone, "gone"), (change.changed, "changed")) if change else ()
        changed = ", ".join(f"{count} {word}" for count, word in told if count)
        if not read and joined:
            # lessons that stand in no export follow from the weekly timetable
            return "made", f"{joined} joined", "", ", ".join(part for part in ("from the timetable", changed) if part)
        return f"{read} read", f"{joined} joined", f"{repeated} repeated" if repeated else "", changed


def report_exports(loaded: LoadedSchool, tally: Tally, cache: Path) -> list[ExportReport]:
    """Return a report of every export that was read, by name; `cache` is where the last build left its reads."""
    names = {export.name for export in loaded.exports}
    joined, repeated = _by_export(tally.joined, names), _by_export(tally.repeated, names)
    built = built_from(cache)
    said: set[object] = set()
    reports = []
    for export in loaded.exports:
        first, again, groups = _directory(export, said)
        state, changed = _since(export, built, cache)
        reports.append(
            ExportReport(
                name=export.name,
                reader=export.reader,
                classes=_classes(loaded, export, groups),
                period=export.days,
                counts=export.counts,
                joined={**first, **joined.get(export.name, {})},
                repeated={**again, **repeated.get(export.name, {})},
                ignored=export.ignored,
                state=state,
                changes=changed,
            )
        )
    return reports


def _by_export(counted: Counter[tuple[str, str]], names: Collection[str]) -> dict[str, dict[str, int]]:
    """Return export → table → count; a file is the export's own, a member of its archive or of its folder."""
    found: dict[str, dict[str, int]] = {}
    for (file, table), count in counted.items():
        name = file
        while name and name not in names:
            name = name.rpartition("!" if "!" in name else "/")[0]
        if count:
            tables = found.setdefault(name, {})
            tables[table] = tables.get(table, 0) + count
    return found


def _directory(export: Spooled, said: set[object]) -> tuple[Counter[str], Counter[str], set[str]]:
    """Count the entries of the directory that are told for the first time, and those that are told again."""
    first: Counter[str] = Counter()
    again: Counter[str] = Counter()
    groups = {part.group for part in export.parts}
    for entry in export.directory():
        key = (export.system, type(entry), entry[1:])
        (again if key in said else first)[TABLE_OF[type(entry)]] += 1
        said.add(key)
        if isinstance(entry, e.GroupEntry):
            groups.add(entry.id or entry.title)
        elif isinstance(entry, e.StudentEntry):
            groups.add(entry.group)
    return first, again, groups


def _classes(loaded: LoadedSchool, export: Spooled, groups: set[str]) -> tuple[str, ...]:
    directory, school = loaded.directory, loaded.school
    found = {directory.class_id(directory.group_id(export.system, group)) for group in groups}
    return tuple(group.title for group in school.classes() if group.id in found)


def _since(export: Spooled, built: Mapping[str, str], cache: Path) -> tuple[str, Mapping[str, Change]]:
    if not built:
        return NO_BUILD, {}
    folder = built.get(export.name)
    if folder is None:
        return NEW, {}
    if folder == export.folder.name:
        return UNCHANGED, {}
    old = load_spooled(cache / folder)
    found = changes(old, export) if old else None
    if found is None:
        return NO_BUILD, {}
    return (CHANGED if found else UNCHANGED), found
