"""How many lessons of each subject a student had in a term, and how many are still to come.

«Now» is the newest time that the exports of the class prove, never the clock. To come are, of the first that is known:
the hours of the plan less those held; the lessons of the timetable up to the end of the term; where the timetable ends
before it, its last whole week repeated, holidays left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.diaries.class_view import ClassView, Timetable
from generator.diaries.diary import TermLine
from generator.model.kinds import LessonStatus, TermKind
from generator.model.records import Lesson

_OFTEN = 2


class TermLessons(NamedTuple):
    """Lessons of one subject in a term; `often`: more than two a week."""

    held: int
    left: int
    often: bool


def lessons_of_term(
    view: ClassView, timetable: Timetable, groups: AbstractSet[str], term: TermLine
) -> dict[str, TermLessons]:
    """Return the lessons by subject for a student of these groups; empty where the journal gives no timetable."""
    if not view.has_timetable:
        return {}
    days = {day: [x for x in found if x.number is not None] for day, found in timetable.days.items()}
    days = {day: found for day, found in days.items() if found}
    held: Counter[str] = Counter()
    coming: Counter[str] = Counter()
    over = _Clock(view)
    weeks = set()
    for day, lessons in days.items():
        if term.start <= day <= term.end:
            weeks.add(_monday(day))
            for lesson in lessons:
                if not lesson.is_off:
                    (held if over(lesson) else coming)[lesson.subject_id] += 1
    often = {s for s, n in (held + coming).items() if n > _OFTEN * len(weeks)}
    coming += _beyond(view, days, term)
    planned = _planned(view, groups, term)
    subjects = {x.subject_id for found in days.values() for x in found} | coming.keys() | planned.keys()
    return {
        s: TermLessons(held[s], max(0, planned[s] - held[s]) if s in planned else coming[s], s in often)
        for s in subjects
    }


class _Clock:
    """Says whether a lesson was over when the newest data of the class came."""

    def __init__(self, view: ClassView) -> None:
        self._as_of = view.records.as_of
        # midnight stands for a day whose hour nobody knows
        self._whole_day = not (self._as_of.hour or self._as_of.minute)
        self._ends = {bell.ordinal: bell.end for bell in view.bells}

    def __call__(self, lesson: Lesson) -> bool:
        """Say so; a lesson of that very day whose end is not known counts as held."""
        today = self._as_of.date()
        if lesson.day != today or self._whole_day:
            return lesson.day <= today
        end = lesson.end or (self._ends.get(lesson.number) if lesson.number is not None else None)
        return end is None or datetime.combine(today, end) <= self._as_of


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _planned(view: ClassView, groups: AbstractSet[str], term: TermLine) -> dict[str, int]:
    """Return the hours of the term by subject; what a subgroup is to have goes before what the class is."""
    wanted = {term.id, ""} if term.kind is TermKind.YEAR else {term.id}
    lines = [line for line in view.records.plan if line.group_id in groups and line.term_id in wanted]
    lines.sort(key=lambda line: line.group_id != view.group.id)
    return {line.subject_id: line.hours for line in lines}


def _beyond(view: ClassView, days: Mapping[date, list[Lesson]], term: TermLine) -> Counter[str]:
    """Return the lessons between the end of the timetable and that of the term, by the last whole week."""
    found: Counter[str] = Counter()
    if not days or max(days) >= term.end:
        return found
    last = max(days)
    week = _last_whole_week(view, days, last)
    day = max(last, view.records.as_of.date()) + timedelta(days=1)
    while day <= term.end:
        if day.weekday() < view.week_days and day not in view.holiday_on:
            found.update(_usual(days.get(week + timedelta(days=day.weekday()), ())))
        day += timedelta(days=1)
    return found


def _last_whole_week(view: ClassView, days: Mapping[date, list[Lesson]], last: date) -> date:
    """Return the Monday of the last week with lessons that no holiday and no end of the timetable cuts."""
    mondays = sorted({_monday(day) for day in days}, reverse=True)
    for monday in mondays:
        week = [monday + timedelta(days=n) for n in range(view.week_days)]
        if week[-1] <= last and not any(day in view.holiday_on for day in week):
            return monday
    return mondays[0]


def _usual(lessons: Iterable[Lesson]) -> Iterable[str]:
    """Return the subjects that this day of the week usually has: what was replaced, and not what was moved here."""
    for lesson in lessons:
        if lesson.status is LessonStatus.SUBSTITUTED and lesson.replaces is not None:
            yield lesson.replaces.subject_id
        elif lesson.status is not LessonStatus.MOVED or lesson.replaces is None:
            yield lesson.subject_id
