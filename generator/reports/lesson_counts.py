"""Lessons counted by group, subject and term: held, by a substitute, cancelled, moved, still to come, tests."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.model.kinds import LessonStatus
from generator.model.records import Lesson
from generator.reports.class_facts import ClassFacts
from generator.reports.lesson_tests import LessonTypes
from generator.rules.records.lessons import Clock, SchoolDays, beyond


@dataclass(slots=True)
class Counts:
    """What is counted of a subject in a group in a term; filled here and not changed afterwards."""

    held: int = 0
    substituted: int = 0
    unconfirmed: int = 0
    cancelled: int = 0
    moved: int = 0
    away: int = 0
    extra: int = 0
    coming: int = 0
    tests: int = 0
    tests_coming: int = 0
    types: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def known(self) -> int:
        """Return the lessons that were held and those that the timetable still has."""
        return self.held + self.coming

    @property
    def timetable(self) -> int:
        """Return every lesson of the timetable once: also those it has at an old place only (`away`), and none of those
        that took the hour of another subject (`extra`).
        """
        return self.held + self.coming + self.cancelled + self.away - self.extra

    def __add__(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(
            self.held + other.held,
            self.substituted + other.substituted,
            self.unconfirmed + other.unconfirmed,
            self.cancelled + other.cancelled,
            self.moved + other.moved,
            self.away + other.away,
            self.extra + other.extra,
            self.coming + other.coming,
            self.tests + other.tests,
            self.tests_coming + other.tests_coming,
            self.types + other.types,
        )


def lessons_of(lessons: Sequence[Lesson]) -> Sequence[Lesson]:
    """Return the lessons of the timetable; where there is none, all that the journal tells of."""
    return [lesson for lesson in lessons if lesson.number is not None] or lessons


def count_lessons(facts: ClassFacts, lessons: Sequence[Lesson]) -> dict[tuple[str, str, str], Counts]:
    """Return the counts by group, subject and term (ids)."""
    found: dict[tuple[str, str, str], Counts] = defaultdict(Counts)
    over = Clock(facts.records.as_of, {bell.ordinal: bell.end for bell in facts.school.bells_of(facts.group.id)})
    types = LessonTypes(facts, lessons)
    left = _Left(lessons)
    for lesson in lessons:
        term_id = facts.term_of(lesson.day).id
        counts = found[lesson.group_id, lesson.subject_id, term_id]
        if lesson.is_off:
            if not left.was_moved(lesson):
                _count_off(counts, lesson)
            continue
        _count(counts, lesson, types.of(lesson), is_over=over(lesson))
        lost = left.subject_lost_to(lesson)
        if lost:
            counts.extra += 1
            found[lesson.group_id, lost, term_id].cancelled += 1
    return found


def to_come(facts: ClassFacts, lessons: Sequence[Lesson], school: SchoolDays) -> dict[tuple[str, str], int]:
    """Return the lessons between the end of the timetable and that of the running term, by group and subject."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    term = next((term for term in facts.terms if term.start <= facts.today <= term.end), None)
    if term is None or not lessons or any(lesson.number is None for lesson in lessons):
        return found
    last = max(lesson.day for lesson in lessons)
    days: dict[str, dict[date, list[Lesson]]] = defaultdict(lambda: defaultdict(list))
    for lesson in lessons if last < term.end else ():
        days[lesson.group_id][lesson.day].append(lesson)
    for group_id, of_group in days.items():
        for subject_id, count in beyond(of_group, last, term.end, school).items():
            found[group_id, subject_id] = count
    return found


def _count(counts: Counts, lesson: Lesson, kind: tuple[str, bool], *, is_over: bool) -> None:
    counts.moved += lesson.status is LessonStatus.MOVED
    if not is_over:
        counts.coming += 1
        counts.tests_coming += kind[1]
        return
    counts.held += 1
    counts.substituted += lesson.status is LessonStatus.SUBSTITUTED
    counts.unconfirmed += lesson.status is LessonStatus.PLANNED
    counts.tests += kind[1]
    counts.types[kind] += 1


def _count_off(counts: Counts, lesson: Lesson) -> None:
    if lesson.status is LessonStatus.MOVED:
        counts.moved += 1
        counts.away += 1
    else:
        counts.cancelled += 1


class _Left:
    """The places of the timetable that lessons were moved away from, or lost to another subject."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        self._moved: set[tuple[str, str, date, int | None]] = set()
        self._off: set[tuple[str, str, date, int | None]] = set()
        for lesson in lessons:
            if lesson.is_off:
                self._off.add((lesson.group_id, lesson.subject_id, lesson.day, lesson.number))
            elif lesson.status is LessonStatus.MOVED and lesson.replaces and lesson.replaces.day:
                old = lesson.replaces
                self._moved.add((lesson.group_id, old.subject_id, lesson.replaces.day, old.number))

    def was_moved(self, lesson: Lesson) -> bool:
        """Say whether a lesson that is off takes place elsewhere: the lesson there counts for it."""
        return self._has_moved(lesson.group_id, lesson.subject_id, lesson.day, lesson.number)

    def subject_lost_to(self, lesson: Lesson) -> str:
        """Return the subject whose hour a substituted lesson took, "" for none; one that is told as off is counted."""
        old = lesson.replaces
        if lesson.status is not LessonStatus.SUBSTITUTED or old is None or old.subject_id == lesson.subject_id:
            return ""
        place = (lesson.group_id, old.subject_id, lesson.day, lesson.number)
        return "" if place in self._off or self._has_moved(*place) else old.subject_id

    def _has_moved(self, group_id: str, subject_id: str, day: date, number: int | None) -> bool:
        # A journal may say from which day a lesson was moved, and not from which hour.
        return any((group_id, subject_id, day, n) in self._moved for n in (number, None))
