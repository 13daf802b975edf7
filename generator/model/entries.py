"""What an export says, row by row: the closed union `Entry` that every reader yields.

Entries are named tuples, not dataclasses: there are hundreds of thousands of them, they cross process and disk
boundaries, and they live only until they are joined. They keep the journal's own names and ids; nothing is resolved
or guessed here. All dates are the school's local dates, all ends are inclusive (OneRoster's readers convert), times
carry no zone. Raw text is kept beside every value that was read out of it.

How things are named in an entry:

* a student is a `PersonRef`: the journal's id, the name as written, or both;
* a group (class or subgroup), a subject and a teacher are the journal's id **or** title as written: `assemble`
  looks for an entity of the same source with this id first, then for a folded title;
* a group that begins with `@` is the class of the student with this id (`class_of`);
* a lesson slot without an id is found by group, subject, date and `slot`: 1 for the first lesson of that subject on
  that day, 2 for the second.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from generator.model.directory_entries import (
    BellEntry,
    EventEntry,
    GroupEntry,
    HolidayEntry,
    MemberEntry,
    PersonRef,
    SchoolEntry,
    StudentEntry,
    SubjectEntry,
    TeacherEntry,
    TeachingEntry,
    TermEntry,
    TimetableEntry,
)
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind, RemarkKind, TermKind
from generator.model.undated import UndatedMarksEntry
from generator.origin import Origin

__all__ = [
    "AbsenceEntry",
    "AbsenceKind",
    "BellEntry",
    "DeferralEntry",
    "Entry",
    "EventEntry",
    "ExamEntry",
    "FinalScope",
    "GroupEntry",
    "HolidayEntry",
    "HomeworkEntry",
    "LessonEntry",
    "LessonStatus",
    "MarkEntry",
    "MarkKind",
    "MemberEntry",
    "PersonRef",
    "PlanEntry",
    "RemarkEntry",
    "RemarkKind",
    "SchoolEntry",
    "StudentEntry",
    "SubjectEntry",
    "TeacherEntry",
    "TeachingEntry",
    "TermEntry",
    "TermKind",
    "TermMarkEntry",
    "TimetableEntry",
    "UndatedMarksEntry",
    "WorkEntry",
    "class_of",
]


def class_of(student_id: str) -> str:
    """Return the group «the class of this student», for an export that names its students' ids and not their class."""
    return f"@{student_id}"


class LessonEntry(NamedTuple):
    """A lesson of a class or subgroup.

    `number` is the place in the day (None: the export does not say), `slot` counts the lessons of this subject on
    this day. `replaces_*` describe the lesson that this one stands in for (status substituted or moved).
    """

    origin: Origin
    id: str
    group: str
    subject: str
    day: date
    number: int | None = None
    slot: int = 1
    start: time | None = None
    end: time | None = None
    room: str = ""
    teachers: tuple[str, ...] = ()
    topic: str = ""
    type: str = ""
    status: LessonStatus = LessonStatus.PLANNED
    replaces_subject: str = ""
    replaces_teacher: str = ""
    replaces_date: date | None = None
    replaces_number: int | None = None
    note: str = ""


class PlanEntry(NamedTuple):
    """Hours and tests by the curriculum; `term` (id or title) "": for the year. `tests` None: not told."""

    origin: Origin
    group: str
    subject: str
    term: str
    hours: int
    tests: int | None = None


class HomeworkEntry(NamedTuple):
    """Homework; shown under the lesson of `subject` on `due_on`. `person` only when it is for one student."""

    origin: Origin
    group: str
    subject: str
    text: str
    assigned_on: date | None
    due_on: date | None
    minutes: int | None = None
    person: PersonRef | None = None
    lesson: str = ""


class WorkEntry(NamedTuple):
    """A piece of assessed work: a test, an answer in class. `weight` None: the source does not say.

    `day` is the day it was held or, before that, the planned one; `planned_on` is the plan's.
    """

    origin: Origin
    id: str
    group: str
    subject: str
    day: date
    title: str = ""
    type: str = ""
    type_short: str = ""
    weight: Decimal | None = None
    is_test: bool = False
    lesson: str = ""
    planned_on: date | None = None


class MarkEntry(NamedTuple):
    """One mark. Two marks for one work are two entries with `ordinal` 1 and 2.

    `raw` is the text of this mark as the export has it; `value` its number if it has one. `weight` None: unknown,
    never 0. `work` and `lesson` are the source's ids ("" when it has none). `due_on`: by when a debt or a pending
    place must be closed.
    """

    origin: Origin
    person: PersonRef
    group: str
    subject: str
    day: date
    raw: str
    kind: MarkKind
    value: Decimal | None = None
    slot: int = 1
    ordinal: int = 1
    work: str = ""
    lesson: str = ""
    weight: Decimal | None = None
    counts: bool = True
    comment: str = ""
    entered_at: datetime | None = None
    due_on: date | None = None


class AbsenceEntry(NamedTuple):
    """An absence from, or lateness to, one lesson; `raw` is the letter or word as the export has it."""

    origin: Origin
    person: PersonRef
    group: str
    subject: str
    day: date
    raw: str
    kind: AbsenceKind
    slot: int = 1
    lesson: str = ""
    number: int | None = None
    minutes: int | None = None
    entered_at: datetime | None = None


class RemarkEntry(NamedTuple):
    """What a teacher wrote to the family of one student; `teacher` and `subject` may be ""."""

    origin: Origin
    person: PersonRef
    group: str
    day: date
    text: str
    kind: RemarkKind = RemarkKind.REMARK
    teacher: str = ""
    subject: str = ""


class TermMarkEntry(NamedTuple):
    """A final mark of a term or the year, and the source's averages for it.

    `term` names the term (id or title; "" for scopes other than TERM, or when `on` tells it: a day within the term).
    `raw` "" and `value` None: only the averages are known.
    """

    origin: Origin
    person: PersonRef
    group: str
    subject: str
    scope: FinalScope
    term: str
    raw: str
    kind: MarkKind | None
    value: Decimal | None = None
    on: date | None = None
    average: Decimal | None = None
    weighted_average: Decimal | None = None
    entered_at: datetime | None = None


class ExamEntry(NamedTuple):
    """An exam and its result; `scope` is EXAM or STATE_EXAM. `raw` "" and `kind` None: still to come, on `day`."""

    origin: Origin
    person: PersonRef
    group: str
    subject: str
    scope: FinalScope
    title: str
    day: date | None
    raw: str = ""
    kind: MarkKind | None = None
    value: Decimal | None = None
    received_at: datetime | None = None


class DeferralEntry(NamedTuple):
    """The mark of a term put off to `until` by `order`; `term` "": the last one that ended before. No reason."""

    origin: Origin
    person: PersonRef
    group: str
    subject: str
    term: str
    until: date
    order: str


Entry = (
    SchoolEntry
    | TermEntry
    | HolidayEntry
    | EventEntry
    | BellEntry
    | TeacherEntry
    | SubjectEntry
    | GroupEntry
    | StudentEntry
    | MemberEntry
    | TeachingEntry
    | TimetableEntry
    | LessonEntry
    | PlanEntry
    | HomeworkEntry
    | WorkEntry
    | MarkEntry
    | AbsenceEntry
    | RemarkEntry
    | TermMarkEntry
    | ExamEntry
    | DeferralEntry
    | UndatedMarksEntry
)
"""Everything that an export may say; those of the directory are in `directory_entries`, one in `undated`."""
