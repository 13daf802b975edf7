"""The turn of the school year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.school import Student
from generator.model.years import Level
from generator.rules.years import birthday, coming_of_age, last_day_of_access, level_of

UNTIL = date(2027, 8, 31)
DAY = date(2026, 11, 19)


def born(day: date | None, end: date | None = None, name: str = "t:1") -> Student:
    return Student(name, (name,), "Ким", "Ли", "", "11а", None, end, day)


@pytest.mark.parametrize(
    ("grade", "level"),
    [(1, Level.PRIMARY), (4, Level.PRIMARY), (5, Level.BASIC), (9, Level.BASIC), (10, Level.SECONDARY),
     (11, Level.SECONDARY), (None, None)],
)  # fmt: skip
def test_results_are_recorded_at_all_three_levels(grade: int | None, level: Level | None) -> None:
    assert level_of(grade) is level


@pytest.mark.parametrize("day", [date(2027, 6, 1), date(2028, 1, 1)])
def test_the_day_of_the_row_goes_before_31_august(day: date) -> None:
    assert last_day_of_access(day, UNTIL) == day
    assert last_day_of_access(None, UNTIL) == UNTIL


@pytest.mark.parametrize(
    ("birth", "within", "on", "adult"),
    [
        (date(2008, 11, 19), 30, DAY, True),
        (date(2008, 11, 20), 30, date(2026, 11, 20), False),
        (date(2008, 12, 19), 30, date(2026, 12, 19), False),
        (date(2008, 1, 1), 30, date(2026, 1, 1), True),
    ],
)
def test_who_is_18_or_will_be_soon_is_named_with_the_day(birth: date, within: int, on: date, *, adult: bool) -> None:
    ((found),) = coming_of_age([born(birth)], DAY, within)
    assert (found.on, found.is_adult) == (on, adult)


@pytest.mark.parametrize(
    "student", [born(None), born(date(2008, 12, 20)), born(date(2008, 11, 1), date(2026, 11, 18))]
)  # fmt: skip
def test_who_has_no_date_is_younger_or_has_left_is_not_named(student: Student) -> None:
    assert coming_of_age([student], DAY, 30) == ()


def test_a_birthday_of_29_february_is_1_march_in_other_years() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)


@given(st.lists(st.dates(date(2000, 1, 1), date(2020, 1, 1)), max_size=6), st.integers(0, 400), st.integers(0, 400))
def test_a_longer_look_ahead_names_nobody_less(days: list[date], within: int, more: int) -> None:
    students = [born(day, name=f"t:{n}") for n, day in enumerate(days)]
    near = coming_of_age(students, DAY, within)
    far = coming_of_age(students, DAY, within + more)
    assert far[: len(near)] == near
    assert all(one.on > DAY + timedelta(days=within) for one in far[len(near) :])
