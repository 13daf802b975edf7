"""Which lesson of its subject on a day a mark or an absence belongs to, counted as journals without ids count."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from generator.model.records import GroupRecords
from generator.model.school import School


class Slots:
    """The lessons of one class by subject and day, for every student those of their own groups."""

    def __init__(self, school: School, records: GroupRecords) -> None:
        """Count the lessons of a class that take place."""
        self._lessons: dict[tuple[str, date], list[tuple[str, str]]] = defaultdict(list)
        for lesson in records.lessons:
            if not lesson.is_off:
                self._lessons[lesson.subject_id, lesson.day].append((lesson.group_id, lesson.id))
        self._groups: dict[str, set[str]] = defaultdict(lambda: {records.group_id})
        for membership in school.memberships:
            self._groups[membership.student_id].add(membership.group_id)

    def of(self, student_id: str, subject_id: str, day: date, lesson_id: str) -> int:
        """Return the place of a lesson among those of the subject on that day, from 1 on; a number behind all of them
        for a lesson that is none of them.
        """
        mine = self._mine(student_id, subject_id, day)
        return mine.index(lesson_id) + 1 if lesson_id in mine else len(mine) + 1

    def behind(self, student_id: str, subject_id: str, day: date) -> int | None:
        """Return a place where there is no lesson, for what belongs to none; None when there is no lesson that day."""
        return len(self._mine(student_id, subject_id, day)) + 1 if (subject_id, day) in self._lessons else None

    def _mine(self, student_id: str, subject_id: str, day: date) -> list[str]:
        groups = self._groups[student_id]
        return [lesson_id for group_id, lesson_id in self._lessons.get((subject_id, day), ()) if group_id in groups]
