"""What the radar says: tallies, the lines that are not met, weeks of the timeline. Small picklable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from generator.rules.deadlines import Verdict


class Matter(StrEnum):
    """What is judged. Those that are a `rules.deadlines.Rule` have its value; the others are duties and norms."""

    CODE = "code"
    MARKS = "marks"
    TERM_MARKS = "term_marks"
    DEFERRALS = "deferrals"
    ABSENCES = "absences"
    EXAM_RESULTS = "exam_results"
    HOMEWORK = "homework"
    HOMEWORK_MINUTES = "homework_minutes"
    TESTS_SHARE = "tests_share"
    TEST_DAYS = "test_days"
    TESTS_LIST = "tests_list"
    TIMETABLE = "timetable"
    CHANGES = "changes"
    FORECAST = "forecast"
    UNRECORDED = "unrecorded"
    WEEKLY_PAPER = "weekly_paper"
    RESULT_PAPER = "result_paper"
    LETTERS = "letters"
    FRESHNESS = "freshness"
    INFORMING = "informing"
    CONTACTS = "contacts"
    COMING_OF_AGE = "coming_of_age"

    @property
    def requirement(self) -> str:
        """Return the number of the requirement, as in A2.2; B2.5g and B5.3 stand for the norms of 2025."""
        return _REQUIREMENTS[self]


_REQUIREMENTS = {
    Matter.CODE: "A2.2",
    Matter.MARKS: "A5.1",
    Matter.TERM_MARKS: "A6.1",
    Matter.DEFERRALS: "B5.5",
    Matter.ABSENCES: "A7.1",
    Matter.EXAM_RESULTS: "B6.1",
    Matter.HOMEWORK: "B2.5g",
    Matter.HOMEWORK_MINUTES: "B2.5g",
    Matter.TESTS_SHARE: "B5.3",
    Matter.TEST_DAYS: "B2.5d",
    Matter.TESTS_LIST: "B2.5d",
    Matter.TIMETABLE: "B2.5b",
    Matter.CHANGES: "B2.5c",
    Matter.FORECAST: "B4.1",
    Matter.UNRECORDED: "B3.1",
    Matter.WEEKLY_PAPER: "A4.2",
    Matter.RESULT_PAPER: "B2.6",
    Matter.LETTERS: "A2.1",
    Matter.FRESHNESS: "B8.1",
    Matter.INFORMING: "A1.1",
    Matter.CONTACTS: "B7.1",
    Matter.COMING_OF_AGE: "B3.1",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things stand how."""

    met: int = 0
    open: int = 0
    at_risk: int = 0
    unproven: int = 0
    broken: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.met + other.met,
            self.open + other.open,
            self.at_risk + other.at_risk,
            self.unproven + other.unproven,
            self.broken + other.broken,
        )

    @property
    def total(self) -> int:
        """Return how many things were judged."""
        return self.met + self.open + self.at_risk + self.unproven + self.broken

    @property
    def met_share(self) -> int | None:
        """Return the part of the proven and finished things that was met, in tenths of a per cent; None without any."""
        finished = self.met + self.broken
        return (2000 * self.met + finished) // (2 * finished) if finished else None


class Line(NamedTuple):
    """A thing that is not met, or several (`things`) that share everything but the student.

    `class_title` and `group_id` "" at things of the whole school. `teacher_id`, `subject_id` "": nobody's, none.
    `day`: of the lesson, work, term's end or task; `lesson`: its number in that day. `due` is None where nothing says
    when it was due. `done`: when it was done, late, or by when at the latest (`bound`). `seconds`: the time left until
    `due`, negative: late by so much, None without a time limit. `student_ids`, `recipient_ids`: whose. `found` against
    `limit`: what a norm counts (tests, minutes). `detail`: the journal's own words: the work's type, the exam's title,
    a week, an export.
    """

    matter: Matter
    verdict: Verdict
    group_id: str
    class_title: str
    teacher_id: str
    subject_id: str
    day: date | None
    due: datetime | None
    things: int
    lesson: int | None = None
    done: datetime | None = None
    bound: bool = False
    seconds: int | None = None
    student_ids: tuple[str, ...] = ()
    recipient_ids: tuple[str, ...] = ()
    found: int | None = None
    limit: int | None = None
    detail: str = ""


class ForecastTold(NamedTuple):
    """When a student's family was last told the forecast in a term that has begun (B4.1).

    `told` None: not in this term. `on_paper`: by an extract alone. `due`: the next one, None when the term ends before.
    """

    student_id: str
    term: str
    told: date | None
    on_paper: bool
    due: date | None


By = tuple[Matter, str]
"""What, and by whom (a teacher's id, "" for nobody)."""
Week = tuple[Matter, str]
"""What, and the ISO week in which it was due (`2026-W47`)."""


@dataclass(frozen=True, slots=True)
class ClassDeadlines:
    """The radar of one class. `tallies` are by matter and teacher, `weeks` by matter and the week something was due.

    `lines` are the worst of each matter, `cut` says of how many lines beyond them only the tallies tell. `forecasts`
    are by term, in the order of the class list.
    """

    group_id: str
    title: str
    as_of: datetime
    tallies: Mapping[By, Tally]
    weeks: Mapping[Week, Tally]
    lines: tuple[Line, ...]
    cut: Mapping[Matter, int]
    forecasts: tuple[ForecastTold, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolDeadlines:
    """The radar of the school. `matters`: totals; `teachers`, `classes` (by group id): the same, cut; `weeks` as in
    `ClassDeadlines`; `lines`: the worst first.
    """

    now: datetime
    matters: Mapping[Matter, Tally]
    teachers: Mapping[By, Tally]
    classes: Mapping[By, Tally]
    weeks: Mapping[Week, Tally]
    lines: tuple[Line, ...]
    cut: Mapping[Matter, int]
