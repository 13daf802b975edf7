"""What the reports of one class share, worked out once: terms, lists, final marks, who learns what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeAlias

from generator.model.kinds import FinalScope, MarkKind
from generator.model.records import Deferral, GroupRecords, Lesson, PlanLine, TermMark
from generator.model.school import Membership, School, Student, Term
from generator.rules.records.finals import merged
from generator.rules.records.works import Works
from generator.rules.statistics import place_of
from generator.settings.sections import MarksSection

LATER = (FinalScope.YEAR, FinalScope.EXAM, FinalScope.STATE_EXAM, FinalScope.FINAL)


class Column(NamedTuple):
    """A kind of final mark: of a term (`term_id`), of the year, of an exam; `end` is the last day it speaks of."""

    scope: FinalScope
    term_id: str
    end: date


class FinalCell(NamedTuple):
    """A final mark as the journal writes it, or the day until which it is deferred (`text` is "" then).

    `place` is that of the mark among 5 to 1 and н/а (`rules.statistics.place_of`), None for what is no such mark.
    """

    text: str
    kind: MarkKind | None
    place: int | None
    until: date | None = None


FinalKey: TypeAlias = tuple[str, str, int]
"""Whose final mark (student), in what (subject), and the index of its column."""


class ClassFacts:
    """One class: its records, sorted for the reports."""

    def __init__(self, school: School, records: GroupRecords, marks: MarksSection) -> None:
        """Sort the records of a class."""
        self.school = school
        self.records = records
        self.group = school.groups[records.group_id]
        self.terms = school.terms_of(self.group.id)
        self.today = records.as_of.date()
        self.students = school.students_of(self.group.id)
        self.test_types = marks.test_types
        found = [mark for mark in merged(records.term_marks) if mark.raw]
        self.columns = self._columns({mark.scope for mark in found})
        self.finals = self._finals(found)
        self.deferrals = self._open_deferrals()
        self._term_of: dict[date, Term] = {}
        graded = {mark.subject_id for mark in records.marks if mark.kind is MarkKind.NUMERIC}
        self.assessed = graded | {subject_id for _, subject_id, _ in (*self.finals, *self.deferrals)}

    # What the summary sheet does not need is worked out when it is asked for: every build makes the sheet.

    @cached_property
    def works(self) -> Works:
        """Return the works of the class."""
        return Works(self.records.works, self.test_types)

    @cached_property
    def _taught(self) -> dict[str, set[str]]:
        return _groups_by_subject(self.records.lessons)

    @cached_property
    def _planned(self) -> dict[str, set[str]]:
        return _groups_by_subject(self.records.plan)

    def term_of(self, day: date) -> Term:
        """Return the term a day falls into; what was entered in the holidays belongs to the term before them."""
        found = self._term_of.get(day)
        if found is None:
            begun = [term for term in self.terms if term.start <= day]
            found = self._term_of[day] = begun[-1] if begun else self.terms[0]
        return found

    def on_list(self, student: Student, end: date) -> bool:
        """Say whether a student belonged to the class on the last day of a period."""
        return (student.begin or end) <= end <= (student.end or end)

    def listed(self, end: date) -> tuple[Student, ...]:
        """Return the list of the class on the last day of a period: who left before is not on it."""
        return tuple(student for student in self.students if self.on_list(student, end))

    def learners(self, subject_id: str, end: date) -> tuple[Student, ...]:
        """Return those on the list that day who have lessons of the subject in the class or a subgroup of theirs.

        Where neither timetable nor plan knows the subject nobody can be said to miss a mark in it.
        """
        groups = self._taught.get(subject_id) or self._planned.get(subject_id, set())
        found = self.listed(end)
        if self.group.id in groups:
            return found
        members = self._members
        return tuple(s for s in found if any(m.group_id in groups and _covers(m, end) for m in members[s.id]))

    def in_order(self, subject_ids: Iterable[str]) -> list[str]:
        """Return subjects in the order of their titles."""
        subjects = self.school.subjects
        return sorted(subject_ids, key=lambda subject_id: (subjects[subject_id].title, subject_id))

    def _columns(self, used: AbstractSet[FinalScope]) -> tuple[Column, ...]:
        found = [Column(FinalScope.TERM, term.id, term.end) for term in self.terms]
        later = (scope for scope in LATER if scope in used or scope is FinalScope.YEAR)
        return (*found, *(Column(scope, "", self.school.year_end) for scope in later))

    def _finals(self, marks: Iterable[TermMark]) -> dict[FinalKey, FinalCell]:
        """Return the final marks by student, subject and column; equal ones are one object: a sheet is small."""
        at = {(str(column.scope), column.term_id): index for index, column in enumerate(self.columns)}
        made: dict[tuple[str, str], FinalCell] = {}
        found: dict[FinalKey, FinalCell] = {}
        for mark in marks:
            column = at.get((str(mark.scope), mark.term_id))
            if column is not None:
                alike = (mark.raw, str(mark.kind))
                cell = made.get(alike)
                if cell is None:
                    cell = made[alike] = FinalCell(mark.raw, mark.kind, place_of(mark.kind, mark.value))
                found[mark.student_id, mark.subject_id, column] = cell
        return found

    def _open_deferrals(self) -> dict[FinalKey, Deferral]:
        """Return the marks of terms that are put off; a deferral ends with the mark."""
        at = {term.id: index for index, term in enumerate(self.terms)}
        found = {(d.student_id, d.subject_id, at.get(d.term_id, -1)): d for d in self.records.deferrals}
        return {key: deferral for key, deferral in found.items() if key not in self.finals and key[2] >= 0}

    @cached_property
    def _members(self) -> dict[str, list[Membership]]:
        groups = {group.id for group in self.school.groups.values() if group.parent_id == self.group.id}
        found: dict[str, list[Membership]] = defaultdict(list)
        for member in self.school.memberships:
            if member.group_id in groups:
                found[member.student_id].append(member)
        return found


def _groups_by_subject(found: Iterable[Lesson | PlanLine]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for one in found:
        groups[one.subject_id].add(one.group_id)
    return groups


def _covers(member: Membership, day: date) -> bool:
    return (member.begin or day) <= day <= (member.end or day)
