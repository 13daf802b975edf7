"""The сводная ведомость (B5.6) as a value: the year sheet, and the sheet of one term that is cut out of it (§3.6).

A sheet names the whole class and is for the staff alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from generator.reports.class_facts import ClassFacts, Column, FinalCell, FinalKey
from generator.rules.statistics import Distribution, distribution, rounded

Cells: TypeAlias = tuple[FinalCell | None, ...]
"""Final marks side by side; None: none there."""


class SheetStudent(NamedTuple):
    """A student of the class list; `end`: the last day in the class, None for those who stay."""

    id: str
    name: str
    begin: date | None
    end: date | None

    def on_list(self, day: date) -> bool:
        """Say whether the student belonged to the class on this day."""
        return (self.begin or day) <= day <= (self.end or day)


@dataclass(frozen=True, slots=True)
class SheetSubject:
    """A row of the year sheet: the subject with its teachers, and the cells of every student in order of columns."""

    id: str
    title: str
    short: str
    teachers: tuple[str, ...]
    cells: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class YearSheet:
    """The year sheet of a class: `subjects` × `students` × `columns` (1ч 2ч 3ч 4ч год …)."""

    group_id: str
    columns: tuple[Column, ...]
    students: tuple[SheetStudent, ...]
    subjects: tuple[SheetSubject, ...]


class SheetLine(NamedTuple):
    """A student's line in the sheet of a term: a cell for every subject, and their mean (hundredths)."""

    student: SheetStudent
    cells: Cells
    mean: int | None


class SheetFoot(NamedTuple):
    """What stands below a subject: how many of which mark, and the mean (hundredths, None without numbers)."""

    marks: Distribution
    mean: int | None


@dataclass(frozen=True, slots=True)
class TermSheet:
    """The sheet of one column: `lines` × `subjects` (whose own cells are empty), and a foot for each of these.

    Those who left before the column's end have their line and do not count in the foot.
    """

    column: Column
    subjects: tuple[SheetSubject, ...]
    lines: tuple[SheetLine, ...]
    foot: tuple[SheetFoot, ...]


def year_sheet(facts: ClassFacts) -> YearSheet:
    """Return the year sheet of a class: subjects that are assessed, in order of titles; everybody who was in it."""
    teachers = _teachers(facts)
    cells = {key: FinalCell("", None, None, deferral.until) for key, deferral in facts.deferrals.items()}
    cells.update(facts.finals)
    titles = facts.school.subjects
    subjects = (
        SheetSubject(s, titles[s].title, titles[s].short, teachers.get(s, ()), _cells_of(facts, s, cells))
        for s in facts.in_order(facts.assessed)
    )
    students = tuple(SheetStudent(s.id, s.name, s.begin, s.end) for s in facts.students)
    return YearSheet(facts.group.id, facts.columns, students, tuple(subjects))


def term_sheet(sheet: YearSheet, column: Column) -> TermSheet:
    """Return the sheet of one column: subjects that have a mark or a deferral there. Raises ValueError for a foreign
    column.
    """
    at = sheet.columns.index(column)
    shown = [s for s in sheet.subjects if any(cells[at] for cells in s.cells)]
    lines = []
    for index, student in enumerate(sheet.students):
        cells = tuple(subject.cells[index][at] for subject in shown)
        lines.append(SheetLine(student, cells, _foot(cells).mean))
    listed = [index for index, student in enumerate(sheet.students) if student.on_list(column.end)]
    foot = tuple(_foot([subject.cells[index][at] for index in listed]) for subject in shown)
    bare = tuple(SheetSubject(s.id, s.title, s.short, s.teachers, ()) for s in shown)
    return TermSheet(column, bare, tuple(lines), foot)


def _cells_of(facts: ClassFacts, subject_id: str, cells: Mapping[FinalKey, FinalCell]) -> tuple[Cells, ...]:
    columns = range(len(facts.columns))
    empty: Cells = (None,) * len(columns)
    found = []
    for student in facts.students:
        own = tuple(cells.get((student.id, subject_id, column)) for column in columns)
        found.append(own if any(own) else empty)
    return tuple(found)


def _foot(cells: Sequence[FinalCell | None]) -> SheetFoot:
    places = Counter(cell.place for cell in cells if cell and cell.place is not None)
    marks = distribution(places)
    return SheetFoot(marks, rounded(100 * marks.points, marks.marks) if marks.marks else None)


def _teachers(facts: ClassFacts) -> dict[str, tuple[str, ...]]:
    """Return the teachers' names by subject: as the directory says, else those of the lessons."""
    groups = {facts.group.id, *(g.id for g in facts.school.groups.values() if g.parent_id == facts.group.id)}
    told = {(t.subject_id, t.teacher_id) for t in facts.school.teachings if t.group_id in groups}
    pairs = told or {(lesson.subject_id, t) for lesson in facts.records.lessons for t in lesson.teacher_ids}
    found: dict[str, set[str]] = {}
    for subject_id, teacher_id in pairs:
        teacher = facts.school.teachers.get(teacher_id)
        if teacher:
            found.setdefault(subject_id, set()).add(teacher.name)
    return {subject_id: tuple(sorted(names)) for subject_id, names in found.items()}
