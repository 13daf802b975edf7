"""Norms without a clock: the share of tests among the lessons, and how long homework may take (norms of 2025, §1.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.rules.clocks.profile import Profile


class TestsShare(NamedTuple):
    """Tests among the lessons of one subject in one class; `allowed` is how many the norm lets through."""

    tests: int
    lessons: int
    allowed: int

    @property
    def over(self) -> bool:
        """Say whether there are too many."""
        return self.tests > self.allowed


class HomeworkLoad(NamedTuple):
    """Homework of one student for one day: known minutes, tasks whose time nobody wrote down, and the norm."""

    minutes: int
    unknown: int
    norm: int

    @property
    def over(self) -> bool:
        """Say whether it is certainly too much: tasks without a time are not guessed at."""
        return self.minutes > self.norm


def tests_share(profile: Profile, *, tests: int, lessons: int) -> TestsShare:
    """Return the share of tests; `lessons` are those of the programme (the plan's hours, or else the timetable's).

    A tenth of 34 lessons is 3.4, so three tests are allowed.
    """
    return TestsShare(tests, lessons, lessons * profile.tests_share // 100)


def homework_load(profile: Profile, grade: int | None, minutes: Iterable[int | None]) -> HomeworkLoad | None:
    """Return a day's homework against the norm of a grade; None where the grade is not one of 1 to 11."""
    if grade is None or not 1 <= grade <= len(profile.homework_minutes):
        return None
    tasks = list(minutes)
    known = [task for task in tasks if task is not None]
    return HomeworkLoad(sum(known), len(tasks) - len(known), profile.homework_minutes[grade - 1])
