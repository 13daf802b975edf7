"""Дневник.ру: the schedule of one person in one group by days, with works, marks, homework and attendance.

The payload names neither the person nor the group of a lesson. A mark names its person; the group is that of the
lesson's works, or else the only one that the payload speaks of. Lessons, works and homework stand in the file of every
student and are said once per export.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import (
    AbsenceEntry,
    Entry,
    HomeworkEntry,
    LessonEntry,
    MarkEntry,
    PersonRef,
    SubjectEntry,
    TeacherEntry,
    WorkEntry,
)
from generator.reading.formats.dnevnikru.codes import Meanings, absence_of, mark_of, status_of
from generator.reading.formats.dnevnikru.groups import Groups
from generator.reading.meaning import Meaning
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import code_by_mapping


class Place(NamedTuple):
    """Where a lesson or work belongs."""

    group: str
    subject: str
    day: date
    slot: int = 1


@dataclass(slots=True)
class Schedule:
    """One payload: what its parts say of each other, gathered before anything is yielded."""

    root: Item
    said: set[tuple[str, str]]
    meanings: Meanings
    only_group: str = ""
    """The one class that other files of the export speak of, for a payload without any work."""
    types: dict[str, Item] = field(default_factory=dict)
    lessons: dict[str, Place] = field(default_factory=dict)
    works: dict[str, Place] = field(default_factory=dict)
    work_types: dict[str, str] = field(default_factory=dict)

    def read(self) -> Iterator[Reading]:
        """Yield what the payload says."""
        days = list(self.root.items("days"))
        groups = Groups(days, self.only_group)
        for day in days:
            for kind in day.items("workTypes"):
                self.types[kind.id("id")] = kind
        for day in days:
            yield from self._each(day, "subjects", _subject)
            yield from self._each(day, "teachers", _teacher)
            yield from self._lessons(day, groups)
            yield from self._each(day, "works", self._work)
            yield from self._each(day, "homeworks", self._homework)
        for day in days:
            yield from self._each(day, "marks", self._mark)
            yield from self._each(day, "lessonLogEntries", self._absence)

    def _each(self, day: Item, name: str, make: Callable[[Item], Entry | Ignored | None]) -> Iterator[Reading]:
        for item in day.items(name):
            try:
                entry = make(item)
                key = (name, _key(item))
                if entry is not None and key not in self.said:
                    self.said.add(key)
                    yield entry
            except ReadError as error:
                yield error

    def _lessons(self, day: Item, groups: Groups) -> Iterator[Reading]:
        lessons = sorted(day.items("lessons"), key=lambda item: (item.fields.get("number") is None, _number(item)))
        slots: Counter[tuple[str, str]] = Counter()
        for lesson in lessons:
            try:
                key, subject = lesson.needed_id("id"), lesson.needed_id("subjectId")
                on = lesson.day("date") or day.day("date")
                if on is None:
                    yield lesson.error("date", "a day")
                    continue
                group = groups.of(lesson, subject)
                slots[group, subject] += 1
                self.lessons[key] = Place(group, subject, on, slots[group, subject])
                if ("lessons", key) not in self.said:
                    self.said.add(("lessons", key))
                    yield _lesson(lesson, key, self.lessons[key])
            except ReadError as error:
                yield error

    def _place(self, item: Item, subject: str, *days: str) -> Place:
        """Return where a work or mark belongs: with its lesson, or else with its own group and day."""
        lesson = self.lessons.get(item.id("lesson"))
        if lesson is not None:
            return lesson
        group = item.id("eduGroup") or self.only_group
        on = next((day for name in days if (day := item.day(name)) is not None), None)
        if not group or not subject or on is None:
            raise item.error("lesson", "a lesson of this file, or a group, a subject and a day")
        return Place(group, subject, on)

    def _work(self, work: Item) -> WorkEntry | None:
        if work.text("type").casefold() == "homework":
            # The list of homeworks says the same with the text.
            return None
        key = work.needed_id("id")
        place = self._place(work, work.id("subjectId"), "targetDate", "sentDate")
        self.works[key], self.work_types[key] = place, work.id("workType")
        kind = self.types.get(work.id("workType"))
        return WorkEntry(
            work.origin(),
            key,
            place.group,
            place.subject,
            place.day,
            title=work.text("text"),
            type=kind.text("name", "title") if kind else "",
            type_short=kind.text("abbreviation", "abbr") if kind else "",
            weight=kind.weight("weight") if kind else None,
            is_test=work.flag("isImportant", default=False),
            lesson=work.id("lesson"),
        )

    def _homework(self, work: Item) -> HomeworkEntry | None:
        text = work.fields.get("text")
        if not isinstance(text, str) or not text.strip():
            return None
        place = self._place(work, work.id("subjectId"), "targetDate", "sentDate")
        return HomeworkEntry(
            work.origin(),
            place.group,
            place.subject,
            text.strip(),
            assigned_on=work.day("sentDate"),
            due_on=work.day("targetDate") or place.day,
            lesson=work.id("lesson"),
        )

    def _mark(self, mark: Item) -> MarkEntry | AbsenceEntry | Ignored | None:
        found = mark_of(mark, self.meanings.marks, self.meanings.unknown)
        if found is None:
            return None
        text, meaning = found
        work = mark.id("work")
        place = self.lessons.get(mark.id("lesson")) or self.works.get(work)
        if place is None:
            raise mark.error("lesson", "a lesson or a work of this file")
        person = PersonRef(mark.needed_id("person"))
        if meaning.mark is None:
            return mapped(mark, person, place, text.raw, meaning)
        work_type = self.types.get(mark.id("workType") or self.work_types.get(work, ""))
        return MarkEntry(
            mark.origin(),
            person,
            *place[:3],
            *text,
            slot=place.slot,
            ordinal=max(mark.count("number") or 1, 1),
            work=work,
            lesson=mark.id("lesson"),
            weight=work_type.weight("weight") if work_type else None,
            counts=mark.flag("use_avg_calc", default=True),
            entered_at=mark.moment("date"),
        )

    def _absence(self, entry: Item) -> AbsenceEntry | None:
        found = absence_of(entry, self.meanings)
        if found is None:
            return None
        lesson = entry.needed_id("lesson")
        place = self.lessons.get(lesson)
        if place is None:
            raise entry.error("lesson", "a lesson of this file")
        person = PersonRef(entry.needed_id("person"))
        return AbsenceEntry(
            entry.origin(),
            person,
            place.group,
            place.subject,
            place.day,
            *found,
            slot=place.slot,
            lesson=lesson,
            entered_at=entry.moment("createdDate"),
        )


def mapped(mark: Item, person: PersonRef, place: Place, raw: str, meaning: Meaning) -> AbsenceEntry | Ignored:
    """Return what a mark is that the mapping file calls an absence, or nothing."""
    if meaning.absence is None:
        return code_by_mapping(mark.origin())
    lesson = mark.id("lesson")
    return AbsenceEntry(mark.origin(), person, *place[:3], raw, meaning.absence, slot=place.slot, lesson=lesson)


def _key(item: Item) -> str:
    """Return what makes a record of a list different from the others."""
    if isinstance(item.fields.get("person"), dict):
        return item.item("person").id("id")
    return item.id("id") or f"{item.id('person')}/{item.id('lesson')}"


def _number(lesson: Item) -> int:
    number = lesson.fields.get("number")
    return number if isinstance(number, int) else 0


def _lesson(lesson: Item, key: str, place: Place) -> LessonEntry:
    start, end = lesson.span("hours")
    return LessonEntry(
        lesson.origin(),
        key,
        place.group,
        place.subject,
        place.day,
        number=lesson.count("number"),
        slot=place.slot,
        start=start,
        end=end,
        room=lesson.text("place"),
        teachers=lesson.ids("teachers"),
        topic=lesson.text("title"),
        status=status_of(lesson),
    )


def _subject(subject: Item) -> SubjectEntry:
    return SubjectEntry(subject.origin(), subject.needed_id("id"), subject.text("name"))


def _teacher(teacher: Item) -> TeacherEntry:
    person = teacher.item("person")
    name = person.joined("lastName", "firstName", "middleName") or person.text("shortName")
    return TeacherEntry(teacher.origin(), person.needed_id("id"), name)
