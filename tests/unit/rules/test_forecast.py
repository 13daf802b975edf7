from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.rules.averages import Sums, WeightedMark, add_up, mean
from generator.rules.forecast import Course, Danger, Forecast, ForecastRules, Risk, Way, forecast, marks_needed
from generator.rules.standing import Borders, State, standing
from tests.unit.rules.test_averages import marks

USUAL = Borders(((5, 450), (4, 350), (3, 250)), 10)
RULES = ForecastRules(USUAL, 3, 50, 3)
COURSE = Course(left=24, weights=(100, 300))


def look_ahead(text: str, rules: ForecastRules = RULES, course: Course = COURSE) -> Forecast:
    found = forecast(marks(text), rules, course)
    assert found is not None
    return found


def test_the_example_of_the_act_needs_four_fives_for_tests_or_twelve_in_class() -> None:
    found = look_ahead("4·1 4·1 3·3 5·1 4·2")
    assert (found.mean, found.state, found.mark, found.target) == (375, State.FIRM, 4, 5)
    assert found.ways == (Way(4, 5, 300), Way(12, 5, 100))


@pytest.mark.parametrize(("border", "needed"), [(350, 0), (365, 0), (450, 12), (465, 21), (500, None), (520, None)])
def test_how_many_fives_reach_a_border(border: int, needed: int | None) -> None:
    sums = add_up(marks("4·1 4·1 3·3 5·1 4·2"))
    assert sums is not None
    assert (sums.points, sums.weights) == (300_000, 800)
    assert marks_needed(sums, border, 500, 100) == needed


def test_a_border_that_is_reached_exactly_gives_the_mark_when_nothing_is_disputed() -> None:
    rules = ForecastRules(Borders(USUAL.marks, 0), 1, 50, 3)
    assert (look_ahead("5 4", rules).state, look_ahead("5 4", rules).mark) == (State.FIRM, 5)


def test_a_mean_that_only_rounds_to_the_border_is_below_it() -> None:
    rules = ForecastRules(Borders(USUAL.marks, 0), 1, 50, 3)
    found = look_ahead("5·112 4·113", rules)
    assert (found.mean, found.mark) == (450, 4)


def test_exactly_a_band_away_is_not_disputed() -> None:
    assert look_ahead("5·3 4·2", ForecastRules(USUAL, 2, 50, 3)).state is State.FIRM
    assert look_ahead("5·2 4·3", ForecastRules(USUAL, 2, 50, 3)).state is State.FIRM


def test_a_disputed_mark_stands_between_two_and_is_made_firm_a_band_above_the_border() -> None:
    found = look_ahead("4·1 5·1 5·2 4·1 4·2")
    assert (found.state, found.mark, found.lower, found.target) == (State.DISPUTED, 5, 4, 5)
    assert found.ways == (Way(1, 5, 300), Way(3, 5, 100))


def test_too_few_marks_give_a_mean_and_no_way() -> None:
    found = look_ahead("4·1 5·1")
    assert (found.state, found.mean, found.count, found.needed) == (State.FEW, 450, 2, 3)
    assert (found.mark, found.target, found.ways, found.danger) == (None, None, (), None)


def test_no_marks_give_no_mean() -> None:
    found = look_ahead("")
    assert (found.state, found.mean, found.risk) == (State.NOTHING, None, None)


def test_weights_of_some_marks_only_give_no_forecast() -> None:
    assert forecast(marks("4·1 5"), RULES, COURSE) is None


def test_without_weights_there_is_one_way() -> None:
    assert look_ahead("5 4 4", course=Course(left=9, weights=(100, 300))).ways == (Way(1, 5, None),)


@pytest.mark.parametrize(("left", "ways"), [(12, 2), (11, 1), (4, 1), (3, 0), (0, 0), (None, 2)])
def test_a_way_that_takes_more_lessons_than_are_left_is_dropped(left: int | None, ways: int) -> None:
    found = look_ahead("4·1 4·1 3·3 5·1 4·2", course=Course(left=left, weights=(100, 300)))
    assert (len(found.ways), found.target) == (ways, 5)


def test_the_lightest_way_that_fits_stands_in_for_one_that_does_not() -> None:
    found = look_ahead("4·1 4·1 3·3 5·1 4·2", course=Course(left=8, weights=(100, 200, 300)))
    assert found.ways == (Way(4, 5, 300), Way(6, 5, 200))


