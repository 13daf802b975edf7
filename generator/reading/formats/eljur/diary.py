"""Days of ЭлЖур: the diary of a student (getdiary), homework (gethomework) and the timetable (getschedule).

All three have days with items; an item with a number or a time is a lesson, one with neither only holds homework.
What stands under a day is due that day. The lesson's id (`lesson_id`) is the subject's, the same on every day, so a
lesson is told by its day and number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, time

from generator.errors import ReadError
from generator.model.entries import HomeworkEntry, LessonEntry, MarkEntry, WorkEntry
from generator.reading.cells import BadCellError, parse_date
from generator.reading.formats.eljur.answers import each, whole_number
from generator.reading.formats.eljur.known import Known, Who, subgroup_id
from generator.reading.formats.eljur.marks import Place, read_mark
from generator.reading.payloads.items import Item
from generator.reading.reader import Reading
from generator.reading.words.passed_over import extra_lessons, files, holidays


def read_days(owner: Item, who: Who, known: Known) -> Iterator[Reading]:
    """Yield what stands under the days of a student, or of a class."""
    for key, day in each(owner, "days"):
        try:
            on = _date(key, day)
            if day.text("holiday_name"):
                yield holidays(day.origin("holiday_name"))
            for extra in each(day, "items_extday"):
                yield extra_lessons(extra[1].origin())
            yield from _Day(day, on, who, known).read()
        except ReadError as error:
            yield error


def _date(key: str, day: Item) -> date:
    try:
        return parse_date(day.text("name") or key)
    except BadCellError as error:
        raise day.bad_cell("name", error) from error


class _Day:
    """One day, with the lessons in their order: the second algebra of the day comes after the first."""

    def __init__(self, day: Item, on: date, who: Who, known: Known) -> None:
        self._day, self._on, self._who, self._known = day, on, who, known
        self._slots: Counter[tuple[str, str]] = Counter()

    def read(self) -> Iterator[Reading]:
        lessons = []
        for _, lesson in each(self._day, "items"):
            try:
                lessons.append((whole_number(lesson, "num"), lesson))
            except ReadError as error:
                yield error
        for number, lesson in sorted(lessons, key=lambda pair: (pair[0] is None, pair[0] or 0)):
            try:
                yield from self._item(number, lesson)
            except ReadError as error:
                yield error

    def _item(self, number: int | None, lesson: Item) -> Iterator[Reading]:
        subject, group = lesson.text("name"), self._who.group
        if not subject:
            yield lesson.error("name", "a subject")
            return
        title = lesson.text("grp", "grp_short")
        if title:
            yield from self._known.subgroup(self._who, title, lesson.origin("grp"))
            group = subgroup_id(self._who, title)
        times = (lesson.clock("starttime"), lesson.clock("endtime"))
        slot = 1
        if number is not None or times[0]:
            self._slots[group, subject] += 1
            slot = self._slots[group, subject]
            yield from self._lesson(lesson, (group, subject, number, slot), times)
        yield from self._homework(lesson, group, subject)
        yield from self._marks(lesson, group, subject, slot)
        if lesson.fields.get("files") or lesson.fields.get("resources"):
            yield files(lesson.origin())

    def _lesson(
        self, lesson: Item, place: tuple[str, str, int | None, int], times: tuple[time | None, time | None]
    ) -> Iterator[Reading]:
        group, subject, number, slot = place
        if not self._known.is_new("lesson", *place, self._on):
            return
        if times[0] and times[1] and times[1] <= times[0]:
            yield lesson.error("endtime", "an end after the start")
            times = (times[0], None)
        teacher = lesson.text("teacher")
        yield LessonEntry(
            lesson.origin(),
            "",
            group,
            subject,
            self._on,
            number,
            slot,
            *times,
            room=lesson.text("room"),
            teachers=(teacher,) if teacher else (),
            topic=lesson.text("topic"),
        )
        if lesson.flag("is_control", default=False):
            key = f"{subject}/{self._on}/{slot}"
            yield WorkEntry(lesson.origin("is_control"), key, group, subject, self._on, is_test=True)

    def _homework(self, lesson: Item, group: str, subject: str) -> Iterator[Reading]:
        for _, homework in each(lesson, "homework"):
            text = homework.fields.get("value")
            if not isinstance(text, str) or not text.strip():
                continue
            person = self._who.person if homework.flag("individual", default=False) else None
            if self._known.is_new("homework", group, subject, self._on, text.strip(), person):
                yield HomeworkEntry(
                    homework.origin(), group, subject, text.strip(), None, self._on, person=person
                )  # fmt: skip

    def _marks(self, lesson: Item, group: str, subject: str, slot: int) -> Iterator[Reading]:
        person, ordinal = self._who.person, 1
        for _, mark in each(lesson, "assessments"):
            if person is None:
                yield mark.error("", "no mark in an answer that names no student")
                return
            try:
                for reading in read_mark(mark, Place(person, group, subject, self._on, slot), ordinal, self._known):
                    ordinal += isinstance(reading, MarkEntry)
                    self._known.told_in_diary((person.id, subject, self._on, mark.text("value")), mark.place)
                    yield reading
            except ReadError as error:
                yield error
