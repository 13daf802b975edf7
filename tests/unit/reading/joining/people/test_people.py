import pytest

from generator.model import entries as e
from generator.reading.joining.people.aliases import Aliases
from generator.reading.joining.people.people import is_by_name
from tests.unit.reading.joining.builders import at, directory, student


def slugs(problems) -> list[str]:
    return [problem.slug for problem in problems]


def test_one_name_in_one_class_of_two_systems_is_one_student() -> None:
    school, _, problems = directory(
        ("netschool", [student("Ёлкин Пётр Ильич")]), ("tables", [student("Елкин Петр  Ильич", "8 А", id="7")])
    )
    assert problems == []
    (only,) = school.students.values()
    assert only.id == "tables:7"
    assert only.keys == ("tables:7", "netschool:8А/елкин петр ильич")


def test_the_same_name_in_two_classes_is_two_students() -> None:
    school, _, problems = directory(("netschool", [student("Ким Ли", "8А"), student("Ким Ли", "8Б", line=2)]))
    assert problems == []
    assert len(school.students) == 2


def test_two_ids_with_one_name_are_two_students() -> None:
    school, found, problems = directory(("tables", [student("Ким Ли", id="1"), student("Ким Ли", id="2", line=2)]))
    assert problems == []
    assert len(school.students) == 2
    assert found.people.find("tables", e.PersonRef("", "Ким Ли"), "8а") == ""
    assert found.people.find("tables", e.PersonRef("2", "Ким Ли"), "8а") == "tables:2"


def test_a_namesake_without_an_id_names_both_places() -> None:
    _, _, problems = directory(
        ("tables", [student("Ким Ли", id="1"), student("Ким Ли", id="2", line=2)]),
        ("netschool", [student("Ким Ли", line=9, file="b.xlsx")]),
    )
    assert slugs(problems) == ["namesakes"]
    assert str(problems[0].origin) == "b.xlsx:9"
    assert "a.csv:1" in problems[0].message


def test_an_alias_settles_a_namesake() -> None:
    aliases = Aliases({("student", "netschool", "ким ли", "8а"): "tables:2"})
    school, found, problems = directory(
        ("tables", [student("Ким Ли", id="1"), student("Ким Ли", id="2", line=2)]),
        ("netschool", [student("Ким Ли", line=9, file="b.xlsx")]),
        aliases=aliases,
    )
    assert problems == []
    assert found.people.find("netschool", e.PersonRef("", "Ким Ли"), "8а") == "tables:2"
    assert "netschool:8А/ким ли" in school.students["tables:2"].keys


def test_an_alias_to_nobody_is_a_problem() -> None:
    aliases = Aliases({("student", "netschool", "ким ли", ""): "tables:99"})
    _, _, problems = directory(("netschool", [student("Ким Ли")]), aliases=aliases)
    assert slugs(problems) == ["unknown-student"]


def test_an_alias_to_the_student_of_the_register_is_one_more_identity_in_every_journal() -> None:
    aliases = Aliases({("student", "netschool", "ким ли", "9а"): "S12"})
    school, found, problems = directory(
        ("netschool", [student("Ким Ли", "9А")]), ("tables", [student("Ким Ли", "9А")]), aliases=aliases
    )
    assert problems == []
    (only,) = school.students.values()
    assert only.keys == ("netschool:9А/ким ли", "register:S12", "tables:9А/ким ли")
    assert found.people.find("netschool", e.PersonRef("", "Ким Ли"), "9а") == only.id
    assert found.people.find("tables", e.PersonRef("", "Ким Ли"), "9а") == only.id


@pytest.mark.parametrize("key", ["tables:8А/ким ли", "netschool:10 Б/o", "x:1/2а"])
def test_a_class_with_a_name_is_known_from_an_id(key: str) -> None:
    assert is_by_name(key)


@pytest.mark.parametrize("key", ["tables:17", "register:S12", "dnevnikru:1000000000000000707", "x:12/34", "x:/ким"])
def test_an_id_is_not_taken_for_a_name(key: str) -> None:
    assert not is_by_name(key)


