"""A6.1, B5.5, B6.1 and B4.1."""

from datetime import date, datetime, timedelta

import pytest

from generator.rules.clocks.results import exam_result, forecasts, term_mark
from generator.rules.deadlines import Verdict, end_of, start_of
from generator.rules.working_days import WorkingDays
from tests.unit.rules.clocks.profiles import SOFT, STRICT

DAYS = WorkingDays()
END = date(2026, 12, 30)
TERM = (date(2026, 11, 9), date(2026, 12, 30))


def a_term_mark(profile, deferred_until=None):
    return term_mark(profile, DAYS, term_end=END, deferred_until=deferred_until, done=None)


def test_the_marks_of_a_term_that_ends_on_30_december_2026_are_due_on_1_january_strictly():
    assert a_term_mark(STRICT).due == end_of(date(2027, 1, 1))


def test_the_marks_of_a_term_that_ends_on_30_december_2026_are_due_on_12_january_softly():
    assert a_term_mark(SOFT).due == end_of(date(2027, 1, 12))


def test_marks_due_in_the_holidays_are_at_risk_from_the_end_of_the_term():
    assert a_term_mark(STRICT).standing(end_of(END)).verdict is Verdict.AT_RISK
    assert a_term_mark(STRICT).standing(datetime(2026, 12, 30, 12)).verdict is Verdict.OPEN


def test_the_softly_read_limit_is_at_risk_on_its_last_working_day():
    assert a_term_mark(SOFT).amber == start_of(date(2027, 1, 12))


def test_a_deferral_puts_its_own_day_in_place_of_the_rules_with_a_reminder_three_days_before():
    found = a_term_mark(STRICT, date(2027, 1, 20))
    assert (found.amber, found.due) == (start_of(date(2027, 1, 17)), end_of(date(2027, 1, 20)))


@pytest.mark.parametrize("until", [date(2026, 12, 31), date(2027, 1, 1)])
def test_a_deferral_that_ends_no_later_changes_nothing(until):
    assert a_term_mark(STRICT, until) == a_term_mark(STRICT)
    assert a_term_mark(SOFT, date(2027, 1, 12)) == a_term_mark(SOFT)


def test_an_exam_result_is_told_24_hours_after_its_receipt_strictly():
    received = datetime(2026, 11, 20, 15)
    assert exam_result(STRICT, DAYS, received=received, done=None).due == received + timedelta(hours=24)


def test_an_exam_result_is_told_by_the_end_of_the_next_working_day_softly():
    received = datetime(2026, 11, 20, 15)
    assert exam_result(SOFT, DAYS, received=received, done=None).due == end_of(date(2026, 11, 23))
    before_holidays = datetime(2026, 12, 30, 9)
    assert exam_result(SOFT, DAYS, received=before_holidays, done=None).due == end_of(date(2027, 1, 11))


def test_a_forecast_is_due_every_14_days():
    told = [date(2026, 11, 20), date(2026, 12, 7)]
    first, second, third = forecasts(STRICT, term=TERM, told=told)
    assert [found.due.date() for found in (first, second, third)] == [
        date(2026, 11, 23),
        date(2026, 12, 4),
        date(2026, 12, 21),
    ]
    now = datetime(2026, 12, 8)
    assert [found.standing(now).verdict for found in (first, second, third)] == [
        Verdict.MET,
        Verdict.BROKEN,
        Verdict.OPEN,
    ]
    assert third.standing(datetime(2026, 12, 18)).verdict is Verdict.AT_RISK


def test_in_a_short_term_the_first_forecast_is_due_14_days_before_its_end():
    (only,) = forecasts(STRICT, term=(date(2026, 11, 9), date(2026, 11, 28)), told=[])
    assert only.due.date() == date(2026, 11, 14)


def test_a_term_of_less_than_14_days_wants_its_forecast_on_its_first_day():
    (only,) = forecasts(STRICT, term=(date(2026, 11, 9), date(2026, 11, 14)), told=[])
    assert only.due.date() == date(2026, 11, 9)


def test_nothing_is_due_after_the_end_of_the_term():
    found = forecasts(STRICT, term=TERM, told=[date(2026, 12, 17)])
    assert [line.done is None for line in found] == [False]


@pytest.mark.parametrize("told", [date(2026, 11, 8), date(2026, 12, 31)])
def test_a_forecast_outside_the_term_does_not_count(told):
    assert forecasts(STRICT, term=TERM, told=[told]) == forecasts(STRICT, term=TERM, told=[])
