"""The weekly timetable and what goes before it."""

from dataclasses import replace
from datetime import date

import pytest

from generator.model import entries as e
from generator.reading.joining.assemble import Assembly

from .builders import LIMITS, at, directory, lesson, student

LIMITS_OF_A_MONTH = replace(LIMITS, year_start=date(2026, 9, 1), year_end=date(2026, 10, 4))


def place(weekday: int, number: int, subject: str = "Алгебра", **more: object) -> e.TimetableEntry:
    return e.TimetableEntry(at(), "", str(more.pop("group", "8А")), subject, weekday, number, **more)  # type: ignore[arg-type]


def lessons(
    *entries: e.Entry, around: tuple[e.Entry, ...] = (), limits=LIMITS_OF_A_MONTH
) -> list[tuple[date, int | None, str]]:
    school, found, problems = directory(("asc", [student("Ким Ли"), *around]))
    assembly = Assembly(school, found, limits, "8а")
    assembly.add("asc", [entry for entry in entries if isinstance(entry, e.TimetableEntry)])
    assembly.add("tables", [entry for entry in entries if isinstance(entry, e.LessonEntry)])
    records = assembly.records()
    assert (problems, assembly.problems) == ([], [])
    return [(x.day, x.number, x.subject_id) for x in records.lessons]


def days(*entries: e.Entry, **more: object) -> list[str]:
    return [f"{day:%d.%m}" for day, _, _ in lessons(*entries, **more)]  # type: ignore[arg-type]


def test_a_place_is_a_lesson_in_every_week_of_the_year() -> None:
    assert days(place(3, 1)) == ["02.09", "09.09", "16.09", "23.09", "30.09"]


def test_the_first_week_of_a_cycle_is_that_of_the_first_school_day() -> None:
    assert days(place(2, 1, weeks=(1,), cycle=2)) == ["01.09", "15.09", "29.09"]
    assert days(place(2, 1, weeks=(2,), cycle=2)) == ["08.09", "22.09"]
    # Monday of the first week lies before the first of September, and is none
    assert days(place(1, 1, weeks=(1,), cycle=2)) == ["14.09", "28.09"]


def test_a_place_has_a_first_and_a_last_day() -> None:
    bounds = {"first_day": date(2026, 9, 9), "last_day": date(2026, 9, 23)}
    assert days(place(3, 1, **bounds)) == ["09.09", "16.09", "23.09"]


def test_a_timetable_of_a_term_holds_within_it() -> None:
    term = e.TermEntry(at(), "", e.TermKind.QUARTER, 1, "1 четверть", date(2026, 9, 7), date(2026, 9, 20))
    assert days(place(3, 1, term="1 четверть"), around=(term,)) == ["09.09", "16.09"]


def test_there_are_no_lessons_in_holidays_and_on_public_holidays_but_on_saturdays() -> None:
    holiday = e.HolidayEntry(at(), "Осенние каникулы", date(2026, 10, 26), date(2026, 11, 1))
    autumn = replace(LIMITS, year_start=date(2026, 10, 21), year_end=date(2026, 11, 8))
    assert days(place(3, 1), around=(holiday,), limits=autumn) == ["21.10"]  # 4 November is a Wednesday
    assert days(place(6, 1), around=(holiday,), limits=autumn) == ["24.10", "07.11"]


def test_a_day_that_another_export_tells_is_its_own_altogether() -> None:
    told = lesson("Химия", date(2026, 9, 9), 5)
    found = lessons(place(3, 1), place(3, 2, "Физика"), told)
    assert [x for x in found if x[0] == date(2026, 9, 9)] == [(date(2026, 9, 9), 5, "химия")]
    assert len(found) == 9


@pytest.mark.parametrize("status", [e.LessonStatus.SUBSTITUTED, e.LessonStatus.CANCELLED])
def test_a_change_takes_only_the_place_of_its_number(status: e.LessonStatus) -> None:
    change = lesson("Химия", date(2026, 9, 9), 2, status=status)
    found = lessons(place(3, 1), place(3, 2, "Физика"), change)
    assert [x[1:] for x in found if x[0] == date(2026, 9, 9)] == [(1, "алгебра"), (2, "химия")]


def test_a_lesson_that_is_moved_leaves_its_old_place_too() -> None:
    moved = lesson(
        "Алгебра", date(2026, 9, 10), 3, status=e.LessonStatus.MOVED, replaces_date=date(2026, 9, 9), replaces_number=1
    )
    found = lessons(place(3, 1), place(3, 2, "Физика"), moved)
    assert [x[1:] for x in found if x[0] == date(2026, 9, 9)] == [(2, "физика")]


def test_lessons_that_are_only_counted_say_nothing_against_the_timetable() -> None:
    counted = lesson("Алгебра", date(2026, 9, 9), None)
    assert days(place(3, 1), counted) == ["02.09", "09.09", "16.09", "23.09", "30.09"]
