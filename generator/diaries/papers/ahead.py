"""What a week's extract says beyond its days: debts, tests to come, where each subject stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from generator.diaries.calendar import work_name
from generator.diaries.diary import AbsenceLine, Diary, MarkChip, SubjectMarks, TermLine
from generator.diaries.papers.lines import ComingTest, DebtLine, SubjectWeek
from generator.diaries.papers.own import OwnDay
from generator.diaries.papers.student import shown_average
from generator.model.kinds import MarkKind

_LAST_DAY = 20
"""The Sunday two weeks after the week, in days from its Monday."""


def term_at(diary: Diary, week_term: TermLine | None, monday: date) -> TermLine | None:
    """Return the term whose marks a week is shown with: its own, in holidays the one before, before the year the first.

    None: the diary has no terms.
    """
    begun = [term for term in diary.terms if term.start < monday]
    return week_term or (begun[-1] if begun else next(iter(diary.terms), None))


def open_debts(diary: Diary, term: TermLine | None, shorts: Mapping[str, str]) -> tuple[DebtLine, ...]:
    """Return the debts of a term and of those before it, by the day they are due, those without one last.

    A debt is open for as long as the journal shows it; none is taken for settled because its day is over.
    """
    debts = (
        DebtLine(subject.subject, shorts.get(subject.subject) or subject.subject, _name(chip), chip.due_on)
        for marks in diary.marks
        if term and marks.term.start <= term.start
        for subject in marks.subjects
        for work in subject.marks
        for chip in work
        if chip.kind is MarkKind.DEBT
    )
    return tuple(sorted(debts, key=lambda debt: (debt.due_on or date.max, debt.subject, debt.what)))


def coming_tests(diary: Diary, monday: date, shorts: Mapping[str, str]) -> tuple[ComingTest, ...]:
    """Return tests and announced exams after the day of the data, from this week to the end of the second after it."""
    first = max(monday, diary.as_of.date() + timedelta(days=1))
    last = monday + timedelta(days=_LAST_DAY)
    found = [
        ComingTest(test.day, test.subject, shorts.get(test.subject) or test.subject, test.what)
        for test in diary.calendar.tests
        if first <= test.day <= last
    ]
    found += [
        ComingTest(exam.day, exam.subject, shorts.get(exam.subject) or exam.subject, exam.title, exam.scope)
        for exam in diary.exams
        if exam.result is None and exam.day and first <= exam.day <= last
    ]
    return tuple(sorted(found, key=lambda test: (test.day, test.subject, test.what)))


def subject_weeks(
    diary: Diary, term: TermLine | None, days: Iterable[OwnDay], shorts: Mapping[str, str]
) -> tuple[SubjectWeek, ...]:
    """Return every subject of the student by title; one that is known only by what the week has of it too."""
    marks: dict[str, list[MarkChip]] = {}
    absences: dict[str, list[AbsenceLine]] = {}
    for own in days:
        for title, chip in own.marks:
            marks.setdefault(title, []).append(chip)
        for line in own.absences:
            absences.setdefault(line.subject, []).append(line)
    standing: dict[str, SubjectMarks] = {}
    if term:
        standing = {s.subject: s for each in diary.marks if each.term.id == term.id for s in each.subjects}
    return tuple(
        SubjectWeek(
            title,
            shorts.get(title) or title,
            tuple(marks.get(title, ())),
            tuple(absences.get(title, ())),
            shown_average(stands) if (stands := standing.get(title)) else None,
            stands.forecast if stands else None,
        )
        for title in sorted({*standing, *marks, *absences})
    )


def _name(chip: MarkChip) -> str:
    return work_name(chip.type, chip.title)
