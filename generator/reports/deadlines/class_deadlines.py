"""The radar of one class: every thing that the regulations ask of its records, judged at a moment."""

from __future__ import annotations

from collections.abc import Iterable

from generator.reports.class_facts import ClassFacts
from generator.reports.deadlines.absences import judge_absences
from generator.reports.deadlines.finals import judge_exams, judge_terms
from generator.reports.deadlines.given import Given
from generator.reports.deadlines.homework import judge_homework, judge_load
from generator.reports.deadlines.judging import MOST_LINES
from generator.reports.deadlines.marks import judge_marks
from generator.reports.deadlines.norms import (
    forecasts_told,
    judge_forecasts,
    judge_test_days,
    judge_tests,
    judge_tests_list,
)
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.timetable import judge_timetable
from generator.reports.deadlines.values import ClassDeadlines
from generator.reports.plan_fact import HoursLine


def class_deadlines(
    facts: ClassFacts, given: Given, hours: Iterable[HoursLine], *, most: int = MOST_LINES
) -> ClassDeadlines:
    """Return the radar of a class; `hours` are those of `plan_fact`, `most` lines of each matter are kept.

    Raises SettingsError `no-production-calendar` in the soft reading of a year that nobody knows.
    """
    subject = Subject(facts, given)
    judge_marks(subject)
    judge_absences(subject)
    judge_terms(subject)
    judge_exams(subject)
    judge_homework(subject)
    judge_load(subject)
    judge_tests(subject, hours)
    judge_test_days(subject)
    judge_tests_list(subject)
    judge_timetable(subject)
    judge_forecasts(subject)
    lines, cut = subject.tallies.lines(most)
    group = facts.group
    return ClassDeadlines(
        group.id, group.title, facts.records.as_of, subject.tallies.by, subject.tallies.weeks, lines, cut,
        forecasts_told(subject),
    )  # fmt: skip
