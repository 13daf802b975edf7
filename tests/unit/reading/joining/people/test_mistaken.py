"""One child's records never become another's: what must be refused, and what wrong aliases can't do."""

from datetime import date
from itertools import permutations

import pytest

from generator.model import entries as e
from generator.reading.joining.people.aliases import Aliases
from tests.unit.reading.joining.builders import directory, student

LI, LONG = "Ким Ли", "Ким Ли Олегович"


def slugs(problems) -> list[str]:
    return [problem.slug for problem in problems]


def alias(*rows: tuple[str, str, str, str]) -> Aliases:
    return Aliases({("student", system, name, group): meant for system, name, group, meant in rows})


def test_an_id_that_is_not_listed_is_not_the_namesake_with_another_id() -> None:
    _, found, _ = directory(("tables", [student(LI, id="1")]))
    assert found.people.find("tables", e.PersonRef("2", LI), "8а") == ""
    assert found.people.find("eljur", e.PersonRef("2", LI), "8а") == "tables:1"
    assert found.people.find("eljur", e.PersonRef("3", LI), "8а") == ""


def test_one_id_with_two_names_is_a_contradiction_with_both_places() -> None:
    _, _, problems = directory(("tables", [student(LI, id="1"), student("Цой Ян", id="1", line=2)]))
    assert [(p.slug, p.origin.line) for p in problems] == [("contradiction", 2)]
    assert "a.csv:1" in problems[0].message
    assert directory(("tables", [student(LI, id="1"), student(LONG, id="1", line=2)]))[2] == []


def test_the_same_id_in_two_journals_is_two_students() -> None:
    school, _, problems = directory(("tables", [student(LI, id="1")]), ("eljur", [student("Цой Ян", id="1")]))
    assert problems == []
    assert {key: one.name for key, one in school.students.items()} == {"tables:1": LI, "eljur:1": "Цой Ян"}


def test_students_without_a_name_are_known_by_id_alone() -> None:
    school, found, problems = directory(("asurso", [student("", id="1")]), ("eljur", [student("", id="2")]))
    assert (problems, sorted(school.students)) == ([], ["asurso:1", "eljur:2"])
    assert found.people.find("eljur", e.PersonRef(), "8а") == ""


def test_namesakes_that_two_journals_tell_apart_by_ids_of_their_own_are_settled_by_the_school() -> None:
    tables = ("tables", [student(LI, id="1"), student(LI, id="2", line=2)])
    eljur = ("eljur", [student(LI, id="a", line=9, file="b.json")])
    _, _, problems = directory(tables, eljur)
    assert [(p.slug, str(p.origin)) for p in problems] == [("namesakes", "b.json:9")]
    school, _, problems = directory(tables, eljur, aliases=alias(("eljur", "a", "", "tables:2")))
    assert (problems, school.students["tables:2"].keys) == ([], ("tables:2", "eljur:a"))


def test_an_alias_to_the_own_identity_says_that_it_is_nobody_else() -> None:
    rows = alias(("eljur", "a", "", "eljur:a"))
    school, _, problems = directory(("tables", [student(LI, id="1")]), ("eljur", [student(LI, id="a")]), aliases=rows)
    assert (problems, sorted(school.students)) == ([], ["eljur:a", "tables:1"])


def test_a_second_namesake_without_id_is_noticed_in_whatever_file_it_stands() -> None:
    files = [student(LI), student(LI, line=1, file="b.xlsx"), student(LI, line=2, file="b.xlsx")]
    assert slugs(directory(("netschool", files))[2]) == ["namesakes"]


def test_a_short_name_of_a_third_journal_is_neither_of_two_that_one_journal_lists() -> None:
    both = ("netschool", [student(LI), student(LONG, line=2)])
    _, found, problems = directory(both, ("eljur", [student(LI, id="386", line=9, file="b.json")]))
    assert [(p.slug, str(p.origin)) for p in problems] == [("namesakes", "b.json:9")]
    _, found, _ = directory(both)
    assert found.people.find("eljur", e.PersonRef("", LI), "8а") == ""
    assert found.people.find("netschool", e.PersonRef("", LI), "8а") == "netschool:8А/ким ли"


def test_two_birthdays_are_not_one_student() -> None:
    one, other = student(LI), student(LI, id="1", line=2, file="b.csv")
    born = date(2012, 3, 4)
    sources = ("netschool", [one._replace(birth_date=born)]), ("tables", [other._replace(birth_date=date(2012, 3, 5))])
    assert slugs(directory(*sources)[2]) == ["contradiction"]
    assert slugs(directory(("netschool", [one]), sources[1])[2]) == []


def test_an_alias_may_name_any_identity_of_a_student() -> None:
    sources = (
        ("tables", [student(LONG, id="17")]),
        ("netschool", [student(LONG)]),
        ("eljur", [student("Ким Лю", id="a")]),
    )
    rows = alias(("eljur", "a", "", "netschool:8А/ким ли олегович"))
    for order in permutations(sources):
        school, found, problems = directory(*order, aliases=rows)
        assert problems == []
        assert list(school.students) == ["tables:17"]
        assert found.people.find("eljur", e.PersonRef("a"), "8а") == "tables:17"


def test_a_row_for_an_id_may_name_the_class_too() -> None:
    rows = alias(("eljur", "a", "8а", "tables:17"))
    school, _, problems = directory(
        ("tables", [student(LI, id="17")]), ("eljur", [student("Ким Лю", id="a")]), aliases=rows
    )
    assert (problems, list(school.students)) == ([], ["tables:17"])


@pytest.mark.parametrize("rows", [[("1", "2"), ("2", "1")], [("1", "2")]])
def test_an_alias_does_not_make_one_of_two_classmates_with_ids(rows: list[tuple[str, str]]) -> None:
    people = [student(LI, id="1"), student("Цой Ян", id="2", line=2)]
    aliases = alias(*(("tables", one, "", f"tables:{other}") for one, other in rows))
    assert slugs(directory(("tables", people), aliases=aliases)[2]) == ["two-in-one"]


def test_an_alias_makes_one_of_two_spellings_in_two_files() -> None:
    people = [student("Ким Лю"), student(LI, file="b.xlsx")]
    school, _, problems = directory(
        ("netschool", people), aliases=alias(("netschool", "ким лю", "8а", "netschool:8А/ким ли"))
    )
    assert (problems, list(school.students)) == ([], ["netschool:8А/ким ли"])


def test_two_students_are_not_one_of_the_register() -> None:
    people = [student(LI), student(LI, "9Б", line=2)]
    assert slugs(directory(("netschool", people), aliases=alias(("netschool", "ким ли", "", "S12")))[2]) == [
        "two-in-one"
    ]


def test_a_student_who_moved_is_one_in_whatever_class_the_other_journals_have_them() -> None:
    day = date(2026, 10, 12)
    tables = [
        student(LI, id="7")._replace(end=date(2026, 10, 11)),
        student(LI, "8Б", id="7", line=2)._replace(begin=day),
    ]
    sources = ("xx", tables), ("yy", [student(LI, id="9", file="y")]), ("aa", [student(LI, "8Б", id="3", file="w")])
    for order in permutations(sources):
        school, _, problems = directory(*order)
        assert problems == []
        assert {one: student.keys for one, student in school.students.items()} == {"aa:3": ("aa:3", "xx:7", "yy:9")}
