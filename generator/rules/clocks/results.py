"""Results and what is said of them before: term marks (A6.1), exam results (B6.1), the forecast (B4.1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from generator.rules.clocks.profile import Profile, is_soft
from generator.rules.clocks.spans import whole_days, within_days, within_hours
from generator.rules.deadlines import Deadline, Done, Rule, end_of, on_day, start_of
from generator.rules.working_days import WorkingDays


def term_mark(
    profile: Profile, days: WorkingDays, *, term_end: date, deferred_until: date | None, done: Done | None
) -> Deadline:
    """Return the clock of one student's mark in one subject; it starts when the term's last day is over.

    A deferral on illness (B5.5) has its own day, which takes the place of the rule's when it is later. Raises
    SettingsError `no-production-calendar` in the soft reading.
    """
    start, limit = end_of(term_end), profile.term_days
    found = within_days(Rule.TERM_MARKS, profile, days, since=term_end, limit=limit, start=start, done=done)
    if deferred_until is None or end_of(deferred_until) <= found.due:
        return found
    reminder = start_of(deferred_until) - timedelta(days=3)
    return Deadline(found.rule, found.start, max(found.start, reminder), end_of(deferred_until), done)


def exam_result(profile: Profile, days: WorkingDays, *, received: datetime, done: Done | None) -> Deadline:
    """Return the clock of one result, from the moment the school received it: hours, or (soft) the end of the next
    working day. Raises SettingsError `no-production-calendar` in the soft reading.
    """
    if is_soft(profile):
        due = end_of(days.after(received.date(), whole_days(profile.exam_hours)))
    else:
        due = received + timedelta(hours=profile.exam_hours)
    return within_hours(Rule.EXAM_RESULTS, received, due, done)


def forecasts(profile: Profile, *, term: tuple[date, date], told: Iterable[date]) -> tuple[Deadline, ...]:
    """Return the clocks of one student's forecasts in a term (first and last day), one after the other.

    Each forecast is due `forecast_days` after the one before (the first: after the term began), and the first also
    that many days before the term ends, so that there is time left to act on it; in a longer term the rhythm sees to
    that. The last of the clocks is undone, unless the term ends before it is due. Days on which a forecast was told
    outside the term do not count.
    """
    first, last = term
    step = timedelta(days=profile.forecast_days)
    since, due = first, max(first, min(first + step, last - step))
    found = []
    for day in sorted({day for day in told if first <= day <= last}):
        found.append(_forecast(since, due, on_day(day)))
        since, due = day, day + step
    if due <= last:
        found.append(_forecast(since, due, None))
    return tuple(found)


def _forecast(since: date, due: date, done: Done | None) -> Deadline:
    start = start_of(since)
    return Deadline(Rule.FORECAST, start, max(start, start_of(due) - timedelta(days=3)), end_of(due), done)
