"""What one student has, ready for a template: marks, finals, exams, absences, homework of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.diaries.week_lines import TermLine
from generator.model.kinds import AbsenceKind, FinalScope, MarkKind
from generator.model.undated import UndatedMark
from generator.rules.forecast import Forecast


class OwnHomework(NamedTuple):
    """Homework of one student alone, under the day it is due."""

    day: date
    subject: str
    text: str
    assigned_on: date | None
    minutes: int | None


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
    there while the term runs; `choices` are what a family can try marks on with, empty where marks have no weights,
    `hours` the lessons held and planned (B5.2), where the plan is known. `undated` are marks and absences whose days
    no export tells, in the order of the file: beside them there is neither an average of ours nor a forecast.
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
    hours: tuple[int, int] | None = None
    undated: tuple[UndatedMark, ...] = ()


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
