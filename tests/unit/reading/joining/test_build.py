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


def test_an_id_goes_before_the_title_of_another_class() -> None:
    _, found, problems = classes(("5", "8"), ("8", "5"))
    assert problems == []
    assert [found.group_id("x", ref) for ref in ("5", "8")] == ["8", "5"]


def test_a_title_of_two_subgroups_with_ids_means_neither() -> None:
    groups = [e.GroupEntry(at(n), f"g{n}", "англ 1", parent) for n, parent in ((3, "8А"), (4, "8Б"))]
    _, found, problems = directory(("tables", [student("Ким Ли"), student("Цой Ян", "8Б", line=2), *groups]))
    assert problems == []
    assert [found.group_id("tables", ref) for ref in ("g3", "g4", "англ 1")] == ["8а/англ1", "8б/англ1", ""]


def test_one_id_of_two_classes_is_a_problem_with_both_places() -> None:
    _, _, problems = classes(("1", "10А"), ("1", "10Б"))
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("same-group", 2)]
    assert "a.csv:1" in problems[0].message


def test_a_student_without_an_id_keeps_the_identity_when_another_journal_writes_the_class_otherwise() -> None:
    names = ("netschool", [student("Ким Ли", "8А")])
    other = ("asc", [e.GroupEntry(at(), "C1", "8 а")])
    for order in ([names], [names, other], [other, names]):
        school, _, _ = directory(*order)
        assert list(school.students) == ["netschool:8А/ким ли"]


def test_one_id_of_two_subjects_is_a_contradiction_until_an_alias_says_what_it_means() -> None:
    entries: list[e.Entry] = [e.SubjectEntry(at(1), "5", "Алгебра"), e.SubjectEntry(at(2), "5", "Физика")]
    assert [(p.slug, p.origin.line) for p in directory(("eljur", entries))[2]] == [("contradiction", 2)]
    _, found, problems = directory(("eljur", entries), aliases=Aliases({("subject", "eljur", "5", ""): "Физика"}))
    assert (problems, found.subject_id("eljur", "5")) == ([], "физика")
