from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from generator.diaries.class_view import ClassView
from generator.diaries.diary import Choice, SubjectMarks
from generator.diaries.outlook.forecasts import choices_of
from generator.diaries.outlook.lessons_left import TermLessons, lessons_of_term
from generator.diaries.student_view import diaries
from generator.model import entries as e
from generator.model.records import GroupRecords, PlanLine
from generator.model.school import School
from generator.rules.forecast import Risk, Way
from generator.rules.standing import State
from tests.unit.diaries.act import MARKS
from tests.unit.reading.joining.builders import LIMITS, at, directory, lesson, mark, student

DAY = timedelta(days=1)
FIRST = date(2026, 11, 2)  # a Monday, on which the second term begins
LAST = date(2026, 12, 30)
NOW = datetime(2026, 11, 19, 15, 40)
SCHOOL = [
    student("Ким Ли", id="1"),
    e.TermEntry(at(), "t1", e.TermKind.QUARTER, 1, "", date(2026, 9, 1), date(2026, 10, 24)),
    e.TermEntry(at(), "t2", e.TermKind.QUARTER, 2, "", FIRST, LAST),
    e.HolidayEntry(at(), "День народного единства", date(2026, 11, 4), date(2026, 11, 4)),
    e.BellEntry(at(), 1, time(8, 30), time(9, 10)),
    e.BellEntry(at(), 6, time(15, 0), time(15, 45)),
]


def weekly(subject: str, *weekdays: int, until: date = LAST, number: int = 1, **more: object) -> list[e.Entry]:
    days = (FIRST + n * DAY for n in range((until - FIRST).days + 1))
    return [lesson(subject, d, number, **more) for d in days if d.weekday() in weekdays and d != date(2026, 11, 4)]


def known(entries: list, *, as_of: datetime = NOW, plan: tuple[PlanLine, ...] = ()) -> tuple[School, GroupRecords]:
    from generator.reading.joining.assemble import Assembly

    school, found, problems = directory(("tables", SCHOOL))
    assert problems == []
    assembly = Assembly(school, found, LIMITS, "8а")
    assembly.add("tables", entries)
    records = assembly.records()
    assert assembly.problems == []
    return school, replace(records, as_of=as_of, plan=plan)


def lessons(entries: list, **more: object) -> dict[str, TermLessons]:
    school, records = known(entries, **more)
    view = ClassView(school, records, MARKS, 6)
    pupil = school.students_of("8а")[0]
    found = lessons_of_term(view, view.timetable_of(pupil), view.groups_of(pupil), view.terms[1])
    return {school.subjects[subject_id].title: counts for subject_id, counts in found.items()}


def subjects(entries: list, term: int = 1, **more: object) -> dict[str, SubjectMarks]:
    school, records = known(entries, **more)
    diary = next(diaries(ClassView(school, records, MARKS, 6), school.students_of("8а")))
    return {subject.subject: subject for subject in diary.marks[term].subjects}


def test_lessons_are_held_up_to_the_newest_data_and_left_up_to_the_end_of_the_term() -> None:
    # Mondays and Wednesdays; 4 November is a holiday
    assert lessons(weekly("Алгебра", 0, 2))["Алгебра"] == TermLessons(held=5, left=12, often=False)


def test_lessons_of_the_last_day_are_held_when_they_were_over() -> None:
    thursdays = [lesson("Химия", NOW.date(), 1), lesson("Физика", NOW.date(), 6), lesson("Труд", NOW.date(), 7)]
    found = lessons(thursdays)
    assert [found[name].held for name in ("Химия", "Физика", "Труд")] == [1, 0, 1]
    whole_day = lessons(thursdays, as_of=datetime(2026, 11, 19))
    assert [found.held for found in whole_day.values()] == [1, 1, 1]


def test_cancelled_lessons_and_those_moved_away_are_neither_held_nor_left() -> None:
    off = [
        lesson("Алгебра", FIRST, 1, status=e.LessonStatus.CANCELLED),
        lesson("Алгебра", LAST, 1, status=e.LessonStatus.MOVED),
        lesson("Алгебра", LAST, 2, status=e.LessonStatus.MOVED, replaces_date=FIRST),
    ]
    assert lessons(off)["Алгебра"] == TermLessons(held=0, left=1, often=False)


