"""Entries of an export on disk, sorted by group: reading is done once, and a class is loaded alone.

A school's year does not fit into memory together, and most builds read files that have not changed. So every export
is read once, its entries are written to a folder named by the digest of everything that decided them (bytes, settings,
program), directory entries in one file and the records of each group in a file of their own. The folder lies below
`private/` because it holds names and marks in clear. It says of every file how long it is and a checksum: a folder that
is damaged or half written counts as not there.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from pathlib import Path
from typing import Any, get_args

from generator.errors import ReadError
from generator.model import entries as e
from generator.origin import Origin
from generator.reading.reader import Export, Ignored, Reader, Reading

TABLE_OF: Mapping[type, str] = {
    e.SchoolEntry: "school",
    e.TermEntry: "terms",
    e.HolidayEntry: "holidays",
    e.BellEntry: "bells",
    e.EventEntry: "events",
    e.TeacherEntry: "teachers",
    e.SubjectEntry: "subjects",
    e.GroupEntry: "groups",
    e.StudentEntry: "students",
    e.MemberEntry: "members",
    e.TeachingEntry: "teaching",
    e.TimetableEntry: "timetable",
    e.LessonEntry: "lessons",
    e.PlanEntry: "plan",
    e.HomeworkEntry: "homework",
    e.WorkEntry: "works",
    e.MarkEntry: "marks",
    e.AbsenceEntry: "absences",
    e.RemarkEntry: "remarks",
    e.TermMarkEntry: "term_marks",
    e.ExamEntry: "exams",
    e.DeferralEntry: "deferrals",
    e.UndatedMarksEntry: "undated_marks",
}
"""The table each kind of entry belongs to: the names that `journals.provides` uses."""

Record = (
    e.TimetableEntry
    | e.LessonEntry
    | e.PlanEntry
    | e.HomeworkEntry
    | e.WorkEntry
    | e.MarkEntry
    | e.AbsenceEntry
    | e.RemarkEntry
    | e.TermMarkEntry
    | e.ExamEntry
    | e.DeferralEntry
    | e.UndatedMarksEntry
)
RECORDS = get_args(Record)
"""What belongs to one class; everything else is the directory and the calendar."""

NOT_PROVIDED = "not among journals.provides"
"""Why entries are passed over that a reader found and the settings don't take."""

MAX_PROBLEMS = 10_000
"""How many problems of one export are told: nobody reads more, and a file of bad rows would fill memory with them."""

_CHUNK = 20_000
_INDEX, _DIRECTORY = "index.json", "directory.pickle"


@dataclass(frozen=True, slots=True)
class Part:
    """The records of one group of one export: its system, the group as the export writes it, and the file."""

    system: str
    group: str
    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Spooled:
    """One export on disk. `counts` tells how many entries of each table were read (after `provides`), `ignored` how
    many of what were passed over and why: `what: why` → count. `days` are the first and the last day of its records
    and terms, None when it has neither.
    """

    name: str
    system: str
    reader: str
    folder: Path
    parts: tuple[Part, ...]
    counts: Mapping[str, int]
    ignored: Mapping[str, int]
    days: tuple[date, date] | None = None

    def directory(self) -> tuple[e.Entry, ...]:
        """Return the entries of the directory and the calendar."""
        found: list[e.Entry] = pickle.loads((self.folder / _DIRECTORY).read_bytes())  # noqa: S301 (our own)
        return tuple(found)


def spool(export: Export, reader: Reader, provides: Iterable[str], folder: Path) -> Spooled | list[ReadError]:
    """Read an export into `folder` (removed again when there is a problem) and return what was found."""
    wanted = frozenset(provides) or frozenset(TABLE_OF.values())
    aside = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    problems: list[ReadError] = []
    try:
        index = _write(reader.read(export), wanted, aside, problems)
        if problems:
            return problems
        index |= {"name": export.name, "system": reader.system, "reader": reader.name, "files": _sums(aside)}
        (aside / _INDEX).write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return _spooled(folder, index)


def load_spooled(folder: Path) -> Spooled | None:
    """Return what an earlier run spooled to this folder, None when it is not there or not as it was written."""
    try:
        index = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
        return _spooled(folder, index) if index["files"] == _sums(folder) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _sums(folder: Path) -> dict[str, list[int]]:
    """Return the length and checksum of each pickle: a hundred microseconds for a class, and pickles can be trusted."""
    contents = ((path.name, path.read_bytes()) for path in sorted(folder.glob("*.pickle")))
    return {name: [len(content), zlib.crc32(content)] for name, content in contents}


