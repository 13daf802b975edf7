"""What stands on a paper, ready to be laid out. On a device marks and absences find their lessons by themselves; on
paper that is done here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from generator.diaries.diary import AbsenceLine, Average, DeferredChip, ExamLine, FinalsColumn, LessonRow, MarkChip
from generator.diaries.letters.lines import LetterLine, RemarkLine
from generator.diaries.week_lines import TermLine
from generator.model.kinds import FinalScope
from generator.model.undated import UndatedMark
from generator.rules.forecast import Forecast


@dataclass(frozen=True, slots=True)
class PaperStudent:
    """Whose paper it is."""

    family_name: str
    given_name: str
    patronymic: str
    class_title: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A lesson with what this student has in it.

    `short` is the school's short name of the subject, `was_short` that of the subject it replaces ("": none),
    `own_homework` what was given to this student alone. A row may hold no lesson but homework, marks or an absence of
    a subject that has no lesson that day (`lesson.number` None).
    """

    lesson: LessonRow
    short: str
    marks: tuple[MarkChip, ...]
    absence: AbsenceLine | None
    own_homework: tuple[str, ...] = ()
    was_short: str = ""


@dataclass(frozen=True, slots=True)
class PaperDay:
    """A day of the week; `holiday` names the holidays it falls into, "" otherwise. A day on which the school does not
    teach is there when the student has something on it.
    """

    day: date
    holiday: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """What was missed in the days shown: lessons in all, by reason, and late arrivals."""

    lessons: int
    ill: int
    excused: int
    unexcused: int
    unknown: int
    late: int


@dataclass(frozen=True, slots=True)
class DebtLine:
    """Work that is still to be handed in: `what` is the work («Практическая работа: …»), "" unknown."""

    subject: str
    short: str
    what: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ComingTest:
    """A test to come in the week or the two weeks after it, as far as it is after the day of the data.

    `what` is «Контрольная работа: дроби», "" unknown; `scope` says which exam it is, None: no exam.
    """

    day: date
    subject: str
    short: str
    what: str
    scope: FinalScope | None = None


@dataclass(frozen=True, slots=True)
class SubjectWeek:
    """A subject of the student: the marks of the week, what was missed in it, and where the term stands.

    `absences` are all lines of the week, late arrivals and exemptions too. `average` is ours or, without weights of our
    own, the journal's, which has `count` 0. `forecast` None: the term is over or nothing can be said.
    """

    subject: str
    short: str
    marks: tuple[MarkChip, ...]
    absences: tuple[AbsenceLine, ...]
    average: Average | None
    forecast: Forecast | None


@dataclass(frozen=True, slots=True)
class WeekExtract:
    """A student's week: all that an extract and a strip show.

    `term` is the one the week belongs to (None in holidays). `missing` names the parts no export provides, as in
    `Diary`. `letters` are recommendations of the week, `remarks` its remarks. `has_lessons` False: a holiday week.
    """

    student: PaperStudent
    monday: date
    term: TermLine | None
    as_of: datetime
    days: tuple[PaperDay, ...]
    missed: Missed
    debts: tuple[DebtLine, ...]
    tests: tuple[ComingTest, ...]
    subjects: tuple[SubjectWeek, ...]
    letters: tuple[LetterLine, ...]
    remarks: tuple[RemarkLine, ...]
    missing: frozenset[str]
    without_marks: bool
    has_lessons: bool


@dataclass(frozen=True, slots=True)
class TermSheetRow:
    """A subject of the period sheet: its marks by column, and the average and count of the term's marks.

    `average` as in `SubjectWeek`; debts and pending places are no `marks`. `undated` are those of `SubjectMarks`, which
    `marks` doesn't count.
    """

    subject: str
    cells: tuple[MarkChip | DeferredChip | None, ...]
    average: Average | None
    marks: int
    undated: tuple[UndatedMark, ...] = ()


@dataclass(frozen=True, slots=True)
class TermSheet:
    """The marks of a term (табель), with those of the terms before it. `columns` end with the term, or with the year.

    `missed` counts the term's absences, `days` whole days. `is_complete`: no mark of the term is still to come.
    """

    student: PaperStudent
    term: TermLine
    as_of: datetime
    columns: tuple[FinalsColumn, ...]
    rows: tuple[TermSheetRow, ...]
    missed: Missed
    days: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class ExamSlip:
    """The result of one exam."""

    student: PaperStudent
    as_of: datetime
    exam: ExamLine


@dataclass(frozen=True, slots=True)
class CallLine:
    """A student who was absent: the lessons missed that day (numbers where known, and subjects) and why."""

    student_id: str
    student: PaperStudent
    day: date
    absences: tuple[AbsenceLine, ...]
