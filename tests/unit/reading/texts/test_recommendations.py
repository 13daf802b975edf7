"""Recommendations: for whom they are, what is refused with its place, and that a name goes to nobody else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DiaryError, ProblemsError
from generator.model.letters import Letter
from generator.origin import Origin
from generator.reading.texts.recommendations import parse_recommendation, read_recommendations
from tests.unit.reading.texts.builders import LIMITS, PDF, letter, png, school, write

NAME = "content/recommendations/a.md"


def read(root: Path, text: str) -> tuple[list[Letter], list[DiaryError]]:
    return read_recommendations(write(root, {"a.md": text}), school(), LIMITS)


def only(root: Path, text: str) -> Letter:
    (found,), problems = read(root, text)
    assert problems == []
    return found


def faults(root: Path, text: str) -> list[tuple[str, str]]:
    found, problems = read(root, text)
    assert found == []
    return [(problem.slug, str(problem.origin).removeprefix(f"{NAME}:")) for problem in problems]


def test_a_recommendation_for_a_class_has_all_its_parts(tmp_path):
    assert only(tmp_path, letter("Текст\n\nещё")) == Letter(
        Origin(NAME, line=8), "Дроби", date(2026, 11, 12), "Громов Павел", "Физика", "", ("8а",), "Текст\n\nещё"
    )


@pytest.mark.parametrize("student", ["x:1", "1", "8а/кедрова анна"])
def test_a_student_is_found_by_any_journals_id(tmp_path, student):
    found = only(tmp_path, letter(student=student, group=""))
    assert (found.student_id, found.group_ids) == ("x:1", ())


@pytest.mark.parametrize("name", ["Кедрова Анна", "КЕДРОВА АННА ИЛЬИНИЧНА", "кедрова  анна"])
@pytest.mark.parametrize("group", ["8А", "8-а", '"8 «A»"'])
def test_a_student_is_found_by_class_and_name_however_they_are_written(tmp_path, name, group):
    assert only(tmp_path, letter(student=name, group=group)).student_id == "x:1"


def test_a_subgroup_is_a_group(tmp_path):
    assert only(tmp_path, letter(group="8А англ. 1")).group_ids == ("а1",)


def test_title_or_subject_may_be_left_out(tmp_path):
    assert only(tmp_path, letter(title="", subject="Физ.")).title == "Физика"
    found = only(tmp_path, letter(subject=""))
    assert (found.title, found.subject) == ("Дроби", "")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"author": ""}, ("bad-letter", "2:1")),
        ({"author": "[А, Б]"}, ("bad-letter", "4:9")),
        ({"date": ""}, ("bad-letter", "2:1")),
        ({"date": "12.11.2026"}, ("bad-letter", "5:7")),
        ({"date": "2026-02-30"}, ("bad-letter", "5:7")),
        ({"title": "", "subject": ""}, ("bad-letter", "2:1")),
        ({"title": "[А]"}, ("bad-letter", "2:8")),
        ({"group": ""}, ("bad-letter", "2:1")),
        ({"until": "2026-12-01"}, ("bad-letter", "7:1")),
        ({"group": "9А"}, ("unknown-group", "3:8")),
        ({"group": "англ"}, ("unknown-group", "3:8")),
        ({"subject": "Физкультура"}, ("letter-subject", "6:10")),
        ({"student": "5", "group": ""}, ("unknown-student", "6:10")),
        ({"student": "Кедрова Анна", "group": ""}, ("unknown-student", "6:10")),
        ({"student": "Кедрова Анна", "group": "8Б"}, ("unknown-student", "7:10")),
        ({"student": "Кедрова", "group": "8А"}, ("unknown-student", "7:10")),
        ({"student": "Кедрова Анна", "group": "9А"}, ("unknown-group", "3:8")),
        ({"student": "Липов Лев", "group": "8Б"}, ("namesakes", "7:10")),
    ],
)
def test_a_fault_is_told_at_its_place(tmp_path, changes, expected):
    assert faults(tmp_path, letter(**changes)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Просто текст", ("bad-letter", "1")),
        ("---\nauthor: А\n", ("bad-letter", "1")),
        ("---\nauthor: А\nauthor: Б\n---\n", ("duplicate-key", "3:1")),
        ("---\nauthor: &a А\n---\n", ("yaml-feature", "2:9")),
    ],
)
def test_front_matter_that_is_none_is_an_error(tmp_path, text, expected):
    assert faults(tmp_path, text) == [expected]


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    texts = {
        "a.md": "---\n---\n",
        "b.md": letter("![](b.png) и [да](нет.pdf)", group="9А", subject="Химия"),
        "c.md": letter(),
        "README.md": "Здесь рекомендации",
        "b.png": png(),
    }
    found, problems = read_recommendations(write(tmp_path, texts), school(), LIMITS)
    assert [letter.origin.file for letter in found] == ["content/recommendations/c.md"]
    assert [(Path(p.origin.file).name, p.slug) for p in problems] == [
        *[("a.md", "bad-letter")] * 4,
        ("b.md", "unknown-group"),
        ("b.md", "letter-subject"),
        ("b.md", "attachment-without-words"),
        ("b.md", "attachment-missing"),
    ]


def test_an_ambiguous_student_is_told_with_the_identities_to_choose_from(tmp_path):
    (problem,) = read(tmp_path, letter(student="Липов Лев", group="8Б"))[1]
    assert problem.hint.endswith("one of x:3, x:4")
    assert only(tmp_path, letter(student="x:3", group="")).student_id == "x:3"


@pytest.mark.parametrize(
    ("changes", "body", "places"),
    [
        ({}, "Да\nПетру Соснову пора", ["9"]),
        ({"title": "Соснов Пётр и дроби"}, "Да", ["2:8"]),
        ({"student": "Кедрова Анна"}, "Садитесь рядом с Сосновым Петром", ["9"]),
        ({"student": "Кедрова Анна"}, "Анна Кедрова торопится", []),
        ({"student": "Кедрова Анна"}, "Пётр помогает", []),
    ],
)
def test_a_students_name_goes_to_no_other_family_and_not_into_the_message(tmp_path, changes, body, places):
    found, problems = read(tmp_path, letter(body, **changes))
    assert bool(found) != bool(places)
    assert [str(p.origin).removeprefix(f"{NAME}:") for p in problems] == places
    for problem in problems:
        assert problem.slug == "letter-names-student"
        assert "соснов" not in problem.describe().casefold()


def test_a_letter_brings_its_files(tmp_path):
    write(tmp_path, {"план.png": png(), "памятка (1).pdf": PDF})
    found = only(tmp_path, letter("![План](план.png)\n\nи [Памятка](памятка (1).pdf)"))
    assert [(f.origin.line, f.type, f.width) for f in found.files] == [(8, "image/png", 3), (10, "application/pdf", 0)]


def test_without_the_folder_there_are_no_recommendations(tmp_path):
    assert read_recommendations(tmp_path, school(), LIMITS) == ([], [])


def test_a_repr_does_not_show_the_text(tmp_path):
    assert "Секрет" not in repr(only(tmp_path, letter("Секрет")))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"---\n{text}\n---\n".encode()))
def test_whatever_the_bytes_are_reading_ends_in_a_draft_or_in_problems(content):
    problems: tuple[DiaryError, ...] = ()
    try:
        found = parse_recommendation(NAME, content).origin.file
    except ProblemsError as error:
        found, problems = "", error.problems
    assert (found == NAME) != bool(problems)
