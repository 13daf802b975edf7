"""The forecast of every subject in the term that runs: the marks of a student by the rules of the school.

A term that is over, or has its final mark, has no forecast; nor has a subject without numbers (зачёт, освобождение) or
one in which nobody of the class ever gets a mark.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from generator.diaries.class_view import ClassView, Timetable
from generator.diaries.diary import Choice, MarkChip, TermLine
from generator.diaries.grouping import counting
from generator.diaries.outlook.lessons_left import TermLessons, lessons_of_term
from generator.model.kinds import MarkKind
from generator.model.school import Student
from generator.rules.averages import hundredths_of
from generator.rules.forecast import Course, Forecast, ForecastRules, forecast
from generator.rules.standing import Borders
from generator.settings.sections import MarksSection

_WITHOUT_NUMBERS = frozenset({MarkKind.PASS, MarkKind.FAIL, MarkKind.EXEMPT})
_MOST_CHOICES = 4  # side by side on a phone


class Outlook(NamedTuple):
    """A forecast, the kinds of work with their weights that marks can be tried on with, and lessons held of planned."""

    forecast: Forecast | None = None
    choices: tuple[Choice, ...] = ()
    hours: tuple[int, int] | None = None


NO_OUTLOOK = Outlook()
LookAhead: TypeAlias = Callable[[TermLine, str, Sequence[MarkChip], int], Outlook]
"""A student's forecasts: term, subject's id, marks and number of missed lessons → Outlook."""


class Forecasts:
    """Makes the forecasts of a class; what students share is worked out once."""

    def __init__(self, view: ClassView) -> None:
        """Take the class."""
        self._view = view
        self._seldom = rules_of(view.marks, view.marks.min_marks)
        self._often = rules_of(view.marks, view.marks.min_marks_often)
        self._choices = choices_by_subject(view)
        self._graded = {mark.subject_id for mark in view.records.marks if mark.kind is MarkKind.NUMERIC}
        today = view.records.as_of.date()
        self._term = next((term for term in view.terms if term.start <= today <= term.end), None)
        self._lessons: dict[Timetable, Mapping[str, TermLessons]] = {}

    def of(self, student: Student) -> LookAhead:
        """Return what makes the forecasts of one student."""
        if self._term is None:
            return lambda *_: NO_OUTLOOK
        timetable = self._view.timetable_of(student)
        if timetable not in self._lessons:
            groups = self._view.groups_of(student)
            self._lessons[timetable] = lessons_of_term(self._view, timetable, groups, self._term)
        return partial(self._outlook, self._lessons[timetable])

    def _outlook(
        self,
        lessons: Mapping[str, TermLessons],
        term: TermLine,
        subject_id: str,
        chips: Sequence[MarkChip],
        missed: int,
    ) -> Outlook:
        if term is not self._term or subject_id not in self._graded:
            return NO_OUTLOOK
        marks = counting(chips)
        if not marks and any(chip.kind in _WITHOUT_NUMBERS for chip in chips):
            return NO_OUTLOOK
        choices = self._choices.get(subject_id) or choices_of(
            (c.type, hundredths_of(c.weight)) for c in chips if c.weight
        )
        if marks and marks[0].weight is None:
            choices = ()
        found = lessons.get(subject_id)
        weights = tuple(choice.weight for choice in choices)
        course = Course(found.left, found.held, missed, weights) if found else Course(weights=weights)
        made = forecast(marks, self._often if found and found.often else self._seldom, course)
        hours = (found.held, found.planned) if found and found.planned else None
        return Outlook(made, choices, hours) if made else NO_OUTLOOK


def rules_of(marks: MarksSection, min_marks: int) -> ForecastRules:
    """Return the school's rules for subjects that need this many marks."""
    borders = Borders(marks.borders, marks.disputed_band)
    return ForecastRules(borders, min_marks, marks.na_absence_share, marks.na_marks_below)


def choices_by_subject(view: ClassView) -> dict[str, tuple[Choice, ...]]:
    """Return the weights that the class uses in each subject, from its works of the year."""
    works: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for work in view.records.works:
        if work.weight:
            works[work.subject_id].append((work.type, hundredths_of(work.weight)))
    return {subject_id: choices_of(found) for subject_id, found in works.items()}


def choices_of(works: Iterable[tuple[str, int]]) -> tuple[Choice, ...]:
    """Return each weight once, the lightest first, under the type of work that it stands at most often.

    Of more than four the lightest, the heaviest and the most used of those between.
    """
    types: dict[int, Counter[str]] = defaultdict(Counter)
    for kind, weight in works:
        types[weight][kind] += 1
    used = sorted(types)
    if len(used) > _MOST_CHOICES:
        between = sorted(used[1:-1], key=lambda weight: (-types[weight].total(), weight))[: _MOST_CHOICES - 2]
        used = sorted({used[0], used[-1], *between})
    return tuple(Choice(_most_used(types[weight]), weight) for weight in used)


def _most_used(types: Counter[str]) -> str:
    return min(types, key=lambda kind: (-types[kind], kind))
