"""Entries of an export on disk, sorted by group: reading is done once, and a class is loaded alone.

A school's year does not fit into memory together, and most builds read files that have not changed. So every export
is read once, its entries are written to a folder named by the digest of everything that decided them (bytes, format,
program), directory entries in one file and the records of each group in a file of their own. The folder lies below
`private/` because it holds names and marks in clear.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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

_CHUNK = 20_000


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
    many of what were passed over and why: `what: why` → count.
    """

    name: str
    system: str
    reader: str
    folder: Path
    parts: tuple[Part, ...]
    counts: Mapping[str, int]
    ignored: Mapping[str, int]

    def directory(self) -> tuple[e.Entry, ...]:
        """Return the entries of the directory and the calendar."""
        found: list[e.Entry] = pickle.loads((self.folder / "directory.pickle").read_bytes())  # noqa: S301 (our own)
        return tuple(found)


def digest_export(export: Export, *salts: str) -> str:
    """Return a digest of all members, their names, and what else decides the entries."""
    digest = hashlib.sha256("\0".join((export.name, *salts)).encode())
    for name, content in export.members.items():
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


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
        index |= {"name": export.name, "system": reader.system, "reader": reader.name}
        (aside / "index.json").write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return load_spooled(folder)


def load_spooled(folder: Path) -> Spooled:
    """Return what an earlier run spooled to this folder."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    parts = tuple(
        Part(index["system"], group, folder / f"{number}.pickle", f"{folder.name}/{number}")
        for number, group in enumerate(index["groups"])
    )
    return Spooled(index["name"], index["system"], index["reader"], folder, parts, index["counts"], index["ignored"])


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


def _write(
    entries: Iterable[Reading], wanted: frozenset[str], folder: Path, problems: list[ReadError]
) -> dict[str, object]:
    directory: list[e.Entry] = []
    records: dict[tuple[str, type], list[Record]] = defaultdict(list)
    groups: dict[str, int] = {}
    counts: dict[str, int] = defaultdict(int)
    ignored: dict[str, int] = defaultdict(int)
    waiting = 0
    for entry in entries:
        if isinstance(entry, ReadError):
            problems.append(entry)
            continue
        if isinstance(entry, Ignored):
            ignored[f"{entry.what}: {entry.why}"] += 1
            continue
        table = TABLE_OF[type(entry)]
        if problems:
            continue
        if table not in wanted:
            ignored[f"{table}: {NOT_PROVIDED}"] += 1
            continue
        counts[table] += 1
        if isinstance(entry, RECORDS):
            records[entry.group, type(entry)].append(entry)
            waiting += 1
            if waiting >= _CHUNK:
                _flush(records, groups, folder)
                waiting = 0
        else:
            directory.append(entry)
    _flush(records, groups, folder)
    (folder / "directory.pickle").write_bytes(pickle.dumps(directory, protocol=5))
    return {"groups": list(groups), "counts": counts, "ignored": ignored}


def _flush(records: dict[tuple[str, type], list[Record]], groups: dict[str, int], folder: Path) -> None:
    for (group, kind), found in records.items():
        number = groups.setdefault(group, len(groups))
        with (folder / f"{number}.pickle").open("ab") as file:
            pickle.dump((kind, _columns(found)), file, protocol=5)
    records.clear()
