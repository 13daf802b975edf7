from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import ReadError
from generator.model.entries import (
    AbsenceEntry,
    HomeworkEntry,
    LessonEntry,
    MarkEntry,
    PersonRef,
    RemarkEntry,
    StudentEntry,
    TermMarkEntry,
)
from generator.model.kinds import AbsenceKind, FinalScope, MarkKind, RemarkKind
from generator.reading.about import About
from generator.reading.formats.bars.codes import LESSON_CODES, read_lesson, scope_of
from generator.reading.formats.bars.reader import BarsReader
from generator.reading.reader import Export
from tests.exports import barsdiary as b

WHO = PersonRef("", "Берёзкина Ая")


def read(*contents: bytes, group: str = "8А", student: PersonRef = WHO) -> list[Any]:
    members = {f"{number}.json": content for number, content in enumerate(contents)}
    return list(BarsReader().read(Export("e", members, About(group=group, student=student))))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)], found
    return [item for item in found if isinstance(item, kind)]


def slugs(found: list[Any]) -> list[str]:
    return [item.slug for item in found if isinstance(item, ReadError)]


@pytest.mark.parametrize(
    ("text", "works", "absences", "unknown"),
    [
        ("", [], [], []),
        ("5", [["5"]], [], []),
        ("4/3", [["4", "3"]], [], []),
        ("5 4/3", [["5"], ["4", "3"]], [], []),
        ("5, 4; 3", [["5"], ["4"], ["3"]], [], []),
        ("Н 2", [["2"]], [AbsenceKind.UNEXCUSED], []),
        ("н/а", [["н/а"]], [], []),
        ("П", [], [], ["П"]),
    ],
)
def test_a_text_is_taken_apart(text: str, works: list[Any], absences: list[Any], unknown: list[str]) -> None:
    found = read_lesson(text, LESSON_CODES)
    assert [[mark.raw for mark in work] for work in found.works] == works
    assert [kind for _, kind in found.absences] == absences
    assert list(found.unknown) == unknown


def test_two_marks_of_one_work_have_ordinals_and_the_comment_stands_under_the_first() -> None:
    found = read(b.diary(b.day(b.lesson(1, mark="4/3", comment="Исправить"))))
    assert [(m.raw, m.ordinal, m.comment) for m in only(MarkEntry, found)] == [("4", 1, "Исправить"), ("3", 2, "")]
    assert only(RemarkEntry, found) == []


def test_a_comment_without_a_mark_is_a_note_and_a_remark_is_one() -> None:
    found = read(b.diary(b.day(b.lesson(1, comment="Сдать работу", remarks="Опоздал"))))
    assert {(entry.kind, entry.text) for entry in only(RemarkEntry, found)} == {
        (RemarkKind.NOTE, "Сдать работу"),
        (RemarkKind.REMARK, "Опоздал"),
    }


def test_lessons_of_a_subject_are_counted_by_their_place_in_the_day() -> None:
    found = read(b.diary(b.day(b.lesson(4, mark="3"), b.lesson(2, mark="5"))))
    assert [(lesson.number, lesson.slot) for lesson in only(LessonEntry, found)] == [(2, 1), (4, 2)]
    assert {(mark.raw, mark.slot) for mark in only(MarkEntry, found)} == {("5", 1), ("3", 2)}


def test_days_without_lessons_are_read() -> None:
    found = read(b.diary(b.day(is_weekend=True), b.day(is_vacation=True, on="2026-10-27")))
    assert only(LessonEntry, found) == []


def test_a_mark_of_diary_and_summary_is_said_once_with_what_it_is_for() -> None:
    found = read(b.diary(b.day(b.lesson(1), b.lesson(3, mark="5"))), b.summary(b.mark("5", description="Диктант")))
    assert [(mark.raw, mark.slot, mark.comment) for mark in only(MarkEntry, found)] == [("5", 2, "Диктант")]


