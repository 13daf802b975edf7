"""What is announced: the timetable of a week (B2.5b), changed lessons (B2.5c), the tests of a term (B2.5d)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from generator.rules.deadlines import Deadline, Rule, end_of, start_of

MOST_TESTS = 1
"""Tests of one class or subgroup on one day; more are a warning (B2.5d)."""
_DAY = timedelta(days=1)
_FIRST_WEEK = timedelta(days=6)


def week_timetable(first: date, *, last_before: date, looked: datetime) -> Deadline:
    """Return the clock of a school week's timetable, undone: it is to be there on the last school day before
    (`last_before`, usually a Friday), and is missing when the week's `first` day begins. `looked`: as in `Deadline`.
    """
    amber = start_of(min(last_before, first - _DAY))
    return Deadline(Rule.TIMETABLE, amber, amber, end_of(first - _DAY), looked=looked)


def lesson_change(day: date, *, begins: time | None) -> Deadline:
    """Return the clock of a changed lesson, undone: known before the lesson begins.

    Where its begin is not known the end of its day is taken: it can't have been later.
    """
    due = end_of(day) if begins is None else datetime.combine(day, begins)
    return Deadline(Rule.CHANGES, start_of(day), start_of(day), due)


def tests_list(term_start: date) -> Deadline:
    """Return the clock of a test of a term, undone: in the list by the end of the term's seventh day."""
    due = end_of(term_start + _FIRST_WEEK)
    return Deadline(Rule.TESTS_LIST, start_of(term_start), start_of(due.date()), due)