def _spooled(folder: Path, index: Mapping[str, Any]) -> Spooled:
    parts = tuple(
        Part(index["system"], group, folder / f"{number}.pickle", f"{folder.name}/{number}")
        for number, group in enumerate(index["groups"])
    )
    days = tuple(map(date.fromisoformat, index["days"]))
    return Spooled(
        index["name"],
        index["system"],
        index["reader"],
        folder,
        parts,
        index["counts"],
        index["ignored"],
        (days[0], days[-1]) if days else None,
    )


def load_part(part: Part) -> Iterator[Record]:
    """Go through the records of one part."""
    with part.path.open("rb") as file:
        while True:
            try:
                # Written by this program into a folder only its owner can write to, which also holds the keys.
                kind, columns = pickle.load(file)  # noqa: S301
            except EOFError:
                return
            yield from _rows(kind, columns)


Columns = list[tuple[str, Any]]
"""The columns of records of one kind: a name for tuples that were taken apart, "" for plain values, and the values."""


def _columns(entries: Sequence[Record]) -> Columns:
    """Turn records round. Pickled as columns they take a third of the time: what repeats is the same object."""
    return [_column(values) for values in zip(*entries, strict=True)]


def _column(values: tuple[Any, ...]) -> tuple[str, Any]:
    for name, kind in _TUPLES.items():
        if type(values[0]) is kind and None not in values:
            return name, list(zip(*values, strict=True))
    return "", values


def _rows(kind: type[Record], columns: Columns) -> Iterator[Record]:
    values = (starmap(_TUPLES[name], zip(*found, strict=True)) if name else found for name, found in columns)
    return starmap(kind, zip(*values, strict=True))


_TUPLES: Mapping[str, Any] = {"origin": Origin, "person": e.PersonRef}


class _Writer:
    """Entries of one export on their way to the disk, sorted by group and kind; counts what was found."""

    def __init__(self, wanted: frozenset[str], folder: Path) -> None:
        self.counts: dict[str, int] = defaultdict(int)
        self.ignored: dict[str, int] = defaultdict(int)
        self._wanted, self._folder = wanted, folder
        self._directory: list[e.Entry] = []
        self._records: dict[tuple[str, type], list[Record]] = defaultdict(list)
        self._groups: dict[str, int] = {}
        self._days: set[date] = set()
        self._waiting = 0

    def add(self, entry: e.Entry) -> None:
        """Take in an entry, unless `provides` leaves its table out."""
        table = TABLE_OF[type(entry)]
        if table not in self._wanted:
            self.ignored[f"{table}: {NOT_PROVIDED}"] += 1
            return
        self.counts[table] += 1
        if not isinstance(entry, RECORDS):
            self._directory.append(entry)
            if isinstance(entry, e.TermEntry):
                self._days |= {entry.start, entry.end}
            return
        self._records[entry.group, type(entry)].append(entry)
        self._waiting += 1
        if self._waiting >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write down the records that wait."""
        for (group, kind), found in self._records.items():
            number = self._groups.setdefault(group, len(self._groups))
            if "day" in kind._fields:  # type: ignore[attr-defined]  # every kind of entry is a named tuple
                self._days |= {day for record in found if (day := getattr(record, "day", None))}
            with (self._folder / f"{number}.pickle").open("ab") as file:
                pickle.dump((kind, _columns(found)), file, protocol=5)
        self._records.clear()
        self._waiting = 0

    def index(self) -> dict[str, object]:
        """Write down what is left, and return what is to be known of all of it."""
        self.flush()
        (self._folder / _DIRECTORY).write_bytes(pickle.dumps(self._directory, protocol=5))
        days = [day.isoformat() for day in (min(self._days), max(self._days))] if self._days else []
        return {"groups": list(self._groups), "counts": self.counts, "ignored": self.ignored, "days": days}


def _too_many(origin: Origin) -> ReadError:
    hint = "probably the file is no export of this kind, or the same thing is wrong everywhere: mend one and look again"
    return ReadError(
        "too-many-problems", f"more than {MAX_PROBLEMS} problems; the others are left out", origin=origin, hint=hint
    )


def _write(
    entries: Iterable[Reading], wanted: frozenset[str], folder: Path, problems: list[ReadError]
) -> dict[str, Any]:
    writer = _Writer(wanted, folder)
    for entry in entries:
        if isinstance(entry, ReadError):
            if len(problems) >= MAX_PROBLEMS:
                problems.append(_too_many(entry.origin))
                break
            problems.append(entry)
        elif isinstance(entry, Ignored):
            writer.ignored[f"{entry.what}: {entry.why}"] += 1
        elif not problems:
            writer.add(entry)
    return writer.index()
