"""Working days: the decrees in the library, what the school knows better, and the years nobody knows."""

from datetime import date, timedelta

import pytest
from holidays.countries.russia import RussiaStaticHolidays

from generator.errors import SettingsError
from generator.rules.working_days import WorkingDays

DAYS = WorkingDays()


def year_of(number):
    return [date(number, 1, 1) + timedelta(days=n) for n in range((date(number + 1, 1, 1) - date(number, 1, 1)).days)]


def test_an_application_of_30_october_2026_is_answered_by_9_november():
    """facts §1.2: 2, 3, 5, 6, 9 November; the 4th is a holiday, the 3rd a short day."""
    counted = [DAYS.after(date(2026, 10, 30), n) for n in range(1, 6)]
    assert counted == [date(2026, 11, day) for day in (2, 3, 5, 6, 9)]


def test_two_working_days_after_30_december_2026_end_on_12_january():
    assert DAYS.after(date(2026, 12, 30), 1) == date(2027, 1, 11)
    assert DAYS.after(date(2026, 12, 30), 2) == date(2027, 1, 12)


def test_five_working_days_after_29_december_2025_end_on_15_january():
    """facts publishing §4.2: a library without decrees says the 13th."""
    assert DAYS.after(date(2025, 12, 29), 5) == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 11, 1), True),  # a Saturday that is worked for Monday the 3rd
        (date(2025, 11, 3), False),
        (date(2026, 1, 9), False),
        (date(2026, 3, 9), False),  # 8 March is a Sunday
        (date(2026, 11, 3), True),
        (date(2026, 12, 31), False),
        (date(2027, 2, 20), True),
        (date(2027, 2, 22), False),
        (date(2027, 11, 5), False),
        (date(2027, 11, 6), False),
    ],
)
def test_days_that_a_decree_moved_are_known(day, working):
    assert DAYS.is_working(day) is working


@pytest.mark.parametrize(("year", "count"), [(2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)])
def test_a_year_has_as_many_working_days_as_its_decree_says(year, count):
    assert sum(map(DAYS.is_working, year_of(year))) == count


def test_the_library_still_tells_decrees_from_fixed_holidays_in_the_way_we_ask_it():
    """When this fails after an update of the library: look at the decree, then at docs/reference/calendar.md."""
    table = RussiaStaticHolidays.special_public_holidays
    assert table[2026] == ((1, 9, 1, 3), (12, 31, 1, 4))
    assert table[2027] == ((2, 22, 2, 20), (11, 5, 1, 2), (12, 31, 1, 3))
    assert max(table) == 2027
    assert set(range(2005, 2028)) <= set(table)


def test_a_year_without_a_decree_is_refused_with_its_number():
    with pytest.raises(SettingsError) as caught:
        DAYS.is_working(date(2031, 6, 2))
    assert caught.value.slug == "no-production-calendar"
    assert "2031" in caught.value.message
    assert "2031;complete" in caught.value.hint
    assert "content/calendar.csv" in caught.value.hint


def test_counting_into_a_year_without_a_decree_is_refused_and_within_a_known_one_not():
    assert DAYS.after(date(2027, 12, 29), 1) == date(2027, 12, 30)
    with pytest.raises(SettingsError, match="2028"):
        DAYS.after(date(2027, 12, 30), 1)
    with pytest.raises(SettingsError, match="2028"):
        DAYS.between(date(2027, 12, 30), date(2028, 1, 1))


def test_a_year_the_school_vouches_for_has_weekends_fixed_holidays_and_what_is_written_down():
    days = WorkingDays({date(2031, 1, 9): False, date(2031, 6, 14): True}, frozenset({2031}))
    assert days.knows(2031)
    assert not days.knows(2032)
    assert days.after(date(2030, 12, 31), 1) == date(2031, 1, 10)  # a Friday: 1 to 8 are holidays, 9 is written down
    assert days.is_working(date(2031, 6, 14))  # a Saturday
    assert not days.is_working(date(2031, 6, 12))
    assert not days.is_working(date(2031, 6, 15))


def test_a_single_day_written_down_does_not_vouch_for_its_year():
    days = WorkingDays({date(2031, 6, 2): True})
    assert days.is_working(date(2031, 6, 2))
    with pytest.raises(SettingsError):
        days.is_working(date(2031, 6, 3))


def test_the_school_wins_over_the_decree():
    quarantine = {date(2026, 11, day): False for day in (2, 3)}
    assert WorkingDays(quarantine).after(date(2026, 10, 30), 5) == date(2026, 11, 11)


def test_day_0_is_the_day_itself_even_when_it_is_free():
    assert DAYS.after(date(2026, 11, 4), 0) == date(2026, 11, 4)
    assert DAYS.after(date(2026, 10, 31), 1) == date(2026, 11, 2)
    with pytest.raises(ValueError, match="forwards"):
        DAYS.after(date(2026, 11, 4), -1)


def test_the_days_between_are_counted_without_the_first_and_with_the_last():
    assert DAYS.between(date(2026, 10, 30), date(2026, 11, 9)) == 5
    assert DAYS.between(date(2026, 11, 9), date(2026, 11, 9)) == 0
    assert DAYS.between(date(2026, 11, 9), date(2026, 10, 30)) == 0


def test_the_last_working_day_is_looked_for_backwards_and_not_beyond_the_first():
    assert DAYS.last_until(date(2027, 1, 10), date(2026, 12, 1)) == date(2026, 12, 30)
    assert DAYS.last_until(date(2026, 11, 6), date(2026, 11, 1)) == date(2026, 11, 6)
    assert DAYS.last_until(date(2026, 11, 8), date(2026, 11, 7)) == date(2026, 11, 7)  # a Saturday and a Sunday
