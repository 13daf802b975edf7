"""МЭШ: lessons, from the short timetable and from the calendar of events, which knows rooms and what was cancelled.

Both call a lesson by one id. What the two say of one lesson is said once; clubs and other events are no lessons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import LessonEntry
from generator.model.kinds import LessonStatus
from generator.reading.cells import BadCellError, parse_datetime
from generator.reading.formats.mesh.codes import EXTRA
from generator.reading.formats.mesh.groups import Groups
from generator.reading.meaning import UnknownCodes
from generator.reading.payloads.contradiction import contradiction
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import extra_lessons

_NOTES = {"REMOTE": "дистанционно", "ELECTRONIC": "электронный урок"}


class Missed(NamedTuple):
    """A lesson that the timetable calls missed: by the number of a reason, or without one («»)."""

    item: Item
    lesson: LessonEntry
    reason: str


class Lessons:
    """The lessons of one export by id, gathered before anything is yielded."""

    def __init__(self, groups: Groups, unknown: UnknownCodes) -> None:
        """Start without any."""
        self.found: dict[str, LessonEntry] = {}
        self.missed: list[Missed] = []
        self.subjects: dict[str, str] = {}
        self._of_day: dict[date, list[str]] = {}
        self._groups = groups
        self._unknown = unknown

    def entries(self) -> Iterator[LessonEntry]:
        """Yield the lessons in order, those of one subject on one day counted."""
        slots: Counter[tuple[str, str, date]] = Counter()
        for lesson in sorted(self.found.values(), key=lambda entry: (entry.day, entry.start or time(), entry.id)):
            slots[lesson.group, lesson.subject, lesson.day] += 1
            yield lesson._replace(slot=slots[lesson.group, lesson.subject, lesson.day])

    def of_day(self, day: date) -> list[LessonEntry]:
        """Return the lessons of a day."""
        return [self.found[key] for key in self._of_day.get(day, ())]

    def add_day(self, day: Item) -> Iterator[Reading]:
        """Take in a day of the short timetable; yield what is wrong and what is passed over."""
        try:
            on = day.needed_day("date")
            for lesson in day.items("lessons"):
                try:
                    yield from self._add_short(lesson, on)
                except ReadError as error:
                    yield error
        except ReadError as error:
            yield error

    def _add_short(self, item: Item, on: date) -> Iterator[Reading]:
        if is_extra(item, self._unknown):
            yield extra_lessons(item.origin())
            return
        start, end = item.clock("begin_time"), item.clock("end_time")
        moved = item.day("transferred_from_date") if item.flag("is_transferred", default=False) else None
        lesson = LessonEntry(
            item.origin(),
            item.needed_id("schedule_item_id"),
            self._groups.of(item.id("group_id") or item.text("group_name")),
            item.needed_text("subject_name", "the name of a subject"),
            on,
            start=start,
            end=end,
            topic=item.text("lesson_name"),
            status=LessonStatus.MOVED if moved else LessonStatus.PLANNED,
            replaces_date=moved,
            note=_NOTES.get(item.text("lesson_type"), ""),
        )
        yield from self._keep(item, lesson)

    def add_event(self, item: Item) -> Iterator[Reading]:
        """Take in an event of the calendar; yield what is wrong and what is passed over."""
        try:
            if item.text("source") != "PLAN" or is_extra(item, self._unknown):
                yield extra_lessons(item.origin())
                return
            if item.fields.get("marks"):
                yield Ignored(item.origin("marks"), "marks in the calendar", "they are read from the list of marks")
            if item.fields.get("homework"):
                yield Ignored(
                    item.origin("homework"), "homework in the calendar", "it is read from the list of homework"
                )
            yield from self._add_event(item)
        except ReadError as error:
            yield error

    def _add_event(self, item: Item) -> Iterator[Reading]:
        start, end = _moment(item, "start_at"), _moment(item, "finish_at")
        cancelled, replaced = item.flag("cancelled", default=False), item.flag("replaced", default=False)
        status = LessonStatus.SUBSTITUTED if replaced else LessonStatus.PLANNED
        lesson = LessonEntry(
            item.origin(),
            item.needed_id("id"),
            self._groups.of(item.id("group_id") or item.text("group_name")),
            item.needed_text("subject_name", "the name of a subject"),
            start.date(),
            start=start.time(),
            end=end.time(),
            room=item.text("room_number", "room_name"),
            topic=item.text("lesson_theme", "lesson_name"),
            status=LessonStatus.CANCELLED if cancelled else status,
        )
        yield from self._keep(item, lesson)

    def _keep(self, item: Item, lesson: LessonEntry) -> Iterator[Reading]:
        """Keep a lesson; what is known of it already is completed by what this place says beyond."""
        subject_id = item.id("subject_id")
        if subject_id:
            self.subjects.setdefault(subject_id, lesson.subject)
        reason = item.id("nonattendance_reason_id") or item.id("absence_reason_id")
        if reason or item.flag("is_missed_lesson", default=False):
            self.missed.append(Missed(item, lesson, reason))
        if lesson.id not in self.found:
            self._of_day.setdefault(lesson.day, []).append(lesson.id)
        old = self.found.setdefault(lesson.id, lesson)
        if (old.day, old.start, old.subject) != (lesson.day, lesson.start, lesson.subject):
            message = f"this lesson has another time or subject at {old.origin}"
            yield contradiction(message, lesson.origin)
            return
        self.found[lesson.id] = old._replace(
            room=old.room or lesson.room,
            topic=old.topic or lesson.topic,
            status=lesson.status if old.status is LessonStatus.PLANNED else old.status,
        )


def is_extra(item: Item, unknown: UnknownCodes) -> bool:
    """Say whether a lesson is none of the timetable; a kind that is not known is kept in mind."""
    kind = item.text("lesson_education_type").upper()
    if kind not in {"", "OO", *EXTRA}:
        unknown.add(kind, item.origin("lesson_education_type"), "kind of lesson")
    return kind in EXTRA


def _moment(item: Item, field: str) -> datetime:
    """Return a point in time as the clock of the school shows it: its zone is the school's own and is dropped."""
    text = item.text(field)
    clock, plus, zone = text.partition("+")
    if text.endswith("Z") or (plus and not zone.strip("0:")):
        raise item.error(field, "the school's own time and not that of Greenwich")
    try:
        moment = parse_datetime(clock)
    except BadCellError as error:
        raise item.bad_cell(field, error) from error
    if moment is None:
        raise item.error(field, "a date and a time like 2026-09-14T08:30:00+03:00")
    return moment
