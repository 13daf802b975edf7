"""The turn of the school year: level of a grade, how long the page of a leaver stays, who comes of age (B3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.school import Student
from generator.model.years import Level

ADULT_AT = 18


def level_of(grade: int | None) -> Level | None:
    """Return the level of the programme that a grade belongs to, None for an unknown grade."""
    if grade is None:
        return None
    return Level.PRIMARY if grade <= 4 else Level.BASIC if grade <= 9 else Level.SECONDARY


def last_day_of_access(valid_to: date | None, year_until: date) -> date:
    """Return the last day on which a family reads about a student who is in no list of the new year.

    That is the day on which their row ends, for the school wrote it down; without one the 31st of August of the year
    that was closed. Before, nobody can tell a leaver from somebody whose list has not come yet.
    """
    return valid_to or year_until


@dataclass(frozen=True, slots=True)
class ComingOfAge:
    """A student (the identity in the exports) and the day from which they are of age; `is_adult`: it has come."""

    student_id: str
    on: date
    is_adult: bool


def coming_of_age(students: Iterable[Student], day: date, within_days: int) -> tuple[ComingOfAge, ...]:
    """Return those who are of age or will be within so many days, by that day; who has left or has no date is not.

    From that day on a student decides alone about applications and consents (PRODUCT «Registers»; facts B3.1).
    Nothing ends by itself: access goes on until the school has spoken with them, so the reminder stays as well.
    """
    last = day + timedelta(days=within_days)
    found = [
        ComingOfAge(student.id, on, on <= day)
        for student in students
        if student.birth_date and (student.end is None or student.end >= day)
        for on in [birthday(student.birth_date, ADULT_AT)]
        if on <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.student_id)))


def birthday(born: date, years: int) -> date:
    """Return a birthday; one of the 29th of February is the 1st of March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
