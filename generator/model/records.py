"""What happened in one class: lessons, homework, works, marks, absences, remarks, final marks, exams.

Marks and absences are named tuples for the reason given in `entries`: hundreds for every student.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind, RemarkKind
from generator.model.undated import UndatedMark


@dataclass(frozen=True, slots=True)
class Replaced:
    """The lesson that another one stands in for; `date` and `number` only when it was moved."""

    subject_id: str
    teacher_name: str = ""
    day: date | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of a class or one of its subgroups (`group_id`). `number` None: the journal does not say."""

    id: str
    group_id: str
    subject_id: str
    day: date
    number: int | None
    slot: int
    start: time | None
    end: time | None
    room: str
    teacher_ids: tuple[str, ...]
    topic: str
    type: str
    status: LessonStatus
    replaces: Replaced | None
    note: str

    @property
    def is_off(self) -> bool:
        """Say whether the lesson does not take place then: cancelled, or moved to another time."""
        status = self.status
        return status is LessonStatus.CANCELLED or (status is LessonStatus.MOVED and self.replaces is None)


@dataclass(frozen=True, slots=True)
class Homework:
    """Homework of a group, or of one student; `lesson_id` is the lesson it is shown under ("" when there is none)."""

    group_id: str
    subject_id: str
    text: str
    assigned_on: date | None
    due_on: date | None
    minutes: int | None
    student_id: str
    lesson_id: str


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of assessed work on `day`; `planned_on` is the plan's day, if told. `weight` None: unknown."""

    id: str
    group_id: str
    subject_id: str
    day: date
    title: str
    type: str
    type_short: str
    weight: Decimal | None
    is_test: bool
    lesson_id: str
    planned_on: date | None = None


class Mark(NamedTuple):
    """One mark of a student, with the raw text of the export; `work_id`, `lesson_id` "" when unknown.

    `due_on` is the day by which a debt or a pending place must be closed.
    """

    student_id: str
    subject_id: str
    day: date
    raw: str
    kind: MarkKind
    value: Decimal | None
    ordinal: int
    work_id: str
    lesson_id: str
    weight: Decimal | None
    counts: bool
    comment: str
    entered_at: datetime | None
    due_on: date | None = None


class Absence(NamedTuple):
    """An absence from, or lateness to, one lesson."""

    student_id: str
    subject_id: str
    day: date
    raw: str
    kind: AbsenceKind
    lesson_id: str
    minutes: int | None
    entered_at: datetime | None


class TermMark(NamedTuple):
    """A final mark and the source's own averages; `term_id` "" for the year and exams."""

    student_id: str
    subject_id: str
    scope: FinalScope
    term_id: str
    raw: str
    kind: MarkKind | None
    value: Decimal | None
    average: Decimal | None
    weighted_average: Decimal | None
    entered_at: datetime | None


class UndatedMarks(NamedTuple):
    """The marks of a student in one subject and term of which no export tells the days, in the order of the file."""

    student_id: str
    subject_id: str
    term_id: str
    marks: tuple[UndatedMark, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Hours and tests of a subject in a class or subgroup by the curriculum; `term_id` "": for the year."""

    group_id: str
    subject_id: str
    term_id: str
    hours: int
    tests: int | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a teacher wrote to the family of one student; `teacher_name` and `subject_id` "" when not told."""

    student_id: str
    day: date
    text: str
    kind: RemarkKind
    teacher_name: str
    subject_id: str


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam of one student; `scope` is EXAM or STATE_EXAM. `raw` "" and `kind` None: still to come.

    An exam is no final mark: a trial has a result as well. The mark that a certificate takes from it is a `TermMark`.
    """

    student_id: str
    subject_id: str
    scope: FinalScope
    title: str
    day: date | None
    raw: str
    kind: MarkKind | None
    value: Decimal | None
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class Deferral:
    """The mark of a term put off to `until` by `order`. Why is not kept: no diagnosis enters the program."""

    student_id: str
    subject_id: str
    term_id: str
    until: date
    order: str


class Elsewhere(NamedTuple):
    """Lessons, works and homework of other classes that students of this one took part in, see `memberships`."""

    lessons: tuple[Lesson, ...] = ()
    works: tuple[Work, ...] = ()
    homework: tuple[Homework, ...] = ()


NOT_ELSEWHERE = Elsewhere()


@dataclass(frozen=True, slots=True)
class GroupRecords:
    """Everything of one class and its subgroups. `as_of` is the newest time its exports prove.

    What belongs to a student is here in full, also what they got in another class; `elsewhere` is what it hangs on.
    """

    group_id: str
    as_of: datetime
    lessons: tuple[Lesson, ...]
    homework: tuple[Homework, ...]
    works: tuple[Work, ...]
    marks: tuple[Mark, ...]
    absences: tuple[Absence, ...]
    term_marks: tuple[TermMark, ...]
    provides: frozenset[str]
    plan: tuple[PlanLine, ...] = ()
    remarks: tuple[Remark, ...] = ()
    exams: tuple[Exam, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    elsewhere: Elsewhere = NOT_ELSEWHERE
    undated: tuple[UndatedMarks, ...] = ()

    def attended(self) -> GroupRecords:
        """Return the records with what was elsewhere among the class's own: what the diaries of its students show."""
        lessons, works, homework = self.elsewhere
        if not (lessons or works or homework):
            return self
        return replace(
            self, lessons=self.lessons + lessons, works=self.works + works, homework=self.homework + homework
        )
