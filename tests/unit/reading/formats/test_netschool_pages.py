from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.errors import ReadError
from generator.model.entries import (
    AbsenceEntry,
    GroupEntry,
    LessonEntry,
    MarkEntry,
    SchoolEntry,
    StudentEntry,
    TimetableEntry,
)
from generator.reading.about import NOTHING, About, PersonRef
from generator.reading.formats.netschool.reader import NetschoolReader
from generator.reading.reader import Export
from tests.exports.dump import HERE
from tests.exports.make_netschool_pages import ABOUT, about, lessons, page, week

CLASS = HERE / "netschool/sample-lessons/student_total_class_8A.xlsx"
PAGE = HERE / "netschool/sample-page/student_total_one_pupil.html"
TITLE = "<p>Расписание на неделю с 16.09.26 по 20.09.26</p>"


def read(content: bytes, known: About = NOTHING) -> list[Any]:
    export = Export("report.xls", {"report.xls": content}, known)
    assert NetschoolReader().identify(export)
    return list(NetschoolReader().read(export))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, kind)]


@pytest.mark.parametrize("kind", [MarkEntry, AbsenceEntry])
def test_the_sample_page_says_the_same_of_its_student_as_the_workbook_of_the_class(kind: type) -> None:
    (student,) = only(StudentEntry, read(PAGE.read_bytes()))
    mine = [item[1:] for item in only(kind, read(CLASS.read_bytes())) if item.person == student.person]
    assert sorted(map(str, mine)) == sorted(str(item[1:]) for item in only(kind, read(PAGE.read_bytes())))
    assert mine


def test_an_empty_cell_of_a_page_is_no_lesson() -> None:
    row = ("Алгебра", "5", "", "", "4", "4,5")
    assert [item.day for item in only(LessonEntry, read(page(about(*ABOUT), lessons(row))))] == [
        date(2026, 9, 1), date(2026, 10, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("meta", [True, False])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
def test_a_page_reads_the_same_in_every_encoding_said_or_not(charset: str, *, meta: bool) -> None:
    parts = (about(*ABOUT), lessons(("Алгебра", "5", "О", "", "4", "4,5")))
    assert read(page(*parts, charset=charset, meta=meta)) == read(page(*parts))


def test_the_id_of_the_settings_belongs_to_the_one_student_of_a_page() -> None:
    one = page(about(*ABOUT), lessons(("Алгебра", "5", "", "", "", "")))
    two = page(about(*ABOUT), lessons(), about(*ABOUT[:3], "Ученик: Ёлкин Пётр"), lessons())
    known = About(student=PersonRef("7"))
    assert [item.person.id for item in only(StudentEntry, read(one, known))] == ["7"]
    assert [item.person.id for item in only(StudentEntry, read(two, known))] == ["", ""]


def test_the_school_is_named_and_a_title_is_not_taken_for_it() -> None:
    (school,) = only(SchoolEntry, read(PAGE.read_bytes()))
    assert school.name.startswith("Муниципальное")
    titled = "<table><tr><td>Отчет об успеваемости</td></tr></table>"
    labels = "<p>" + "<br>".join(ABOUT) + "</p>"
    assert only(SchoolEntry, read(page(titled, labels, lessons()))) == []


def test_subgroups_of_a_timetable_are_groups_of_the_class_at_one_time() -> None:
    found = read(page(TITLE, week(("Ср", "2", "Англ.яз./2 гр. [209], Англ.яз./1 гр. [108]"))))
    assert [(g.title, g.parent) for g in only(GroupEntry, found)] == [
        ("8А", ""), ("Англ.яз./2 гр.", "8А"), ("Англ.яз./1 гр.", "8А"),
    ]  # fmt: skip
    assert [(x.day, x.number, x.room, x.subject) for x in only(LessonEntry, found)] == [
        (date(2026, 9, 16), 2, "209", "Англ.яз."), (date(2026, 9, 16), 2, "108", "Англ.яз."),
    ]  # fmt: skip


def test_a_slash_that_names_no_subgroup_belongs_to_the_subject() -> None:
    (found,) = only(LessonEntry, read(page(TITLE, week(("Ср", "2", "Физкультура/плавание [зал, бассейн]")))))
    assert (found.subject, found.group, found.room) == ("Физкультура/плавание", "8А", "зал, бассейн")


def test_a_timetable_without_a_date_is_of_every_week() -> None:
    (found,) = only(TimetableEntry, read(page(week(("Среда", "2", "История")))))
    assert (found.weekday, found.number, found.subject) == (3, 2, "История")