def test_the_order_of_the_marks_of_a_day_is_no_contradiction() -> None:
    found = read(b.diary(b.day(b.lesson(1, mark="5 4"))), b.summary(b.mark("4"), b.mark("5")))
    assert [mark.raw for mark in only(MarkEntry, found)] == ["5", "4"]


def test_a_mark_that_only_the_summary_has_is_taken() -> None:
    found = read(b.diary(b.day(b.lesson(1))), b.summary(b.mark("5")))
    assert [mark.raw for mark in only(MarkEntry, found)] == ["5"]


def test_an_absence_of_diary_and_summary_is_said_once() -> None:
    found = read(b.diary(b.day(b.lesson(1, attendance="Б"))), b.summary(b.mark("Б")))
    assert [(entry.kind, entry.number) for entry in only(AbsenceEntry, found)] == [(AbsenceKind.ILL, 1)]


def test_a_day_in_two_files_is_said_once() -> None:
    one = b.diary(b.day(b.lesson(1, mark="5", homework="№ 5", remarks="Болтал")))
    found = read(one, one)
    counts = [len(only(kind, found)) for kind in (LessonEntry, MarkEntry, HomeworkEntry, RemarkEntry)]
    assert counts == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1 четверть", FinalScope.TERM),
        ("Год", FinalScope.YEAR),
        ("Экзамен", FinalScope.EXAM),
        ("ИТОГ", FinalScope.FINAL),
    ],
)
def test_parts_of_the_year_are_told_by_name(name: str, expected: FinalScope) -> None:
    assert scope_of(name) is expected


def test_final_marks_are_found_by_code_and_empty_ones_say_nothing() -> None:
    found = only(TermMarkEntry, read(b.totals(("p1", "осв"), ("p2", ""), ("year", "5"))))
    assert [(m.scope, m.term, m.kind) for m in found] == [
        (FinalScope.TERM, "1 четверть", MarkKind.EXEMPT),
        (FinalScope.YEAR, "", MarkKind.NUMERIC),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_the_average_of_a_summary_stands_beside_the_final_mark(order: int) -> None:
    contents = (b.totals(("p1", "4")), b.summary())[::order]
    (final,) = only(TermMarkEntry, read(*contents))
    assert (final.raw, final.average) == ("4", Decimal("4.50"))


def test_homework_that_was_given_and_is_due_is_one() -> None:
    found = read(b.by_days(d14=[b.homework("", "№ 5")], d16=[b.homework("№  5")], d18=[b.homework("№ 5")]))
    assert [(entry.assigned_on, entry.due_on) for entry in only(HomeworkEntry, found)] == [
        (date(2026, 9, 14), date(2026, 9, 16)),
        (None, date(2026, 9, 18)),
    ]


def test_homework_of_one_student_names_the_student() -> None:
    own = [{"description": "Карточка", "document": None, "lesson_id": "1"}]
    found = read(b.by_days(d14=[b.homework("№ 5", individualHomeworks=own)]))
    assert {entry.text: entry.person for entry in only(HomeworkEntry, found)} == {"№ 5": None, "Карточка": WHO}


def test_the_class_list_says_class_and_students() -> None:
    found = read(b.class_list("Берёзкина Ая", "Ёлкина Анна"), group="", student=PersonRef())
    assert {(entry.person.name, entry.group) for entry in only(StudentEntry, found)} == {
        ("Берёзкина Ая", "8А"),
        ("Ёлкина Анна", "8А"),
    }


def test_a_long_letter_stands_apart() -> None:
    found = read(b.class_list("Берёзкина Ая", letter="Кадетский"), group="")
    assert {entry.group for entry in only(StudentEntry, found)} == {"8 Кадетский"}


def test_a_student_is_spelled_by_folding() -> None:
    found = read(b.class_list("Березкина  Ая"), b.diary(b.day(b.lesson(1, mark="5"))))
    assert slugs(found) == []
