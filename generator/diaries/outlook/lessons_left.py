"""How many lessons of each subject a student had in a term, and how many are still to come.

«Now» is the newest time that the exports of the class prove, never the clock. To come are, of the first that is known:
the hours of the plan less those held; the lessons of the timetable up to the end of the term; where the timetable ends
before it, its last whole week repeated, holidays left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from generator.diaries.class_view import ClassView, Timetable
from generator.diaries.diary import TermLine
from generator.model.kinds import TermKind
from generator.rules.records.lessons import Clock, SchoolDays, beyond, monday_of

_OFTEN = 2


class TermLessons(NamedTuple):
    """Lessons of one subject in a term; `often`: more than two a week; `planned` by the curriculum, if it is known."""

    held: int
    left: int
    often: bool
    planned: int | None = None


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
    over = Clock(view.records.as_of, {bell.ordinal: bell.end for bell in view.bells})
    weeks = set()
    for day, lessons in days.items():
        if term.start <= day <= term.end:
            weeks.add(monday_of(day))
            for lesson in lessons:
                if not lesson.is_off:
                    (held if over(lesson) else coming)[lesson.subject_id] += 1
    often = {s for s, n in (held + coming).items() if n > _OFTEN * len(weeks)}
    if days:
        school = SchoolDays(view.week_days, view.holiday_on, view.records.as_of.date())
        coming += beyond(days, max(days), term.end, school)
    planned = _planned(view, groups, term)
    subjects = {x.subject_id for found in days.values() for x in found} | coming.keys() | planned.keys()
    return {
        s: TermLessons(held[s], max(0, planned[s] - held[s]) if s in planned else coming[s], s in often, planned.get(s))
        for s in subjects
    }


def _planned(view: ClassView, groups: AbstractSet[str], term: TermLine) -> dict[str, int]:
    """Return the hours of the term by subject; what a subgroup is to have goes before what the class is."""
    wanted = {term.id, ""} if term.kind is TermKind.YEAR else {term.id}
    lines = [line for line in view.records.plan if line.group_id in groups and line.term_id in wanted]
    lines.sort(key=lambda line: line.group_id != view.group.id)
    return {line.subject_id: line.hours for line in lines}
