"""`content/calendar.csv`: the school's own days and the years it vouches for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.calendar_file import NO_CALENDAR, read_calendar
from generator.rules.working_days import WorkingDays

WHOLE = "date;kind\n2031-01-09;off\n14.06.2031; Working \n\n2031-12-30;short\n2031;complete\n"


def problems_of(text):
    return [str(problem.origin) + " " + problem.slug for problem in read_calendar("calendar.csv", text.encode())[1]]


@pytest.mark.parametrize("text", [WHOLE, WHOLE.replace(";", ","), "\ufeff" + WHOLE, WHOLE.replace("\n", "\r\n")])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_days_and_years_are_read_whatever_the_spreadsheet_made_of_them(text, encoding):
    if encoding == "cp1251":
        text = text.removeprefix("\ufeff")
    found, problems = read_calendar("calendar.csv", text.encode(encoding))
    assert problems == []
    assert found.days == {date(2031, 1, 9): False, date(2031, 6, 14): True, date(2031, 12, 30): True}
    assert found.complete == {2031}


def test_the_file_makes_a_year_countable():
    """facts §1.2 with a year of which the library knows nothing: 31 December and 9 January are moved days."""
    text = "date;kind\n2030-12-31;off\n2031-01-09;off\n2030;complete\n2031;complete\n"
    found, _ = read_calendar("calendar.csv", text.encode())
    assert WorkingDays(found.days, found.complete).after(date(2030, 12, 30), 2) == date(2031, 1, 13)


def test_every_bad_row_is_told_with_its_place():
    text = (
        "date;kind\n2031-02-30;off\n2031-01-09;free\nyesterday;off\n2031-01-10;off\n10.01.2031;working\n"
        "31;complete\n2031-01-11\n2031-01-12;off;x\n2031-01-13;off\n"
    )
    assert problems_of(text) == [
        "calendar.csv:2:date bad-date",
        "calendar.csv:3:kind bad-calendar",
        "calendar.csv:4:date bad-date",
        "calendar.csv:6:kind bad-calendar",
        "calendar.csv:7:date bad-date",
        "calendar.csv:8 bad-calendar",
        "calendar.csv:9 bad-calendar",
    ]


def test_the_same_row_twice_is_no_problem():
    assert problems_of("date;kind\n2031-01-09;off\n09.01.2031;off\n") == []


@pytest.mark.parametrize("text", ["", "day;kind\n", "2031-01-09;off\n", "date;kind;why\n"])
def test_a_file_without_its_header_is_refused(text):
    assert problems_of(text) == ["calendar.csv:1 bad-calendar"]
    assert read_calendar("calendar.csv", text.encode())[0] == NO_CALENDAR


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("date;kind\n" + text).encode("utf-8", "ignore"))
)
def test_any_bytes_give_days_or_problems_and_never_a_crash(content):
    found, problems = read_calendar("calendar.csv", content)
    assert len(found.days) + len(found.complete) + len(problems) <= content.count(b"\n") + content.count(b"\r") + 1


def test_a_cell_of_endless_length_is_a_problem():
    assert problems_of("date;kind\n" + "x" * 200_000 + ";off\n") == ["calendar.csv:2 bad-calendar"]
