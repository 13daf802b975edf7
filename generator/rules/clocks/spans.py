"""Days and hours as limits: when they end, and from when on something undone is at risk."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from generator.rules.clocks.profile import Profile, is_soft
from generator.rules.deadlines import Deadline, Done, Rule, end_of, start_of
from generator.rules.working_days import WorkingDays


def within_days(
    rule: Rule, profile: Profile, days: WorkingDays, *, since: date, limit: int, start: datetime, done: Done | None
) -> Deadline:
    """Return a limit of days after `since`, which is day 0: calendar days (strict) or working days (soft).

    The end is not moved when it is a day off: strictly read, the days before it are there to be used.
    """
    last = days.after(since, limit) if is_soft(profile) else since + timedelta(days=limit)
    return Deadline(rule, start, max(start, start_of(_last_chance(days, since, last))), end_of(last), done)


def within_hours(rule: Rule, start: datetime, due: datetime, done: Done | None) -> Deadline:
    """Return a limit of hours, at risk when half of them are gone."""
    return Deadline(rule, start, start + (due - start) / 2, due, done)


def whole_days(hours: int) -> int:
    """Return the days that hold so many hours: 24 are one day, 25 two."""
    return -(-hours // 24)


def _last_chance(days: WorkingDays, since: date, last: date) -> date:
    """Return the last day on which the school works before the limit ends.

    This is a hint and no deadline, so a year without a production calendar does not stop a strict reading, which needs
    none: there the last calendar day is taken.
    """
    if not (days.knows(last.year) and days.knows(since.year)):
        return last
    return days.last_until(last, since)
