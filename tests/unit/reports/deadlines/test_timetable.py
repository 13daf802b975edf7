"""What is announced and recorded week by week: B2.5b, B2.5c, B2.5d, B3.1, and the last forecast of B4.1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.model.kinds import LessonStatus
from generator.reports.deadlines.given import Told
from generator.reports.deadlines.values import ForecastTold, Matter, Tally
from generator.rules.deadlines import Verdict
from tests.unit.reports.classroom import BOYS, GIRLS, lesson, mark, records, weekly, work
from tests.unit.reports.deadlines.radar import MON, absence, at, empty, judged, ledger, lines, tally

DAY = timedelta(days=1)
NEXT = MON + 7 * DAY
FRIDAY = MON + 4 * DAY


def timetable(*days: date, as_of):
    known = records(lessons=[lesson("math", day) for day in days], as_of=as_of)
    return replace(known, provides=frozenset({"lessons"}))


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (at(FRIDAY - DAY, 12), Verdict.OPEN),
        (at(FRIDAY, 12), Verdict.AT_RISK),
        (at(NEXT, 12), Verdict.BROKEN),
    ],
)
def test_b2_5b_next_weeks_timetable_is_missed_from_friday_and_broken_on_monday(now, verdict) -> None:
    before = timetable(MON, as_of=at(MON - 3 * DAY, 9))
    known = timetable(MON, as_of=now)
    found = judged(known, ledger((before, at(MON - 3 * DAY, 9)), (known, now)), now=now)
    (line,) = [one for one in lines(found, Matter.TIMETABLE) if one.day == NEXT]
    assert line.verdict is verdict


def test_b2_5b_a_timetable_that_was_seen_before_its_week_is_met() -> None:
    known = timetable(MON, NEXT, as_of=at(FRIDAY, 9))
    found = judged(known, ledger((known, at(FRIDAY, 10))), now=at(FRIDAY, 12))
    assert tally(found, Matter.TIMETABLE) == Tally(met=1)


def test_b2_5b_a_journal_that_never_tells_lessons_to_come_is_not_judged() -> None:
    known = timetable(MON, as_of=at(NEXT, 12))
    assert tally(judged(known, ledger((known, at(NEXT, 12))), now=at(NEXT, 13)), Matter.TIMETABLE) == Tally()


@pytest.mark.parametrize(("published", "counts"), [(at(MON, 8, 30), {"met": 1}), (at(MON, 8, 31), {"broken": 1})])
def test_b2_5c_a_change_is_known_before_the_lesson_begins(published, counts) -> None:
    plan = records(lessons=[lesson("math", MON)], as_of=at(MON, 7))
    known = records(lessons=[lesson("math", MON, status=LessonStatus.SUBSTITUTED)], as_of=at(MON, 8))
    sights = ledger((plan, at(MON, 7)), (known, at(MON, 8)))
    assert tally(judged(known, sights, published=(published,)), Matter.CHANGES) == Tally(**counts)


def test_b2_5c_a_change_that_a_ledger_kept_for_the_first_time_is_unproven() -> None:
    known = records(lessons=[lesson("math", MON, status=LessonStatus.CANCELLED)])
    sights = ledger((empty(at(MON, 7)), at(MON, 7)), (known, at(MON + DAY, 8)))
    assert tally(judged(known, sights, published=(at(MON + DAY, 9),)), Matter.CHANGES) == Tally(unproven=1)
    assert tally(judged(known), Matter.CHANGES) == Tally(unproven=1)


def test_b2_5d_two_tests_of_a_class_on_one_day_are_a_warning_and_those_of_two_subgroups_are_none() -> None:
    tests = [work("1", "math", MON, "Контрольная", is_test=True), work("2", "art", MON, "", is_test=True)]
    found = judged(records(works=tests))
    assert tally(found, Matter.TEST_DAYS) == Tally(at_risk=1)
    (line,) = lines(found, Matter.TEST_DAYS)
    assert (line.found, line.limit, line.detail) == (2, 1, "Алгебра, Труд")
    apart = [replace(tests[0], group_id=GIRLS), replace(tests[1], group_id=BOYS)]
    assert tally(judged(records(works=apart)), Matter.TEST_DAYS) == Tally(met=2)
    assert tally(judged(records(works=[tests[0], apart[1]])), Matter.TEST_DAYS) == Tally(met=1, at_risk=1)


def test_b2_5d_a_test_that_was_not_in_the_first_weeks_list_was_announced_late_and_is_never_broken() -> None:
    first, late = (work(name, "math", NEXT + n * DAY, "", is_test=True) for n, name in enumerate("12"))
    start = date(2026, 11, 3)
    known = records(works=[first, late], as_of=at(NEXT, 8))
    listed = records(works=[first], as_of=at(MON + DAY, 8))
    sights = ledger((replace(listed, as_of=at(start, 8)), at(start, 8)), (listed, at(MON + DAY, 9)),
                    (known, at(NEXT, 9)))  # fmt: skip
    assert tally(judged(known, sights), Matter.TESTS_LIST) == Tally(met=1, at_risk=1)
    assert tally(judged(known, ledger((known, at(NEXT, 9)))), Matter.TESTS_LIST) == Tally(unproven=2)


def test_b3_1_a_student_without_any_record_in_a_week_that_is_over_is_a_warning() -> None:
    known = replace(records(marks=[mark("А", "math", MON, "5")], as_of=at(NEXT, 8)),
                    absences=(absence("Б", MON),))  # fmt: skip
    found = judged(known, now=at(NEXT, 9))
    assert tally(found, Matter.UNRECORDED) == Tally(met=2, at_risk=1)
    (line,) = lines(found, Matter.UNRECORDED)
    assert (line.student_ids, line.detail, line.teacher_id) == (("В",), "2026-W46", "t")


@pytest.mark.parametrize("as_of", [at(NEXT - DAY, 23), at(FRIDAY, 8)])
def test_b3_1_a_week_that_the_exports_have_not_told_to_its_end_is_not_judged(as_of) -> None:
    known = records(marks=[mark("А", "math", MON, "5")], as_of=as_of)
    assert tally(judged(known), Matter.UNRECORDED) == Tally()


def test_b3_1_a_week_without_marks_of_the_class_says_nothing() -> None:
    known = records(lessons=weekly("math", MON, NEXT), as_of=at(NEXT, 8))
    assert tally(judged(known, now=at(NEXT, 9)), Matter.UNRECORDED) == Tally()


def test_b4_1_the_last_forecast_of_each_student_is_told_with_its_way_and_the_next_one() -> None:
    first = date(2026, 11, 2)
    told = {"А": Told(first, (MON, FRIDAY), (FRIDAY,)), "Б": Told(first, (MON,)), "В": Told(None, ())}
    assert judged(records(), told=told).forecasts == (
        ForecastTold("А", "2 четверть", FRIDAY, on_paper=True, due=FRIDAY + 14 * DAY),
        ForecastTold("Б", "2 четверть", MON, on_paper=False, due=MON + 14 * DAY),
    )
