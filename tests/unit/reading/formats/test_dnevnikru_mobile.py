from __future__ import annotations

from datetime import date, time
from typing import Any

from generator.errors import ReadError
from generator.model.entries import (
    GroupEntry,
    HomeworkEntry,
    LessonEntry,
    MarkEntry,
    MemberEntry,
    PersonRef,
    TeacherEntry,
    TermMarkEntry,
    WorkEntry,
)
from generator.model.kinds import FinalScope, LessonStatus
from generator.reading.about import About
from generator.reading.formats.dnevnikru.reader import DnevnikruReader
from generator.reading.reader import Export
from tests.exports import make_dnevnikru as m

OF = About(group="5Б", student=PersonRef("101"))


def read(*contents: bytes, about: About = OF) -> list[Any]:
    members = {f"{number}.json": content for number, content in enumerate(contents)}
    return list(DnevnikruReader().read(Export("e", members, about)))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, kind)]


def test_marks_are_those_of_the_student_that_the_settings_say() -> None:
    (mark,) = only(MarkEntry, read(m.diary(m.lesson(1, 1, "5"))))
    assert (mark.person, mark.raw, mark.day, mark.lesson) == (PersonRef("101"), "5", date(2026, 9, 14), "1")


def test_lessons_without_marks_need_no_student() -> None:
    (lesson,) = only(LessonEntry, read(m.diary(m.lesson(1, 1)), about=About()))
    assert (lesson.number, lesson.start, lesson.end) == (1, time(8, 30), time(9, 15))


def test_two_marks_of_one_work_are_told_by_their_order() -> None:
    work = {"workId": 7, "marks": [{"value": "4"}, {"value": "5"}]}
    found = only(MarkEntry, read(m.diary(m.lesson(1, 1, workMarks=[work]))))
    assert [(mark.work, mark.ordinal, mark.raw) for mark in found] == [("7", 1, "4"), ("7", 2, "5")]


def test_a_cancelled_lesson_says_so() -> None:
    (lesson,) = only(LessonEntry, read(m.diary(m.lesson(1, 1, isCanceled=True))))
    assert lesson.status is LessonStatus.CANCELLED


def test_another_group_beside_the_class_is_a_subgroup_of_it_with_the_student_in_it() -> None:
    found = read(m.diary(m.lesson(1, 1), m.lesson(2, 2, group=m.HALF)))
    assert [(group.title, group.parent) for group in only(GroupEntry, found)] == [("5Б", ""), ("5Б/1 гр.", "5Б")]
    assert [(member.person.id, member.group) for member in only(MemberEntry, found)] == [("101", "77")]


def test_without_a_class_in_the_settings_nothing_is_said_of_groups() -> None:
    found = read(m.diary(m.lesson(1, 1, group=m.HALF)), about=About(student=PersonRef("101")))
    assert only(GroupEntry, found) == []
    assert [lesson.group for lesson in only(LessonEntry, found)] == ["77"]


def test_lessons_are_said_once_however_many_diaries_there_are() -> None:
    lesson = m.lesson(1, 1, homework={"text": "§ 5"}, importantWorks=["Тест"])
    found = read(m.diary(lesson), m.diary(lesson))
    assert [len(only(kind, found)) for kind in (LessonEntry, HomeworkEntry, WorkEntry)] == [1, 1, 1]


def test_a_teacher_with_the_id_zero_is_known_by_name() -> None:
    found = read(m.diary(m.lesson(1, 1, teacher={"personId": 0, "lastName": "Образцова", "firstName": "Вера"})))
    assert [(teacher.id, teacher.name) for teacher in only(TeacherEntry, found)] == [("", "Образцова Вера")]
    assert [lesson.teachers for lesson in only(LessonEntry, found)] == [("Образцова Вера",)]


def test_a_day_with_a_zone_is_the_schools_own() -> None:
    found = read(m.diary(m.lesson(1, 1, startDateTime=None)))
    assert [(lesson.day, lesson.start) for lesson in only(LessonEntry, found)] == [(date(2026, 9, 14), None)]


def test_a_final_mark_of_a_period_is_found_by_a_day_in_it() -> None:
    found = only(TermMarkEntry, read(m.finals("4")))
    assert [(mark.scope, mark.term, mark.on) for mark in found] == [
        (FinalScope.TERM, "", date(2026, 9, 1)),
        (FinalScope.YEAR, "", None),
    ]


def test_final_marks_of_a_student_by_id_are_of_that_students_class() -> None:
    found = only(TermMarkEntry, read(m.finals("4"), about=About(student=PersonRef("101"))))
    assert {mark.group for mark in found} == {"@101"}


def test_one_bad_day_does_not_hide_the_next() -> None:
    whole = {"weeks": [{"days": 5}, {"days": [{"lessons": "x"}, {"lessons": [m.lesson(1, 1, group=None)]}]}]}
    found = read(m.d.payload(whole))
    assert [item.origin.column for item in found if isinstance(item, ReadError)] == [
        "weeks[0].days",
        "weeks[1].days[0].lessons",
        "weeks[1].days[1].lessons[0].group",
    ]
