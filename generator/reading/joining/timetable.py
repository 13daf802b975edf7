"""The lessons of one class, joined from all sources, and found by what a mark or an absence says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, time

from generator.errors import ReadError
from generator.model.records import Lesson
from generator.origin import Origin

_LATE = time(23, 59)


def lesson_order(lesson: Lesson) -> tuple[date, int, time, str, int]:
    """Return the order of lessons: day, number (unknown ones last), start, group, slot."""
    number = lesson.number if lesson.number is not None else 99
    return (lesson.day, number, lesson.start or _LATE, lesson.group_id, lesson.slot)


class Timetable:
    """Lessons by day and subject; every lesson has an id that is unique in its class."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        """Index the lessons, which are in order afterwards."""
        self.lessons = tuple(sorted(lessons, key=lesson_order))
        self._by_id = {lesson.id: lesson for lesson in self.lessons}
        self._by_subject: dict[tuple[str, date], list[Lesson]] = defaultdict(list)
        self._days: dict[str, list[Lesson]] = defaultdict(list)
        for lesson in self.lessons:
            self._by_subject[lesson.subject_id, lesson.day].append(lesson)
            self._days[lesson.subject_id].append(lesson)

    def find(self, groups: AbstractSet[str], subject_id: str, day: date, slot: int) -> str:
        """Return the id of the `slot`-th lesson of a subject on a day for a member of `groups`, or "".

        A lesson that was cancelled or moved away is none: journals that count lessons count those that took place.
        """
        lessons = self._by_subject.get((subject_id, day))
        if not lessons:
            return ""
        mine = [x for x in lessons if x.group_id in groups and not x.is_off]
        return mine[slot - 1].id if slot <= len(mine) else ""

    def by_id(self, lesson_id: str) -> str:
        """Return the id itself if there is such a lesson, else ""."""
        return lesson_id if lesson_id in self._by_id else ""

    def next_after(self, groups: AbstractSet[str], subject_id: str, day: date) -> date | None:
        """Return the day of the next lesson of a subject after `day`."""
        lessons = self._days.get(subject_id, ())
        return next((lesson.day for lesson in lessons if lesson.day > day and lesson.group_id in groups), None)


def join_lessons(found: Iterable[tuple[Origin, Lesson]]) -> tuple[list[Lesson], list[ReadError]]:
    """Join lessons of several sources.

    The same id is the same lesson. Lessons without a number («the second algebra of the day took place») are dropped
    where another source knows the lessons of that subject on that day with their numbers, and kept otherwise.
    Two different lessons of one group under one number are a contradiction, unless one of them is cancelled.
    """
    numbered: dict[str, tuple[Origin, Lesson]] = {}
    slots: dict[tuple[str, str, date, int], Lesson] = {}
    problems: list[ReadError] = []
    for origin, lesson in found:
        if lesson.number is None and not lesson.id:
            slots.setdefault((lesson.group_id, lesson.subject_id, lesson.day, lesson.slot), lesson)
            continue
        key = lesson.id or f"{lesson.group_id}/{lesson.subject_id}/{lesson.day}/{lesson.number}/{lesson.status}"
        old_origin, old = numbered.setdefault(key, (origin, lesson))
        if (old.day, old.subject_id, old.number) != (lesson.day, lesson.subject_id, lesson.number):
            message = f"this lesson has another day, number or subject at {old_origin}"
            problems.append(ReadError("contradiction", message, origin=origin))
    known = {(lesson.subject_id, lesson.day) for _, lesson in numbered.values()}
    joined = [lesson if lesson.id else replace(lesson, id=key) for key, (_, lesson) in numbered.items()]
    for (group_id, subject_id, day, slot), lesson in slots.items():
        if (subject_id, day) not in known:
            joined.append(replace(lesson, id=f"{group_id}/{subject_id}/{day}/slot {slot}"))
    return joined, problems