def test_a_timetable_that_ends_early_is_continued_by_its_last_whole_week_without_holidays() -> None:
    early = weekly("Алгебра", 0, 2, until=date(2026, 11, 25)) + weekly("Химия", 5, until=date(2026, 11, 25))
    found = lessons(early)
    assert found["Алгебра"] == lessons(weekly("Алгебра", 0, 2))["Алгебра"]
    assert found["Химия"].left == lessons(weekly("Химия", 5))["Химия"].left == 6


def test_what_was_substituted_or_moved_for_once_is_not_repeated() -> None:
    week = date(2026, 11, 16)
    entries = [
        *weekly("Алгебра", 0, until=date(2026, 11, 9)),
        lesson("Химия", week, 1, status=e.LessonStatus.SUBSTITUTED, replaces_subject="Алгебра"),
        lesson("Труд", week + DAY, 1, status=e.LessonStatus.MOVED, replaces_date=week - DAY, replaces_subject="Труд"),
        lesson("Физика", week + 2 * DAY, 1, status=e.LessonStatus.CANCELLED),
        lesson("Физика", week + 5 * DAY, 1),
    ]
    found = lessons(entries)
    assert [found[name].left for name in ("Алгебра", "Химия", "Труд", "Физика")] == [6, 0, 0, 1 + 6 + 5]


def test_the_plan_goes_before_the_timetable() -> None:
    algebra = known(weekly("Алгебра", 0))[1].lessons[0]
    plan = PlanLine(algebra.group_id, algebra.subject_id, "", 99, None)
    assert lessons(weekly("Алгебра", 0), plan=(plan,))["Алгебра"].left == 6
    term = known(weekly("Алгебра", 0))[0].terms[1].id
    assert lessons(weekly("Алгебра", 0), plan=(replace(plan, term_id=term, hours=10),))["Алгебра"].left == 7
    assert lessons(weekly("Алгебра", 0), plan=(replace(plan, term_id=term, hours=2),))["Алгебра"].left == 0


def test_a_family_reads_the_lessons_held_of_those_planned_where_there_is_a_plan() -> None:
    entries = [*weekly("Алгебра", 0), mark("Ким Ли", "Алгебра", FIRST, "4")]
    assert subjects(entries)["Алгебра"].hours is None
    school, records = known(entries)
    algebra = records.lessons[0]
    plan = PlanLine(algebra.group_id, algebra.subject_id, school.terms[1].id, 10, None)
    assert subjects(entries, plan=(plan,))["Алгебра"].hours == (3, 10)


@pytest.mark.parametrize(("weekdays", "often"), [((0, 2), False), ((0, 1, 3), True)])
def test_more_than_two_lessons_a_week_need_more_marks(weekdays: tuple[int, ...], often: bool) -> None:
    entries = weekly("Алгебра", *weekdays) + [mark("Ким Ли", "Алгебра", FIRST + n * DAY, "4") for n in (0, 1, 3)]
    found = subjects(entries)["Алгебра"].forecast
    assert found is not None
    assert (found.needed, found.state) == ((5, State.FEW) if often else (3, State.FIRM))


def test_without_a_timetable_nobody_knows_how_many_lessons_are_left() -> None:
    found = subjects([mark("Ким Ли", "Алгебра", FIRST + n * DAY, "4") for n in range(3)])["Алгебра"].forecast
    assert found is not None
    assert (found.left, found.ways) == (None, (Way(3, 5, None),))


WORKS = [
    e.WorkEntry(at(), "w1", "8А", "Алгебра", FIRST, type="Контрольная работа", weight=Decimal(3)),
    e.WorkEntry(at(), "w2", "8А", "Алгебра", FIRST, type="Ответ на уроке", weight=Decimal(1)),
    e.WorkEntry(at(), "w3", "8А", "Алгебра", FIRST, type="Домашняя работа", weight=Decimal(1)),
    e.WorkEntry(at(), "w4", "8А", "Алгебра", FIRST, type="Ответ на уроке", weight=Decimal(1)),
]


