"""The calendar of a class: the tests of the year and the events, for students with the same subgroups.

A test is a work that the journal calls one, or a work or a lesson of a test type. What one subject has on one day is
one line, because a journal may tell it twice: as a lesson and as the work that is written in it. Exams are not in here:
they are one student's own (`Diary.exams`), and the device puts those to come among the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.records import GroupRecords
from generator.model.school import Event, Subject

_MOST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A test on a day: `what` is «Контрольная работа: дроби», "" when only that it is a test is known; `letters`
    stand for the subject in the cell of a month, "" for the first three of its title.
    """

    day: date
    subject: str
    letters: str
    what: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """A day worth knowing; `comment` "" or time and place."""

    day: date
    title: str
    comment: str


@dataclass(frozen=True, slots=True)
class CalendarLines:
    """Tests and events of the whole year in order of days."""

    tests: tuple[AgendaLine, ...]
    events: tuple[EventLine, ...]


NO_CALENDAR = CalendarLines((), ())

Attends = Callable[[str, date], bool]
"""Says whether the students belong to a group (its id) on a day."""


def calendar_lines(
    subjects: Mapping[str, Subject],
    records: GroupRecords,
    events: Iterable[Event],
    attends: Attends,
    test_types: Collection[str],
) -> CalendarLines:
    """Return what students see who are in the groups that `attends` knows. `test_types` are casefolded."""
    told: dict[tuple[date, str], dict[str, None]] = {}
    for subject_id, day, what in _tests(records, attends, test_types):
        told.setdefault((day, subject_id), {})[what] = None
    tests = [
        AgendaLine(day, subjects[key].title, letters(subjects[key]), "; ".join(filter(None, whats)))
        for (day, key), whats in told.items()
    ]
    return CalendarLines(
        tuple(sorted(tests, key=lambda line: (line.day, line.subject, line.what))), tuple(_events(events, attends))
    )


def letters(subject: Subject) -> str:
    """Return the capitals of the school's own short name for a subject; "" where it has none."""
    words = subject.short.split()
    if not words or subject.short == subject.title:
        return ""
    return "".join(filter(str.isalpha, words[0]))[:_MOST_LETTERS].upper()


def work_name(kind: str, title: str) -> str:
    """Return «Контрольная работа: дроби»; a title that names the kind itself stands alone."""
    if kind.casefold() in title.casefold():
        return title
    return ": ".join(part for part in (kind, title) if part)


def _tests(records: GroupRecords, attends: Attends, test_types: Collection[str]) -> Iterable[tuple[str, date, str]]:
    """Yield subject, day and what it is: works first, and lessons only where no work says more."""
    known = set()
    for work in records.works:
        if (work.is_test or work.type.casefold() in test_types) and attends(work.group_id, work.day):
            known.add((work.subject_id, work.day))
            yield work.subject_id, work.day, work_name(work.type, work.title)
    for lesson in records.lessons:
        wanted = lesson.type.casefold() in test_types and (lesson.subject_id, lesson.day) not in known
        if wanted and not lesson.is_off and attends(lesson.group_id, lesson.day):
            yield lesson.subject_id, lesson.day, work_name(lesson.type, lesson.topic)


def _events(events: Iterable[Event], attends: Attends) -> Iterable[EventLine]:
    seen = (e for e in events if not e.group_ids or any(attends(group, e.day) for group in e.group_ids))
    return sorted((EventLine(e.day, e.title, e.comment) for e in seen), key=lambda line: (line.day, line.title))
