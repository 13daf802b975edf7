"""АСУ РСО of colleges: a student's lessons by days, with tasks, marks and absences in the gradebook of each lesson.

A required task without a mark is a debt (the journal shows «Д»). Answers reach into days to come; behind the last day
with any mark or absence such a task may still be ahead, so it is a place for a mark to come there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, HomeworkEntry, LessonEntry, MarkEntry, PersonRef, WorkEntry
from generator.model.kinds import MarkKind
from generator.reading.cells import MarkText, clean
from generator.reading.formats.asurso.codes import ABSENCES, HOME, LESSONS, MARKS, TASKS, TESTS
from generator.reading.meaning import Codes, UnknownCodes, fold_code
from generator.reading.payloads.items import Item
from generator.reading.reader import Ignored, Reading
from generator.reading.words.passed_over import code_by_mapping, files

_DEBT = "Д"
_PASSED_OVER = MarkText("", MarkKind.TEXT)


class _Place(NamedTuple):
    """A lesson: subject, day, and which of the subject on that day."""

    subject: str
    day: date
    slot: int


class Days:
    """The days of one export; a day may stand in two of its files."""

    def __init__(self, person: PersonRef, group: str, codes: Codes, unknown: UnknownCodes) -> None:
        """Start without any day."""
        self._person, self._group, self._codes, self._unknown = person, group, codes, unknown
        self._said: dict[date, str] = {}
        self._last: date | None = None

    def look(self, days: list[Item]) -> None:
        """Find the last day on which anything was entered; bad places are told when the days are read."""
        for day in days:
            try:
                on = day.day("date")
                entered = any(_is_entered(lesson) for lesson in day.items("lessons"))
            except ReadError:
                continue
            if on and entered and (self._last is None or on > self._last):
                self._last = on

    def read(self, day: Item) -> Iterator[Reading]:
        """Yield what a day says."""
        try:
            on = day.needed_day("date")
            if self._said.setdefault(on, day.place) != day.place:
                message = "this day stands in another file of the export too"
                hint = "remove the older file, or save weeks that do not overlap"
                yield ReadError("contradiction", message, origin=day.origin("date"), hint=hint)
                return
            lessons = sorted(day.items("lessons"), key=lambda lesson: str(lesson.fields.get("startTime") or "99"))
        except ReadError as error:
            yield error
            return
        slots: Counter[str] = Counter()
        for lesson in lessons:
            try:
                subject = lesson.text("name")
                if not subject:
                    yield Ignored(lesson.origin(), "empty places of the timetable", "they name no subject")
                    continue
                slots[subject] += 1
                yield from self._lesson(lesson, _Place(subject, on, slots[subject]))
            except ReadError as error:
                yield error

    def _lesson(self, item: Item, place: _Place) -> Iterator[Reading]:
        timetable, gradebook = item.item_or_empty("timetable"), item.item_or_empty("gradebook")
        classroom, teacher = timetable.item_or_empty("classroom"), timetable.item_or_empty("teacher")
        name = teacher.joined("lastName", "firstName", "middleName")
        kind = gradebook.text("lessonType")
        if kind and fold_code(kind) not in LESSONS:
            yield Ignored(gradebook.origin("lessonType"), "kinds of lesson", "not known, the lesson is an ordinary one")
        yield LessonEntry(
            item.origin(), "", self._group, place.subject, place.day, slot=place.slot,
            start=item.clock("startTime"), end=item.clock("endTime"), room=classroom.text("name"),
            teachers=(name,) if name else (), topic=_topic(gradebook), type=LESSONS.get(fold_code(kind), ""),
        )  # fmt: skip
        for task in gradebook.items("tasks"):
            try:
                yield from self._task(task, place)
            except ReadError as error:
                yield error
        yield from self._absence(gradebook, place)

    def _absence(self, gradebook: Item, place: _Place) -> Iterator[Reading]:
        word = gradebook.text("absenceType")
        if not word:
            return
        meaning, known = self._codes.get(fold_code(word)), ABSENCES.get(fold_code(word))
        raw, kind = known or (word, None)
        if meaning is not None:
            kind = meaning.absence
        origin = gradebook.origin("absenceType")
        if kind is not None:
            yield AbsenceEntry(origin, self._person, self._group, place.subject, place.day, raw, kind, place.slot)
        elif meaning is not None:
            yield code_by_mapping(origin)
        else:
            self._unknown.add(word, origin)

    def _task(self, task: Item, place: _Place) -> Iterator[Reading]:
        kind = fold_code(task.text("type"))
        if kind not in TASKS and kind:
            self._unknown.add(task.text("type"), task.origin("type"), "kind of task")
            return
        title = task.text("topic", "condition")
        if kind == HOME and title:
            yield HomeworkEntry(task.origin(), self._group, place.subject, title, assigned_on=None, due_on=place.day)
        if task.fields.get("attachments"):
            yield files(task.origin("attachments"))
        mark = self._mark(task, place)
        if mark == _PASSED_OVER:
            yield code_by_mapping(task.origin("mark"))
            mark = None
        if kind == HOME and mark is None:
            return
        work = task.id("id")
        yield WorkEntry(
            task.origin(), work, self._group, place.subject, place.day, title=title, type=TASKS.get(kind, ""),
            is_test=kind in TESTS,
        )  # fmt: skip
        if mark:
            yield MarkEntry(
                task.origin("mark"),
                self._person,
                self._group,
                place.subject,
                place.day,
                *mark,
                slot=place.slot,
                work=work,
            )

    def _mark(self, task: Item, place: _Place) -> MarkText | None:
        """Return the mark of a task; None without one, or if it means nothing (then it is kept in mind)."""
        word = task.text("mark")
        if not word:
            is_late = self._last is not None and place.day <= self._last
            kind = MarkKind.DEBT if is_late else MarkKind.PENDING
            return MarkText(_DEBT, kind) if task.flag("isRequired", default=False) else None
        meaning = self._codes.get(fold_code(word))
        if meaning is not None:
            return MarkText(word, meaning.mark) if meaning.mark else _PASSED_OVER
        mark = MARKS.get(fold_code(word)) or MARKS.get(_NUMBERS.get(word, ""))
        if mark is None:
            self._unknown.add(word, task.origin("mark"))
        return mark


_NUMBERS = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"}


def _is_entered(lesson: Item) -> bool:
    """Say whether a lesson has a mark or an absence."""
    gradebook = lesson.item_or_empty("gradebook")
    return bool(gradebook.text("absenceType")) or any(task.text("mark") for task in gradebook.items("tasks"))


def _topic(gradebook: Item) -> str:
    themes = gradebook.fields.get("themes") or []
    if not isinstance(themes, list) or not all(isinstance(theme, str) for theme in themes):
        raise gradebook.error("themes", "a list of texts")
    return "; ".join(filter(None, (clean(theme) for theme in themes)))
