"""What is due: the last moment of a schedule that has passed, whether it was served, and the next one.

Pure: the clock, the school's calendar and the last run are handed in. Whoever triggers a run (a timer, cron, a person)
therefore may come as often and as late as it likes: a missed run is caught up once, however many were missed, and a
run that comes twice finds nothing due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from cronsim import CronSim

from generator.settings.sections import ScheduleSection

_HORIZON = 400
"""How many days of the school week are looked at in either direction: more than the longest holidays, and finite."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """When school is held: its zone, the days of its week (5: to Friday, 6: to Saturday), and which days are free.

    `is_free` says whether a date is a holiday or lies outside the school year; the weekend is known without it. A set
    of dates is handed in as its `__contains__`.
    """

    zone: ZoneInfo
    week_days: int
    is_free: Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Due:
    """What a schedule says at one moment. All times are aware, in the school's zone.

    `last` is the latest moment that has come (None: none within a year), `next` the first one still to come. `is_due`:
    the last successful run began before `last`, or there was none. `clock_went_back`: the last run seems to lie in the
    future, so the computer's clock was set back or was wrong before; such a run counts as none, which repeats work and
    never leaves it undone.
    """

    last: datetime | None
    next: datetime | None
    is_due: bool
    clock_went_back: bool


def due_run(section: ScheduleSection, days: SchoolDays, now: datetime, last_run: datetime | None) -> Due:
    """Return what is due by `schedule.times`.

    `now` is aware. `last_run` is the moment when the last successful run *began* (aware, None for none): what was
    dropped while it ran was not in it.
    """
    return _due(section.times, days, now, last_run)


def due_at_hour(hour: time, days: SchoolDays, now: datetime, last_run: datetime | None) -> Due:
    """Return the same for one hour of each school day, as notices have it. Whether it is too late is not asked here."""
    return _due((hour,), days, now, last_run)


def next_runs(section: ScheduleSection, days: SchoolDays, now: datetime, count: int) -> tuple[datetime, ...]:
    """Return the next moments after `now`, at most `count` of each time of day, in order."""
    found = (moment for at in set(section.times) for moment in islice(_coming(at, days, now), count))
    return tuple(sorted(found)[:count])


def _due(times: Iterable[time], days: SchoolDays, now: datetime, last_run: datetime | None) -> Due:
    distinct = set(times)
    passed = [moment for at in distinct for moment in islice(_passed(at, days, now), 1)]
    coming = [moment for at in distinct for moment in islice(_coming(at, days, now), 1)]
    last = max(passed, default=None, key=_instant)
    went_back = last_run is not None and last_run > now
    served = last_run is not None and not went_back and (last is None or last_run >= last)
    return Due(last, min(coming, default=None, key=_instant), last is not None and not served, went_back)


def _instant(moment: datetime) -> datetime:
    # Python compares two times of one zone by what the clock on the wall shows, which an autumn shows twice.
    return moment.astimezone(UTC)


def _passed(at: time, days: SchoolDays, now: datetime) -> Iterator[datetime]:
    return (moment for moment in _moments(at, days, now, reverse=True) if _instant(moment) <= now)


def _coming(at: time, days: SchoolDays, now: datetime) -> Iterator[datetime]:
    return (moment for moment in _moments(at, days, now, reverse=False) if _instant(moment) > now)


def _moments(at: time, days: SchoolDays, now: datetime, *, reverse: bool) -> Iterator[datetime]:
    """Yield the moments of one time of day, from a day beyond `now` in the one or the other direction.

    cronsim is given times without a zone. With one it moves a time that does not exist (the clock is put forward) and
    then, going backwards, finds the same day for ever. Beginning a day beyond `now` makes sure that no change of the
    clock hides a moment; the caller leaves out what lies on the wrong side.
    """
    wall = now.astimezone(days.zone).replace(tzinfo=None, microsecond=0)
    expression = f"{at.minute} {at.hour} * * 1-{days.week_days}"
    for moment in islice(CronSim(expression, wall + _DAY if reverse else wall - _DAY, reverse=reverse), _HORIZON):
        if not days.is_free(moment.date()):
            # A time that the clock skips is taken for as much later as the clock was put forward.
            yield moment.replace(tzinfo=days.zone).astimezone(UTC).astimezone(days.zone)
