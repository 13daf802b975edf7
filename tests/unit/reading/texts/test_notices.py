"""Notices and the help text: what is understood, and what is refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DiaryError, ProblemsError
from generator.model.notices import Notice
from generator.model.school import Group, Student
from generator.origin import Origin
from generator.reading.texts.notices import (
    check_classes,
    check_public,
    parse_help,
    parse_notice,
    read_help,
    read_notices,
)

NAME = "content/notices/a.md"
STUDENT = Student("x:1", ("x:1",), "Кедрова", "Василиса", "Андреевна", "8А")


def notice(*lines: str) -> Notice:
    return parse_notice(NAME, "\n".join(lines).encode())


def problems_of(*lines: str) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsError) as caught:
        notice(*lines)
    return [(problem.slug, str(problem.origin)) for problem in caught.value.problems]


def public(title: str, body: str) -> Notice:
    return notice("---", f"title: {title}", "audience: public", "---", body)


def test_a_notice_has_a_title_a_date_an_audience_and_a_body():
    found = notice("---", "title:  Школа  закрыта", "date: 2026-11-19", "audience: public", "---", "Текст", "", "ещё")
    assert found == Notice(Origin(NAME, line=6), "Школа закрыта", date(2026, 11, 19), ("public",), "Текст\n\nещё")
    assert found.is_public


def test_a_notice_for_classes_is_kept_and_not_public():
    found = notice("---", "title: Экскурсия", "audience: [8А, 5Б]", "---")
    assert (found.audience, found.day, found.is_public) == (("8А", "5Б"), None, False)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(ends, mark):
    text = mark + ends.join(["---", "title: А", "audience: public", "--- ", "один", "два"])
    found = parse_notice(NAME, text.encode())
    assert (found.title, found.body, found.origin.line) == ("А", "один\nдва", 5)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Просто текст"], ("bad-notice", f"{NAME}:1")),
        (["---", "title: А", "audience: public"], ("bad-notice", f"{NAME}:1")),
        (["---", "audience: public", "---"], ("bad-notice", f"{NAME}:2:1")),
        (["---", "title: [А]", "audience: public", "---"], ("bad-notice", f"{NAME}:2:8")),
        (["---", "title: А", "---"], ("bad-notice", f"{NAME}:2:1")),
        (["---", "title: А", "audience: 8А", "---"], ("bad-notice", f"{NAME}:3:11")),
        (["---", "title: А", "audience: []", "---"], ("bad-notice", f"{NAME}:3:11")),
        (["---", "title: А", "audience: [public, 8А]", "---"], ("bad-notice", f"{NAME}:3:11")),
        (["---", "title: А", "audience: [[8А]]", "---"], ("bad-notice", f"{NAME}:3:11")),
        (["---", "title: А", "audience: public", "date: 19.11.2026", "---"], ("bad-notice", f"{NAME}:4:7")),
        (["---", "title: А", "audience: public", "date: 2026-02-30", "---"], ("bad-notice", f"{NAME}:4:7")),
        (["---", "title: А", "audience: public", "date: 20261119", "---"], ("bad-notice", f"{NAME}:4:7")),
        (["---", "title: А", "audience: public", "until: 2026-02-03", "---"], ("bad-notice", f"{NAME}:4:1")),
        (["---", "title: А", "title: Б", "audience: public", "---"], ("duplicate-key", f"{NAME}:3:1")),
        (["---", "title: А: Б", "audience: public", "---"], ("bad-yaml", f"{NAME}:2:9")),
    ],
)
def test_a_faulty_front_matter_is_an_error_at_its_place(lines, expected):
    assert problems_of(*lines) == [expected]


def test_all_faults_of_a_file_are_told_at_once():
    found = problems_of("---", "date: завтра", "autor: Ю", "---")
    assert [place for _, place in found] == [f"{NAME}:2:1", f"{NAME}:2:1", f"{NAME}:2:7", f"{NAME}:3:1"]


def test_front_matter_that_is_a_list_is_an_error():
    assert problems_of("---", "- title", "---")[0] == ("bad-notice", f"{NAME}:2:1")


def test_a_file_that_is_not_utf_8_is_an_error():
    with pytest.raises(ProblemsError) as caught:
        parse_notice(NAME, "---\ntitle: Школа\n---\n".encode("cp1251"))
    assert [problem.slug for problem in caught.value.problems] == ["not-utf8"]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"---\n{text}\n---\n".encode()))
def test_whatever_the_bytes_are_reading_ends_in_a_notice_or_in_problems(content):
    for parse, name in ((parse_notice, NAME), (parse_help, "content/pages/help.md")):
        problems: tuple[DiaryError, ...] = ()
        try:
            found = parse(name, content).origin.file
        except ProblemsError as error:
            found, problems = "", error.problems
        assert (found == name) != bool(problems)


def test_the_help_text_needs_no_front_matter_and_is_always_public():
    found = parse_help("content/pages/help.md", "### Код\n".encode())
    assert (found.title, found.audience, found.body, found.origin.line) == ("", ("public",), "### Код\n", 1)
    found = parse_help("content/pages/help.md", b"---\naudience: public\n---\ntext")
    assert (found.body, found.origin.line) == ("text", 4)
    for matter in ("audience: [8А]", "title: Код"):
        with pytest.raises(ProblemsError) as caught:
            parse_help("content/pages/help.md", f"---\n{matter}\n---\n".encode())
        assert [problem.slug for problem in caught.value.problems] == ["bad-notice"]


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / "content" / name.replace("__", "/").replace("_md", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_files_are_read_in_the_order_of_their_names_and_one_fault_hides_no_other(tmp_path):
    good = "---\ntitle: {}\naudience: public\n---\n"
    write(
        tmp_path, notices__b_md=good.format("Б"), notices__a_md=good.format("А"), notices__c_md="нет", notices__d_md=""
    )
    write(tmp_path, notices__README_md="Здесь объявления", notices__draft="нет", notices__old__e_md="нет")
    found, problems = read_notices(tmp_path)
    assert [item.title for item in found] == ["А", "Б"]
    assert [str(problem.origin) for problem in problems] == ["content/notices/c.md:1", "content/notices/d.md:1"]


def test_without_the_folders_there_are_no_notices_and_no_help(tmp_path):
    assert read_notices(tmp_path) == ([], [])
    assert read_help(tmp_path) == (None, [])


def test_a_page_of_an_unknown_name_is_an_error(tmp_path):
    write(tmp_path, pages__help_md="Текст", pages__hepl_md="Текст", pages__README_md="Здесь справка")
    found, problems = read_help(tmp_path)
    assert found is not None
    assert [(problem.slug, str(problem.origin)) for problem in problems] == [("unknown-page", "content/pages/hepl.md")]


def test_a_public_notice_that_names_a_student_is_an_error_that_does_not_say_the_name():
    named = public("Победа", "Первая строка.\nПоздравляем Василису\nКедрову, она\nвыиграла. Кедрова Василиса!")
    found = check_public([named, public("Поздравляем Кедрову Василису", "")], [STUDENT])
    assert [str(problem.origin) for problem in found] == [f"{NAME}:7", f"{NAME}:8", f"{NAME}:title"]
    for problem in found:
        assert problem.slug == "notice-names-student"
        assert not any(part in problem.describe().casefold() for part in ("кедров", "василис"))


def test_a_notice_for_classes_may_name_a_student():
    named = notice("---", "title: Победа", "audience: [8А]", "---", "Кедрова Василиса")
    assert check_public([named], [STUDENT]) == []


def test_a_notice_for_a_class_that_is_not_there_is_an_error():
    groups = [Group("1", "8 А")]
    known, unknown = (notice("---", "title: А", f"audience: [{title}]", "---") for title in ("8-а", "8Б"))
    assert check_classes([known, public("А", "")], groups) == []
    assert [problem.slug for problem in check_classes([unknown], groups)] == ["notice-unknown-class"]
