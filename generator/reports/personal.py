"""The personal result sheet (B3.1): what one student's years brought, and what is still missing in the running one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.model.kinds import FinalScope
from generator.model.school import Student
from generator.model.years import PersonalSheet, YearCell, YearColumn, YearResult, YearRow
from generator.reports.class_facts import ClassFacts, Column, FinalCell
from generator.reports.sheet import YearSheet, year_sheet
from generator.rules.years import level_of


class MissingFinals(NamedTuple):
    """So many final marks of a subject are missing in a class; `column` is the term's title, "" of the year."""

    class_title: str
    subject: str
    column: str
    students: int


def year_results(facts: ClassFacts, year: str, ids: Mapping[str, str]) -> tuple[YearResult, ...]:
    """Return the results of everybody who was in the class; `ids`: identity in the exports → the register's `S12`."""
    sheet = year_sheet(facts)
    terms = {term.id: YearColumn(FinalScope.TERM, term.kind, term.ordinal) for term in facts.terms}
    columns = tuple(terms.get(column.term_id) or YearColumn(column.scope) for column in sheet.columns)
    found = []
    for index, student in enumerate(facts.students):
        rows = _rows(sheet, index)
        found.append(
            YearResult(
                student_id=ids[student.id],
                year=year,
                class_title=facts.group.title,
                grade=facts.group.grade,
                level=level_of(facts.group.grade),
                family_name=student.family_name,
                given_name=student.given_name,
                patronymic=student.patronymic,
                columns=columns if rows else (),
                rows=rows,
            )
        )
    return tuple(found)


def _rows(sheet: YearSheet, index: int) -> tuple[YearRow, ...]:
    """Return the subjects in which a student of the sheet has anything."""
    return tuple(
        YearRow(subject.title, tuple(_cell(cell) for cell in subject.cells[index]))
        for subject in sheet.subjects
        if any(subject.cells[index])
    )


def _cell(cell: FinalCell | None) -> YearCell | None:
    return None if cell is None else YearCell(cell.text, cell.kind, cell.until)


def missing_finals(facts: ClassFacts) -> tuple[MissingFinals, ...]:
    """Return what is missing before the year can be closed: marks of terms, and of the year where terms have some.

    Expected are the marks that `reports.finals.completeness` expects, but of every term: at the end of the year all of
    them are over, however old the newest export is. A deferred mark is not missing; the year's mark of a subject is
    expected from everybody on the list at the end who has a mark of one of its terms.
    """
    found = []
    for subject_id in facts.in_order(facts.assessed):
        subject = facts.school.subjects[subject_id].title
        counts = [(term.title, _without_term(facts, subject_id, index)) for index, term in enumerate(facts.terms)]
        counts.append(("", _without_year(facts, subject_id)))
        found += [MissingFinals(facts.group.title, subject, column, count) for column, count in counts if count]
    return tuple(found)


def _without_term(facts: ClassFacts, subject_id: str, column: int) -> int:
    keys = [(s.id, subject_id, column) for s in facts.learners(subject_id, facts.terms[column].end)]
    return sum(1 for key in keys if key not in facts.finals and key not in facts.deferrals)


def _without_year(facts: ClassFacts, subject_id: str) -> int:
    def has(student: Student, columns: Iterable[int]) -> bool:
        keys = [(student.id, subject_id, column) for column in columns]
        return any(key in facts.finals for key in keys)

    def deferred(student: Student) -> bool:
        return any((student.id, subject_id, column) in facts.deferrals for column in terms)

    terms = [index for index, column in enumerate(facts.columns) if column.scope is FinalScope.TERM]
    years = [index for index, column in enumerate(facts.columns) if _ends_year(column)]
    last = facts.listed(facts.school.year_end)
    return sum(1 for s in last if has(s, terms) and not deferred(s) and not has(s, years))


def _ends_year(column: Column) -> bool:
    return column.scope in {FinalScope.YEAR, FinalScope.FINAL}


def personal_sheet(results: Iterable[YearResult], running: YearResult | None) -> PersonalSheet:
    """Return the sheet of one student: closed years and, if it is not among them, the running one.

    Raises ValueError when there is no year at all, or the years are of several students.
    """
    years = {result.year: result for result in results}
    is_running = running is not None and running.year not in years
    if running is not None and is_running:
        years[running.year] = running
    found = tuple(years[year] for year in sorted(years))
    if len({result.student_id for result in found}) != 1:
        raise ValueError("a personal sheet is of one student")
    newest = found[-1]
    return PersonalSheet(newest.student_id, newest.name, found, running.year if running and is_running else "")
