"""Which final marks of the terms are there, missing, or put off (B5.1, B5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.reports.class_facts import ClassFacts


class Deferred(NamedTuple):
    """A mark that is put off, by which order; why is not known to the program."""

    student_id: str
    until: date
    order: str


@dataclass(frozen=True, slots=True)
class FinalsLine:
    """The marks of a subject in a term: of `expected` students `given` have theirs; ids of the others in list order.

    `is_over`: the term had ended when the newest data came; marks of a term that runs are early, not missing yet.
    """

    subject_id: str
    term_id: str
    is_over: bool
    expected: int
    given: int
    missing: tuple[str, ...]
    deferred: tuple[Deferred, ...]

    @property
    def is_complete(self) -> bool:
        """Say whether nothing is missing; what is deferred has its own date."""
        return not self.missing


def completeness(facts: ClassFacts) -> tuple[FinalsLine, ...]:
    """Return a line for every assessed subject and term that is over or has begun to get its final marks.

    Expected of everybody on the list at the term's end who has lessons of the subject, and of nobody in a subject in
    which no one of the class ever gets a mark; who has a mark without lessons is counted as well.
    """
    begun = {(subject_id, column) for _, subject_id, column in (*facts.finals, *facts.deferrals)}
    lines = (
        _line(facts, subject_id, index)
        for subject_id in facts.in_order(facts.assessed)
        for index, term in enumerate(facts.terms)
        if facts.today > term.end or (subject_id, index) in begun
    )
    return tuple(line for line in lines if line.expected)


def _line(facts: ClassFacts, subject_id: str, column: int) -> FinalsLine:
    term = facts.terms[column]
    learners = {student.id for student in facts.learners(subject_id, term.end)}
    missing: list[str] = []
    deferred: list[Deferred] = []
    given = 0
    for student in facts.listed(term.end):
        key = (student.id, subject_id, column)
        deferral = facts.deferrals.get(key)
        if key in facts.finals:
            given += 1
        elif deferral:
            deferred.append(Deferred(student.id, deferral.until, deferral.order))
        elif student.id in learners:
            missing.append(student.id)
    expected = given + len(deferred) + len(missing)
    return FinalsLine(subject_id, term.id, facts.today > term.end, expected, given, tuple(missing), tuple(deferred))
