"""Marks of ЭлЖур, which are absences as well: the record of a mark with «н» for a value is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, MarkEntry, PersonRef, TermMarkEntry
from generator.model.kinds import FinalScope
from generator.reading.cells import BadCellError, MarkText
from generator.reading.formats.eljur.answers import each
from generator.reading.formats.eljur.codes import mark_of
from generator.reading.formats.eljur.known import Known, Who
from generator.reading.meaning import fold_code
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import code_by_mapping


class Place(NamedTuple):
    """Where a mark stands: whose it is, and the `slot`-th lesson of the subject on a day."""

    person: PersonRef
    group: str
    subject: str
    day: date
    slot: int = 1


def read_mark(mark: Item, place: Place, ordinal: int, known: Known) -> Iterator[Reading]:
    """Yield the mark or the absence that a record is; an unknown code is remembered, an empty value is nothing."""
    raw = mark.text("value")
    if not raw:
        return
    meaning = known.lesson_codes().get(fold_code(raw))
    if meaning is None:
        try:
            yield _mark(mark, place, ordinal, mark_of(mark))
        except BadCellError:
            known.unknown.add(raw, mark.origin("value"))
    elif meaning.absence:
        yield AbsenceEntry(mark.origin(), *place[:4], raw, meaning.absence, slot=place.slot)
    elif meaning.mark:
        yield _mark(mark, place, ordinal, MarkText(raw, meaning.mark))
    else:
        yield code_by_mapping(mark.origin())


def _mark(mark: Item, place: Place, ordinal: int, text: MarkText) -> MarkEntry:
    return MarkEntry(
        mark.origin(),
        *place[:4],
        *text,
        slot=place.slot,
        ordinal=ordinal,
        weight=mark.weight("weight_float", "weight"),
        counts=mark.flag("count", default=True),
        comment=_comment(mark),
    )


def _comment(mark: Item) -> str:
    """Return what is said of a mark: the kind of work, what the teacher wrote to the lesson, and to the mark."""
    kind = mark.item("mtype").text("type") if mark.fields.get("mtype") else ""
    texts = (mark.text("control_type") or kind, mark.text("lesson_comment"), mark.text("comment"))
    return "; ".join(dict.fromkeys(text for text in texts if text))


def read_marks(student: Item, who: Who, known: Known) -> Iterator[Reading]:
    """Yield the marks of one student by subjects (getmarks).

    The answer tells the day of a mark and not which lesson of that day it is: a mark that a diary in the same export
    tells with its lesson is not told again.
    """
    for _, lesson in each(student, "lessons"):
        try:
            subject = lesson.text("name")
            if not subject:
                yield lesson.error("name", "a subject")
                continue
            yield from _of_subject(lesson, subject, who, known)
            yield from _average(lesson, subject, who, known)
        except ReadError as error:
            yield error


def _of_subject(lesson: Item, subject: str, who: Who, known: Known) -> Iterator[Reading]:
    ordinals: Counter[date] = Counter()
    for _, mark in each(lesson, "marks"):
        try:
            day = mark.day("date")
            if day is None or who.person is None:
                yield mark.error("date", "a day")
                continue
            key = (who.person.id, subject, day, mark.text("value"))
            if known.is_in_diary(key):
                yield Ignored(mark.origin(), "marks", "the diary in this export has them with their lesson")
                continue
            for reading in read_mark(mark, Place(who.person, who.group, subject, day), ordinals[day] + 1, known):
                ordinals[day] += isinstance(reading, MarkEntry)
                yield reading
        except ReadError as error:
            yield error


def _average(lesson: Item, subject: str, who: Who, known: Known) -> Iterator[Reading]:
    average = lesson.number("average")
    if not average or who.person is None:
        return
    origin, term = lesson.origin("average"), known.about.term
    if term:
        scope = FinalScope.TERM
        yield TermMarkEntry(origin, who.person, who.group, subject, scope, term, "", None, average=average)
    else:
        yield Ignored(origin, "averages", "neither the answer nor site.yaml says of which term")
