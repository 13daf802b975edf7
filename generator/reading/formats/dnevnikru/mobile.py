"""Дневник.ру: what its mobile interface says of one student, the diary by weeks and the final marks.

Nothing in it names the student: the settings do. Groups have an id and a name; which is the class and which a
subgroup, the settings tell as well, or the list of the group's students (partners API) in another file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time

from generator.errors import ReadError
from generator.model.entries import (
    GroupEntry,
    HomeworkEntry,
    LessonEntry,
    MarkEntry,
    MemberEntry,
    PersonRef,
    SubjectEntry,
    TeacherEntry,
    TermMarkEntry,
    WorkEntry,
    class_of,
)
from generator.model.kinds import FinalScope
from generator.reading.about import About
from generator.reading.formats.dnevnikru.codes import Meanings, mark_of, scope_of, status_of
from generator.reading.formats.dnevnikru.schedule import Place, mapped
from generator.reading.payloads.items import Item
from generator.reading.reader import Reading
from generator.reading.whom import another_class, no_class, no_student
from generator.reading.words.passed_over import code_by_mapping, files


@dataclass(slots=True)
class MobileDiary:
    """One diary: weeks with days with lessons. Whatever several students' files tell is said once per export."""

    root: Item
    about: About
    said: set[tuple[str, str]]
    meanings: Meanings
    slots: Counter[tuple[str, str, date]] = field(default_factory=Counter)

    def read(self) -> Iterator[Reading]:
        """Yield what the diary says."""
        lessons: list[tuple[Item, Item]] = []
        for found in self._lessons():
            if isinstance(found, ReadError):
                yield found
            else:
                lessons.append(found)
        groups = [lesson.item("group") for _, lesson in lessons if isinstance(lesson.fields.get("group"), dict)]
        error = another_class(self.about, groups[0].origin("name"), *map(_name, groups)) if groups else None
        if error:
            yield error
            return
        for day, lesson in sorted(lessons, key=lambda pair: _number(pair[1])):
            try:
                yield from self._lesson(day, lesson)
            except ReadError as error:
                yield error

    def _lessons(self) -> Iterator[tuple[Item, Item] | ReadError]:
        """Go through the lessons, each with its day; what is no list or object ends only what it is part of."""
        for week in self.root.items("weeks"):
            try:
                for day in week.items("days"):
                    try:
                        yield from ((day, lesson) for lesson in day.items("lessons"))
                    except ReadError as error:
                        yield error
            except ReadError as error:
                yield error

    def _is_new(self, kind: str, key: str) -> bool:
        if (kind, key) in self.said:
            return False
        self.said.add((kind, key))
        return True

    def _lesson(self, day: Item, lesson: Item) -> Iterator[Reading]:
        key, on = lesson.needed_id("id"), lesson.day("startDateTime") or day.day("dateTime")
        if on is None:
            raise lesson.error("startDateTime", "a day")
        group = lesson.item("group")
        yield from self._group(group)
        subject = lesson.item("subject")
        place = self._place(group.needed_id("id"), subject.needed_id("id"), on)
        if self._is_new("subjects", place.subject):
            yield SubjectEntry(subject.origin(), place.subject, subject.text("name"))
        if self._is_new("lessons", key):
            yield from self._of_class(lesson, key, place)
        yield from self._marks(lesson, key, place)

    def _place(self, group: str, subject: str, on: date) -> Place:
        self.slots[group, subject, on] += 1
        return Place(group, subject, on, self.slots[group, subject, on])

    def _group(self, group: Item) -> Iterator[Reading]:
        """Yield the class, or a subgroup of it with the student in it, when the settings say which class it is."""
        key, title, asked = group.needed_id("id"), group.text("name"), self.about.group
        if not asked or not title:
            return
        is_subgroup = another_class(self.about, group.origin(), title) is not None
        if self._is_new("groups", key):
            yield GroupEntry(group.origin(), key, title, asked if is_subgroup else "")
        if is_subgroup and self.about.student != PersonRef() and self._is_new("in", f"{self.about.student}/{key}"):
            yield MemberEntry(group.origin(), self.about.student, key)

    def _of_class(self, lesson: Item, key: str, place: Place) -> Iterator[Reading]:
        teacher = _teacher(lesson)
        if teacher and teacher.name and self._is_new("teachers", teacher.id or teacher.name):
            yield teacher
        yield LessonEntry(
            lesson.origin(),
            key,
            *place[:3],
            number=lesson.count("number"),
            slot=place.slot,
            start=_clock(lesson, "startDateTime"),
            end=_clock(lesson, "endDateTime"),
            teachers=(teacher.id or teacher.name,) if teacher and teacher.name else (),
            topic=lesson.text("theme"),
            status=status_of(lesson),
        )
        works = lesson.fields.get("importantWorks") or []
        for index, title in enumerate(works if isinstance(works, list) else []):
            if isinstance(title, str) and title.strip():
                origin, work = lesson.origin(f"importantWorks[{index}]"), f"{key}/{index}"
                yield WorkEntry(origin, work, *place[:3], title=title.strip(), is_test=True, lesson=key)
        if lesson.fields.get("homework"):
            yield from _homework(lesson.item("homework"), key, place)

    def _marks(self, lesson: Item, key: str, place: Place) -> Iterator[Reading]:
        for work in lesson.items("workMarks"):
            for ordinal, mark in enumerate(work.items("marks"), 1):
                try:
                    person = student_of(mark, self.about)
                    found = mark_of(mark, self.meanings.marks, self.meanings.unknown)
                    if found is None:
                        continue
                    text, meaning = found
                    if meaning.mark is None:
                        yield mapped(mark, person, place, text.raw, meaning)
                        continue
                    origin, work_id = mark.origin(), work.id("workId")
                    yield MarkEntry(origin, person, *place[:3], *text, place.slot, ordinal, work_id, key)
                except ReadError as error:
                    yield error


