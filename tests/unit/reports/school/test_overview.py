from __future__ import annotations

from datetime import date, datetime

import pytest

from generator.model.kinds import TermKind
from generator.model.school import Term
from generator.reports.class_report import ClassReport, class_report
from generator.reports.school.overview import finals_sums, present_term, result_rows, terms_of, type_sums
from generator.reports.school_report import By, school_report
from generator.rules.statistics import StatisticRules
from tests.unit.diaries.act import MARKS
from tests.unit.reports.classroom import T1, T2, final, pupil, records, school, weekly

RULES = StatisticRules()
HALF = Term("h1", TermKind.HALF_YEAR, 1, "1 полугодие", date(2026, 9, 1), date(2026, 12, 30))


def report(terms: tuple[Term, ...] = (T1, T2), **said) -> ClassReport:
    return class_report(school(pupil("А"), terms=terms), records(**said), MARKS, 6, RULES)


def test_a_quarter_is_never_compared_with_a_half_year() -> None:
    younger = report(finals=[final("А", "math", "3"), final("А", "math", "5", "t2")])
    older = report(terms=(HALF,), finals=[final("А", "math", "4", "h1")])
    found = [younger, older]
    rows = result_rows(school_report(found), By.SCHOOL, terms_of(found), RULES)
    changes = {row.cut.term_id: row.change and row.change.mean for row in rows}
    assert changes == {"t1": None, "t2": 200, "h1": None}


@pytest.mark.parametrize(
    ("day", "term"),
    [("2026-08-20", T1), ("2026-09-01", T1), ("2026-10-30", T1), ("2026-11-02", T2), ("2027-03-01", T2)],
)
def test_the_present_term_runs_or_was_the_last_that_did(day, term) -> None:
    assert present_term(report(as_of=datetime.fromisoformat(day))) == term


def test_lessons_of_all_classes_are_added_up_by_type_the_most_frequent_first() -> None:
    lessons = [
        *weekly("math", T1.start, T1.end),
        *weekly("chem", T1.start, T1.start, number=2, type="Контрольная работа"),
    ]
    found = type_sums([report(lessons=lessons)] * 2)
    assert [(one.type, one.is_test, one.held) for one in found] == [("", False, 16), ("Контрольная работа", True, 2)]


def test_completeness_of_a_class_is_the_sum_of_its_subjects() -> None:
    made = report(lessons=weekly("math", T1.start, T1.end), finals=[final("А", "chem", "5")])
    (found,) = finals_sums([report(finals=[final("А", "chem", "5")])])
    assert (found.term, found.is_over, found.expected, found.given, found.missing) == (T1, True, 1, 1, 0)
    assert [one.given for one in finals_sums([made])] == [1]
