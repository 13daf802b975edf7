from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.kinds import MarkKind
from generator.rules.statistics import (
    NOT_ASSESSED,
    Change,
    Distribution,
    Light,
    SouVariant,
    StatisticRules,
    change,
    deviation,
    distribution,
    indicators,
    light,
    place_of,
    rounded,
)

WITH, WITHOUT = SouVariant.WITH_NOT_ASSESSED, SouVariant.WITHOUT_NOT_ASSESSED
SAMPLE = Distribution(fives=6, fours=11, threes=7, twos=1, not_assessed=1)
RULES = StatisticRules()

numbers = st.integers(0, 60)
distributions = st.builds(Distribution, numbers, numbers, numbers, numbers, numbers, numbers)
variants = st.sampled_from(SouVariant)


def test_the_control_sample_of_the_facts_comes_out_to_the_tenth() -> None:
    found = indicators(SAMPLE, WITH)
    assert found is not None
    assert (found.count, found.marks) == (26, 25)
    assert (found.success, found.quality, found.sou, found.mean) == (923, 654, 607, 388)
    assert found.variant is WITH


def test_without_not_assessed_only_the_sou_of_the_control_sample_changes() -> None:
    found = indicators(SAMPLE, WITHOUT)
    assert found is not None
    assert (found.success, found.quality, found.sou, found.mean) == (923, 654, 629, 388)
    assert found.variant is WITHOUT


def test_an_empty_class_has_no_figures() -> None:
    assert indicators(Distribution(), WITH) is None
    assert indicators(Distribution(), WITHOUT) is None


def test_a_class_of_not_assessed_has_no_mean_and_a_sou_only_with_them() -> None:
    nobody = Distribution(not_assessed=3)
    found, without = indicators(nobody, WITH), indicators(nobody, WITHOUT)
    assert found is not None
    assert without is not None
    assert (found.success, found.quality, found.sou, found.mean) == (0, 0, 70, None)
    assert (without.sou, without.mean) == (None, None)


def test_a_one_counts_seven_and_is_no_success() -> None:
    found = indicators(Distribution(ones=1), WITHOUT)
    assert found is not None
    assert (found.success, found.sou, found.mean) == (0, 70, 100)


@pytest.mark.parametrize(
    ("kind", "value", "place"),
    [
        (MarkKind.NUMERIC, "5", 5),
        (MarkKind.NUMERIC, "1", 1),
        (MarkKind.TEXT, "4", 4),
        (MarkKind.NUMERIC, "3.5", 4),
        (MarkKind.NUMERIC, "3.49", 3),
        (MarkKind.NUMERIC, "6", None),
        (MarkKind.NUMERIC, "0", None),
        (MarkKind.NOT_ASSESSED, None, NOT_ASSESSED),
        (MarkKind.EXEMPT, None, None),
        (MarkKind.PASS, None, None),
        (MarkKind.DEBT, "2", None),
        (None, "5", None),
    ],
)
def test_only_marks_of_the_scale_and_not_assessed_have_a_place(kind, value, place) -> None:
    assert place_of(kind, None if value is None else Decimal(value)) == place


@pytest.mark.parametrize(
    ("hours", "plan", "found", "meaning"),
    [
        (100, 100, 0, Light.CALM),
        (95, 100, -50, Light.CALM),
        (94, 100, -60, Light.AMBER),
        (106, 100, 60, Light.AMBER),
        (90, 100, -100, Light.AMBER),
        (89, 100, -110, Light.RED),
        (7, 8, -125, Light.RED),
        (0, 0, None, Light.CALM),
        (1, 0, None, Light.RED),
    ],
)
def test_hours_off_the_plan_are_amber_above_5_and_red_above_10_per_cent(hours, plan, found, meaning) -> None:
    assert deviation(hours, plan) == found
    assert light(hours, plan, RULES) is meaning


def test_one_term_stands_against_the_other() -> None:
    old, new = indicators(Distribution(fives=1, twos=1), WITH), indicators(Distribution(fives=1), WITH)
    assert change(old, new) == Change(success=500, quality=500, mean=150)
    assert change(None, new) is change(new, None) is None
    assert change(old, indicators(Distribution(not_assessed=1), WITH)) == Change(-500, -500, None)


@given(st.dictionaries(st.integers(0, 5), numbers))
def test_a_distribution_sums_to_the_number_of_students(counts) -> None:
    found = distribution(counts)
    assert found.count == sum(counts.values())
    assert found.points == sum(place * count for place, count in counts.items())


@given(distributions, variants)
def test_figures_are_the_formulas_rounded_half_up(marks, variant) -> None:
    found = indicators(marks, variant)
    if not marks.count:
        assert found is None
        return
    assert found is not None
    assert 0 <= found.quality <= found.success <= 1000
    good = marks.fives + marks.fours
    assert found.quality == half_up(Fraction(1000 * good, marks.count))
    assert found.success == half_up(Fraction(1000 * (good + marks.threes), marks.count))
    if marks.marks:
        assert found.mean == half_up(Fraction(100 * marks.points, marks.marks))
        assert found.sou is not None
        assert 70 <= found.sou <= 1000


@given(distributions, distributions, distributions)
def test_adding_distributions_minds_neither_order_nor_brackets(one, two, three) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert (one + two).count == one.count + two.count
    assert one + Distribution() == one


@given(st.integers(-10_000, 10_000), st.integers(1, 500))
def test_a_quotient_is_rounded_half_up(numerator, denominator) -> None:
    assert rounded(numerator, denominator) == half_up(Fraction(numerator, denominator))


def half_up(value: Fraction) -> int:
    return int((value + Fraction(1, 2)) // 1)
