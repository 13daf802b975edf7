"""What students of a class have in another class: before a transfer, or in a group of several classes.

Their marks follow them into the class that they are in now; the lessons that they were in come along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeVar

from generator.model.records import (
    Absence,
    Deferral,
    Elsewhere,
    Exam,
    GroupRecords,
    Mark,
    Remark,
    TermMark,
    UndatedMarks,
)
from generator.model.school import Group, Membership, School

Personal = TypeVar("Personal", Mark, Absence, TermMark, Remark, Exam, Deferral, UndatedMarks)


def classes_elsewhere(school: School) -> Mapping[str, AbstractSet[str]]:
    """Return for every class the other ones that a student of it is or was in, as a whole or in a subgroup."""
    found: dict[str, set[str]] = defaultdict(set)
    for member in school.memberships:
        other, own = _class_of(school.groups[member.group_id]), school.students[member.student_id].group_id
        if other != own:
            found[own].add(other)
    return found


def with_elsewhere(own: GroupRecords, others: Iterable[GroupRecords], school: School) -> GroupRecords:
    """Return the records of a class: of its students only, with what they have in the records of other classes."""
    others = tuple(others)
    students = {student.id for student in school.students.values() if student.group_id == own.group_id}
    attended = _Attended([member for member in school.memberships if member.student_id in students])
    lessons = chain.from_iterable(other.lessons for other in others)
    works = chain.from_iterable(other.works for other in others)
    homework = chain.from_iterable(other.homework for other in others)
    return replace(
        own,
        as_of=max((own.as_of, *(other.as_of for other in others))),
        marks=_of(students, own.marks, *(other.marks for other in others)),
        absences=_of(students, own.absences, *(other.absences for other in others)),
        term_marks=_of(students, own.term_marks, *(other.term_marks for other in others)),
        remarks=_of(students, own.remarks, *(other.remarks for other in others)),
        exams=_of(students, own.exams, *(other.exams for other in others)),
        deferrals=_of(students, own.deferrals, *(other.deferrals for other in others)),
        undated=_of(students, own.undated, *(other.undated for other in others)),
        homework=tuple(h for h in own.homework if not h.student_id or h.student_id in students),
        elsewhere=Elsewhere(
            tuple(lesson for lesson in lessons if attended.on(lesson.group_id, lesson.day)),
            tuple(work for work in works if attended.on(work.group_id, work.day)),
            tuple(
                h
                for h in homework
                if (h.student_id in students if h.student_id else h.due_on and attended.on(h.group_id, h.due_on))
            ),
        ),
    )


class _Attended:
    """When anybody of a class was a member of a group elsewhere."""

    def __init__(self, members: Iterable[Membership]) -> None:
        self._spans: dict[str, set[_Span]] = defaultdict(set)
        for member in members:
            self._spans[member.group_id].add(_Span(member.begin, member.end))

    def on(self, group_id: str, day: date) -> bool:
        return any((span.begin or day) <= day <= (span.end or day) for span in self._spans.get(group_id, ()))


class _Span(NamedTuple):
    begin: date | None
    end: date | None


def _of(students: AbstractSet[str], *records: Iterable[Personal]) -> tuple[Personal, ...]:
    return tuple(record for record in chain.from_iterable(records) if record.student_id in students)


def _class_of(group: Group) -> str:
    return group.parent_id or group.id
