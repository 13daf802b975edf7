"""What a page shows, ready for a template: weeks, marks, finals, absences, teachers.

Words of a language are not in here: kinds are enums, dates are dates; templates and word files turn them into text.
The weeks hold what the class sees and nothing of one student, and are one object for all students of a class with the
same subgroups, so that their HTML is made and deflated once per class. A student's marks, absences and own homework
say where they belong (day, subject, which lesson of it), and the device hangs them into the weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from generator.diaries.calendar import NO_CALENDAR, CalendarLines
from generator.diaries.letters.lines import LetterLine, NoticeLine, RemarkLine
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind, TermKind
from generator.rules.forecast import Forecast


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


class OwnHomework(NamedTuple):
    """Homework of one student alone, under the day it is due."""

    day: date
    subject: str
    text: str
    assigned_on: date | None
    minutes: int | None


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


class MarkChip(NamedTuple):
    """A mark as it is drawn.

    `text` is what stands in the chip («5», «4-», «н/а», «долг»); `value` its number, if any. `type` and `type_short`
    name the work («Контрольная работа», «КР»), `title` the work itself, `is_test` fills the chip. `counts` False:
    not part of the average. `nth`: the mark is of the nth lesson of its subject on `day`, 0 when there is no such
    lesson. `due_on`: by when a debt or a pending mark must be closed. `was`: the text before it was changed.
    """

    text: str
    kind: MarkKind
    value: Decimal | None
    weight: Decimal | None
    type: str
    type_short: str
    title: str
    is_test: bool
    counts: bool
    comment: str
    day: date
    entered_on: date | None
    ordinal: int
    nth: int = 1
    due_on: date | None = None
    was: str = ""


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
class TermLine:
    """A term of this student's class."""

    id: str
    kind: TermKind
    ordinal: int
    title: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Average:
    """An average, exact to the hundredth, half up. `weighted` True: all weights known; `count` marks went in."""

    value: Decimal
    weighted: bool
    count: int
    points: Decimal
    weights: Decimal


class Choice(NamedTuple):
    """A weight in use, in hundredths, and the type of work that it stands at («Контрольная работа», "" unknown)."""

    type: str
    weight: int


@dataclass(frozen=True, slots=True)
class SubjectMarks:
    """One subject in one term. `source_average*` are the journal's own figures; `average` is ours, None when mixed
    weights make it impossible; `absences` counts missed lessons of the subject, `late` late arrivals. `forecast` is
    there while the term runs; `choices` are what a family can try marks on with, empty where marks have no weights.
    """

    subject: str
    marks: tuple[tuple[MarkChip, ...], ...]
    average: Average | None
    source_average: Decimal | None
    source_weighted_average: Decimal | None
    term_mark: MarkChip | None
    absences: int
    late: int
    forecast: Forecast | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class TermMarks:
    """The marks of one term, by subject."""

    term: TermLine
    subjects: tuple[SubjectMarks, ...]


class DeferredChip(NamedTuple):
    """In place of a final mark: it is deferred because of illness until a day (B5.5); why is never said."""

    until: date


@dataclass(frozen=True, slots=True)
class FinalsRow:
    """The final marks of one subject, in the order of `Finals.columns`; None: not there."""

    subject: str
    cells: tuple[MarkChip | DeferredChip | None, ...]


@dataclass(frozen=True, slots=True)
class FinalsColumn:
    """A column of the finals: a term, the year, an exam, the final mark."""

    scope: FinalScope
    term: TermLine | None


@dataclass(frozen=True, slots=True)
class Finals:
    """The table of final marks. A column exists when some mark of the class has it, terms always."""

    columns: tuple[FinalsColumn, ...]
    rows: tuple[FinalsRow, ...]


class ExamLine(NamedTuple):
    """An exam, announced (`result` None) or with its result; `received_on` is when the school received that."""

    day: date | None
    subject: str
    title: str
    scope: FinalScope
    result: MarkChip | None
    received_on: date | None


class AbsenceLine(NamedTuple):
    """One missed or late lesson; `raw` are the journal's own letters for it. Exemptions are lines too."""

    day: date
    number: int | None
    subject: str
    kind: AbsenceKind
    minutes: int | None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class TermAbsences:
    """Absences of one term: lessons missed in all, by reason; late arrivals; full days missed."""

    term: TermLine
    lessons: int
    ill: int
    excused: int
    unexcused: int
    unknown: int
    late: int
    days: int
    lines: tuple[AbsenceLine, ...]


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


@dataclass(frozen=True, slots=True)
class Diary:
    """All that one student's page shows. `missing` names the parts no export provides (for «нет данных от журнала»):
    of `lessons`, `homework`, `works`, `marks`, `absences`, `term_marks`, `teachers`. `weeks`, `calendar`, `teachers`,
    `bells`, `holidays` and `terms` are the same objects for all students of a class with the same subgroups. Texts come
    newest first.
    `without_marks`: a first grade, which is taught without marks.
    """

    student_id: str
    family_name: str
    given_name: str
    patronymic: str
    class_title: str
    as_of: datetime
    year_start: date
    year_end: date
    terms: tuple[TermLine, ...]
    weeks: tuple[Week, ...]
    marks: tuple[TermMarks, ...]
    finals: Finals
    absences: tuple[TermAbsences, ...]
    teachers: tuple[TeacherLine, ...]
    bells: tuple[BellLine, ...]
    holidays: tuple[HolidayLine, ...]
    missing: frozenset[str]
    own_homework: tuple[OwnHomework, ...] = ()
    exams: tuple[ExamLine, ...] = ()
    without_marks: bool = False
    letters: tuple[LetterLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    remarks: tuple[RemarkLine, ...] = ()
    calendar: CalendarLines = NO_CALENDAR


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child on a family page: first name, class, and the way to the diary (relative address)."""

    name: str
    class_title: str
    diary_href: str


@dataclass(frozen=True, slots=True)
class Family:
    """The family page of one recipient: their children only, in order of class and name.

    It holds no time: it changes when the family changes, not when a class gets marks.
    """

    recipient_id: str
    language: str
    children: tuple[ChildLine, ...]
