"""Working days by the Russian production calendar of the five-day week, as regulation A counts them (A2.2).

Every year the Government moves days off by a decree, known in the autumn before. The library `holidays` keeps those
decrees year by year; what the school writes into `content/calendar.csv` wins over it, day by day. A year that neither
of the two knows is refused: weekends and fixed holidays alone gave a wrong day on seven dates of two years.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from generator.errors import SettingsError

_DAY = timedelta(days=1)

_PUBLIC_HOLIDAYS = frozenset(
    {*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)},
)
"""Month and day of the public holidays (Labour Code, article 112)."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar: `override` says of single days whether they are worked, `complete` which years the school vouches
    for: there it has written down every day that the decree moves.
    """

    override: Mapping[date, bool] = field(default_factory=dict)
    complete: AbstractSet[int] = frozenset()

    def knows(self, year: int) -> bool:
        """Say whether working days can be counted in this year."""
        return year in self.complete or _has_decree(year)

    def is_working(self, day: date) -> bool:
        """Say whether a day is worked. Raises SettingsError `no-production-calendar` for a year nobody knows."""
        if (said := self.override.get(day)) is not None:
            return said
        if not self.knows(day.year):
            message = f"there is no production calendar for {day.year}"
            hint = f"write the days that the decree moves, and {day.year};complete, into content/calendar.csv"
            raise SettingsError("no-production-calendar", message, hint=hint)
        return day not in _days_off(day.year)

    def is_school_day(self, day: date) -> bool:
        """Say whether a school with lessons on Saturdays may have some: no Sunday, public holiday or day moved off.

        In a year that nobody knows only the public holidays are looked at.
        """
        if (said := self.override.get(day)) is not None:
            return said
        if day.weekday() == 6 or (day.month, day.day) in _PUBLIC_HOLIDAYS:
            return False
        return day.weekday() == 5 or not self.knows(day.year) or day not in _days_off(day.year)

    def after(self, day: date, count: int) -> date:
        """Return the working day number `count` after a day, which is day 0 itself, worked or not.

        Raises SettingsError `no-production-calendar` when the way there leads through a year that nobody knows.
        """
        if count < 0:
            raise ValueError("working days are counted forwards")
        while count:
            day += _DAY
            count -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Return how many working days follow `first` up to and with `last`; none when `last` is not later.

        `between(day, after(day, n))` is n. Raises SettingsError `no-production-calendar`.
        """
        days = (first + _DAY * number for number in range(1, (last - first).days + 1))
        return sum(self.is_working(day) for day in days)

    def last_until(self, day: date, first: date) -> date:
        """Return the last working day up to and with a day, or `first` where there is none after it.

        Raises SettingsError `no-production-calendar`.
        """
        while day > first and not self.is_working(day):
            day -= _DAY
        return day


@lru_cache(maxsize=32)
def _has_decree(year: int) -> bool:
    """Say whether the library holds the decree of a year: its table of moved days has an entry for it.

    Fixed holidays it knows for every year, so an answer from it alone means nothing. A year whose decree moved nothing
    has no entry either and must be vouched for; since 2005 there was none.
    """
    # Half a second to load, for it brings all countries; only reports on deadlines need it.
    from holidays.countries.russia import RussiaStaticHolidays  # noqa: PLC0415

    return year in RussiaStaticHolidays.special_public_holidays


@lru_cache(maxsize=32)
def _days_off(year: int) -> frozenset[date]:
    """Return the days of a year that the library calls free: weekends, holidays (Labour Code art. 112), moved days."""
    from holidays import country_holidays  # noqa: PLC0415 (as above)

    calendar = country_holidays("RU", years=year)
    days = (date(year, 1, 1) + _DAY * number for number in range(366))
    return frozenset(day for day in days if day.year == year and not calendar.is_working_day(day))
