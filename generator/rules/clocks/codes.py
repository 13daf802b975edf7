"""The access code: within five working days of the registration of the application (A2.2)."""

from __future__ import annotations

from datetime import date

from generator.rules.clocks.profile import Profile
from generator.rules.deadlines import Deadline, Done, Rule, end_of, start_of
from generator.rules.working_days import WorkingDays


def access_code(
    profile: Profile, days: WorkingDays, registered: date, *, issued: Done | None, delivered: Done | None
) -> Deadline:
    """Return the clock of one application; its day of registration is day 0, in both readings.

    It stops when the family has the code: `delivered` is the first of hand-over and documented dispatch. A code that
    was only issued is at risk at once, an application without one from the last but two working day (day 3 of 5).
    Raises SettingsError `no-production-calendar`.
    """
    amber = start_of(days.after(registered, max(profile.code_days - 2, 1)))
    if issued:
        amber = min(amber, issued.at)
    due = end_of(days.after(registered, profile.code_days))
    start = start_of(registered)
    return Deadline(Rule.CODE, start, max(start, amber), due, delivered)
