"""Records that belong to a class, and terms of a class against those of the school."""

from datetime import date
from decimal import Decimal

import pytest

from generator.model import entries as e
from generator.model.undated import UndatedMark, UndatedMarksEntry

from .builders import assembled, at, mark, student

DAY = date(2026, 9, 14)
FIVE = ("5", e.MarkKind.NUMERIC, Decimal(5))
STRANGER = e.PersonRef("9")
BOTH = [student("Ким Ли", id="1"), student("Цой Ян", "8Б", id="9", line=2)]
QUARTER = e.TermEntry(at(3), "", e.TermKind.QUARTER, 1, "1 четверть", date(2026, 9, 1), date(2026, 10, 24))


@pytest.mark.parametrize(
    "record",
    [
        e.TermMarkEntry(at(7), STRANGER, "8А", "Алгебра", e.FinalScope.YEAR, "", *FIVE),
        e.ExamEntry(at(7), STRANGER, "8А", "Алгебра", e.FinalScope.EXAM, "ОГЭ", DAY, *FIVE),
        e.RemarkEntry(at(7), STRANGER, "8А", DAY, "Молодец"),
        e.DeferralEntry(at(7), STRANGER, "8А", "Алгебра", "1 четверть", DAY, "№ 5"),
        e.HomeworkEntry(at(7), "8А", "Алгебра", "№ 5", DAY, DAY, person=STRANGER),
        UndatedMarksEntry(at(7), STRANGER, "8А", "Алгебра", "1 четверть", (UndatedMark(*FIVE),)),
        mark("", "Алгебра", DAY, "5", person=STRANGER, origin=at(7)),
    ],
    ids=lambda record: type(record).__name__,
)
def test_what_a_class_tells_of_a_student_of_another_class_is_not_lost_in_silence(record: object) -> None:
    records, problems = assembled([("tables", [*BOTH, QUARTER])], [("tables", [record])])
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("another-class", 7)]
    parts = (records.term_marks, records.exams, records.remarks, records.deferrals, records.homework, records.undated)
    assert not any([*parts, records.marks])


OWN = QUARTER._replace(end=date(2026, 10, 30), groups=("8А",))


@pytest.mark.parametrize("terms", [[QUARTER, OWN], [OWN, QUARTER]])
def test_a_final_mark_is_of_the_class_s_own_term_where_the_school_has_one_of_the_same_title(terms: list) -> None:
    finals = [
        e.TermMarkEntry(at(7), e.PersonRef(key), group, "Алгебра", e.FinalScope.TERM, "1 четверть", *FIVE)
        for key, group in (("1", "8А"), ("9", "8Б"))
    ]
    sources = [("tables", [*BOTH, *terms])]
    for final, group, term in zip(finals, ("8а", "8б"), ("quarter/1/8а", "quarter/1"), strict=True):
        records, problems = assembled(sources, [("tables", [final])], group)
        assert problems == []
        assert [one.term_id for one in records.term_marks] == [term]


def test_a_term_that_the_class_is_not_taught_in_is_unknown_by_title_and_by_day() -> None:
    trimester = e.TermEntry(at(4), "", e.TermKind.TRIMESTER, 1, "1 триместр", DAY, date(2026, 11, 20), ("8А",))
    told = [
        e.TermMarkEntry(at(7), e.PersonRef("1"), "8А", "Алгебра", e.FinalScope.TERM, "1 четверть", *FIVE),
        e.TermMarkEntry(at(8), e.PersonRef("1"), "8А", "Алгебра", e.FinalScope.TERM, "", *FIVE, on=date(2026, 9, 2)),
    ]
    records, problems = assembled([("tables", [*BOTH, QUARTER, trimester])], [("tables", told)])
    assert [(p.slug, p.origin.line) for p in problems] == [("unknown-term", 7), ("unknown-term", 8)]
    assert records.term_marks == ()


def test_marks_without_days_of_a_second_system_are_refused_in_whatever_subject() -> None:
    book = UndatedMarksEntry(at(7), e.PersonRef("", "Ким Ли"), "8А", "Английский", "1 четверть", (UndatedMark(*FIVE),))
    told = [("tables", [mark("Ким Ли", "Иностранный", DAY, "5")]), ("eljur", [book])]
    records, problems = assembled([("tables", [*BOTH, QUARTER])], told)
    assert [problem.slug for problem in problems] == ["two-sources"]
    assert (records.marks, records.undated) == ((), ())
