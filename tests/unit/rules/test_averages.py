from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.averages import WeightedMark, mean


def marks(text: str) -> list[WeightedMark]:
    """«4·1 5·3» with weights, «4 5» without."""
    found = []
    for word in text.split():
        value, _, weight = word.partition("·")
        found.append(WeightedMark(Decimal(value), Decimal(weight) if weight else None))
    return found


@pytest.mark.parametrize(
    ("given_marks", "hundredths"),
    [
        ("4·1 4·1 3·3 5·1 4·2", 375),
        ("4·1 5·1 4·2 5·1 5·3", 463),
        ("5 4 4", 433),
        ("3 4 4 4 4 4 4 4", 388),
        ("4·0.5 5·0.5", 450),
        ("5", 500),
    ],
)
def test_the_average_is_exact_to_the_hundredth_half_up(given_marks: str, hundredths: int) -> None:
    found = mean(marks(given_marks))
    assert found is not None
    assert found.hundredths == hundredths


@pytest.mark.parametrize("given_marks", ["", "4·1 5", "5·0"])
def test_no_average_without_marks_or_with_only_some_weights(given_marks: str) -> None:
    assert mean(marks(given_marks)) is None


values = st.integers(1, 5).map(Decimal)
weights = st.integers(1, 60).map(Decimal)


@given(st.lists(st.builds(WeightedMark, values, weights), min_size=1, max_size=60))
def test_the_average_is_the_fraction_rounded(given_marks: list[WeightedMark]) -> None:
    found = mean(given_marks)
    assert found is not None
    exact = Fraction(sum(m.value * (m.weight or 0) for m in given_marks)) / Fraction(
        sum(m.weight or 0 for m in given_marks)
    )
    assert abs(Fraction(found.hundredths, 100) - exact) <= Fraction(1, 200)
