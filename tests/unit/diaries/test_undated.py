"""Marks without days in a student's diary and on the papers made of it."""

from datetime import date
from decimal import Decimal

from generator.diaries.class_view import ClassView
from generator.diaries.diary import Diary, SubjectMarks
from generator.diaries.papers.terms import term_sheet
from generator.diaries.student_view import diaries
from generator.model import entries as e
from generator.model.undated import UndatedMark
from generator.reading.formats.eljur.reader import EljurReader
from generator.reading.joining.assemble import Assembly
from tests.exports.dump import HERE, exports_of
from tests.unit.diaries.act import MARKS
from tests.unit.diaries.test_student_view import MON, TERMS, both
from tests.unit.reading.joining.builders import LIMITS, at, directory, lesson, mark

FIVE = UndatedMark("5", e.MarkKind.NUMERIC, Decimal(5), Decimal(2))
TWO = UndatedMark("2", e.MarkKind.NUMERIC, Decimal(2))
AWAY = UndatedMark("н", None, absence=e.AbsenceKind.ABSENT)


def book(subject: str, *marks: UndatedMark, line: int = 4, term: str = "1 четверть") -> e.UndatedMarksEntry:
    return e.UndatedMarksEntry(at(line, "kim.xls"), e.PersonRef("1"), "8А", subject, term, marks)


def of_term(diary: Diary, term: int = 0) -> dict[str, SubjectMarks]:
    return {subject.subject: subject for subject in diary.marks[term].subjects}


def test_they_stand_in_their_subject_and_term_in_the_order_of_the_file() -> None:
    found = both([book("Химия", FIVE, AWAY, TWO), lesson("Алгебра", MON, 1)])["Ким"]
    assert of_term(found)["Химия"].undated == (FIVE, AWAY, TWO)
    assert of_term(found)["Алгебра"].undated == ()
    assert of_term(found, 1)["Химия"].undated == ()


def test_the_sample_workbook_alone_makes_a_diary_with_its_marks() -> None:
    (export,) = exports_of(HERE / "eljur" / "sample-book")
    found = list(EljurReader().read(export))
    people = [one for one in found if isinstance(one, e.StudentEntry)]
    school, known, problems = directory(("eljur", people), ("tables", TERMS))
    assembly = Assembly(school, known, LIMITS, "8а")
    assembly.add("eljur", (one for one in found if isinstance(one, e.UndatedMarksEntry)))
    (diary,) = diaries(ClassView(school, assembly.records(), MARKS, 6), school.students_of("8а"))
    assert problems + assembly.problems == []
    assert {title: [mark.raw for mark in subject.undated] for title, subject in of_term(diary).items()} == {
        "Алгебра": ["5", "4", "3", "н"],
        "История": ["н", "н", "5"],
        "Русский язык": ["4", "4", "5"],
        "Физика": ["3"],
    }


def test_two_rows_of_one_subject_stand_one_after_the_other() -> None:
    assert of_term(both([book("Химия", FIVE), book("Химия", TWO, line=5)])["Ким"])["Химия"].undated == (FIVE, TWO)


def test_no_average_forecast_or_absence_is_made_of_them() -> None:
    classmate = [mark("Цой Ян", "Химия", day, "5", entered_at=None) for day in (MON, date(2026, 9, 15))]
    found = both([book("Химия", FIVE, AWAY, TWO), *classmate, lesson("Химия", MON, 1)])
    subject = of_term(found["Ким"])["Химия"]
    assert (subject.marks, subject.average, subject.forecast, subject.absences) == ((), None, None, 0)
    assert of_term(found["Цой"])["Химия"].forecast is not None
    assert [term.lessons for term in found["Ким"].absences] == [0, 0]


def test_that_their_days_are_missing_is_known_and_the_marks_by_days_as_well() -> None:
    assert {"marks", "days"} <= both([book("Химия", FIVE)])["Ким"].missing
    dated = both([book("Химия", FIVE), mark("Цой Ян", "Химия", MON, "5")])["Ким"]
    assert not {"marks", "days"} & dated.missing
    assert "days" not in both([])["Ким"].missing


def test_a_first_grade_with_such_marks_is_one_with_marks() -> None:
    first = [e.GroupEntry(at(), "", "8А", grade=1)]
    assert both([], first)["Ким"].without_marks
    assert not both([book("Химия", FIVE)], first)["Ким"].without_marks


def test_the_term_sheet_has_them_beside_and_not_among_its_figures() -> None:
    found = both([book("Химия", FIVE, AWAY)])["Ким"]
    (row,) = term_sheet(found, found.terms[0]).rows
    assert (row.subject, row.undated, row.average, row.marks) == ("Химия", (FIVE, AWAY), None, 0)


def test_the_term_sheet_waits_for_the_final_mark_of_a_subject_that_has_only_such_marks() -> None:
    final = e.TermMarkEntry(
        at(), e.PersonRef("1"), "8А", "Алгебра", e.FinalScope.TERM, "1 четверть", "4", e.MarkKind.NUMERIC, Decimal(4)
    )
    alone, beside = both([final])["Ким"], both([final, book("Химия", FIVE)])["Ким"]
    assert term_sheet(alone, alone.terms[0]).is_complete
    assert not term_sheet(beside, beside.terms[0]).is_complete
