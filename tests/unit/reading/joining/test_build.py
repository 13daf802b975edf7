"""One school out of the directory entries of several exports."""

from generator.model import entries as e
from generator.reading.joining.people.aliases import Aliases

from .builders import at, directory, student


def classes(*titles: tuple[str, str], system: str = "x", aliases: Aliases | None = None):
    entries = [e.GroupEntry(at(line), key, title) for line, (key, title) in enumerate(titles, 1)]
    return directory((system, entries), **({"aliases": aliases} if aliases else {}))


def test_a_class_is_one_however_it_is_written_and_shown_as_first_written() -> None:
    school, found, problems = directory(
        ("a", [e.GroupEntry(at(), "1", "10 А")]),
        ("b", [e.GroupEntry(at(), "", "10A")]),
        ("c", [student("Ким Ли", "10-а")]),
    )
    assert problems == []
    assert [group.title for group in school.classes()] == ["10 А"]
    assert {found.group_id(system, ref) for system, ref in (("a", "1"), ("b", "10A"), ("c", "10-а"))} == {"10а"}


def test_two_classes_of_one_journal_with_titles_that_fold_to_one_are_a_problem_with_both_places() -> None:
    _, _, problems = classes(("1", "10А"), ("2", "10 A"))
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("same-group", 2)]
    assert "a.csv:1" in problems[0].message


def test_an_alias_tells_two_such_classes_apart() -> None:
    school, _, problems = classes(
        ("1", "10А"), ("2", "10 A"), aliases=Aliases({("group", "x", "2", ""): "10 Латинский"})
    )
    assert problems == []
    assert [group.title for group in school.classes()] == ["10 Латинский", "10А"]


def test_the_same_class_in_two_exports_of_one_journal_is_one() -> None:
    assert classes(("1", "10А"), ("1", "10А"))[2] == []


def test_a_class_may_be_named_by_one_of_its_students() -> None:
    entries: list[e.Entry] = [
        e.StudentEntry(at(1), e.PersonRef("386", "Ким Ли"), "8А"),
        e.GroupEntry(at(2), "g1", "1 группа", e.class_of("386")),
    ]
    _, found, problems = directory(("eljur", entries))
    assert problems == []
    assert found.group_id("eljur", e.class_of("386")) == "8а"
    assert found.class_id(found.group_id("eljur", "g1")) == "8а"
    assert found.group_id("eljur", e.class_of("387")) == ""


def test_exports_of_one_journal_that_name_two_schools_are_a_problem_and_two_writings_are_none() -> None:
    _, _, problems = directory(
        ("netschool", [e.SchoolEntry(at(1), 'МБОУ "СОШ № 1"'), e.SchoolEntry(at(2), "МБОУ «СОШ №1»")]),
        ("tables", [e.SchoolEntry(at(3), "Школа 1")]),
    )
    assert problems == []
    _, _, problems = directory(("netschool", [e.SchoolEntry(at(1), "СОШ № 1"), e.SchoolEntry(at(2), "СОШ № 2")]))
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("another-school", 2)]
    assert problems[0].message.endswith("a.csv:1: «СОШ № 2» here, «СОШ № 1» there")
    _, _, problems = directory(("netschool", [e.SchoolEntry(at(1), "СОШ № 1"), e.SchoolEntry(at(2), "Ким Ли")]))
    assert "Ким" not in problems[0].message


def test_a_student_of_two_classes_without_days_is_a_contradiction() -> None:
    _, _, problems = directory(("tables", [student("Ким Ли", "8А", id="1"), student("Ким Ли", "8Б", id="1", line=2)]))
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("contradiction", 2)]


def test_a_homeroom_teacher_named_by_id_is_the_teacher_and_nobody_else() -> None:
    entries: list[e.Entry] = [
        e.GroupEntry(at(1), "C1", "8А", homeroom_teacher="T1"),
        e.TeacherEntry(at(2), "T1", "Образцова В.П."),
    ]
    school, _, problems = directory(("asc", entries))
    assert problems == []
    assert school.groups["8а"].homeroom_teacher_id == "образцова в.п."
    assert list(school.teachers) == ["образцова в.п."]


def test_a_subgroup_that_two_systems_call_differently_is_one_when_the_school_says_so() -> None:
    aliases = Aliases({("group", "asc", "1 группа", ""): "Английский язык/1 гр."})
    school, found, problems = directory(
        ("asc", [e.GroupEntry(at(1), "C1", "8А"), e.GroupEntry(at(2), "G1", "1 группа", "C1")]),
        ("oneroster", [e.GroupEntry(at(3), "", "8А"), e.GroupEntry(at(4), "x", "Английский язык/1 гр.", "8А")]),
        aliases=aliases,
    )
    assert problems == []
    assert found.group_id("asc", "G1") == found.group_id("oneroster", "x") != ""
    assert len(school.groups) == 2
