"""The days of a class page: full dates, dates without a year, days below the names of months, Excel's own dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Any, NamedTuple

from generator.reading.cells import BadCellError, parse_date
from generator.reading.mapping.layouts import DatesAs

Year = tuple[date, date]
"""The first and last day of the school year."""

_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?", re.ASCII)
_FULL = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}(?:[ T][\d:.]+)?", re.ASCII)
_DAY = re.compile(r"\d{1,2}", re.ASCII)
_MONTH = re.compile(r"([а-яё]+)\.?(?: (\d{4})(?: ?г\.?)?)?")
_MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
           "декабрь")  # fmt: skip


class DayFault(NamedTuple):
    """Why a cell tells no day of a lesson."""

    slug: str
    message: str
    hint: str = ""


class Span(NamedTuple):
    """What days are possible: the school year (None: not known) and the days that the layout is about."""

    year: Year | None
    first: date | None = None
    last: date | None = None

    def check(self, day: date) -> date | DayFault:
        """Return the day if it lies in the school year and in the layout's days."""
        if self.year and not self.year[0] <= day <= self.year[1]:
            hint = "the year is told by calendar in site.yaml; dates_as: day_month passes over the years in the file"
            return DayFault("date-outside-year", "a day outside the school year", hint)
        if (self.first and day < self.first) or (self.last and day > self.last):
            return DayFault("date-outside-period", "a day outside first_day and last_day of the layout")
        return day

    def day_in(self, number: int, month: int) -> date | DayFault:
        """Return a day that is written without a year."""
        if self.year is None:
            return _no_year()
        found = []
        for year in sorted({self.year[0].year, self.year[1].year}):
            try:
                found.append(date(year, month, number))
            except ValueError:
                continue
        if not found:
            return DayFault("no-such-day", "this day does not exist")
        first, last = self.year
        return self.check(next((day for day in found if first <= day <= last), found[0]))

    def has_month(self, month: int) -> bool:
        """Say whether some day of a month is possible."""
        if self.year is None:
            return True
        first, last = max(self.year[0], self.first or date.min), min(self.year[1], self.last or date.max)
        starts = (date(year, month, 1) for year in {self.year[0].year, self.year[1].year})
        return any(day <= last and day.replace(day=monthrange(day.year, month)[1]) >= first for day in starts)


def read_day(value: Any, written: DatesAs, span: Span) -> date | DayFault:
    """Read the day of a cell that holds more than a day's number."""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return span.day_in(day.day, day.month) if written is DatesAs.DAY_MONTH else span.check(day)
    text = value.strip() if isinstance(value, str) else ""
    if _FULL.fullmatch(text):
        try:
            day = parse_date(text)
        except BadCellError:
            return DayFault("no-such-day", "this day does not exist")
        return span.day_in(day.day, day.month) if written is DatesAs.DAY_MONTH else span.check(day)
    found = _DAY_MONTH.fullmatch(text)
    if found and written is not DatesAs.FULL:
        return span.day_in(int(found[1]), int(found[2]))
    hint = "a column that is no lesson belongs under finals or ignore in the mapping"
    if isinstance(value, int | float):
        hint = "a date like 02.09 became a number when the file was saved; write it as text or as a date"
    return DayFault("day-expected", "a day was expected here", hint)


def read_day_number(value: Any, month: int, span: Span) -> date | DayFault:
    """Read a day's number below a month."""
    number = int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1 else 0
    if isinstance(value, str) and _DAY.fullmatch(value.strip()):
        number = int(value)
    elif not number:
        return DayFault("day-expected", "a day's number was expected below the month")
    return span.day_in(number, month)


def month_of(value: Any) -> int | None:
    """Return the month that a cell names: «Сентябрь», «сентября 2026», «сен.», or a date that Excel made of it."""
    if isinstance(value, date):
        return value.month
    found = _MONTH.fullmatch(" ".join(value.casefold().split())) if isinstance(value, str) else None
    if found is None:
        return None
    word = found[1]
    if word == "мая":
        return 5
    for number, name in enumerate(_MONTHS, 1):
        genitive = name[:-1] + "я" if name[-1] in "ьй" else name + "а"
        if word in {name, genitive} or (3 <= len(word) <= 4 and name.startswith(word)):
            return number
    return None


def _no_year() -> DayFault:
    return DayFault("no-school-year", "a day without a year, and no school year is known", "say calendar in site.yaml")
