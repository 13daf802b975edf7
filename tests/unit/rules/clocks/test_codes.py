"""A2.2: the access code."""

from datetime import date, datetime

from generator.rules.clocks.codes import access_code
from generator.rules.deadlines import Done, Verdict, end_of, on_day, start_of
from generator.rules.working_days import WorkingDays
from tests.unit.rules.clocks.profiles import SOFT, STRICT

DAYS = WorkingDays()
REGISTERED = date(2026, 10, 30)


def code(issued=None, delivered=None, profile=STRICT):
    return access_code(profile, DAYS, REGISTERED, issued=issued, delivered=delivered)


def verdict(moment, **acts):
    return code(**acts).standing(moment).verdict


def test_the_code_of_30_october_2026_is_due_on_9_november_in_both_readings():
    assert code().due == end_of(date(2026, 11, 9))
    assert code(profile=SOFT) == code()


def test_amber_from_the_third_working_day_and_red_after_the_fifth():
    assert verdict(end_of(date(2026, 11, 4))) is Verdict.OPEN
    assert verdict(start_of(date(2026, 11, 5))) is Verdict.AT_RISK  # 2, 3, 5
    assert verdict(end_of(date(2026, 11, 9))) is Verdict.AT_RISK
    assert verdict(start_of(date(2026, 11, 10))) is Verdict.BROKEN


def test_a_code_that_is_only_issued_is_amber_at_once_and_red_after_the_fifth_day():
    issued = Done(datetime(2026, 11, 2, 10))
    assert verdict(datetime(2026, 11, 2, 9), issued=issued) is Verdict.OPEN
    assert verdict(datetime(2026, 11, 2, 10), issued=issued) is Verdict.AT_RISK
    assert verdict(start_of(date(2026, 11, 10)), issued=issued) is Verdict.BROKEN


def test_a_code_issued_late_leaves_the_amber_of_the_third_day():
    assert code(issued=Done(datetime(2026, 11, 6))).amber == start_of(date(2026, 11, 5))


def test_hand_over_or_dispatch_stops_the_clock():
    issued = Done(datetime(2026, 11, 2, 10))
    in_time = code(issued=issued, delivered=on_day(date(2026, 11, 9)))
    assert in_time.standing(datetime(2026, 12, 1)).verdict is Verdict.MET
    late = code(issued=issued, delivered=on_day(date(2026, 11, 10))).standing(datetime(2026, 12, 1))
    assert (late.verdict, late.days) == (Verdict.BROKEN, -1)


def test_a_code_issued_before_the_application_makes_no_amber_before_the_start():
    assert code(issued=Done(datetime(2026, 9, 1))).amber == start_of(REGISTERED)
