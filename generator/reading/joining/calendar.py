"""The calendar of the school year from all exports: holidays, bells, events, and what days the year has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from generator.errors import ReadError
from generator.model.entries import BellEntry, EventEntry, HolidayEntry, SchoolEntry
from generator.model.school import Bell, Event, Holiday
from generator.origin import Origin
from generator.reading.joining.folding import fold_school
from generator.reading.words.titles import quoted_school

GroupOf = Callable[[str, str], str]
"""Gives the id of a group by system and id or title, "" when there is none."""


def late_end(year_end: date) -> date:
    """Return the last day of what may lie behind the lessons: exams in summer, a mark put off into autumn."""
    return date(year_end.year, 12, 31)


def outside_year(origin: Origin, day: date) -> ReadError:
    """Return the problem with a day that does not belong to the school year."""
    hint = "calendar.year_start and calendar.year_end in site.yaml say when the school year is"
    message = f"the date {day:%d.%m.%Y} is outside the school year"
    return ReadError("date-outside-year", message, origin=origin, hint=hint)


def unknown_group(origin: Origin) -> ReadError:
    """Return the problem with a class or subgroup that no export lists."""
    hint = "a class must be named in an export of groups or students; content/aliases.csv settles other spellings"
    return ReadError("unknown-group", "no export has a class or group of this name", origin=origin, hint=hint)


def other_schools(entries: Iterable[tuple[str, SchoolEntry]]) -> list[ReadError]:
    """Return a problem for every export that names another school than an earlier one of the same journal."""
    first: dict[str, SchoolEntry] = {}
    problems = []
    for system, entry in entries:
        old = first.setdefault(system, entry)
        if fold_school(old.name) != fold_school(entry.name):
            hint = "take the exports of other schools away; a school with one journal has one name in it"
            names = (quoted_school(entry.name), quoted_school(old.name))
            both = f": {names[0]} here, {names[1]} there" if all(names) else ""
            message = f"this export is of another school than the one at {old.origin}{both}"
            problems.append(ReadError("another-school", message, origin=entry.origin, hint=hint))
    return problems


def find_holidays(entries: Iterable[tuple[str, HolidayEntry]]) -> tuple[Holiday, ...]:
    """Return the holidays, each once."""
    found = {Holiday(entry.title, entry.start, entry.end) for _, entry in entries}
    return tuple(sorted(found, key=lambda h: (h.start, h.end, h.title)))


def find_bells(
    entries: Iterable[tuple[str, BellEntry]], group_of: GroupOf, problems: list[ReadError]
) -> tuple[Bell, ...]:
    """Return the bells; other times for one lesson of one class are a contradiction."""
    found: dict[tuple[int, tuple[str, ...]], BellEntry] = {}
    for system, entry in entries:
        groups = tuple(sorted(filter(None, (group_of(system, ref) for ref in entry.groups))))
        if entry.groups and not groups:
            problems.append(unknown_group(entry.origin))
            continue
        old = found.setdefault((entry.ordinal, groups), entry)
        if (old.start, old.end) != (entry.start, entry.end):
            message = f"the bell has other times at {old.origin}"
            problems.append(ReadError("contradiction", message, origin=entry.origin))
    bells = (Bell(ordinal, entry.start, entry.end, groups) for (ordinal, groups), entry in found.items())
    return tuple(sorted(bells, key=lambda b: (b.group_ids, b.ordinal)))


def find_events(
    entries: Iterable[tuple[str, EventEntry]], group_of: GroupOf, year: tuple[date, date], problems: list[ReadError]
) -> tuple[Event, ...]:
    """Return the events, each once; a class that is not known is a problem, because it would miss its event."""
    found = set()
    for system, entry in entries:
        groups = tuple(sorted({group_of(system, ref) for ref in entry.groups}))
        if "" in groups:
            problems.append(unknown_group(entry.origin))
        elif not year[0] <= entry.day <= late_end(year[1]):
            problems.append(outside_year(entry.origin, entry.day))
        else:
            found.add(Event(entry.title, entry.day, entry.comment, groups))
    return tuple(sorted(found, key=lambda event: (event.day, event.comment, event.title, event.group_ids)))
