"""Assignments of whatever payload become works, homework, marks and absences.

The same assignment may stand in a diary, in its card and in a subject's performance: what one of them leaves open
another may know, and what two of them tell differently is a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from generator.model.entries import AbsenceEntry, HomeworkEntry, MarkEntry, PersonRef, WorkEntry
from generator.model.kinds import AbsenceKind, MarkKind
from generator.origin import Origin
from generator.reading.formats.netschool.payloads.bundle import Bundle
from generator.reading.formats.netschool.payloads.fields import homework_of
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import code_by_mapping

HOMEWORK = "3"
_TEST = "4"
_NAMES = {"3": "Домашнее задание", "4": "Контрольная работа", "5": "Самостоятельная работа"}
"""The types that have one number everywhere; a server's own list goes before."""


class Place(NamedTuple):
    """The lesson that an assignment belongs to; `lesson` is its id ("": not told).

    Which of a day's lessons of the subject it is follows from the id, never from a count: a payload that is saved apart
    cannot count, and would tell the same mark of another place.
    """

    group: str
    subject: str
    day: date
    lesson: str = ""
    number: int | None = None


class Assignment(NamedTuple):
    """An assignment as some payload has it, with its own and its type's id, and where it belongs."""

    item: Item
    id: str
    type: str
    place: Place


class Told(NamedTuple):
    """What is told of a student: the text of a mark or code, whether it is a debt, when it was entered.

    `work` is the id of the assignment it is for ("": none).
    """

    person: PersonRef
    text: str
    is_debt: bool = False
    comment: str = ""
    entered_at: datetime | None = None
    work: str = ""
    weight: Decimal | None = None


def is_off(bundle: Bundle, key: str) -> bool:
    """Say whether the card of an assignment says that it was deleted."""
    card = bundle.cards.get(key)
    return card is not None and card.flag("isDeleted", default=False)


def read_work(bundle: Bundle, work: Assignment, told: Told) -> Iterator[Reading]:
    """Yield homework, or else the work; and what is told of the student's mark for it."""
    origin, place = work.item.origin(), work.place
    if is_off(bundle, work.id):
        yield Ignored(origin, "assignment", "deleted in the journal")
        return
    due = work.item.day("dueDate") or place.day
    text = homework_of(work.item, "assignmentName") if work.type == HOMEWORK else ""
    if text:
        given = work.item.day("assignmentDate")
        homework = HomeworkEntry(origin, place.group, place.subject, text, given, due, lesson=place.lesson)
        yield from bundle.once(("homework", work.id), homework, text)
    if work.type != HOMEWORK or told.text or told.is_debt:
        yield from bundle.once(("work", work.id), _work(bundle, work, due), place.day)
    told = told._replace(work=work.id, weight=bundle.weight(work.id, work.item))
    yield from read_told(bundle, origin, place, told)


def _work(bundle: Bundle, work: Assignment, due: date) -> WorkEntry:
    item, listed = work.item, bundle.types.get(work.type)
    if listed:
        name, short = listed.text("name"), listed.text("abbr")
    else:
        name = bundle.detail(work.id, item, "assignmentTypeName") or _NAMES.get(work.type, "")
        short = bundle.detail(work.id, item, "assignmentTypeAbbr")
    return WorkEntry(
        item.origin(),
        work.id,
        work.place.group,
        work.place.subject,
        due,
        bundle.detail(work.id, item, "assignmentName"),
        name,
        short,
        bundle.weight(work.id, item),
        name.casefold().startswith("контрольн") if name else work.type == _TEST,
        work.place.lesson,
    )


def read_told(bundle: Bundle, origin: Origin, place: Place, told: Told) -> Iterator[Reading]:
    """Yield the marks and absences in a text; a debt without a text is a mark that is still owed."""
    who = told.person.id or told.person.name
    blank = MarkEntry(
        origin, told.person, place.group, place.subject, place.day, ".", MarkKind.DEBT, work=told.work,
        lesson=place.lesson, weight=told.weight, comment=told.comment, entered_at=told.entered_at,
    )  # fmt: skip
    if not told.text:
        if told.is_debt:
            yield from bundle.once(("mark", who, told.work, 1), blank, blank.raw)
        return
    found = bundle.cells[told.text]
    for word in found.unknown:
        bundle.unknown.add(word, origin)
    for _ in range(found.ignored):
        yield code_by_mapping(origin)
    yield from _absences(bundle, origin, place, told, found.absences)
    marks = [mark for work in found.works for mark in work]
    for ordinal, (raw, kind_of_mark, value) in enumerate(marks, 1):
        mark = blank._replace(raw=raw, kind=kind_of_mark, value=value, ordinal=ordinal)
        yield from bundle.once(("mark", who, told.work, ordinal), mark, raw)


def read_attendance(bundle: Bundle, origin: Origin, place: Place, told: Told) -> Iterator[Reading]:
    """Yield the absence that a code of attendance says; a number is none, unless the school's mapping file knows it."""
    found = bundle.cells[told.text]
    for word in (*found.unknown, *(mark.raw for work in found.works for mark in work)):
        bundle.unknown.add(word, origin)
    for _ in range(found.ignored):
        yield code_by_mapping(origin)
    yield from _absences(bundle, origin, place, told, found.absences)


def _absences(
    bundle: Bundle, origin: Origin, place: Place, told: Told, found: tuple[tuple[str, AbsenceKind], ...]
) -> Iterator[Reading]:
    who = told.person.id or told.person.name
    for raw, kind in found:
        absence = AbsenceEntry(
            origin, told.person, place.group, place.subject, place.day, raw, kind, lesson=place.lesson,
            number=place.number, entered_at=told.entered_at,
        )  # fmt: skip
        # Two works of one lesson may both say it: it is one absence.
        yield from bundle.once(("absence", who, place.lesson or place[1:3], kind), absence)
