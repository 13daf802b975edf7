from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from generator.model.kinds import LessonStatus
from generator.model.records import Lesson
from generator.rules.records.lessons import Clock, SchoolDays, beyond

MON = date(2026, 9, 14)
DAY = timedelta(days=1)
HELD = Lesson("1", "8а", "math", MON, 1, 1, None, None, "", (), "", "", LessonStatus.HELD, None, "")


def test_a_lesson_is_over_when_its_bell_has_rung() -> None:
    ends = {1: time(9, 10)}
    assert not Clock(datetime(2026, 9, 14, 9, 9), ends)(HELD)
    assert Clock(datetime(2026, 9, 14, 9, 10), ends)(HELD)
    assert not Clock(datetime(2026, 9, 14, 9, 10), ends)(replace(HELD, end=time(9, 15)))
    assert Clock(datetime(2026, 9, 14), ends)(HELD)
    assert Clock(datetime(2026, 9, 14, 7, 0), {})(HELD)
    assert not Clock(datetime(2026, 9, 13, 23, 0), {})(HELD)


def test_a_timetable_goes_on_by_its_last_whole_week_up_to_the_end_without_holidays() -> None:
    days = {MON + n * DAY: [replace(HELD, day=MON + n * DAY)] for n in (0, 2, 7)}
    last = MON + 7 * DAY
    school = SchoolDays(6, {MON + 14 * DAY}, last)
    # The week of the 14th is the last whole one; left are Wednesdays 23 and 30 and no Monday, which is a holiday.
    assert beyond(days, last, MON + 17 * DAY, school) == {"math": 2}
    assert beyond(days, last, last, school) == {}
    assert beyond({}, last, MON + 17 * DAY, school) == {}
