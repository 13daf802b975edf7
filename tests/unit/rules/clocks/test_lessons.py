"""A5.1, A5.2, A7.1 and the norm on homework."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from generator.errors import SettingsError
from generator.rules.clocks.lessons import absence, homework, mark
from generator.rules.deadlines import Done, Verdict, end_of, start_of
from generator.rules.working_days import WorkingDays
from tests.unit.rules.clocks.profiles import AUTUMN, SOFT, STRICT

DAYS = WorkingDays()
THURSDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 23)


def a_mark(profile, lesson=THURSDAY, work=None, grade=8, done=None):
    return mark(profile, DAYS, lesson=lesson, work=work, grade=grade, done=done)


def test_a_mark_is_due_three_calendar_days_after_its_lesson_strictly():
    assert a_mark(STRICT).due == end_of(date(2026, 11, 22))


def test_a_mark_is_due_three_working_days_after_its_lesson_softly():
    assert a_mark(SOFT).due == end_of(date(2026, 11, 24))


@pytest.mark.parametrize(("lesson", "work"), [(THURSDAY, MONDAY), (MONDAY, THURSDAY)])
def test_the_later_of_lesson_and_work_counts(lesson, work):
    found = a_mark(STRICT, lesson, work)
    assert (found.start, found.due) == (start_of(MONDAY), end_of(date(2026, 11, 26)))


def test_the_lower_grades_may_have_a_shorter_limit():
    assert a_mark(AUTUMN, grade=3).due == end_of(date(2026, 11, 21))
    assert a_mark(AUTUMN, grade=5).due == end_of(date(2026, 11, 22))


def test_a_mark_due_on_a_sunday_is_at_risk_on_friday():
    friday = start_of(date(2026, 11, 20))
    assert a_mark(STRICT).amber == friday
    assert a_mark(STRICT).standing(friday).verdict is Verdict.AT_RISK


def test_a_mark_due_on_1_january_is_at_risk_on_30_december():
    assert a_mark(STRICT, date(2026, 12, 29)).amber == start_of(date(2026, 12, 30))


def test_the_strict_reading_needs_no_production_calendar_and_the_soft_one_is_refused():
    lesson = date(2027, 12, 29)
    assert a_mark(STRICT, lesson).due == end_of(date(2028, 1, 1))
    assert a_mark(STRICT, lesson).amber == start_of(date(2028, 1, 1))
    with pytest.raises(SettingsError, match="2028"):
        a_mark(SOFT, lesson)


def test_an_absence_is_told_24_hours_after_the_end_of_the_lesson_strictly():
    found = absence(STRICT, lesson=THURSDAY, ends=time(9, 15), done=None)
    assert (found.start, found.due) == (datetime(2026, 11, 19, 9, 15), datetime(2026, 11, 20, 9, 15))
    assert found.amber == datetime(2026, 11, 19, 21, 15)


def test_an_absence_is_told_by_the_end_of_the_next_calendar_day_softly():
    assert absence(SOFT, lesson=THURSDAY, ends=time(9, 15), done=None).due == end_of(date(2026, 11, 20))
    saturday = date(2026, 11, 21)
    assert absence(SOFT, lesson=saturday, ends=None, done=None).due == end_of(date(2026, 11, 22))


def test_a_lesson_whose_end_is_not_known_ended_with_its_day_at_the_latest():
    found = absence(STRICT, lesson=THURSDAY, ends=None, done=Done(datetime(2026, 11, 20, 16, 30)))
    assert found.due == end_of(date(2026, 11, 20))
    assert found.standing(datetime(2026, 12, 1)).verdict is Verdict.MET


def test_two_publications_a_day_tell_every_absence_in_time():
    """A7.1: at 07:30 and 16:30; a lesson of Thursday that ends at 15:40 is told within the hour."""
    found = absence(STRICT, lesson=THURSDAY, ends=time(15, 40), done=Done(datetime(2026, 11, 19, 16, 30)))
    assert found.standing(datetime(2026, 11, 20)).verdict is Verdict.MET
    missed = absence(STRICT, lesson=THURSDAY, ends=time(15, 40), done=Done(datetime(2026, 11, 20, 16, 30)))
    assert missed.standing(datetime(2026, 11, 21)).verdict is Verdict.BROKEN


def test_more_than_a_day_of_hours_are_two_days_softly():
    profile = replace(SOFT, absence_hours=25)
    assert absence(profile, lesson=THURSDAY, ends=time(9, 15), done=None).due == end_of(date(2026, 11, 21))


def test_homework_is_entered_by_the_end_of_the_school_day_or_softly_of_the_day():
    def due(profile, ends=time(14, 30)):
        return homework(profile, given=THURSDAY, school_ends=ends, done=None).due

    assert due(STRICT) == datetime(2026, 11, 19, 14, 30)
    assert due(STRICT, None) == end_of(THURSDAY)
    assert due(SOFT) == end_of(THURSDAY)


def test_a_profile_may_leave_homework_alone():
    assert homework(replace(STRICT, homework="off"), given=THURSDAY, school_ends=None, done=None) is None
