from __future__ import annotations

from datetime import date

from generator.model.kinds import FinalScope
from generator.reports.results import ResultLine, results
from generator.rules.statistics import Change, Distribution, SouVariant, StatisticRules
from tests.unit.reports.classroom import DAY, T1, facts, final, mark, pupil, school, work

MON = date(2026, 9, 7)
NAMES = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭ"  # 26 students


def lines(*students, rules: StatisticRules = StatisticRules(), **said) -> dict[tuple[str, FinalScope, str], ResultLine]:  # noqa: B008  a frozen value
    found = results(facts(school(*(students or map(pupil, NAMES))), **said), rules)
    return {(line.subject_id, line.scope, line.term_id): line for line in found}


def sample(term: str = "t1") -> list:
    marks = ["5"] * 6 + ["4"] * 11 + ["3"] * 7 + ["2", "н/а"]
    return [final(name, "math", raw, term) for name, raw in zip(NAMES, marks, strict=True)]


MATH = ("math", FinalScope.TERM, "t1")


def test_the_control_sample_of_the_facts_is_found_in_a_class() -> None:
    found = lines(finals=sample())[MATH]
    assert found.marks == Distribution(6, 11, 7, 1, 0, 1)
    assert found.indicators is not None
    assert (found.indicators.success, found.indicators.quality, found.indicators.sou) == (923, 654, 607)
    assert found.indicators.mean == 388
    other = lines(finals=sample(), rules=StatisticRules(sou=SouVariant.WITHOUT_NOT_ASSESSED))[MATH]
    assert other.indicators is not None
    assert (other.indicators.sou, other.indicators.variant) == (629, SouVariant.WITHOUT_NOT_ASSESSED)


def test_exempt_students_and_those_without_a_mark_are_not_in_n() -> None:
    found = lines(*map(pupil, "АБВГ"), finals=[final("А", "math", "5"), final("Б", "math", "осв")])[MATH]
    assert (found.marks, found.exempt) == (Distribution(fives=1), 1)
    assert found.indicators is not None
    assert found.indicators.count == 1


def test_who_left_before_the_end_of_the_term_is_out_and_who_left_on_its_last_day_is_in() -> None:
    students = [pupil("А", end=T1.end - DAY), pupil("Б", end=T1.end), pupil("В")]
    found = lines(*students, finals=[final(name, "math", "2") for name in "АБВ"])[MATH]
    assert found.marks == Distribution(twos=2)


def test_a_subject_with_passes_has_them_beside_the_figures() -> None:
    finals = [final("А", "math", "зач"), final("Б", "math", "зач"), final("В", "math", "незач")]
    found = lines(finals=finals)[MATH]
    assert (found.passed, found.failed, found.marks, found.indicators) == (2, 1, Distribution(), None)


def test_a_term_stands_against_the_one_before() -> None:
    finals = [final("А", "math", "3"), final("А", "math", "4", "t2")]
    found = lines(finals=finals)
    assert found[MATH].change is None
    assert found["math", FinalScope.TERM, "t2"].change == Change(0, 1000, 100)


def test_the_year_has_figures_and_stands_against_no_term() -> None:
    finals = [final("А", "math", "3"), final("А", "math", "4", "t2"), final("А", "math", "4", scope=FinalScope.YEAR)]
    found = lines(finals=finals)["math", FinalScope.YEAR, ""]
    assert (found.marks, found.change) == (Distribution(fours=1), None)


def test_marks_are_distributed_by_type_of_work_tests_first() -> None:
    works = [work("w", "math", MON, "Контрольная работа"), work("v", "math", MON, "Ответ")]
    marks = [
        mark("А", "math", MON, "3", "w"),
        mark("Б", "math", MON, "2", "w"),
        mark("А", "math", MON, "4", "v"),
        mark("Б", "math", MON, "4", "v"),
        mark("А", "math", MON + DAY, "3"),
    ]
    current = lines(works=works, marks=marks)[MATH].current
    assert [(line.type, line.is_test, line.marks, line.mean) for line in current.types] == [
        ("Контрольная работа", True, Distribution(threes=1, twos=1), 250),
        ("", False, Distribution(threes=1), 300),
        ("Ответ", False, Distribution(fours=2), 400),
    ]
    assert (current.gap, current.is_wide) == (-117, True)  # 2.50 against 11/3


def test_a_gap_of_exactly_seven_tenths_is_not_wide() -> None:
    works = [work("w", "math", MON, "Контрольная работа")]
    tests = [mark("А", "math", MON, raw, "w") for raw in "3333333333"]
    others = [mark("А", "math", MON + DAY, raw) for raw in "4444444333"]
    current = lines(works=works, marks=[*tests, *others])[MATH].current
    assert (current.gap, current.is_wide) == (-70, False)
    wider = lines(works=works, marks=[*tests, *others, mark("А", "math", MON, "4")])[MATH].current
    assert (wider.gap, wider.is_wide) == (-73, True)


def test_marks_that_do_not_count_and_debts_are_in_no_distribution() -> None:
    from generator.model.kinds import MarkKind

    marks = [
        mark("А", "math", MON, "5"),
        mark("А", "math", MON, "2", counts=False),
        mark("А", "math", MON, "0", kind=MarkKind.DEBT),
    ]
    current = lines(marks=marks)[MATH].current
    assert [line.marks for line in current.types] == [Distribution(fives=1)]
    assert current.gap is None


def test_marks_of_the_holidays_belong_to_the_term_before() -> None:
    found = lines(marks=[mark("А", "math", T1.end + 3 * DAY, "5")])
    assert list(found) == [MATH]
