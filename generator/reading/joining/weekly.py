"""The weekly timetable becomes lessons: one on every school day that a place of it falls on.

Exports that tell lessons of single days go before it. A day of which any tells ordinary lessons is theirs altogether;
on a day of which they tell only changes (substituted, cancelled, moved) these take the places of their numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from generator.model.entries import LessonEntry, LessonStatus, TimetableEntry

_WEEK = timedelta(days=7)
_ORDINARY = frozenset({LessonStatus.PLANNED, LessonStatus.HELD})


class ToldDays:
    """The days that exports tell lessons of: whole ones, and numbers of lessons that are changed."""

    def __init__(self, lessons: Iterable[LessonEntry]) -> None:
        """Sort the lessons of a class; those without a number say nothing of the day."""
        self._whole: set[date] = set()
        self._changed: dict[date, set[int]] = defaultdict(set)
        for lesson in lessons:
            if lesson.number is None:
                continue
            if lesson.status in _ORDINARY:
                self._whole.add(lesson.day)
            self._changed[lesson.day].add(lesson.number)
            if lesson.replaces_date is not None and lesson.replaces_number is not None:
                self._changed[lesson.replaces_date].add(lesson.replaces_number)

    def holds(self, day: date, number: int) -> bool:
        """Say whether a place of the timetable gives way to what an export tells."""
        return day in self._whole or number in self._changed.get(day, ())


def lessons_of(
    places: Iterable[tuple[str, TimetableEntry]],
    year: tuple[date, date],
    told: ToldDays,
    is_school_day: Callable[[date], bool],
) -> Iterator[tuple[str, LessonEntry]]:
    """Yield the lessons of a timetable, each with its system; `year` is the first and last day of the school year."""
    monday = year[0] - timedelta(days=year[0].weekday())
    for system, place in places:
        first = max(filter(None, (year[0], place.first_day)))
        last = min(filter(None, (year[1], place.last_day)))
        day, week = monday + timedelta(days=place.weekday - 1), 0
        while day <= last:
            meant = not place.weeks or week % place.cycle + 1 in place.weeks
            if meant and day >= first and not told.holds(day, place.number) and is_school_day(day):
                yield system, _lesson(place, day)
            day += _WEEK
            week += 1


def _lesson(place: TimetableEntry, day: date) -> LessonEntry:
    return LessonEntry(
        place.origin,
        f"{place.id}/{day}" if place.id else "",
        place.group,
        place.subject,
        day,
        place.number,
        start=place.start,
        end=place.end,
        room=place.room,
        teachers=place.teachers,
    )
