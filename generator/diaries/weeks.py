"""The weeks of a year: what the class has in its lessons, day by day, nothing of one student."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from generator.diaries.diary import Day, LessonRow, TermLine, Week


def weeks_of_year(
    year: tuple[date, date],
    week_days: int,
    *,
    terms: Sequence[TermLine],
    holidays: Mapping[date, str],
    rows: Mapping[date, Sequence[LessonRow]],
) -> tuple[Week, ...]:
    """Return every week that touches the school year (both ends inclusive), Monday first."""
    first, last = year
    monday = first - timedelta(days=first.weekday())
    counts: dict[str, int] = defaultdict(int)
    weeks = []
    while monday <= last:
        dates = [monday + timedelta(days=n) for n in range(week_days)]
        days = tuple(Day(day, holidays.get(day, ""), tuple(rows.get(day, ()))) for day in dates)
        term = _term_of_week(terms, monday, week_days)
        if term:
            counts[term.id] += 1
        weeks.append(Week(monday, term, counts[term.id] if term else None, days))
        monday += timedelta(days=7)
    return tuple(weeks)


def _term_of_week(terms: Sequence[TermLine], monday: date, week_days: int) -> TermLine | None:
    """Return the term that has most days of the week."""
    saturday = monday + timedelta(days=week_days - 1)
    touching = [term for term in terms if term.start <= saturday and monday <= term.end]
    return max(touching, key=lambda t: min(t.end, saturday) - max(t.start, monday), default=None)
