"""Дневник.ру: the students of a group, its reporting periods, and final marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.errors import ReadError
from generator.model.entries import GroupEntry, MemberEntry, PersonRef, StudentEntry, TermEntry, TermMarkEntry
from generator.model.kinds import FinalScope
from generator.reading.about import About
from generator.reading.formats.dnevnikru.codes import Meanings, mark_of, term_kind_of
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.items import Item, items_of
from generator.reading.reader import Ignored, Reading
from generator.reading.whom import another_class
from generator.reading.words.passed_over import code_by_mapping


def read_students(place: str, payload: dict[str, Any], about: About) -> Iterator[Reading]:
    """Yield a class or subgroup and its students.

    A student whose membership is `Archive` has left, the payload does not say when: they are ignored, as they are no
    longer of this class.
    """
    root = Item(place, "", payload)
    group = root.item("group")
    group_id = group.needed_id("id")
    # A subgroup names its class among its parents; a stream of several classes has no one class above it.
    parents = group.ids("parentIds") if group.text("type").casefold() == "subgroup" else ()
    parent = parents[0] if len(parents) == 1 else ""
    if not parents:
        yield from filter(None, [another_class(about, group.origin("name"), group.text("name", "fullName"))])
    grade = None if parents else group.count("parallel")
    yield GroupEntry(group.origin(), group_id, group.text("name", "fullName"), parent, grade or None)
    for student in root.items("students"):
        try:
            person = student.item("person")
            name = person.joined("lastName", "firstName", "middleName") or person.text("shortName")
            ref = PersonRef(person.needed_id("id"), name)
            if student.text("membershipstatus", "membershipStatus").casefold() == "archive":
                yield Ignored(student.origin(), "students", "has left the class")
                continue
            kind = MemberEntry if parents else StudentEntry
            yield kind(student.origin(), ref, group_id)
        except ReadError as error:
            yield error


def read_periods(place: str, payload: list[Any], unknown: UnknownCodes) -> Iterator[Reading]:
    """Yield reporting periods; `number` counts from 0, `finish` is the last day."""
    for period in items_of(place, "", payload):
        try:
            start, end, number = period.day("start"), period.day("finish"), period.count("number")
            if start is None or end is None or end < start:
                yield period.error("finish", "a first and a last day in this order")
            elif number is None:
                yield period.error("number", "the number of the period, from 0 on")
            else:
                kind, title = term_kind_of(period, unknown), period.text("name")
                if kind:
                    yield TermEntry(period.origin(), period.needed_id("id"), kind, number + 1, title, start, end)
        except ReadError as error:
            yield error


def read_finals(place: str, payload: list[Any], meanings: Meanings) -> Iterator[Reading]:
    """Yield final marks; without a reporting period a mark is that of the year."""
    for record in items_of(place, "", payload):
        field = next(
            (name for name in ("per-subject-final-marks", "perSubjectFinalMarks") if name in record.fields), ""
        )
        try:
            person = PersonRef(record.needed_id("person"))
            group, term = record.needed_id("group"), record.id("reportingPeriod")
            for subject in record.items(field or "per-subject-final-marks"):
                yield from _final(subject, person, (group, term), meanings)
        except ReadError as error:
            yield error


def _final(subject: Item, person: PersonRef, of: tuple[str, str], meanings: Meanings) -> Iterator[Reading]:
    field = "final-mark" if "final-mark" in subject.fields else "finalMark"
    if subject.fields.get(field) is None:
        return
    try:
        mark, (group, term) = subject.item(field), of
        found = mark_of(mark, meanings.finals, meanings.unknown)
        if found is None:
            return
        if found[1].mark is None:
            yield code_by_mapping(mark.origin())
            return
        scope = FinalScope.TERM if term else FinalScope.YEAR
        yield TermMarkEntry(
            mark.origin(),
            person,
            group,
            subject.needed_id("subject"),
            scope,
            term,
            *found[0],
            entered_at=mark.moment("date"),
        )
    except ReadError as error:
        yield error
