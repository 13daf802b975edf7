from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, HomeworkEntry, LessonEntry, MarkEntry, PersonRef, WorkEntry
from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.about import About
from generator.reading.formats.asurso.codes import TASKS
from generator.reading.formats.asurso.reader import AsursoReader
from generator.reading.reader import Export
from tests.exports.dnevnik import payload
from tests.exports.make_asurso import day, lesson, task

DAY = "2026-09-14"


def read(*days: dict[str, Any]) -> list[Any]:
    about = About(group="ИС-21", student=PersonRef("", "Берёзкина Ая"))
    return list(AsursoReader().read(Export("days.json", {"days.json": payload(list(days))}, about)))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)], found
    return [item for item in found if isinstance(item, kind)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Five", ("5", MarkKind.NUMERIC, Decimal(5))),
        ("two", ("2", MarkKind.NUMERIC, Decimal(2))),
        ("3", ("3", MarkKind.NUMERIC, Decimal(3))),
        ("Success", ("зач", MarkKind.PASS, None)),
        ("Fail", ("незач", MarkKind.FAIL, None)),
    ],
)
def test_words_are_marks(word: str, expected: tuple[Any, ...]) -> None:
    (mark,) = only(MarkEntry, read(day(DAY, lesson("Физика", "08:30", task(1, word)))))
    assert (mark.raw, mark.kind, mark.value) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("IsLate", ("оп", AbsenceKind.LATE)),
        ("IsAbsentByValidReason", ("уп", AbsenceKind.EXCUSED)),
        ("IsAbsentByNotValidReason", ("нп", AbsenceKind.UNEXCUSED)),
        ("SickLeave", ("б", AbsenceKind.ILL)),
    ],
)
def test_words_are_absences(word: str, expected: tuple[str, AbsenceKind]) -> None:
    (absence,) = only(AbsenceEntry, read(day(DAY, lesson("Физика", "08:30", absenceType=word))))
    assert (absence.raw, absence.kind) == expected


def test_a_required_task_without_a_mark_is_a_debt_and_another_one_is_nothing() -> None:
    tasks = (task(1, "Five"), task(2, "", isRequired=True), task(3, ""), task(4, "", isRequired=True) | {"mark": None})
    found = only(MarkEntry, read(day(DAY, lesson("Физика", "08:30", *tasks))))
    assert [(mark.work, mark.kind) for mark in found] == [
        ("1", MarkKind.NUMERIC),
        ("2", MarkKind.DEBT),
        ("4", MarkKind.DEBT),
    ]


def test_behind_the_last_day_with_an_entry_a_task_may_still_be_to_come() -> None:
    late = day("2026-09-18", lesson("Физика", "08:30", task(2, "", isRequired=True)))
    for entered in (lesson("Физика", "08:30", task(1, "Five")), lesson("Физика", "08:30", absenceType="IsLate")):
        found = only(MarkEntry, read(day(DAY, entered), late))
        assert [mark.kind for mark in found if mark.work == "2"] == [MarkKind.PENDING]


def test_lessons_of_a_subject_are_counted_by_their_time() -> None:
    found = read(day(DAY, lesson("Физика", "12:00"), lesson("Физика", "08:30"), lesson("Химия", "10:00")))
    assert [(x.subject, f"{x.start:%H:%M}", x.slot) for x in only(LessonEntry, found)] == [
        ("Физика", "08:30", 1),
        ("Химия", "10:00", 1),
        ("Физика", "12:00", 2),
    ]


def test_homework_is_due_at_the_lesson_and_becomes_a_work_when_it_has_a_mark() -> None:
    found = read(
        day(DAY, lesson("Физика", "08:30", task(1, "", "Home", topic="§ 5"), task(2, "Four", "Home", topic="§ 6")))
    )
    assert [(entry.text, f"{entry.due_on}") for entry in only(HomeworkEntry, found)] == [("§ 5", DAY), ("§ 6", DAY)]
    assert [work.id for work in only(WorkEntry, found)] == ["2"]


def test_every_kind_of_task_has_a_name() -> None:
    kinds = ("Lesson", "Control", "Independent", "Laboratory", "Slice", "Review", "Test", "Report", "Colloquium",
             "SportStandarts", "PracticalWork")  # fmt: skip
    found = read(day(DAY, lesson("Физика", "08:30", *(task(number, "", kind) for number, kind in enumerate(kinds)))))
    assert [work.type for work in only(WorkEntry, found)] == [TASKS[kind.lower()] for kind in kinds]
    assert [work.type for work in only(WorkEntry, found) if work.is_test] == ["Контрольная работа", "Срезовая работа"]


def test_days_without_lessons_are_read() -> None:
    assert only(LessonEntry, read(day(DAY, lessons=None, isHoliday=True))) == []
