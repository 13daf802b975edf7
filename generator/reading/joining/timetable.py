"""The lessons of one class, joined from all sources, and found by what a mark or an absence says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, time
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.kinds import LessonStatus
from generator.model.records import Lesson
from generator.origin import Origin

_LATE = time(23, 59)
_ORDINARY = frozenset({LessonStatus.PLANNED, LessonStatus.HELD})


def lesson_order(lesson: Lesson) -> tuple[date, int, time, str, int]:
    """Return the order of lessons: day, number (unknown ones last), start, group, slot."""
    number = lesson.number if lesson.number is not None else 99
    return (lesson.day, number, lesson.start or _LATE, lesson.group_id, lesson.slot)


class Timetable:
    """Lessons by day and subject; every lesson has an id that is unique in its class."""

    def __init__(self, lessons: Iterable[Lesson], same: Mapping[str, str] | None = None) -> None:
        """Index the lessons, which are in order afterwards; `same` are other ids of theirs."""
        self.lessons = tuple(sorted(lessons, key=lesson_order))
        self._same = same or {}
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
        """Return the id of the lesson that has this one, else ""."""
        lesson_id = self._same.get(lesson_id, lesson_id)
        return lesson_id if lesson_id in self._by_id else ""

    def next_after(self, groups: AbstractSet[str], subject_id: str, day: date) -> date | None:
        """Return the day of the next lesson of a subject after `day`."""
        lessons = self._days.get(subject_id, ())
        return next((lesson.day for lesson in lessons if lesson.day > day and lesson.group_id in groups), None)


class JoinedLessons(NamedTuple):
    """The lessons of all sources, each once; `same`: ids under which others know one of them → its id."""

    lessons: list[Lesson]
    same: dict[str, str]
    problems: list[ReadError]


def join_lessons(found: Iterable[tuple[Origin, Lesson]]) -> JoinedLessons:
    """Join lessons of several sources.

    The same id is the same lesson, and so is the same subject of one group under one number in two systems; what one
    leaves out the other fills in. Lessons without a number («the second algebra of the day took place») are dropped
    where another source knows the lessons of that subject on that day with their numbers, and kept otherwise. A lesson
    that takes place in one file and not in another is a contradiction.
    """
    numbered: dict[str, tuple[Origin, Lesson]] = {}
    slots: dict[tuple[str, str, date, int], Lesson] = {}
    problems: list[ReadError] = []
    for origin, lesson in found:
        if lesson.number is None and not lesson.id:
            slots.setdefault((lesson.group_id, lesson.subject_id, lesson.day, lesson.slot), lesson)
            continue
        key = lesson.id or f"{lesson.group_id}/{lesson.subject_id}/{lesson.day}/{lesson.number}/{_status(lesson)}"
        old_origin, old = numbered.setdefault(key, (origin, lesson))
        if (old.day, old.subject_id, old.number) != (lesson.day, lesson.subject_id, lesson.number):
            message = f"this lesson has another day, number or subject at {old_origin}"
            problems.append(ReadError("contradiction", message, origin=origin))
        elif old is not lesson:
            if old.is_off is not lesson.is_off:
                problems.append(_takes_place(origin, old_origin))
            numbered[key] = (old_origin, _filled(old, lesson))
    known = {(lesson.subject_id, lesson.day) for _, lesson in numbered.values()}
    joined, same = _in_one_place(numbered, problems)
    for (group_id, subject_id, day, slot), lesson in slots.items():
        if (subject_id, day) not in known:
            joined.append(replace(lesson, id=f"{group_id}/{subject_id}/{day}/slot {slot}"))
    return JoinedLessons(joined, same, problems)


def _in_one_place(
    numbered: Mapping[str, tuple[Origin, Lesson]], problems: list[ReadError]
) -> tuple[list[Lesson], dict[str, str]]:
    """Join what two systems tell of one place in the day; within one system two ids there are two lessons."""
    places: dict[tuple[str, str, date, int], list[tuple[str, Origin, Lesson]]] = defaultdict(list)
    joined: list[Lesson] = []
    same: dict[str, str] = {}
    for key, (origin, lesson) in numbered.items():
        if lesson.number is None:
            joined.append(lesson)
        else:
            places[lesson.group_id, lesson.subject_id, lesson.day, lesson.number].append((key, origin, lesson))
    for several in places.values():
        if len(several) > 1:
            # An id goes before none, and the order of exports says nothing.
            several.sort(key=lambda one: (not one[2].id, one[0]))
        kept: list[tuple[Origin, Lesson]] = []
        for key, origin, told in several:
            lesson = told if told.id else replace(told, id=key)
            index = next((n for n, one in enumerate(kept) if _may_be_one(one, (origin, told))), None)
            if index is None:
                kept.append((origin, lesson))
                continue
            old_origin, old = kept[index]
            if old.is_off is not lesson.is_off:
                problems.append(_takes_place(origin, old_origin))
            same[lesson.id] = old.id
            kept[index] = (old_origin, _filled(old, lesson))
        joined += [lesson for _, lesson in kept]
    return joined, same


def _may_be_one(one: tuple[Origin, Lesson], other: tuple[Origin, Lesson]) -> bool:
    systems = {lesson.id.partition(":")[0] for _, lesson in (one, other) if other[1].id}
    return one[0].file != other[0].file and len(systems) != 1


def _filled(old: Lesson, new: Lesson) -> Lesson:
    """Return a lesson with what another source knows beyond; a change goes before what was planned."""
    if old.status in _ORDINARY and new.status not in _ORDINARY:
        first, second = new, old
    else:
        first, second = old, new
    is_held = first.status in _ORDINARY and LessonStatus.HELD in {old.status, new.status}
    return replace(
        first,
        id=old.id,
        start=first.start or second.start,
        end=first.end or second.end,
        room=first.room or second.room,
        teacher_ids=first.teacher_ids or second.teacher_ids,
        topic=first.topic or second.topic,
        type=first.type or second.type,
        status=LessonStatus.HELD if is_held else first.status,
        replaces=first.replaces or second.replaces,
        note=first.note or second.note,
    )


def _status(lesson: Lesson) -> str:
    """Return what tells lessons without ids in one place of the day apart: planned and held are one."""
    return LessonStatus.PLANNED if lesson.status in _ORDINARY else lesson.status


def _takes_place(origin: Origin, other: Origin) -> ReadError:
    message = f"one of this and {other} says that the lesson takes place, the other that it does not"
    hint = "take the older export away, or let one of them provide the lessons: journals.provides in site.yaml"
    return ReadError("contradiction", message, origin=origin, hint=hint)