def read_mobile_finals(root: Item, about: About, meanings: Meanings) -> Iterator[Reading]:
    """Yield the final marks of one student: by periods, and those of the year."""
    for subject in root.items("finalMarks"):
        try:
            key = subject.item("subject").needed_id("id")
            yield SubjectEntry(subject.origin("subject"), key, subject.item("subject").text("name"))
            for record in subject.items("periodMarks"):
                period = record.item("period")
                on = period.day("dateStart")
                term = "" if on else period.needed_id("id")
                yield from _finals(record, key, (FinalScope.TERM, term, on), about, meanings)
            for record in subject.items("periodFinalMarks"):
                scope = scope_of(record, meanings.unknown)
                if scope:
                    yield from _finals(record, key, (scope, "", None), about, meanings)
        except ReadError as error:
            yield error


def _finals(
    record: Item, subject: str, of: tuple[FinalScope, str, date | None], about: About, meanings: Meanings
) -> Iterator[Reading]:
    scope, term, on = of
    for mark in record.items("marks"):
        person = student_of(mark, about)
        found = mark_of(mark, meanings.finals, meanings.unknown)
        if found is None:
            continue
        if found[1].mark is None:
            yield code_by_mapping(mark.origin())
            continue
        group = _class(mark, about)
        yield TermMarkEntry(mark.origin(), person, group, subject, scope, term, *found[0], on=on)


def student_of(item: Item, about: About) -> PersonRef:
    """Return the student that the settings say the file is about; raise `no-student`."""
    if about.student == PersonRef():
        raise no_student(item.origin())
    return about.student


def _class(item: Item, about: About) -> str:
    if about.group:
        return about.group
    if about.student.id:
        return class_of(about.student.id)
    raise no_class(item.origin())


def _homework(homework: Item, lesson: str, place: Place) -> Iterator[Reading]:
    text = homework.fields.get("text")
    if isinstance(text, str) and text.strip():
        group, subject, day, _ = place
        yield HomeworkEntry(homework.origin(), group, subject, text.strip(), None, day, lesson=lesson)
    if homework.fields.get("attachments"):
        yield files(homework.origin("attachments"))


def _name(group: Item) -> str:
    try:
        return group.text("name")
    except ReadError:
        # Reading its lesson says so with its place.
        return ""


def _teacher(lesson: Item) -> TeacherEntry | None:
    if not lesson.fields.get("teacher"):
        return None
    teacher = lesson.item("teacher")
    # The id may be 0, which is nobody's.
    key = teacher.id("personId").strip("0") and teacher.id("personId")
    return TeacherEntry(teacher.origin(), key, teacher.joined("lastName", "firstName", "middleName"))


def _clock(lesson: Item, name: str) -> time | None:
    moment = lesson.moment(name)
    return moment.time() if moment else None


def _number(lesson: Item) -> int:
    number = lesson.fields.get("number")
    return number if isinstance(number, int) else 0
