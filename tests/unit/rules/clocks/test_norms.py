"""Norms of 2025: share of tests, minutes of homework."""

from dataclasses import replace

import pytest

from generator.rules.clocks.norms import homework_load, tests_share
from tests.unit.rules.clocks.profiles import STRICT

tests_share.__test__ = False  # a function of the rules, and no test


@pytest.mark.parametrize(
    ("tests", "lessons", "over"),
    [(3, 34, False), (4, 34, True), (7, 70, False), (8, 70, True), (0, 0, False), (1, 9, True)],
)
def test_more_than_a_tenth_of_the_lessons_are_too_many_tests(tests, lessons, over):
    assert tests_share(STRICT, tests=tests, lessons=lessons).over is over


@pytest.mark.parametrize(
    ("grade", "norm"),
    [(1, 60), (2, 90), (3, 90), (4, 120), (5, 120), (6, 150), (7, 150), (8, 150), (9, 210), (10, 210), (11, 210)],
)
def test_homework_has_a_norm_in_every_grade(grade, norm):
    """facts §1.5."""
    assert homework_load(STRICT, grade, [norm]).over is False
    assert homework_load(STRICT, grade, [norm, 1]).over is True


def test_the_norm_of_the_first_grade_is_the_schools():
    none = replace(STRICT, homework_minutes=(0, *STRICT.homework_minutes[1:]))
    assert homework_load(none, 1, [5]).over is True
    assert homework_load(none, 1, []).over is False


def test_homework_without_minutes_is_counted_apart_and_not_guessed():
    load = homework_load(STRICT, 8, [100, None, None])
    assert (load.minutes, load.unknown, load.norm, load.over) == (100, 2, 150, False)


@pytest.mark.parametrize("grade", [None, 0, 12])
def test_no_norm_without_a_grade(grade):
    assert homework_load(STRICT, grade, [500]) is None
