from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.papers import PaperLine, PaperRecord, Product, monday_of, week_name


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 16), "2026-W47"),
        (date(2026, 11, 22), "2026-W47"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_a_week_is_named_as_iso_8601_does_over_the_turn_of_the_year(day, week):
    assert week_name(day) == week


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_the_name_of_a_days_week_leads_back_to_its_monday(day):
    monday = monday_of(week_name(day))
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(7)


@pytest.mark.parametrize("name", ["", "2026", "2026-47", "2026-W", "2026-W54", "2026-W00", "W47", "2026-W4x", "x-W47"])
def test_what_is_no_week_is_refused(name):
    with pytest.raises(ValueError, match=r"week|isocalendar"):
        monday_of(name)


def test_no_repr_shows_who_took_a_paper():
    line = PaperLine("S1", "R1", Product.WEEK, "2026-W47", "8А", "refused", "K7Q42M9T")
    record = PaperRecord(1, line, 1, datetime(2026, 11, 20, 16), date(2026, 11, 20), "Анна")
    assert record.is_handed
    assert "Анна" not in repr(record)
