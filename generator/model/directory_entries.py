"""Entries of the directory and the calendar: who is in which class, what is taught by whom, when there are lessons.

Part of the union in `entries`, whose conventions hold here.
"""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from generator.model.kinds import TermKind
from generator.origin import Origin


class PersonRef(NamedTuple):
    """How an export names a person: by the journal's id, by name («Фамилия Имя Отчество»), or by both."""

    id: str = ""
    name: str = ""


class SchoolEntry(NamedTuple):
    """What an export calls the school: two exports of one journal that name different schools don't belong together."""

    origin: Origin
    name: str


class TermEntry(NamedTuple):
    """A teaching period. `groups` empty: it holds for the whole school."""

    origin: Origin
    id: str
    kind: TermKind
    ordinal: int
    title: str
    start: date
    end: date
    groups: tuple[str, ...] = ()


class HolidayEntry(NamedTuple):
    """Holidays or a public holiday: no lessons from `start` to `end`."""

    origin: Origin
    title: str
    start: date
    end: date


class EventEntry(NamedTuple):
    """A day worth knowing; `comment` may begin with a time of day. `groups` empty: for the whole school."""

    origin: Origin
    title: str
    day: date
    groups: tuple[str, ...] = ()
    comment: str = ""


class BellEntry(NamedTuple):
    """When lesson number `ordinal` begins and ends. `groups` empty: for the whole school."""

    origin: Origin
    ordinal: int
    start: time
    end: time
    groups: tuple[str, ...] = ()


class TeacherEntry(NamedTuple):
    """A teacher as the journal names them; `contact` is the official one."""

    origin: Origin
    id: str
    name: str
    contact: str = ""


class SubjectEntry(NamedTuple):
    """A subject with its short title, if the journal has one."""

    origin: Origin
    id: str
    title: str
    short: str = ""


class GroupEntry(NamedTuple):
    """A class (`parent` empty) or a subgroup of one (`parent` names the class)."""

    origin: Origin
    id: str
    title: str
    parent: str = ""
    grade: int | None = None
    homeroom_teacher: str = ""


class StudentEntry(NamedTuple):
    """A student in a class, from a day to a day if it did not begin or end with the year."""

    origin: Origin
    person: PersonRef
    group: str
    begin: date | None = None
    end: date | None = None
    birth_date: date | None = None


class MemberEntry(NamedTuple):
    """A student in a subgroup."""

    origin: Origin
    person: PersonRef
    group: str
    begin: date | None = None
    end: date | None = None


class TeachingEntry(NamedTuple):
    """Who teaches what in which group."""

    origin: Origin
    group: str
    subject: str
    teacher: str


class TimetableEntry(NamedTuple):
    """A place in the weekly timetable: it becomes a lesson on every school day that it falls on.

    `weekday` is 1 for Monday; `cycle` is after how many weeks the timetable repeats, `weeks` are those of the cycle
    that are meant, counted from 1 (empty: all); the first week of a cycle is that of the first day of the school year.
    `first_day` and `last_day` bound it within the year, or `term` (id or title) does. A day of which another export
    tells the lessons of this class goes before it.
    """

    origin: Origin
    id: str
    group: str
    subject: str
    weekday: int
    number: int
    start: time | None = None
    end: time | None = None
    room: str = ""
    teachers: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()
    cycle: int = 1
    first_day: date | None = None
    last_day: date | None = None
    term: str = ""
