from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import ReadError
from generator.model.entries import (
    AbsenceEntry,
    GroupEntry,
    HomeworkEntry,
    LessonEntry,
    MarkEntry,
    PersonRef,
    StudentEntry,
    TeachingEntry,
    TermMarkEntry,
    WorkEntry,
    class_of,
)
from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.about import NOTHING, About
from generator.reading.formats.netschool.reader import NetschoolReader
from generator.reading.reader import Export, Ignored
from tests.exports.make_netschool import (
    STUDENT,
    assignment,
    card,
    diary,
    init,
    lesson,
    meeting,
    performance,
    term_total,
    totals,
    work,
)

ANNA = PersonRef(str(STUDENT), "Ёлкина Анна")


def read(*payloads: Any, about: About = NOTHING) -> list[Any]:
    members = {f"{number}.json": json.dumps(value).encode() for number, value in enumerate(payloads)}
    export = Export("x.zip", members, about)
    assert NetschoolReader().identify(export)
    return list(NetschoolReader().read(export))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, kind)]


def week(*works: Any, **more: Any) -> Any:
    return diary(lesson(101, "2026-09-14", 1, assignments=list(works)), **more)


@pytest.mark.parametrize("mark", [5, 5.0, "5", {"studentId": STUDENT, "mark": None, "value": "5", "dutyMark": False}])
def test_a_mark_is_read_from_whichever_field_has_it(mark: Any) -> None:
    (found,) = only(MarkEntry, read(week(work(1, mark=mark))))
    assert (found.raw, found.value, found.kind, found.weight) == ("5", Decimal(5), MarkKind.NUMERIC, None)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("УП", AbsenceKind.EXCUSED), ("Б", AbsenceKind.ILL), ("НП", AbsenceKind.UNEXCUSED), ("ОТ", AbsenceKind.ABSENT),
     ("ОП", AbsenceKind.LATE), ("ОСВ", AbsenceKind.EXEMPT)],
)  # fmt: skip
def test_special_marks_are_absences(code: str, kind: AbsenceKind) -> None:
    (found,) = only(AbsenceEntry, read(week(work(1, mark={"studentId": STUDENT, "abbr": code}))))
    assert (found.kind, found.lesson, found.day) == (kind, "101", date(2026, 9, 14))


def test_a_duty_without_a_mark_is_a_debt_and_no_mark_at_all_is_nothing() -> None:
    owed = work(1, mark={"studentId": STUDENT, "mark": None, "dutyMark": True})
    free = work(2, mark={"studentId": STUDENT, "mark": None, "dutyMark": False})
    (found,) = only(MarkEntry, read(week(owed, free)))
    assert (found.kind, found.work, found.value) == (MarkKind.DEBT, "1", None)


def test_homework_that_is_not_set_is_none() -> None:
    found = only(HomeworkEntry, read(week(work(1, 3, "---Не указана---"), work(2, 3, "№ 5"))))
    assert [(item.text, item.due_on, item.lesson) for item in found] == [("№ 5", date(2026, 9, 14), "101")]


def test_a_card_gives_the_weight_and_the_teacher_that_the_diary_lacks() -> None:
    found = read(week(work(1, mark=4)), card(1))
    (mark,), (made,), (held,) = only(MarkEntry, found), only(WorkEntry, found), only(LessonEntry, found)
    assert (mark.weight, made.weight, held.teachers) == (Decimal(20), Decimal(20), ("90",))


def test_the_teacher_of_a_card_of_a_subgroup_teaches_the_subgroup() -> None:
    found = read(week(work(1, mark=4)), card(1, subjectGroup={"id": 1, "name": "8а/Химия/1 гр."}))
    (part,) = [item for item in only(GroupEntry, found) if item.parent]
    (teaching,) = only(TeachingEntry, found)
    assert (part.title, part.parent) == ("Химия/1 гр.", "8а")
    assert (teaching.group, teaching.subject) == (part.id, "Химия")


def test_a_deleted_assignment_is_passed_over_with_its_mark() -> None:
    found = read(week(work(1, mark=4)), card(1, isDeleted=True))
    assert only(MarkEntry, found) == only(WorkEntry, found) == []
    assert {(item.what, item.why) for item in found if isinstance(item, Ignored)} == {
        ("assignment", "deleted in the journal")
    }


def test_the_order_of_the_files_never_matters() -> None:
    parts = [week(work(1, mark=4)), card(1), init((STUDENT, "Ёлкина Анна"))]
    first = sorted(str(item[1:]) for item in read(*parts))
    assert sorted(str(item[1:]) for item in read(*reversed(parts))) == first


def test_a_student_is_named_by_diary_init_and_the_class_by_the_diary() -> None:
    (found,) = only(StudentEntry, read(week(work(1, mark=4)), init((STUDENT, "Ёлкина Анна"))))
    assert (found.person, found.group) == (ANNA, "8а")


def test_the_settings_may_say_the_whole_of_a_short_name() -> None:
    about = About(student=PersonRef("", "Елкина Анна Ильинична"))
    (found,) = only(StudentEntry, read(week(work(1, mark=4)), init((STUDENT, "Ёлкина Анна")), about=about))
    assert found.person == PersonRef(str(STUDENT), "Елкина Анна Ильинична")


def test_a_diary_without_marks_needs_no_student() -> None:
    found = read(week(work(1, 3, "№ 5")))
    assert only(StudentEntry, found) == []
    assert len(only(HomeworkEntry, found)) == 1


def test_a_payload_that_names_its_student_and_no_class_is_of_that_students_class() -> None:
    (found,) = only(LessonEntry, read([meeting(101, "2026-09-14", 1)]))
    assert (found.group, found.start, found.topic) == (class_of(str(STUDENT)), time(9), "Дроби")


def test_the_same_in_two_payloads_is_said_once() -> None:
    result = {"assignmentId": 1, "classMeetingId": 101, "classMeetingDate": "2026-09-14T00:00:00", "result": 5}
    about = About(group="8А", student=ANNA)
    found = read([assignment(1, 101, result=5)], performance(result), [meeting(101, "2026-09-14", 1)], about=about)
    assert [(mark.raw, mark.work) for mark in only(MarkEntry, found)] == [("5", "1")]
    assert [item.type_short for item in only(WorkEntry, found)] == ["О"]


def test_a_mark_of_the_application_is_of_the_day_of_its_lesson() -> None:
    late = assignment(1, 101, result=5, dueDate="2026-09-16T00:00:00")
    found = read([late], [meeting(101, "2026-09-14", 1)], about=About(student=ANNA))
    assert [mark.day for mark in only(MarkEntry, found)] == [date(2026, 9, 14)]


def test_not_examined_is_not_assessed_and_zero_is_nothing() -> None:
    told = totals(term_total("Н/А", markCode="NotExamined"), term_total(0, "2 четверть"), term_total("5", "3 четверть"))
    found = only(TermMarkEntry, read(told, about=About(student=ANNA)))
    assert [(item.term, item.kind) for item in found] == [
        ("1 четверть", MarkKind.NOT_ASSESSED), ("3 четверть", MarkKind.NUMERIC),
    ]  # fmt: skip


def test_one_bad_assignment_does_not_hide_the_next() -> None:
    found = read(week(work(1, mark={"studentId": [1], "mark": 5}), work(2, mark=4), {"id": None}))
    assert [item.work for item in found if isinstance(item, MarkEntry)] == ["2"]
    assert [item.slug for item in found if isinstance(item, ReadError)] == ["bad-value", "bad-value"]
