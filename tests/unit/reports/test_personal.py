"""The personal result sheet, and what is missing before a year is closed (B3.1)."""

from __future__ import annotations

import dataclasses

import pytest

from generator.model.kinds import FinalScope, TermKind
from generator.model.records import Deferral
from generator.model.years import Level, YearCell, YearColumn
from generator.reports.personal import MissingFinals, missing_finals, personal_sheet, year_results
from tests.unit.reports.classroom import DAY, T1, T2, facts, final, pupil, school, weekly

YEAR = FinalScope.YEAR
IDS = {"А": "S1", "Б": "S2", "В": "S3"}
STUDENTS = [pupil("А"), pupil("Б"), pupil("В", end=T1.end - DAY)]
MATH = weekly("math", T1.start, T2.end)
WHOLE = [
    *[final(name, "math", "4", term) for name in "АБ" for term in ("t1", "t2")],
    *[final(name, "math", "5", scope=YEAR) for name in "АБ"],
]


def missing(*finals, **said) -> tuple[MissingFinals, ...]:
    return missing_finals(facts(school(*STUDENTS), lessons=MATH, finals=finals, **said))


def test_the_result_of_a_year_has_terms_year_and_exams_as_the_journal_wrote_them() -> None:
    marks = [*WHOLE, final("А", "art", "н/а"), final("А", "math", "3", scope=FinalScope.EXAM)]
    found = year_results(facts(school(*STUDENTS), finals=marks), "2026-2027", IDS)
    first = found[0]
    assert (first.student_id, first.class_title, first.grade, first.level) == ("S1", "8А", 8, Level.BASIC)
    assert first.columns == (
        YearColumn(FinalScope.TERM, TermKind.QUARTER, 1),
        YearColumn(FinalScope.TERM, TermKind.QUARTER, 2),
        YearColumn(YEAR),
        YearColumn(FinalScope.EXAM),
    )
    assert [(row.subject, [cell.text if cell else "" for cell in row.cells]) for row in first.rows] == [
        ("Алгебра", ["4", "4", "5", "3"]),
        ("Труд", ["н/а", "", "", ""]),
    ]


def test_who_left_in_the_year_has_a_result_too_and_who_got_no_mark_an_empty_one() -> None:
    found = year_results(facts(school(*STUDENTS), finals=WHOLE), "2026-2027", IDS)
    assert [(one.student_id, len(one.rows)) for one in found] == [("S1", 1), ("S2", 1), ("S3", 0)]
    assert found[2].columns == ()


def test_a_deferred_mark_is_kept_with_its_day() -> None:
    until = T1.end + 40 * DAY
    known = facts(school(*STUDENTS), finals=WHOLE, deferrals=[Deferral("А", "art", "t1", until, "")])
    assert year_results(known, "2026-2027", IDS)[0].rows[1].cells[0] == YearCell("", None, until)


def test_of_a_whole_year_nothing_is_missing() -> None:
    assert missing(*WHOLE) == ()


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ([5], MissingFinals("8А", "Алгебра", "", 1)),
        ([4, 5], MissingFinals("8А", "Алгебра", "", 2)),
        ([1], MissingFinals("8А", "Алгебра", "2 четверть", 1)),
        ([1, 3], MissingFinals("8А", "Алгебра", "2 четверть", 2)),
    ],
)
def test_what_is_missing_is_named_by_class_subject_and_term(gone: list[int], expected: MissingFinals) -> None:
    """The data are of November: a term whose marks nobody got yet is over all the same when the year is closed."""
    assert missing(*[mark for index, mark in enumerate(WHOLE) if index not in gone]) == (expected,)


def test_a_deferred_mark_is_not_missing() -> None:
    deferred = [Deferral("Б", "math", "t2", T2.end + DAY, "")]
    assert missing(*[mark for index, mark in enumerate(WHOLE) if index != 3], deferrals=deferred) == ()


def test_who_left_and_subjects_without_marks_are_not_waited_for() -> None:
    more = weekly("chem", T1.start, T2.end, number=2)
    assert missing_finals(facts(school(*STUDENTS), lessons=[*MATH, *more], finals=WHOLE)) == ()


def test_the_sheet_has_closed_years_in_order_and_then_the_running_one() -> None:
    (now, *_) = year_results(facts(school(*STUDENTS), finals=WHOLE), "2026-2027", IDS)
    before = dataclasses.replace(now, year="2025-2026", class_title="7А", family_name="Иная")
    first = dataclasses.replace(now, year="2024-2025", class_title="6А")
    found = personal_sheet([before, first], now)
    assert [year.class_title for year in found.years] == ["6А", "7А", "8А"]
    assert (found.student_id, found.name, found.running) == ("S1", "А", "2026-2027")
    assert personal_sheet([before, first], None).running == ""


def test_a_year_that_is_closed_is_not_running_whatever_lies_in_the_folder() -> None:
    (now, *_) = year_results(facts(school(*STUDENTS), finals=WHOLE), "2026-2027", IDS)
    kept = dataclasses.replace(now, class_title="8 А")
    assert personal_sheet([kept], now).years == (kept,)
    assert personal_sheet([kept], now).running == ""


def test_a_sheet_is_of_one_student() -> None:
    one, other, _ = year_results(facts(school(*STUDENTS), finals=WHOLE), "2026-2027", IDS)
    for years in ([], [one, dataclasses.replace(other, year="2025-2026")]):
        with pytest.raises(ValueError, match="one student"):
            personal_sheet(years, None)
