from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.model.kinds import FinalScope
from generator.model.records import PlanLine
from generator.reports.class_report import ClassReport, class_report
from generator.reports.school_report import By, Cut, Figures, Hours, school_report
from generator.rules.statistics import Distribution, Light, StatisticRules
from tests.unit.diaries.act import MARKS
from tests.unit.reports.classroom import CLASS, T1, final, pupil, records, school, weekly

RULES = StatisticRules()
MON = date(2026, 9, 7)


def report(group_id: str, grade: int | None, raws: str, hours: int | None = 8) -> ClassReport:
    told = records(
        lessons=weekly("math", MON, T1.end),
        finals=[final(name, "math", raw) for name, raw in zip("АБВ", raws, strict=False)],
        plan=[PlanLine(CLASS, "math", "t1", hours, 1)] if hours else [],
    )
    made = class_report(school(*map(pupil, "АБВ")), told, MARKS, 6, RULES)
    return replace(made, group_id=group_id, grade=grade)


REPORTS = [report("8а", 8, "554"), report("10а", 10, "43"), report("8б", 8, "222", None), report("?", None, "5")]


def term(by: By) -> dict[str, Figures]:
    found = school_report(REPORTS).by(by)
    return {cut.key: figures for cut, figures in found.items() if cut.scope is FinalScope.TERM}


def test_marks_are_added_up_by_class_parallel_subject_and_school() -> None:
    assert term(By.CLASS)["8а"].marks == Distribution(fives=2, fours=1)
    assert term(By.PARALLEL)["8"].marks == Distribution(fives=2, fours=1, twos=3)
    assert term(By.SUBJECT)["math"].marks == term(By.SCHOOL)[""].marks == Distribution(3, 2, 1, 3)


def test_indicators_of_a_sum_are_those_of_all_its_marks() -> None:
    found = term(By.PARALLEL)["8"].indicators(RULES)
    assert found is not None
    assert (found.count, found.success, found.mean) == (6, 500, 333)
    assert Figures().indicators(RULES) is None


def test_classes_stand_as_they_came_and_parallels_by_number() -> None:
    assert list(term(By.CLASS)) == ["8а", "10а", "8б", "?"]
    assert list(term(By.PARALLEL)) == ["", "8", "10"]


def test_missing_final_marks_are_added_up() -> None:
    whole = term(By.SCHOOL)[""]
    assert (whole.expected, whole.missing, whole.deferred) == (12, 3, 0)


def test_hours_are_measured_by_the_classes_that_have_a_plan() -> None:
    hours = term(By.PARALLEL)["8"].hours
    assert (hours.plan, hours.expected, hours.held) == (8, 7, 14)
    assert (hours.deviation, hours.light(RULES)) == (-125, Light.RED)
    assert (Hours().deviation, Hours().light(RULES), Hours().tests_share) == (None, None, None)
    assert Hours(held=30, tests=1).tests_share == 33


def test_the_report_of_one_class_may_go_before_the_next_is_made() -> None:
    alive = []

    def one_by_one():
        for made in REPORTS:
            alive.append(made.group_id)
            yield made

    found = school_report(one_by_one())
    assert found.classes == tuple(alive)
    assert Cut(By.SCHOOL, "", FinalScope.YEAR, "") in found.figures
