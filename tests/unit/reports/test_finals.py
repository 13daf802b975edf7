from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from generator.model.records import Deferral, PlanLine
from generator.model.school import Membership
from generator.reports.finals import Deferred, FinalsLine, completeness
from tests.unit.reports.classroom import BOYS, DAY, GIRLS, T1, T2, facts, final, lesson, mark, pupil, school

MON = date(2026, 9, 7)
UNTIL = date(2026, 12, 4)
LESSONS = [lesson("math", MON)]


def lines(*students, girls: str = "", boys: str = "", **said) -> dict[tuple[str, str], FinalsLine]:
    known = school(*(students or map(pupil, "АБВ")), girls=girls, boys=boys)
    found = completeness(facts(known, **{"lessons": LESSONS, **said}))
    return {(line.subject_id, line.term_id): line for line in found}


def test_whose_mark_is_missing_is_named_in_the_order_of_the_list() -> None:
    found = lines(finals=[final("Б", "math", "4")])["math", "t1"]
    assert (found.is_over, found.expected, found.given, found.missing) == (True, 3, 1, ("А", "В"))
    assert not found.is_complete


def test_exempt_and_not_assessed_are_final_marks() -> None:
    found = lines(finals=[final("А", "math", "осв"), final("Б", "math", "н/а"), final("В", "math", "5")])["math", "t1"]
    assert (found.given, found.missing, found.is_complete) == (3, (), True)


def test_a_deferred_mark_is_not_missing_and_says_until_when() -> None:
    deferral = Deferral("А", "math", "t1", UNTIL, "приказ № 5")
    found = lines(finals=[final("Б", "math", "4")], deferrals=[deferral])["math", "t1"]
    assert (found.expected, found.missing, found.deferred) == (3, ("В",), (Deferred("А", UNTIL, "приказ № 5"),))


def test_a_deferral_ends_with_the_mark() -> None:
    deferral = Deferral("А", "math", "t1", UNTIL, "")
    found = lines(finals=[final("А", "math", "4")], deferrals=[deferral])["math", "t1"]
    assert (found.given, found.deferred) == (1, ())
    known = facts(school(pupil("А")), finals=[final("А", "math", "4")], deferrals=[deferral])
    assert known.deferrals == {}


def test_nothing_is_expected_of_who_left_before_or_came_after_the_end_of_the_term() -> None:
    students = [pupil("А", end=T1.end - DAY), pupil("Б"), pupil("В", begin=T2.start)]
    found = lines(*students, finals=[final("А", "math", "4")])["math", "t1"]
    assert (found.expected, found.missing) == (1, ("Б",))


def test_marks_are_expected_only_of_the_subgroup_that_has_the_lessons() -> None:
    lessons = [lesson("art", MON, group_id=GIRLS)]
    found = lines(girls="А", boys="БВ", lessons=lessons, finals=[final("А", "art", "5")])["art", "t1"]
    assert (found.expected, found.is_complete) == (1, True)
    both = [*lessons, lesson("art", MON, group_id=BOYS)]
    assert lines(girls="А", boys="БВ", lessons=both, finals=[final("А", "art", "5")])["art", "t1"].missing == ("Б", "В")


def test_who_changed_the_subgroup_is_expected_in_the_one_of_the_terms_end() -> None:
    members = (Membership("А", GIRLS, None, T1.end - DAY), Membership("А", BOYS, T1.end, None))
    known = replace(school(pupil("А")), memberships=members)
    marks = [mark("А", subject, MON, "5") for subject in ("art", "chem")]
    lessons = [lesson("art", MON, group_id=GIRLS), lesson("chem", MON, group_id=BOYS)]
    found = completeness(facts(known, lessons=lessons, marks=marks))
    assert [(line.subject_id, line.missing) for line in found] == [("chem", ("А",))]


def test_where_the_timetable_does_not_say_who_learns_a_subject_the_plan_does() -> None:
    marks = [mark("А", "art", MON, "5")]
    found = lines(girls="А", boys="БВ", marks=marks, plan=[PlanLine(BOYS, "art", "t1", 8, None)])["art", "t1"]
    assert found.missing == ("Б", "В")
    assert lines(marks=marks) == {}


def test_a_subject_in_which_nobody_gets_a_mark_expects_none() -> None:
    assert lines() == {}


def test_a_term_that_runs_is_told_from_its_first_final_mark_on() -> None:
    marks = [mark("А", "math", MON, "5")]
    assert set(lines(marks=marks)) == {("math", "t1")}
    found = lines(marks=marks, finals=[final("А", "math", "5", "t2")])
    assert not found["math", "t2"].is_over
    assert set(lines(marks=marks, as_of=datetime(2026, 10, 24, 20, 0))) == set()
