"""Which lessons are tests, and of what type a lesson is.

A journal may tell a test as a lesson of a test type, as a work, or as both. What one group has in one subject on one
day is one test, as in the calendar of the diaries.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from generator.model.records import Lesson
from generator.reports.class_facts import ClassFacts

_Place: TypeAlias = tuple[str, str, date]


class LessonTypes:
    """The types of the lessons of a class; ask once for every lesson, in their order."""

    def __init__(self, facts: ClassFacts, lessons: Iterable[Lesson]) -> None:
        """Index the tests of the class."""
        self._class_id = facts.group.id
        self._words = frozenset(word.casefold() for word in facts.test_types)
        self._works: dict[_Place, str] = {
            (work.group_id, work.subject_id, work.day): work.type
            for work in facts.records.works
            if facts.works.is_test(work)
        }
        self._told = {_place(x) for x in lessons if x.type and x.type.casefold() in self._words and not x.is_off}

    def of(self, lesson: Lesson) -> tuple[str, bool]:
        """Return the type of a lesson that takes place ("" for one without) and whether it is a test.

        The work of a test belongs to the first lesson of its subject on its day, unless a lesson says it is the test.
        """
        if lesson.type and lesson.type.casefold() in self._words:
            return lesson.type, True
        place = _place(lesson)
        if place in self._told or not self._works:
            return lesson.type, False
        kind = self._works.get(place)
        if kind is None:
            kind = self._works.get((self._class_id, lesson.subject_id, lesson.day))
        if kind is None:
            return lesson.type, False
        self._told.add(place)
        return kind, True


def _place(lesson: Lesson) -> _Place:
    return (lesson.group_id, lesson.subject_id, lesson.day)
