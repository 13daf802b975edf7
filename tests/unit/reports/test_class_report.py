from __future__ import annotations

import pickle
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands.inputs import load_inputs
from generator.commands.making import class_context
from generator.commands.school import read_school
from generator.model.kinds import FinalScope
from generator.pipeline import ClassTask, assemble_class
from generator.reports.class_report import ClassReport, class_report
from generator.reports.school_report import By, school_report
from generator.rules.statistics import StatisticRules
from tests.schools.built import ROOT

RULES = StatisticRules()


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> list[ClassReport]:
    return list(of_example(tmp_path_factory.mktemp("cache")))


def of_example(cache: Path) -> Iterator[ClassReport]:
    """Yield the reports of the example school."""
    inputs = load_inputs(Namespace(site=ROOT, now=""))
    loaded = read_school(inputs, cache, workers=1, quiet=True)
    context = class_context(inputs, loaded, None)
    for group in loaded.school.classes():
        records, problems = assemble_class(context, ClassTask(group.id, tuple(loaded.parts[group.id]), ()))
        assert problems == []
        yield class_report(loaded.school, records, context.marks, context.week_days, RULES)


def test_both_classes_of_the_example_school_have_all_figures(reports) -> None:
    assert [(one.title, one.grade, one.students) for one in reports] == [("5Б", 5, 11), ("8А", 8, 12)]
    for one in reports:
        assert one.missing == frozenset()
        assert all((one.hours, one.results, one.finals, one.sheet.subjects))


def test_b5_2_plan_against_fact_of_the_example_school(reports) -> None:
    found = {line.subject_id: line for line in reports[0].hours if line.term_id == "quarter/1"}
    maths, russian = found["математика"], found["русский язык"]
    # On 13 October Russian stood in for mathematics.
    assert (maths.plan, maths.timetable, maths.held, maths.cancelled, maths.deviation) == (39, 39, 38, 1, -26)
    assert (russian.plan, russian.timetable, russian.held, russian.substituted) == (39, 39, 40, 1)
    second = {line.subject_id: line for line in reports[0].hours if line.term_id == "quarter/2"}
    assert (second["биология"].moved, second["биология"].cancelled) == (1, 0)
    assert (second["информатика"].cancelled, second["информатика"].deviation) == (1, -125)


def test_b5_3_tests_of_the_example_school_stand_against_their_plan(reports) -> None:
    found = {line.subject_id: line.tests for line in reports[0].hours if line.term_id == "quarter/1"}
    assert (found["литература"].held, found["литература"].planned, found["литература"].over) == (2, 2, False)
    assert (found["биология"].share, found["биология"].over) == (250, True)


def test_b5_4_results_of_the_example_school_have_figures_and_marks_by_type(reports) -> None:
    found = {line.subject_id: line for line in reports[0].results if line.term_id == "quarter/1"}
    history = found["биология"].indicators
    assert history is not None
    assert (history.count, history.success, history.quality, history.mean) == (11, 1000, 818, 409)
    assert [line.is_test for line in found["биология"].current.types][:1] == [True]


def test_b5_1_and_b5_5_final_marks_are_complete_but_for_a_deferral(reports) -> None:
    lines = [line for one in reports for line in one.finals if line.term_id == "quarter/1"]
    assert all(line.is_complete for line in lines)
    (deferred,) = [one for line in lines for one in line.deferred]
    assert deferred.until.isoformat() == "2026-12-04"


def test_b5_6_the_sheet_of_the_example_school_has_every_student_and_subject(reports) -> None:
    sheet = reports[1].sheet
    assert len(sheet.students) == 12
    assert all(len(subject.cells) == 12 for subject in sheet.subjects)
    assert [column.scope for column in sheet.columns] == [FinalScope.TERM] * 4 + [FinalScope.YEAR]


def test_the_example_school_has_totals(reports) -> None:
    (whole,) = [f for cut, f in school_report(reports).by(By.SCHOOL).items() if cut.term_id == "quarter/1"]
    assert whole.expected == sum(line.expected for one in reports for line in one.finals)
    assert whole.deferred == 1
    assert whole.hours.deviation == -4


def test_what_is_kept_of_a_class_is_small(reports) -> None:
    assert max(len(pickle.dumps(one)) for one in reports) < 30_000
