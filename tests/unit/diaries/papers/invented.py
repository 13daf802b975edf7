"""Diaries of an invented student, put together from values: a week of November, two quarters, holidays between them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from generator.diaries.diary import (
    AbsenceLine,
    Average,
    DeferredChip,
    Diary,
    Finals,
    FinalsColumn,
    FinalsRow,
    HolidayLine,
    LessonRow,
    MarkChip,
    ReplacedLine,
    SubjectMarks,
    TermAbsences,
    TermLine,
    TermMarks,
)
from generator.diaries.week_lines import bare_row
from generator.diaries.weeks import weeks_of_year
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind, TermKind

MON = date(2026, 11, 16)
TUE, WED, SAT, SUN = (MON + timedelta(days=n) for n in (1, 2, 5, 6))
FRIDAY = datetime(2026, 11, 20, 15, 40)
FIRST = TermLine("q1", TermKind.QUARTER, 1, "", date(2026, 9, 1), date(2026, 10, 24))
SECOND = TermLine("q2", TermKind.QUARTER, 2, "", date(2026, 11, 2), date(2026, 12, 30))
HOLIDAYS = HolidayLine("Осенние каникулы", date(2026, 10, 25), date(2026, 11, 1))
REST = date(2026, 10, 26)
"""The Monday of the holidays."""
SHORTS = {"Алгебра": "Алг.", "Химия": ""}
NOTHING = Finals((), ())


def lesson(subject: str, number: int | None = 1, status: LessonStatus = LessonStatus.HELD, **more: object) -> LessonRow:
    return replace(bare_row(subject), number=number, status=status, **more)


def moved_here(subject: str, number: int) -> LessonRow:
    return lesson(subject, number, LessonStatus.MOVED, replaces=ReplacedLine(subject, "", MON, 1))


def chip(day: date, text: str = "5", **more: object) -> MarkChip:
    made = MarkChip(
        text, MarkKind.NUMERIC, Decimal(5), None, "", "", "", is_test=False, counts=True, comment="", day=day,
        entered_on=None, ordinal=1,
    )  # fmt: skip
    return made._replace(**more)


def away(day: date, subject: str, number: int | None = None, kind: AbsenceKind = AbsenceKind.ILL) -> AbsenceLine:
    return AbsenceLine(day, number, subject, kind, None)


def subject_marks(subject: str, *chips: MarkChip, **more: object) -> SubjectMarks:
    empty = SubjectMarks(subject, tuple((each,) for each in chips), None, None, None, None, 0, 0)
    return replace(empty, **more)


def term_absences(term: TermLine, *lines: AbsenceLine, days: int = 0) -> TermAbsences:
    """As a diary has them: the latest first; the totals are others than any count, to be told apart."""
    last_first = sorted(lines, key=lambda line: (line.day, line.number or 0), reverse=True)
    return TermAbsences(term, 9, 4, 3, 2, 0, 1, days, tuple(last_first))


def diary(rows: dict[date, Iterable[LessonRow]] | None = None, week_days: int = 6, **more: object) -> Diary:
    """Return a diary with these lessons and nothing else but what `more` says."""
    year = (date(2026, 9, 1), date(2027, 5, 26))
    rest = {HOLIDAYS.start + timedelta(days=n): HOLIDAYS.title for n in range(8)}
    lessons = {day: tuple(found) for day, found in (rows or {}).items()}
    weeks = weeks_of_year(year, week_days, terms=(FIRST, SECOND), holidays=rest, rows=lessons)
    made = Diary(
        "s1", "Ким", "Ли", "", "8А", FRIDAY, *year, (FIRST, SECOND), weeks, (), NOTHING, (), (), (), (HOLIDAYS,),
        frozenset(),
    )  # fmt: skip
    return replace(made, **more)


def marks(*subjects: SubjectMarks, term: TermLine = SECOND) -> TermMarks:
    return TermMarks(term, subjects)


def finals(*rows: tuple[str, *tuple[MarkChip | DeferredChip | None, ...]]) -> Finals:
    """Return a table with both quarters, the year and the final mark; what a row doesn't say is empty."""
    columns = (
        FinalsColumn(FinalScope.TERM, FIRST),
        FinalsColumn(FinalScope.TERM, SECOND),
        FinalsColumn(FinalScope.YEAR, None),
        FinalsColumn(FinalScope.FINAL, None),
    )
    return Finals(columns, tuple(FinalsRow(title, (*cells, *[None] * (4 - len(cells)))) for title, *cells in rows))


def average(value: str, count: int = 2) -> Average:
    return Average(Decimal(value), weighted=False, count=count, points=Decimal(9), weights=Decimal(2))
