"""When a build first saw each thing of a class: the ledger that tells, late by at most one build, when it was entered.

Most exports have no time of entry. What a build saw was entered before that build; what the build before it did not
see was entered after the newest time that its data proved. Places are kept, never texts: a mark that is corrected was
seen when it was there first. Pure: the build's moment is handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from generator.model.kinds import LessonStatus, MarkKind
from generator.model.records import Absence, Exam, GroupRecords, Homework, Lesson, Mark, TermMark, Work

WAITING = frozenset({MarkKind.DEBT, MarkKind.PENDING})
"""Places without a mark yet: the mark that comes later is seen then."""


class Part(StrEnum):
    """The kinds of things that are remembered."""

    MARKS = "m"
    ABSENCES = "a"
    HOMEWORK = "h"
    FINALS = "f"
    EXAMS = "e"
    LESSONS = "l"
    WORKS = "w"


LATER_PARTS = frozenset({Part.LESSONS, Part.WORKS})
"""What ledgers of earlier versions did not keep: that a look has none of it says nothing."""
_CHANGED = frozenset({LessonStatus.CANCELLED, LessonStatus.SUBSTITUTED, LessonStatus.MOVED})
_WEEK = 7


class Look(NamedTuple):
    """One build's look at the data of a class: when it was (the school's time), the newest time that the data proved,
    and the parts that had anything in them, as the letters of `Part`.
    """

    built: datetime
    as_of: datetime
    parts: str


@dataclass(frozen=True, slots=True)
class Sights:
    """The looks, oldest first, and part → place → index of the look that first saw it.

    What the first look of all saw may have been there for long: of it only «not later than» is known.
    """

    looks: tuple[Look, ...] = ()
    first: Mapping[Part, Mapping[str, int]] = field(default_factory=dict)


NO_SIGHTS = Sights()


def look_again(
    sights: Sights, records: GroupRecords, built: datetime, mark_places: Sequence[str] | None = None
) -> Sights:
    """Return the ledger after a build that saw these records; a look at the same data that shows nothing new is none.

    What an export leaves out stays remembered, for exports come in parts. `mark_places` are those of `places`, for
    whoever has them already.
    """
    number = len(sights.looks)
    where = places(records.marks) if mark_places is None else mark_places
    now_there = {
        Part.MARKS: [place for place, mark in zip(where, records.marks, strict=True) if mark.kind not in WAITING],
        Part.ABSENCES: absence_places(records.absences),
        Part.HOMEWORK: homework_places(records.homework),
        Part.FINALS: [final_place(mark) for mark in records.term_marks if mark.raw],
        Part.EXAMS: [exam_place(exam) for exam in records.exams if exam.raw],
        Part.LESSONS: lesson_places(records.lessons),
        Part.WORKS: work_places(records.works),
    }
    first = {part: dict(sights.first.get(part, {})) for part in Part}
    before = sum(map(len, first.values()))
    for part, found in now_there.items():
        known = first[part]
        for place in found:
            if place not in known:
                known[place] = number
    is_same = bool(sights.looks) and sights.looks[-1].as_of == records.as_of
    if is_same and before == sum(map(len, first.values())):
        return sights
    parts = "".join(part for part, found in now_there.items() if found)
    return Sights((*sights.looks, Look(built, records.as_of, parts)), first)


def places(marks: Iterable[Mark]) -> list[str]:
    """Return for each mark where it stands: student, subject, day, work or lesson, ordinal."""
    return _numbered([
        f"{mark.student_id}|{mark.subject_id}|{mark.day.toordinal()}|{mark.work_id or mark.lesson_id}|{mark.ordinal}"
        for mark in marks
    ])  # fmt: skip


def absence_places(absences: Iterable[Absence]) -> list[str]:
    """Return for each absence where it stands: student, subject, day, lesson."""
    return _numbered([f"{a.student_id}|{a.subject_id}|{a.day.toordinal()}|{a.lesson_id}" for a in absences])


def homework_places(homework: Iterable[Homework]) -> list[str]:
    """Return for each task where it stands: group or student, subject, the days it was given and is due."""
    return _numbered([
        f"{task.student_id or task.group_id}|{task.subject_id}|{_day(task.assigned_on)}|{_day(task.due_on)}"
        for task in homework
    ])  # fmt: skip


def final_place(mark: TermMark) -> str:
    """Return where a final mark stands: student, subject, scope, term."""
    return f"{mark.student_id}|{mark.subject_id}|{mark.scope}|{mark.term_id}"


def exam_place(exam: Exam) -> str:
    """Return where the result of an exam stands: student, subject, scope, day, title."""
    return f"{exam.student_id}|{exam.subject_id}|{exam.scope}|{_day(exam.day)}|{exam.title}"


def lesson_places(lessons: Iterable[Lesson]) -> list[str]:
    """Return the weeks that have lessons, and the lessons that are not as the timetable had them.

    Of a lesson that goes by the timetable no more is kept than its week.
    """
    numbers = {(lesson.day.toordinal() - 1) // _WEEK for lesson in lessons}
    weeks = [f"week|{number}" for number in sorted(numbers)]
    return weeks + [change_place(lesson) for lesson in lessons if is_changed(lesson)]


def week_place(day: date) -> str:
    """Return where the timetable of the week of a day stands."""
    return f"week|{(day.toordinal() - 1) // _WEEK}"


def is_changed(lesson: Lesson) -> bool:
    """Say whether a lesson is not as the timetable had it: cancelled, moved from or to its place, or substituted."""
    return lesson.status in _CHANGED


def change_place(lesson: Lesson) -> str:
    """Return where a changed lesson stands, and what became of it: a second change is another one."""
    where = f"{lesson.group_id}|{lesson.day.toordinal()}|{lesson.number}|{lesson.slot}"
    return f"change|{where}|{lesson.subject_id}|{lesson.status}"


def work_places(works: Iterable[Work]) -> list[str]:
    """Return for each work where it stands: group, subject, the plan's day if it is told, else its own, type."""
    return _numbered([f"{w.group_id}|{w.subject_id}|{_day(w.planned_on or w.day)}|{w.type}" for w in works])


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0


def _numbered(found: list[str]) -> list[str]:
    """Return places; of several that are alike the second and later ones with their number."""
    if len(set(found)) == len(found):
        return found
    counts: Counter[str] = Counter()
    numbered = []
    for place in found:
        counts[place] += 1
        numbered.append(place if counts[place] == 1 else f"{place}|{counts[place]}")
    return numbered
