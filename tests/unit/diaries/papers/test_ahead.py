from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from generator.diaries.calendar import AgendaLine, CalendarLines
from generator.diaries.diary import ExamLine
from generator.diaries.papers.ahead import coming_tests, open_debts, subject_weeks, term_at
from generator.diaries.papers.lines import ComingTest, DebtLine
from generator.diaries.papers.own import OwnDay
from generator.model.kinds import FinalScope, MarkKind
from tests.unit.diaries.papers.invented import (
    FIRST,
    FRIDAY,
    MON,
    REST,
    SECOND,
    SHORTS,
    TUE,
    average,
    away,
    chip,
    diary,
    marks,
    subject_marks,
)

DUE = date(2026, 11, 27)
EARLY = datetime(2026, 11, 1, 12, 0)


def debt(day: date, due: date | None = None, title: str = ""):
    return chip(day, "долг", kind=MarkKind.DEBT, value=None, type="Практическая работа", title=title, due_on=due)


def test_a_week_is_shown_with_its_term_holidays_with_the_one_before() -> None:
    assert term_at(diary(), SECOND, MON) is SECOND
    assert term_at(diary(), None, REST) is FIRST
    assert term_at(diary(), None, date(2026, 8, 24)) is FIRST
    assert term_at(diary(terms=()), None, MON) is None


def test_debts_of_this_term_and_of_those_before_stand_by_the_day_they_are_due() -> None:
    found = diary(
        marks=(
            marks(subject_marks("Химия", debt(FIRST.start)), term=FIRST),
            marks(subject_marks("Алгебра", debt(MON, DUE, "круг"), chip(MON, kind=MarkKind.PENDING))),
        )
    )
    both = open_debts(found, SECOND, SHORTS)
    assert both == (
        DebtLine("Алгебра", "Алг.", "Практическая работа: круг", DUE),
        DebtLine("Химия", "Химия", "Практическая работа", None),
    )
    assert open_debts(found, FIRST, SHORTS) == both[1:]
    assert open_debts(found, None, SHORTS) == ()


def test_a_debt_whose_day_is_over_is_still_open() -> None:
    found = diary(marks=(marks(subject_marks("Химия", debt(MON, MON))),))
    assert [line.due_on for line in open_debts(found, SECOND, SHORTS)] == [MON]


def test_tests_to_come_are_those_after_the_day_of_the_data_until_the_end_of_the_second_week_after() -> None:
    days = [FRIDAY.date() + timedelta(days=n) for n in (0, 1, 16, 17)]
    tests = tuple(AgendaLine(day, "Алгебра", "", "Контрольная работа") for day in days)
    found = coming_tests(diary(calendar=CalendarLines(tests, ())), MON, SHORTS)
    assert found == tuple(ComingTest(day, "Алгебра", "Алг.", "Контрольная работа") for day in days[1:3])
    assert found[-1].day == MON + timedelta(days=20)


def test_data_from_before_the_week_shows_the_tests_of_the_week_itself() -> None:
    tests = tuple(AgendaLine(day, "Алгебра", "", "") for day in (MON - timedelta(days=1), MON))
    found = diary(calendar=CalendarLines(tests, ()), as_of=EARLY)
    assert [test.day for test in coming_tests(found, MON, SHORTS)] == [MON]


def test_announced_exams_stand_among_the_tests_and_past_ones_and_those_without_a_day_do_not() -> None:
    exam = ExamLine(DUE, "Химия", "", FinalScope.EXAM, None, None)
    tests = CalendarLines((AgendaLine(DUE, "Алгебра", "", ""), AgendaLine(DUE, "Ямы", "", "")), ())
    exams = (exam, exam._replace(day=None), exam._replace(result=chip(DUE)))
    found = coming_tests(diary(calendar=tests, exams=exams), MON, SHORTS)
    assert [(test.subject, test.scope) for test in found] == [
        ("Алгебра", None), ("Химия", FinalScope.EXAM), ("Ямы", None),
    ]  # fmt: skip


def test_every_subject_of_the_term_is_there_with_what_the_week_has_of_it() -> None:
    five, out = chip(MON, "5"), away(TUE, "Химия", 2)
    found = diary(marks=(marks(subject_marks("Алгебра", five, average=average("4.5")), subject_marks("Химия")),))
    days = [OwnDay([("Алгебра", five)]), OwnDay(absences=[out])]
    algebra, chemistry = subject_weeks(found, SECOND, days, SHORTS)
    assert (algebra.short, algebra.marks, algebra.absences, algebra.average) == ("Алг.", (five,), (), average("4.5"))
    assert (chemistry.marks, chemistry.absences, chemistry.average) == ((), (out,), None)


def test_a_subject_known_by_an_absence_only_is_not_lost() -> None:
    found = diary(marks=(marks(subject_marks("Химия")),))
    lines = subject_weeks(found, SECOND, [OwnDay(absences=[away(MON, "Алгебра")])], SHORTS)
    assert [line.subject for line in lines] == ["Алгебра", "Химия"]


def test_the_average_is_ours_or_the_journals_the_weighted_one_first() -> None:
    journal = subject_marks("Химия", source_average=Decimal("3.1"))
    both = replace(journal, source_weighted_average=Decimal("3.2"))
    averages = [
        subject_weeks(diary(marks=(marks(each),)), SECOND, [], SHORTS)[0].average
        for each in (replace(both, average=average("4")), both, journal)
    ]
    assert [(a.value, a.weighted, a.count) for a in averages if a] == [
        (Decimal(4), False, 2), (Decimal("3.2"), True, 0), (Decimal("3.1"), False, 0),
    ]  # fmt: skip
