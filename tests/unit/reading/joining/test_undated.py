"""Marks without days, joined with student, subject and term."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from generator.model import entries as e
from generator.model.records import UndatedMarks
from generator.model.undated import UndatedMark

from .builders import assembled, at, mark, student
from .test_finals import TERMS

FIVE = UndatedMark("5", e.MarkKind.NUMERIC, Decimal(5), Decimal(2))
AWAY = UndatedMark("н", None, absence=e.AbsenceKind.ABSENT)
KIM = e.PersonRef("", "Ким Ли")
SOURCES: list[tuple[str, list[e.Entry]]] = [("eljur", [student("Ким Ли", id="1"), student("Цой Ян", id="2"), *TERMS])]


def book(*marks: UndatedMark, term: str = "I четверть", person: e.PersonRef = KIM, **more: object):
    origin = at(int(str(more.pop("line", 4))), str(more.pop("file", "kim.xls")))
    return e.UndatedMarksEntry(origin, person, "8А", str(more.pop("subject", "Алгебра")), term, marks)


def joined(*records: e.Entry, group: str = "8а"):
    return assembled(SOURCES, [("eljur", list(records))], group)


def test_they_get_their_student_subject_and_term_and_keep_their_order() -> None:
    records, problems = joined(book(FIVE, AWAY, FIVE))
    assert problems == []
    assert records.undated == (UndatedMarks("eljur:1", "алгебра", "quarter/1", (FIVE, AWAY, FIVE)),)
    assert "undated" in records.provides
    assert not records.provides & {"marks", "absences"}


def test_they_prove_that_their_term_has_begun_and_no_more() -> None:
    assert joined(book(FIVE, term="2 четверть"))[0].as_of == datetime(2026, 11, 2)


def test_the_same_workbook_saved_twice_says_it_once() -> None:
    records, problems = joined(book(FIVE), book(FIVE, file="again.xls"))
    assert (len(records.undated), problems) == (1, [])


def test_an_older_workbook_beside_a_newer_one_is_a_contradiction() -> None:
    _, problems = joined(book(FIVE), book(FIVE, AWAY, file="again.xls"))
    assert [problem.slug for problem in problems] == ["contradiction"]


@pytest.mark.parametrize(
    ("entry", "slug"),
    [
        (book(FIVE, person=e.PersonRef("", "Кто Это")), "unknown-student"),
        (book(FIVE, term="3 триместр"), "unknown-term"),
        (book(FIVE, term="год"), "unknown-term"),
        (book(UndatedMark("7", e.MarkKind.NUMERIC, Decimal(7))), "mark-outside-scale"),
    ],
)
def test_what_cannot_be_joined_is_a_problem(entry: e.UndatedMarksEntry, slug: str) -> None:
    assert [problem.slug for problem in joined(entry)[1]] == [slug]


def test_marks_with_and_without_days_of_one_student_subject_and_term_are_two_sources_once_for_a_file() -> None:
    dated = [mark("Ким Ли", subject, date(2026, 9, 14), "5") for subject in ("Алгебра", "Химия")]
    records, problems = joined(book(FIVE), book(FIVE, subject="Химия", line=5), book(FIVE, subject="Физика"), *dated)
    assert [(problem.slug, str(problem.origin)) for problem in problems] == [("two-sources", "kim.xls:4")]
    assert [one.subject_id for one in records.undated] == ["физика"]


@pytest.mark.parametrize(
    "other",
    [
        mark("Цой Ян", "Алгебра", date(2026, 9, 14), "5"),
        mark("Ким Ли", "Химия", date(2026, 9, 14), "5"),
        mark("Ким Ли", "Алгебра", date(2026, 11, 9), "5"),
    ],
)
def test_marks_of_another_student_subject_or_term_may_have_days(other: e.MarkEntry) -> None:
    records, problems = joined(book(FIVE), other)
    assert (len(records.undated), problems) == (1, [])


def test_a_mark_in_the_holidays_is_of_the_term_before() -> None:
    _, problems = joined(book(FIVE), mark("Ким Ли", "Алгебра", date(2026, 10, 28), "5"))
    assert [problem.slug for problem in problems] == ["two-sources"]