def test_a_member_nobody_knows_is_a_problem_with_its_place() -> None:
    group = e.GroupEntry(at(1), "", "англ 1", parent="8А")
    member = e.MemberEntry(at(5), e.PersonRef("", "Никто Нигде"), "англ 1")
    _, _, problems = directory(("tables", [student("Ким Ли"), group, member]))
    assert [(p.slug, str(p.origin)) for p in problems] == [("unknown-student", "a.csv:5")]


def test_two_classes_with_one_subgroup_title_and_no_ids_are_refused() -> None:
    groups = [e.GroupEntry(at(n), "", "англ 1", parent=name) for n, name in ((1, "8А"), (2, "8Б"))]
    people = [student("Ким Ли"), student("Цой Ян", "8Б")]
    _, _, problems = directory(("tables", [*people, *groups]))
    assert [(p.slug, str(p.origin)) for p in problems] == [("same-group", "a.csv:2")]


FULL, SHORT = "Журавлёва Ульяна Прохоровна", "Журавлёва Ульяна"


def test_a_name_without_a_patronymic_is_the_only_student_of_the_class_it_fits() -> None:
    school, found, problems = directory(("eljur", [student(SHORT, id="386")]), ("netschool", [student(FULL)]))
    assert problems == []
    (only,) = school.students.values()
    assert (only.id, only.name) == ("eljur:386", FULL)
    for name in (FULL, SHORT, SHORT.upper()):
        assert found.people.find("mapped", e.PersonRef("", name), "8а") == "eljur:386"
    assert found.people.find("mapped", e.PersonRef("", SHORT), "8б") == ""


def test_a_patronymic_more_than_the_list_has_still_finds_the_student() -> None:
    _, found, _ = directory(("mapped", [student(SHORT)]))
    assert found.people.find("netschool", e.PersonRef("", FULL), "8а") == "mapped:8А/журавлева ульяна"
    assert found.people.find("netschool", e.PersonRef("", "Журавлёва Юлия Прохоровна"), "8а") == ""


def test_a_report_with_names_beside_payloads_with_ids_makes_nobody_two_silently() -> None:
    _, _, problems = directory(
        ("netschool", [student(FULL, file="report.xlsx"), student(SHORT, id="592640", file="diary.json")])
    )
    assert slugs(problems) == ["namesakes"]
    aliases = Aliases({("student", "netschool", "журавлева ульяна прохоровна", "8а"): "netschool:592640"})
    school, _, problems = directory(
        ("netschool", [student(FULL, file="report.xlsx"), student(SHORT, id="592640", file="diary.json")]),
        aliases=aliases,
    )
    assert (problems, len(school.students)) == ([], 1)


def test_another_patronymic_is_another_student() -> None:
    _, found, _ = directory(("eljur", [student(SHORT, id="386")]), ("netschool", [student(FULL)]))
    assert found.people.find("mapped", e.PersonRef("", "Журавлёва Ульяна Олеговна"), "8а") == ""


def test_two_full_names_that_fit_a_short_one_are_settled_by_the_school_and_nobody_else() -> None:
    both = [student(FULL), student("Журавлёва Ульяна Олеговна", line=2)]
    _, found, problems = directory(("netschool", both), ("eljur", [student(SHORT, id="386", line=9, file="b.json")]))
    assert slugs(problems) == ["namesakes"]
    assert str(problems[0].origin) == "b.json:9"
    assert found.people.find("mapped", e.PersonRef("", SHORT), "8а") in {"", "eljur:386"}
    aliases = Aliases({("student", "eljur", "386", ""): "netschool:8А/журавлева ульяна прохоровна"})
    school, _, problems = directory(("netschool", both), ("eljur", [student(SHORT, id="386")]), aliases=aliases)
    assert (problems, len(school.students)) == ([], 2)


def test_a_journal_that_lists_both_the_full_and_the_short_name_means_two_persons() -> None:
    school, found, problems = directory(("netschool", [student(FULL), student(SHORT, line=2)]))
    assert (problems, len(school.students)) == ([], 2)
    assert found.people.find("netschool", e.PersonRef("", SHORT), "8а") == "netschool:8А/журавлева ульяна"
    assert found.people.find("netschool", e.PersonRef("", FULL), "8а") == "netschool:8А/журавлева ульяна прохоровна"
