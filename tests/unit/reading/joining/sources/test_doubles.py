"""One mark that two files of a journal tell in two ways must not become two marks."""

from datetime import date

from generator.model import entries as e
from tests.unit.reading.joining.builders import assembled, at, lesson, mark, student

DAY = date(2026, 9, 14)
PEOPLE = [("netschool", [student("Ким Ли", id="7")])]


def told(*marks: e.MarkEntry, system: str = "netschool"):
    lessons = [lesson("Алгебра", DAY, number, id=str(number)) for number in (1, 2)]
    return assembled([(system, PEOPLE[0][1])], [(system, [*lessons, *marks])])


def said(file: str, raw: str = "5", **more: object) -> e.MarkEntry:
    return mark("", "Алгебра", DAY, raw, person=e.PersonRef("7"), origin=at(3, file), **more)


def test_a_mark_by_the_place_in_a_report_and_by_the_lesson_of_a_payload_is_a_problem_with_both_places() -> None:
    _, problems = told(said("report.xlsx", slot=2), said("diary.json", lesson="2"))
    assert [problem.slug for problem in problems] == ["told-twice"]
    assert {str(problems[0].origin), "diary.json:3"} == {"report.xlsx:3", "diary.json:3"}
    assert "diary.json:3" in problems[0].message


def test_two_files_are_named_once_however_many_marks_they_share() -> None:
    other = said("diary.json", lesson="1", work="w")
    _, problems = told(said("report.xlsx", slot=2), said("diary.json", lesson="2"), said("report.xlsx"), other)
    assert len(problems) == 1


def test_a_newer_report_with_one_mark_more_is_no_problem() -> None:
    records, problems = told(said("old.xlsx", slot=2), said("new.xlsx", slot=1), said("new.xlsx", slot=2))
    assert (problems, len(records.marks)) == ([], 2)


def test_other_marks_of_a_day_in_another_file_are_no_problem() -> None:
    records, problems = told(said("a.json", "5", lesson="1"), said("b.json", "4", lesson="2"))
    assert (problems, len(records.marks)) == ([], 2)


def test_one_file_may_tell_two_equal_marks_of_a_day() -> None:
    records, problems = told(
        said("a.json", lesson="1"), said("a.json", lesson="2"), said("b.json", "4", lesson="x", slot=1)
    )
    assert (problems, len(records.marks)) == ([], 3)


def test_our_own_tables_are_the_schools_to_answer_for() -> None:
    records, problems = told(said("marks-1.csv", work="a"), said("marks-2.csv", work="b"), system="tables")
    assert (problems, len(records.marks)) == ([], 2)
