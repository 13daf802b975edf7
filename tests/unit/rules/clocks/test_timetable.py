"""What is announced: weeks, changed lessons, the tests of a term."""

from datetime import date, datetime, time

from generator.rules.clocks.timetable import lesson_change, tests_list, week_timetable

tests_list.__test__ = False  # a function of the rules, and no test
MON = date(2026, 11, 16)


def test_b2_5b_a_weeks_timetable_is_due_before_its_first_day_and_at_risk_from_the_last_school_day():
    clock = week_timetable(MON, last_before=date(2026, 11, 13), looked=datetime(2026, 11, 13, 9))
    assert (clock.amber, clock.due) == (datetime(2026, 11, 13), datetime(2026, 11, 15, 23, 59, 59))


def test_b2_5c_a_change_is_due_when_the_lesson_begins_and_by_the_end_of_its_day_where_nobody_knows_when():
    assert lesson_change(MON, begins=time(8, 30)).due == datetime(2026, 11, 16, 8, 30)
    assert lesson_change(MON, begins=None).due == datetime(2026, 11, 16, 23, 59, 59)


def test_b2_5d_the_tests_of_a_term_are_due_on_its_seventh_day():
    assert tests_list(date(2026, 11, 2)).due == datetime(2026, 11, 8, 23, 59, 59)
