"""The reader of aSc Timetables: who is taught what by whom, when and where in the week, and the bells.

The file has the week and no dates, classes and divisions and no students.
`About.term` says for which term it holds. See `docs/reference/journals.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import BellEntry, GroupEntry, SubjectEntry, TeacherEntry
from generator.origin import Origin
from generator.reading.cells import BadCellError, clean, parse_count, parse_time
from generator.reading.formats.asc.cards import Cards
from generator.reading.formats.asc.elements import Element, Elements, read_elements
from generator.reading.reader import Export, Ignored, Reading

_HEAD = 4096
_ROOT = re.compile(r"<timetable\b[^>]*\b(?:ascttversion|importtype)\s*=")


class AscReader:
    """Reads XML files of aSc Timetables; see the module."""

    name = "asc"
    system = "asc"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file begins like a timetable of aSc."""
        return any(_is_timetable(content[:_HEAD]) for content in export.members.values())

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the files of the export say, one after the other."""
        for member, content in export.members.items():
            place = export.place_of(member)
            elements = read_elements(place, content)
            if isinstance(elements, ReadError):
                yield elements
            elif not elements.each("timetable"):
                hint = "export it in aSc: File, Export, aSc Timetables XML"
                yield ReadError("unknown-member", "no timetable of aSc", origin=Origin(place), hint=hint)
            else:
                yield from _read(elements, export.about.term)


def _is_timetable(head: bytes) -> bool:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    return _ROOT.search(head.decode(encoding, "replace")) is not None


def _read(elements: Elements, term: str) -> Iterator[Reading]:
    yield from _bells(elements)
    for subject in elements.each("subject"):
        if _is_named(subject):
            yield SubjectEntry(elements.origin(subject), subject.get("id"), _name(subject), _short(subject))
    for teacher in elements.each("teacher"):
        if _is_named(teacher):
            yield TeacherEntry(elements.origin(teacher), teacher.get("id"), _name(teacher))
    yield from _unnamed(elements, "subject", "teacher", "class")
    yield from _groups(elements)
    for student in elements.each("student"):
        yield Ignored(elements.origin(student), "students", "aSc has no marks; students come from the journal")
    yield from Cards(elements, term).read()


def _bells(elements: Elements) -> Iterator[Reading]:
    for period in elements.each("period"):
        if not period.get("starttime") and not period.get("endtime"):
            continue
        try:
            number = parse_count(period.get("period") or period.get("name"))
            start, end = parse_time(period.get("starttime")), parse_time(period.get("endtime"))
        except BadCellError as error:
            yield ReadError("bad-value", f"expected {error.expected}", origin=elements.origin(period))
            continue
        if end <= start:
            yield ReadError("bad-value", "expected an end after the start", origin=elements.origin(period, "endtime"))
        else:
            yield BellEntry(elements.origin(period), number, start, end)


def _groups(elements: Elements) -> Iterator[Reading]:
    classes = elements.by_id("class")
    for key, one in classes.items():
        if not _is_named(one):
            continue
        grade = one.get("grade")
        yield GroupEntry(
            elements.origin(one),
            key,
            _name(one),
            grade=int(grade) if grade.isdecimal() and len(grade) <= 2 else None,
            homeroom_teacher=one.get("teacherid"),
        )
    for key, group in elements.by_id("group").items():
        if group.get("entireclass") == "1":
            continue
        if group.get("classid") in classes:
            yield GroupEntry(elements.origin(group), key, _name(group) or key, group.get("classid"))
        else:
            yield ReadError("missing-reference", "the file has no such class", origin=elements.origin(group, "classid"))


def _unnamed(elements: Elements, *names: str) -> Iterator[ReadError]:
    for element in (element for name in names for element in elements.each(name)):
        if not _is_named(element):
            message, hint = "a name and an id were expected", "give it a name in aSc and export again"
            yield ReadError("missing-value", message, origin=elements.origin(element, "name"), hint=hint)


def _is_named(element: Element) -> bool:
    return bool(element.get("id") and _name(element))


def _name(element: Element) -> str:
    return clean(element.get("name") or element.get("short"))


def _short(element: Element) -> str:
    short = clean(element.get("short"))
    return short if short != _name(element) else ""
