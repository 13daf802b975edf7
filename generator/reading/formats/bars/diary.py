"""БАРС: the diary of one student by days: lessons, what was given, and what stands at them for the student.

A lesson has no id; it is found by class, subject, day and its place in the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator

from generator.errors import ReadError
from generator.model.entries import LessonEntry, RemarkEntry, RemarkKind
from generator.reading.formats.bars.homework import HomeworkList
from generator.reading.formats.bars.told import Place, Told
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import files, holidays

SUBJECT = ("discipline", "the name of a subject")
"""The field of a subject, which must be there, and what was expected when it isn't."""


class Diary:
    """The days of one export; a day may stand in two of its files."""

    def __init__(self, told: Told, homework: HomeworkList) -> None:
        """Start without any day."""
        self._told, self._homework = told, homework
        self._said: set[Hashable] = set()

    def read(self, day: Item) -> Iterator[Reading]:
        """Yield what stands at the lessons of a day; marks, absences and homework are kept for later."""
        try:
            on = day.needed_day("date")
            if any(day.flag(field, default=False) for field in ("is_vacation", "is_holiday")):
                yield holidays(day.origin("date"))
            lessons = sorted(day.items("lessons"), key=_index)
        except ReadError as error:
            yield error
            return
        slots: Counter[str] = Counter()
        for lesson in lessons:
            try:
                subject = lesson.needed_text(*SUBJECT)
                slots[subject] += 1
                yield from self._lesson(lesson, Place(subject, on, slots[subject], lesson.count("index")))
            except ReadError as error:
                yield error

    def _lesson(self, item: Item, place: Place) -> Iterator[Reading]:
        kind, teacher = item.text("schedulelessontype"), item.text("teacher")
        lesson = LessonEntry(
            item.origin(),
            "",
            self._told.group,
            place.subject,
            place.day,
            place.number,
            place.slot,
            item.clock("time_begin"),
            item.clock("time_end"),
            room=item.text("office"),
            teachers=(teacher,) if teacher else (),
            topic=item.text("theme"),
            type="" if kind.casefold() == "урок" else kind,
        )
        if self._is_new((place.subject, place.day, place.slot)):
            yield lesson
        self._homework.add_due(item, "homework", place.subject, place.day)
        if item.flag("ind_homework_exists", default=False):
            why = "the diary says only that there is some; the homework by days has its text"
            yield Ignored(item.origin("ind_homework_exists"), "homework of one student", why)
        if item.fields.get("materials"):
            yield files(item.origin("materials"))
        yield from self._for_student(item, place, teacher)

    def _for_student(self, item: Item, place: Place, teacher: str) -> Iterator[Reading]:
        """Keep marks and absences; yield what the teacher wrote: a comment belongs to the marks, if there are any."""
        mark, attendance = self._told.text_of(item, "mark"), self._told.text_of(item, "attendance")
        comment, remark = item.text("comment"), item.text("remarks")
        self._told.add_marks(item.origin("mark"), mark, place, comment=comment)
        self._told.add_absences(item.origin("attendance"), attendance, place)
        self._told.add_absences(item.origin("mark"), mark, place)
        written = [("remarks", remark, RemarkKind.REMARK)]
        if not mark.works:
            written.append(("comment", comment, RemarkKind.NOTE))
        for field, text, kind in written:
            if text and self._is_new((place.subject, place.day, place.slot, text)):
                yield RemarkEntry(
                    item.origin(field),
                    self._told.person,
                    self._told.group,
                    place.day,
                    text,
                    kind,
                    teacher,
                    place.subject,
                )

    def _is_new(self, key: Hashable) -> bool:
        if key in self._said:
            return False
        self._said.add(key)
        return True


def _index(lesson: Item) -> int:
    index = lesson.fields.get("index")
    return index if isinstance(index, int) else 0
