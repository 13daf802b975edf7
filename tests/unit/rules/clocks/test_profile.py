from datetime import date

import pytest

from generator.rules.clocks.profile import marks_days, profile_on
from tests.unit.rules.clocks.profiles import AUTUMN, SOFT, STRICT


def test_a_profile_holds_from_its_first_day_until_the_next_begins():
    profiles = [SOFT, AUTUMN]
    assert profile_on(profiles, date(2026, 8, 31)) is SOFT
    assert profile_on(profiles, date(2026, 9, 1)) is AUTUMN
    assert profile_on(profiles, date(2030, 1, 1)) is AUTUMN


@pytest.mark.parametrize(("grade", "days"), [(1, 2), (4, 2), (5, 3), (9, 3), (10, 3), (11, 3), (None, 3)])
def test_a_level_may_have_a_limit_of_its_own(grade, days):
    """A5.2."""
    assert marks_days(AUTUMN, grade) == days
    assert marks_days(STRICT, grade) == 3
