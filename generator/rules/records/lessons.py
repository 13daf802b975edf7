"""Which lessons were over when the newest data came, and how a timetable goes on beyond its end.

«Now» is the newest time that the exports of a class prove, never the clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from generator.model.kinds import LessonStatus
from generator.model.records import Lesson


class Clock:
    """Says whether a lesson was over when the newest data of the class came."""

    def __init__(self, as_of: datetime, ends: Mapping[int, time]) -> None:
        """Take the newest time that is proved, and when the lessons of these numbers end."""
        self._as_of = as_of
        # midnight stands for a day whose hour nobody knows
        self._whole_day = not (as_of.hour or as_of.minute)
        self._ends = ends

    def __call__(self, lesson: Lesson) -> bool:
        """Say so; a lesson of that very day whose end is not known counts as held."""
        today = self._as_of.date()
        if lesson.day != today or self._whole_day:
            return lesson.day <= today
        end = lesson.end or (self._ends.get(lesson.number) if lesson.number is not None else None)
        return end is None or datetime.combine(today, end) <= self._as_of


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """Which days have lessons: `week_days` from Monday on (5 or 6); `today` is the newest day proved."""

    week_days: int
    holidays: Container[date]
    today: date


def beyond(days: Mapping[date, Sequence[Lesson]], last: date, end: date, school: SchoolDays) -> Counter[str]:
    """Return the lessons by subject between the end of a timetable and that of the term, by its last whole week.

    `days` hold the lessons of a student or a group, `last` is the last day that the timetable knows, `end` the last
    day of the term. A timetable that reaches the end goes on no further.
    """
    found: Counter[str] = Counter()
    if not days or last >= end:
        return found
    week = _last_whole_week(days, last, school)
    day = max(last, school.today) + timedelta(days=1)
    while day <= end:
        if day.weekday() < school.week_days and day not in school.holidays:
            found.update(_usual(days.get(week + timedelta(days=day.weekday()), ())))
        day += timedelta(days=1)
    return found


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _last_whole_week(days: Iterable[date], last: date, school: SchoolDays) -> date:
    """Return the Monday of the last week with lessons that no holiday and no end of the timetable cuts."""
    mondays = sorted({monday_of(day) for day in days}, reverse=True)
    for monday in mondays:
        week = [monday + timedelta(days=n) for n in range(school.week_days)]
        if week[-1] <= last and not any(day in school.holidays for day in week):
            return monday
    return mondays[0]


def _usual(lessons: Iterable[Lesson]) -> Iterable[str]:
    """Yield the subjects that this day of the week usually has: what was replaced, and not what was moved here."""
    for lesson in lessons:
        if lesson.status is LessonStatus.SUBSTITUTED and lesson.replaces is not None:
            yield lesson.replaces.subject_id
        elif lesson.status is not LessonStatus.MOVED or lesson.replaces is None:
            yield lesson.subject_id