def test_the_kinds_of_work_of_the_class_are_what_can_be_tried() -> None:
    given = [
        mark("Ким Ли", "Алгебра", FIRST + DAY, raw, work=work) for raw, work in (("4", "w2"), ("4", "w4"), ("3", "w1"))
    ]
    found = subjects([*weekly("Алгебра", 0, 2), *WORKS, *given])["Алгебра"]
    assert found.choices == (Choice("Ответ на уроке", 100), Choice("Контрольная работа", 300))
    assert found.forecast is not None
    assert (found.forecast.mean, found.forecast.left) == (340, 12)
    assert (found.forecast.state, found.forecast.mark, found.forecast.ways) == (State.FIRM, 3, (Way(1, 5, 100),))


def test_marks_without_weights_are_tried_without_weights() -> None:
    given = [mark("Ким Ли", "Алгебра", FIRST + n * DAY, "4") for n in range(3)]
    found = subjects([*WORKS, *given])["Алгебра"]
    assert found.choices == ()
    assert found.forecast is not None


def test_weights_that_only_the_marks_tell_can_be_tried_as_well() -> None:
    given = [mark("Ким Ли", "Алгебра", FIRST + n * DAY, "4", weight=Decimal(n + 1)) for n in range(3)]
    assert subjects(given)["Алгебра"].choices == (Choice("", 100), Choice("", 200), Choice("", 300))


def test_weights_of_some_marks_only_give_no_forecast() -> None:
    given = [mark("Ким Ли", "Алгебра", FIRST, "4"), mark("Ким Ли", "Алгебра", FIRST + DAY, "4", weight=Decimal(2))]
    found = subjects(given)["Алгебра"]
    assert (found.forecast, found.choices) == (None, ())


def test_a_term_that_is_over_or_has_its_final_mark_has_no_forecast() -> None:
    given = [mark("Ким Ли", "Алгебра", day, "4") for day in (date(2026, 9, 14), FIRST)]
    assert subjects(given, term=0)["Алгебра"].forecast is None
    assert subjects(given, term=1)["Алгебра"].forecast is not None
    assert subjects(given, term=1, as_of=datetime(2026, 12, 31))["Алгебра"].forecast is None
    final = e.TermMarkEntry(
        at(), e.PersonRef("1"), "8А", "Алгебра", e.FinalScope.TERM, "t2", "4", e.MarkKind.NUMERIC, Decimal(4)
    )
    assert subjects([*given, final], term=1)["Алгебра"].forecast is None


def test_a_subject_without_numbers_has_no_forecast() -> None:
    passed = [replace_kind(mark("Ким Ли", "Труд", FIRST, "5"), e.MarkKind.PASS)]
    found = subjects([*passed, *weekly("Разговоры", 0)])
    assert [found[name].forecast for name in ("Труд", "Разговоры")] == [None, None]


def replace_kind(entry: e.MarkEntry, kind: e.MarkKind) -> e.MarkEntry:
    return entry._replace(raw="зач", kind=kind, value=None)


def test_missed_lessons_and_few_marks_are_a_risk() -> None:
    away = [
        e.AbsenceEntry(at(), e.PersonRef("1"), "8А", "Алгебра", FIRST + n * DAY, "н", e.AbsenceKind.ILL)
        for n in (0, 7, 9)
    ]
    late = e.AbsenceEntry(at(), e.PersonRef("1"), "8А", "Алгебра", FIRST + 14 * DAY, "оп", e.AbsenceKind.LATE)
    given = mark("Ким Ли", "Алгебра", FIRST + 16 * DAY, "4")
    found = subjects([*weekly("Алгебра", 0, 2), *away, late, given])["Алгебра"].forecast
    assert found is not None
    assert found.risk == Risk(missed=3, held=5)


def test_of_many_weights_those_in_use_most_are_offered() -> None:
    works = [("а", 100), ("б", 200), ("в", 300), ("в", 300), ("г", 400), ("г", 400), ("д", 900)]
    assert [choice.weight for choice in choices_of(works)] == [100, 300, 400, 900]
