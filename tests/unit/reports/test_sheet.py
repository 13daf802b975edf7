from __future__ import annotations

from datetime import date

import pytest

from generator.model.kinds import FinalScope
from generator.model.records import Deferral
from generator.reports.class_facts import Column
from generator.reports.results import results
from generator.reports.sheet import YearSheet, term_sheet, year_sheet
from generator.reports.sheet_check import ShownCell, differences, shown_cells
from generator.rules.statistics import Distribution, StatisticRules
from tests.unit.reports.classroom import DAY, T1, facts, final, pupil, school

UNTIL = date(2026, 12, 4)
TERM, YEAR = FinalScope.TERM, FinalScope.YEAR
FINALS = [
    final("А", "math", "5"),
    final("Б", "math", "4"),
    final("В", "math", "2"),
    final("А", "art", "4"),
    final("Б", "art", "н/а"),
    final("А", "math", "5", "t2"),
    final("А", "math", "5", scope=YEAR),
]
DEFERRALS = [Deferral("В", "art", "t1", UNTIL, "")]
STUDENTS = [pupil("А"), pupil("Б"), pupil("В", end=T1.end - DAY)]


def sheet() -> YearSheet:
    return year_sheet(facts(school(*STUDENTS), finals=FINALS, deferrals=DEFERRALS))


def test_the_year_sheet_has_a_row_for_every_subject_with_its_teachers() -> None:
    found = sheet()
    assert [(subject.title, subject.teachers) for subject in found.subjects] == [
        ("Алгебра", ("Калинкина Раиса Фёдоровна",)),
        ("Труд", ("Дорожкин Пётр Ильич", "Калинкина Раиса Фёдоровна")),
    ]
    assert [(column.scope, column.term_id) for column in found.columns] == [(TERM, "t1"), (TERM, "t2"), (YEAR, "")]


def test_the_year_sheet_has_for_every_student_all_terms_and_the_year() -> None:
    algebra, handicraft = sheet().subjects
    assert [[cell.text if cell else "" for cell in cells] for cells in algebra.cells] == [
        ["5", "5", "5"],
        ["4", "", ""],
        ["2", "", ""],
    ]
    deferred = handicraft.cells[2][0]
    assert deferred is not None
    assert (deferred.text, deferred.until) == ("", UNTIL)


def test_exams_have_columns_when_the_class_has_such_marks() -> None:
    marks = [*FINALS, final("А", "math", "5", scope=FinalScope.EXAM), final("А", "math", "5", scope=FinalScope.FINAL)]
    found = year_sheet(facts(school(*STUDENTS), finals=marks))
    assert [column.scope for column in found.columns[2:]] == [YEAR, FinalScope.EXAM, FinalScope.FINAL]


def test_the_sheet_of_a_term_has_means_of_students_and_subjects() -> None:
    found = term_sheet(sheet(), sheet().columns[0])
    assert [subject.title for subject in found.subjects] == ["Алгебра", "Труд"]
    assert [(line.student.name, line.mean) for line in found.lines] == [("А", 450), ("Б", 400), ("В", 200)]
    # В left before the end of the term: a line, and no part of the foot
    assert [(foot.marks, foot.mean) for foot in found.foot] == [
        (Distribution(fives=1, fours=1), 450),
        (Distribution(fours=1, not_assessed=1), 400),
    ]


def test_the_foot_of_a_sheet_says_what_the_results_say() -> None:
    known = facts(school(*STUDENTS), finals=FINALS)
    told = {(line.subject_id, line.scope, line.term_id): line.marks for line in results(known, StatisticRules())}
    made = year_sheet(known)
    for column in made.columns:
        found = term_sheet(made, column)
        for subject, foot in zip(found.subjects, found.foot, strict=True):
            assert foot.marks == told[subject.id, column.scope, column.term_id]


def test_a_sheet_of_a_term_leaves_out_subjects_that_have_nothing_in_it() -> None:
    assert [subject.title for subject in term_sheet(sheet(), sheet().columns[1]).subjects] == ["Алгебра"]


def test_a_column_of_another_class_is_refused() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        term_sheet(sheet(), Column(TERM, "t9", T1.end))


def test_a_sheet_that_says_what_the_diaries_say_has_no_differences() -> None:
    assert differences(sheet(), shown_cells(sheet())) == ()


def test_what_only_one_of_sheet_and_diaries_has_is_a_difference() -> None:
    shown = shown_cells(sheet())
    right, wrong = ShownCell("А", "Алгебра", TERM, "t1", "5"), ShownCell("А", "Алгебра", TERM, "t1", "4")
    late = ShownCell("В", "Труд", TERM, "t1", UNTIL.isoformat())
    assert {right, late} <= shown
    assert differences(sheet(), (shown - {right}) | {wrong}) == (wrong, right)
    assert differences(sheet(), shown - {late}) == (late,)
