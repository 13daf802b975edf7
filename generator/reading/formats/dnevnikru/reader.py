"""The reader of Дневник.ру and its twins: payloads of the partners API v2, saved as JSON files.

Four payloads are known, told by what they hold: a person's schedule by days, the students of a group, reporting
periods, final marks. A file is an export, a zip of such files too. See `docs/reference/journals.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.errors import ReadError
from generator.model.entries import Entry
from generator.origin import Origin
from generator.reading.formats.dnevnikru.directory import read_finals, read_periods, read_students
from generator.reading.formats.dnevnikru.schedule import Schedule, group_of_students
from generator.reading.payloads.items import Item, load
from generator.reading.reader import Export

_HEAD = 2**16


class DnevnikruReader:
    """Reads payloads of Дневник.ру; see the module."""

    name = "dnevnikru"
    system = "dnevnikru"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file begins like one of the payloads."""
        return any(_shape(content[:_HEAD]) for content in export.members.values())

    def read(self, export: Export) -> Iterator[Entry | ReadError]:
        """Yield what the payloads say: first the directory, then the days, then the final marks."""
        payloads: list[tuple[int, str, Any]] = []
        for member, content in export.members.items():
            place = export.place_of(member)
            shape = _shape(content[:_HEAD])
            if not shape:
                hint = "docs/reference/journals.md names the payloads that are read"
                yield ReadError("unknown-member", "none of the known payloads", origin=Origin(place), hint=hint)
                continue
            try:
                payloads.append((_SHAPES.index(shape), place, load(place, content)))
            except ReadError as error:
                yield error
        payloads.sort(key=lambda item: item[:2])
        said: set[tuple[str, str]] = set()
        try:
            only_group = group_of_students([payload for _, _, payload in payloads])
        except ReadError:
            # A rounded id: reading the list of students says so with its place.
            only_group = ""
        for number, place, payload in payloads:
            try:
                yield from _read(_SHAPES[number], place, payload, (said, only_group))
            except ReadError as error:
                yield error


_SHAPES = ("students", "periods", "schedule", "finals")


def _shape(head: bytes) -> str:
    """Return which payload a file begins like, or ""."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    keys = {key.lower() for key in re.findall(rb'"([\w-]{1,40})"\s*:', head)}
    if start == b"{":
        if b"days" in keys and keys & {b"lessonlogentries", b"worktypes", b"subjectid"}:
            return "schedule"
        if b"students" in keys and keys & {b"membershipstatus", b"journaltype", b"studyyear"}:
            return "students"
    if start == b"[":
        if keys & {b"per-subject-final-marks", b"persubjectfinalmarks"}:
            return "finals"
        if {b"start", b"finish", b"number", b"type"} <= keys:
            return "periods"
    return ""


def _read(
    shape: str, place: str, payload: Any, context: tuple[set[tuple[str, str]], str]
) -> Iterator[Entry | ReadError]:
    if shape == "students":
        yield from read_students(place, payload)
    elif shape == "periods":
        yield from read_periods(place, payload)
    elif shape == "schedule":
        yield from Schedule(Item(place, "", payload), *context).read()
    else:
        yield from read_finals(place, payload)
