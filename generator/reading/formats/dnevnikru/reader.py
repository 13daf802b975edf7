"""The reader of Дневник.ру and its twins: payloads of the partners API v2 and of the mobile one, saved as JSON files.

Six payloads are known, told by what they hold: a person's schedule by days, the students of a group, reporting
periods, final marks; and of the mobile interface the diary by weeks and the final marks of one student. A file is an
export, a zip of such files too. See `docs/reference/journals.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.errors import ReadError
from generator.reading.about import About
from generator.reading.formats.dnevnikru.codes import DNEVNIKRU, Meanings, Source, meanings_of
from generator.reading.formats.dnevnikru.directory import read_finals, read_periods, read_students
from generator.reading.formats.dnevnikru.groups import group_of_students
from generator.reading.formats.dnevnikru.mobile import MobileDiary, read_mobile_finals
from generator.reading.formats.dnevnikru.schedule import Schedule
from generator.reading.payloads.items import Item
from generator.reading.payloads.members import open_payloads
from generator.reading.payloads.shapes import shape_of
from generator.reading.reader import Export, Reading


class DnevnikruReader:
    """Reads payloads of Дневник.ру or one of its twins; see the module."""

    def __init__(self, source: Source = DNEVNIKRU) -> None:
        """Read payloads as those of `source`."""
        self.name = source.name
        self.system = source.system
        self._source = source

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file begins like one of the payloads."""
        return any(_kind_of(content) for content in export.members.values())

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the payloads say: first the directory, then the days, then the final marks."""
        payloads, problems = open_payloads(export.files(), _kind_of)
        yield from problems
        payloads.sort(key=lambda payload: (_ORDER.index(payload.kind), payload.place))
        meanings = meanings_of(self._source, export.about.mapping)
        context = _Context(export.about, meanings, _only_group([payload.value for payload in payloads], export.about))
        for kind, place, value in payloads:
            try:
                yield from _READ[kind](place, value, context)
            except ReadError as error:
                yield error
        yield from meanings.unknown.errors()


def _only_group(payloads: list[Any], about: About) -> str:
    try:
        return group_of_students(payloads) or about.group
    except ReadError:
        # A rounded id: reading the list of students says so with its place.
        return about.group


def _kind_of(content: bytes) -> str:
    """Return which payload a file begins like, or ""."""
    start, keys = shape_of(content)
    fits = (name for name, begins, needed, one_of in _SIGNS if begins == start and needed <= keys and one_of & keys)
    return next(fits, "")


@dataclass(slots=True)
class _Context:
    """What the payloads of one export are read with; `only_group` is the one class they speak of, or ""."""

    about: About
    meanings: Meanings
    only_group: str
    said: set[tuple[str, str]] = field(default_factory=set)


_READ: dict[str, Callable[[str, Any, _Context], Iterator[Reading]]] = {
    "students": lambda place, payload, of: read_students(place, payload, of.about),
    "periods": lambda place, payload, of: read_periods(place, payload, of.meanings.unknown),
    "schedule": lambda place, payload, of: Schedule(
        Item(place, "", payload), of.said, of.meanings, of.only_group
    ).read(),
    "diary": lambda place, payload, of: MobileDiary(Item(place, "", payload), of.about, of.said, of.meanings).read(),
    "finals": lambda place, payload, of: read_finals(place, payload, of.meanings),
    "mobile finals": lambda place, payload, of: read_mobile_finals(Item(place, "", payload), of.about, of.meanings),
}
_ORDER = tuple(_READ)

_SIGNS: tuple[tuple[str, str, set[str], set[str]], ...] = (
    ("diary", "{", {"weeks", "lessons"}, {"workmarks", "startdatetime", "iscanceled"}),
    ("mobile finals", "{", {"finalmarks"}, {"periodmarks", "periodfinalmarks"}),
    ("schedule", "{", {"days"}, {"lessonlogentries", "worktypes", "subjectid"}),
    ("students", "{", {"students"}, {"membershipstatus", "journaltype", "studyyear"}),
    ("finals", "[", set(), {"per-subject-final-marks", "persubjectfinalmarks"}),
    ("periods", "[", {"start", "finish", "number"}, {"type"}),
)
"""How payloads begin: name, bracket, keys that must be there, and keys of which one must be. The first one counts."""
