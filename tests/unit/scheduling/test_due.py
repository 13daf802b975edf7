from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.scheduling.due import SchoolDays, due_at_hour, due_run, next_runs
from generator.settings.sections import ScheduleSection

ZONE = ZoneInfo("Asia/Yekaterinburg")
SCHEDULE = ScheduleSection((time(7, 30), time(16, 30)), 10, "", 10)
HOLIDAYS = {date(2026, 11, day) for day in range(2, 8)}
SIX = SchoolDays(ZONE, 6, HOLIDAYS.__contains__)
FIVE = SchoolDays(ZONE, 5, HOLIDAYS.__contains__)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, second: int = 0, micro: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second, micro, ZONE)


def test_a_run_is_due_once_its_time_has_come_and_no_longer_when_it_was_served():
    before = due_run(SCHEDULE, SIX, at(19, 7, 29, second=59), at(18, 16, 31))
    assert (before.is_due, before.last, before.next) == (False, at(18, 16, 30), at(19, 7, 30))
    then = due_run(SCHEDULE, SIX, at(19, 7, 30), at(18, 16, 31))
    assert (then.is_due, then.last, then.next) == (True, at(19, 7, 30), at(19, 16, 30))
    assert not due_run(SCHEDULE, SIX, at(19, 7, 45), at(19, 7, 30)).is_due


@pytest.mark.parametrize("micro", [0, 1, 999_999])
def test_the_very_second_counts_with_and_without_its_fraction(micro: int):
    assert due_run(SCHEDULE, SIX, at(19, 7, 30, micro=micro), at(18, 16, 31)).last == at(19, 7, 30)


def test_a_run_that_began_before_the_time_does_not_serve_it():
    assert due_run(SCHEDULE, SIX, at(19, 7, 40), at(19, 7, 29)).is_due


def test_runs_that_were_missed_are_caught_up_once():
    now = at(19, 12)
    assert due_run(SCHEDULE, SIX, now, at(10, 7, 31)).is_due
    assert not due_run(SCHEDULE, SIX, now + timedelta(minutes=1), now).is_due


def test_a_first_run_is_due_when_a_time_has_passed_at_all():
    assert due_run(SCHEDULE, SIX, at(19, 12), None).is_due
    never = SchoolDays(ZONE, 6, lambda _day: True)
    nothing = due_run(SCHEDULE, never, at(19, 12), None)
    assert (nothing.last, nothing.next, nothing.is_due) == (None, None, False)


def test_sundays_and_in_a_week_of_five_days_saturdays_have_no_runs():
    assert due_run(SCHEDULE, SIX, at(22, 12), None).last == at(21, 16, 30)
    assert due_run(SCHEDULE, SIX, at(22, 12), None).next == at(23, 7, 30)
    assert due_run(SCHEDULE, FIVE, at(22, 12), None).last == at(20, 16, 30)


def test_holidays_have_no_runs():
    inside = due_run(SCHEDULE, SIX, at(4, 12), at(31, 16, 31, month=10))
    assert (inside.last, inside.next, inside.is_due) == (at(31, 16, 30, month=10), at(9, 7, 30), False)


def test_the_long_holidays_are_not_too_long():
    summer = SchoolDays(ZONE, 6, lambda day: date(2026, 5, 27) <= day <= date(2026, 8, 31))
    found = due_run(SCHEDULE, summer, at(15, 12, month=7), None)
    assert (found.last, found.next) == (at(26, 16, 30, month=5), at(1, 7, 30, month=9))


def test_a_last_run_in_the_future_counts_as_none_and_is_told():
    found = due_run(SCHEDULE, SIX, at(19, 12), at(19, 12, 1))
    assert (found.is_due, found.clock_went_back) == (True, True)
    assert not due_run(SCHEDULE, SIX, at(19, 12), at(19, 11)).clock_went_back


def test_the_times_are_the_schools_wherever_the_computer_stands():
    now = datetime(2026, 11, 19, 2, 30, tzinfo=UTC)
    assert due_run(SCHEDULE, SIX, now, None).last == at(19, 7, 30)
    assert due_run(SCHEDULE, SIX, now - timedelta(seconds=1), None).last == at(18, 16, 30)


def test_notices_have_one_hour_a_day():
    found = due_at_hour(time(18, 30), SIX, at(19, 19), at(18, 18, 30))
    assert (found.last, found.next, found.is_due) == (at(19, 18, 30), at(20, 18, 30), True)
    assert not due_at_hour(time(18, 30), SIX, at(19, 19), at(19, 18, 31)).is_due


def test_the_next_runs_are_in_order():
    assert next_runs(SCHEDULE, SIX, at(21, 12), 3) == (at(21, 16, 30), at(23, 7, 30), at(23, 16, 30))


CAIRO = ZoneInfo("Africa/Cairo")
"""Its clock changes on school days: in 2026 on Friday, 24 April, at 0:00, and on Thursday, 29 October, at 24:00."""


def test_a_time_that_the_clock_skips_comes_as_much_later():
    skipped = ScheduleSection((time(0, 30),), 0, "", 10)
    found = due_run(skipped, SchoolDays(CAIRO, 6, lambda _day: False), datetime(2026, 4, 24, 12, tzinfo=CAIRO), None)
    assert found.last == datetime(2026, 4, 24, 1, 30, tzinfo=CAIRO)


def test_a_free_day_with_a_skipped_time_does_not_hold_the_search():
    days = SchoolDays(CAIRO, 6, {date(2026, 4, 24)}.__contains__)
    skipped = ScheduleSection((time(0, 30),), 0, "", 10)
    assert due_run(skipped, days, datetime(2026, 4, 24, 12, tzinfo=CAIRO), None).last == datetime(
        2026, 4, 23, 0, 30, tzinfo=CAIRO
    )


def test_an_hour_that_comes_twice_is_served_the_first_time():
    late = ScheduleSection((time(23, 30),), 0, "", 10)
    days = SchoolDays(CAIRO, 6, lambda _day: False)
    second_pass = datetime(2026, 10, 29, 23, 10, fold=1, tzinfo=CAIRO)
    found = due_run(late, days, second_pass, None)
    assert found.last.astimezone(UTC) == datetime(2026, 10, 29, 20, 30, tzinfo=UTC)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
ZONES = st.sampled_from(["Asia/Yekaterinburg", "Europe/Kaliningrad", "Asia/Kamchatka", "Europe/Paris", "Africa/Cairo"])


@given(MOMENTS, ZONES, st.times(), st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20))
def test_last_and_next_lie_around_now_on_school_days(now: datetime, name: str, when: time, free: set[date]):
    zone = ZoneInfo(name)
    section = ScheduleSection((when.replace(second=0, microsecond=0),), 0, "", 10)
    found = due_run(section, SchoolDays(zone, 6, free.__contains__), now, None)
    assert found.last.astimezone(UTC) <= now < found.next.astimezone(UTC)
    for moment in (found.last, found.next):
        assert moment.date() not in free
        assert moment.weekday() < 6
        assert moment == moment.astimezone(UTC).astimezone(zone)
    after = due_run(section, SchoolDays(zone, 6, free.__contains__), now, found.last)
    assert not after.is_due