def test_a_heavier_work_that_needs_as_many_marks_is_no_way_of_its_own() -> None:
    assert look_ahead("5·4 4·4 5·4 4·4 4·4 5·4", course=Course(9, weights=(400, 500))).ways == (Way(2, 5, 400),)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("4·1 5·1 5·2", Danger(Way(1, 3, 300), 400, 4)),
        ("4·1 5·1 4·2 5·1 5·3", Danger(Way(1, 3, 300), 418, 4)),
        ("5·3 5·3 5·3 5·3 5·3 5·3 5·3", Danger(Way(3, 3, 300), 440, 4)),
        ("4·1 4·1 4·1", Danger(Way(2, 3, 300), 333, 3)),
        ("4·1 5·1 5·2 4·1 4·2", Danger(Way(1, 3, 300), 400, 4)),
        ("3·1 3·1 3·1", Danger(Way(2, 2, 300), 233, 2)),
        ("2·1 2·1 2·1", None),
    ],
)
def test_what_would_lower_the_mark(text: str, danger: Danger | None) -> None:
    assert look_ahead(text).danger == danger


def test_a_danger_beyond_the_lessons_left_is_told_as_one_mark() -> None:
    found = look_ahead("5·3 5·3 5·3 5·3 5·3 5·3 5·3", course=Course(left=2, weights=(100, 300)))
    assert found.danger == Danger(Way(1, 3, 300), 475, 5)
    assert look_ahead("5·3 5·3 5·3", course=Course(left=0, weights=(100,))).danger is None


@pytest.mark.parametrize(
    ("text", "held", "missed", "risk"),
    [
        ("", 20, 7, Risk(7, 20)),
        ("", 20, 6, None),
        ("4 4", 20, 7, Risk(7, 20)),
        ("4 4 4", 20, 20, None),
        ("", 2, 2, None),
        ("", 0, 0, None),
    ],
)
def test_a_family_is_warned_at_seven_tenths_of_the_share_and_only_with_few_marks(
    text: str, held: int, missed: int, risk: Risk | None
) -> None:
    assert look_ahead(text, course=Course(left=9, held=held, missed=missed)).risk == risk


values = st.integers(2, 5).map(Decimal)
weights = st.integers(1, 9).map(Decimal)
lists = st.lists(st.builds(WeightedMark, values, weights), min_size=3, max_size=40)
bands = st.integers(0, 30)


def sums_of(given_marks: list[WeightedMark]) -> Sums:
    found = add_up(given_marks)
    assert found is not None
    return found


@given(lists, bands, st.lists(st.integers(1, 9).map(lambda n: n * 100), min_size=1, max_size=4))
def test_a_way_reaches_its_border_and_one_mark_fewer_does_not(given_marks, band, in_use):
    rules = ForecastRules(Borders(USUAL.marks, band), 3, 50, 3)
    found = forecast(given_marks, rules, Course(weights=tuple(in_use)))
    sums = sums_of(given_marks)
    assert found is not None
    assume(found.target is not None)
    border = dict(USUAL.marks)[found.target] + (band if found.state is State.DISPUTED else 0)
    for way in found.ways:
        assert way.weight is not None
        after = [sums.with_more(way.value * 100, way.weight, count) for count in (way.count - 1, way.count)]
        assert [each.points >= border * each.weights for each in after] == [False, True]


@given(lists, bands, values, weights)
def test_a_better_mark_never_lowers(given_marks, band, value, weight):
    borders = Borders(USUAL.marks, band)
    worse, better = (sums_of([*given_marks, WeightedMark(v, weight)]) for v in (value, Decimal(5)))
    assert worse.mean <= better.mean
    assert borders.mark_at(worse) <= borders.mark_at(better)


@given(lists, bands)
def test_a_mark_is_disputed_exactly_within_the_band(given_marks, band):
    sums = sums_of(given_marks)
    near = any(abs(sums.points - border * sums.weights) < band * sums.weights for _, border in USUAL.marks)
    assert (standing(sums, Borders(USUAL.marks, band), 3).state is State.DISPUTED) is near


@given(lists, st.integers(2, 5))
def test_weights_scaled_together_change_nothing(given_marks, factor):
    scaled = [WeightedMark(m.value, m.weight * factor) for m in given_marks if m.weight is not None]
    found = forecast(given_marks, RULES, Course(left=24, weights=(100, 300)))
    other = forecast(scaled, RULES, Course(left=24, weights=(100 * factor, 300 * factor)))
    assert found is not None
    assert other is not None
    assert (found.mean, found.state, found.mark, found.lower) == (other.mean, other.state, other.mark, other.lower)
    assert [(w.count, w.value, (w.weight or 0) * factor) for w in found.ways] == [
        (w.count, w.value, w.weight) for w in other.ways
    ]


@given(lists)
def test_the_mean_is_the_average_of_the_marks(given_marks):
    found, average = forecast(given_marks, RULES, COURSE), mean(given_marks)
    assert found is not None
    assert average is not None
    assert found.mean == average.hundredths


@given(lists, st.integers(1, 30))
def test_a_danger_costs_the_mark_when_the_lessons_allow_it(given_marks, left):
    found = forecast(given_marks, RULES, Course(left=left, weights=(100, 300)))
    assert found is not None
    assume(found.danger is not None and found.danger.way.count > 1)
    assert found.danger.mark < found.mark
    assert found.danger.way.count <= left
