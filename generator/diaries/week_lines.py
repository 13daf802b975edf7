"""The weeks and what else a class shares, ready for a template: lessons, homework, terms, bells, teachers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from generator.model.kinds import LessonStatus, TermKind


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """A teacher of this student: name, official contact, the subjects, and whether homeroom teacher."""

    name: str
    contact: str
    subjects: tuple[str, ...]
    homeroom: bool


@dataclass(frozen=True, slots=True)
class HomeworkLine:
    """Homework under the day it is due."""

    text: str
    assigned_on: date | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class ReplacedLine:
    """The lesson that was replaced: its subject, teacher, and where it was moved from (only for moved ones)."""

    subject: str
    teacher: str
    day: date | None
    number: int | None


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson as the class sees it.

    `group_title` is the subgroup's title, "" for the whole class. `number` None: not known.
    """

    number: int | None
    start: time | None
    end: time | None
    room: str
    subject: str
    group_title: str
    teachers: tuple[str, ...]
    topic: str
    type: str
    status: LessonStatus
    replaces: ReplacedLine | None
    note: str
    homework: tuple[HomeworkLine, ...]

    @property
    def is_off(self) -> bool:
        """Say whether the lesson does not take place here: cancelled, or moved away."""
        status = self.status
        return status is LessonStatus.CANCELLED or (status is LessonStatus.MOVED and self.replaces is None)


def bare_row(subject: str, homework: tuple[HomeworkLine, ...] = ()) -> LessonRow:
    """Return the row of a subject that has no lesson that day, for what must not be lost."""
    return LessonRow(None, None, None, "", subject, "", (), "", "", LessonStatus.PLANNED, None, "", homework)


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of this student's class."""

    id: str
    kind: TermKind
    ordinal: int
    title: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week. `holiday` names the holidays it falls into, "" otherwise; `rows` may be empty."""

    day: date
    holiday: str
    rows: tuple[LessonRow, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Friday or Saturday. `term` and `ordinal` tell which week of which term it is (None in holidays)."""

    monday: date
    term: TermLine | None
    ordinal: int | None
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class BellLine:
    """A line of the bell schedule."""

    ordinal: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """Holidays, both ends inclusive."""

    title: str
    start: date
    end: date
