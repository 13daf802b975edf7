"""What follows a lesson: marks (A5.1, A5.2), absences (A7.1), homework (B2.5g, norms of 2025)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from generator.rules.clocks.profile import Profile, is_soft, marks_days
from generator.rules.clocks.spans import whole_days, within_days, within_hours
from generator.rules.deadlines import Deadline, Done, Rule, end_of, start_of
from generator.rules.working_days import WorkingDays


def mark(
    profile: Profile, days: WorkingDays, *, lesson: date, work: date | None, grade: int | None, done: Done | None
) -> Deadline:
    """Return the clock of one mark: from the later of the lesson's day and the day of the work that it is for.

    Raises SettingsError `no-production-calendar` in the soft reading.
    """
    since = max(lesson, work or lesson)
    limit = marks_days(profile, grade)
    return within_days(Rule.MARKS, profile, days, since=since, limit=limit, start=start_of(since), done=done)


def absence(profile: Profile, *, lesson: date, ends: time | None, done: Done | None) -> Deadline:
    """Return the clock of one absence: hours from the end of the lesson, or (soft) the end of the next calendar day.

    Where the end of the lesson is not known it is taken to be the end of its day: it can't have been later, so nobody
    is blamed for a minute that is not known.
    """
    last = lesson + timedelta(days=whole_days(profile.absence_hours))
    start = _moment(lesson, ends)
    due = end_of(last) if is_soft(profile) else start + timedelta(hours=profile.absence_hours)
    return within_hours(Rule.ABSENCES, start, due, done)


def homework(profile: Profile, *, given: date, school_ends: time | None, done: Done | None) -> Deadline | None:
    """Return the clock of homework given on a day: until the end of the class's last lesson, or (soft) of that day.

    None when the profile does not ask for it.
    """
    if profile.homework == "off":
        return None
    due = end_of(given) if is_soft(profile) else _moment(given, school_ends)
    return within_hours(Rule.HOMEWORK, start_of(given), due, done)


def _moment(day: date, at: time | None) -> datetime:
    return end_of(day) if at is None else datetime.combine(day, at)
