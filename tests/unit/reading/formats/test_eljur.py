from __future__ import annotations

from datetime import date
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
    MemberEntry,
    PersonRef,
    StudentEntry,
    TermEntry,
    TermMarkEntry,
    WorkEntry,
)
from generator.model.kinds import AbsenceKind, FinalScope, MarkKind
from generator.reading.about import About
from generator.reading.formats.eljur.codes import mark_text, scope_of
from generator.reading.formats.eljur.reader import EljurReader
from generator.reading.mapping.mapping import Mapping
from generator.reading.meaning import Meaning
from generator.reading.reader import Export, Ignored
from tests.exports import make_eljur as j
from tests.unit.reading.joining.builders import assembled, student

OF_8A = About(group="8А")


def read(*contents: bytes, about: About = OF_8A) -> list[Any]:
    members = {f"{number}.json": content for number, content in enumerate(contents)}
    return list(EljurReader().read(Export("e", members, about)))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, kind)]


def of_lesson(**more: Any) -> list[Any]:
    return read(j.of_pupil(days=j.day(j.lesson("1", **more))))


def test_objects_with_keys_and_lists_say_the_same() -> None:
    lessons = [j.lesson("1", assessments=[j.mark("5")]), j.lesson("2", "Физика", homework=[j.homework("§ 5")])]
    days = j.day(*lessons)
    as_list = j.answer(
        {"students": [{"name": "386", "title": j.NAME, "days": [days["20260914"] | {"items": lessons}]}]}
    )
    told = [[item[1:] for item in read(content)] for content in (j.of_pupil(days=days), as_list)]
    assert told[0] == told[1]


def test_an_empty_list_in_place_of_an_object_is_nothing() -> None:
    assert only(LessonEntry, read(j.of_pupil(days=[]))) == []


@pytest.mark.parametrize(
    ("raw", "kind"),
    [("н", AbsenceKind.ABSENT), ("Н", AbsenceKind.ABSENT), ("оп", AbsenceKind.LATE), ("ОП", AbsenceKind.LATE),
     ("б", AbsenceKind.ILL), ("уп", AbsenceKind.EXCUSED), ("нп", AbsenceKind.UNEXCUSED), ("осв", AbsenceKind.EXEMPT)],
)  # fmt: skip
def test_absences_stand_among_marks(raw: str, kind: AbsenceKind) -> None:
    (absence,) = only(AbsenceEntry, of_lesson(assessments=[j.mark(raw)]))
    assert (absence.raw, absence.kind) == (raw, kind)


@pytest.mark.parametrize(
    ("raw", "counted", "kind", "value"),
    [("5", "5", MarkKind.NUMERIC, "5"), ("4-", "3.5", MarkKind.NUMERIC, "3.5"), ("4-", "", MarkKind.TEXT, None),
     ("3/5", "4", MarkKind.NUMERIC, "4"), ("76", "4", MarkKind.NUMERIC, "4"), ("5", "0", MarkKind.NUMERIC, "5"),
     ("зач", "0", MarkKind.PASS, None), (".", "0", MarkKind.TEXT, None)],
)  # fmt: skip
def test_a_mark_is_worth_what_the_journal_counts(raw: str, counted: str, kind: MarkKind, value: str | None) -> None:
    found = mark_text(raw, counted)
    assert (found.raw, found.kind, found.value) == (raw, kind, Decimal(value) if value else None)


def test_two_marks_of_one_lesson_are_told_by_their_order() -> None:
    found = only(MarkEntry, of_lesson(assessments=[j.mark("5"), j.mark("н"), j.mark("4")]))
    assert [(mark.raw, mark.ordinal) for mark in found] == [("5", 1), ("4", 2)]


def test_a_weight_of_zero_is_unknown() -> None:
    found = of_lesson(assessments=[j.mark("5", weight=0, weight_float=0), j.mark("5", weight="2", weight_float=None)])
    assert [mark.weight for mark in only(MarkEntry, found)] == [None, Decimal(2)]


def test_the_second_lesson_of_a_subject_that_day_is_its_second_whatever_the_order_in_the_file() -> None:
    days = j.day(j.lesson("5"), j.lesson("2"), j.lesson("10"))
    found = only(LessonEntry, read(j.of_pupil(days=days)))
    assert [(lesson.number, lesson.slot) for lesson in found] == [(2, 1), (5, 2), (10, 3)]


def test_homework_for_one_student_is_not_for_the_class() -> None:
    found = of_lesson(homework={"1": j.homework("§ 5"), "2": j.homework("§ 6", individual=True)})
    assert [homework.person for homework in only(HomeworkEntry, found)] == [None, PersonRef("386", j.NAME)]


def test_an_item_without_number_and_time_is_no_lesson_but_may_hold_homework() -> None:
    found = read(j.answer({"days": j.day({"name": "Алгебра", "homework": {"1": j.homework("§ 5")}})}))
    assert only(LessonEntry, found) == []
    assert [(homework.group, homework.due_on) for homework in only(HomeworkEntry, found)] == [("8А", date(2026, 9, 14))]


def test_lessons_and_homework_of_a_class_are_said_once_however_many_students_there_are() -> None:
    lesson = j.lesson("1", homework=[j.homework("§ 5")], assessments=[j.mark("5")], is_control=True)
    found = read(*(j.of_pupil(key=key, days=j.day(lesson)) for key in ("386", "387")))
    assert [len(only(kind, found)) for kind in (LessonEntry, HomeworkEntry, WorkEntry, MarkEntry)] == [1, 1, 1, 2]


def test_a_subgroup_is_one_of_the_class_that_the_settings_say_and_the_student_is_in_it() -> None:
    found = of_lesson(grp="1 группа")
    assert [(group.title, group.parent) for group in only(GroupEntry, found)] == [("1 группа", "8А")]
    assert [member.group for member in only(MemberEntry, found)] == ["8А/1 группа"]
    assert [lesson.group for lesson in only(LessonEntry, found)] == ["8А/1 группа"]


def test_without_a_class_a_lesson_is_one_of_the_students_class() -> None:
    found = read(j.of_pupil(days=j.day(j.lesson("1"))), about=About())
    assert [lesson.group for lesson in only(LessonEntry, found)] == ["@386"]
    assert only(StudentEntry, found) == []


def test_the_class_that_an_answer_tells_holds_for_the_others_of_the_export() -> None:
    found = read(j.of_pupil(days=j.day(j.lesson("1"))), j.rules(), about=About())
    assert [lesson.group for lesson in only(LessonEntry, found)] == ["8А"]
    assert [(item.person.id, item.group) for item in only(StudentEntry, found)] == [("386", "8А")]


def test_a_mark_that_the_diary_told_with_its_lesson_is_not_told_again() -> None:
    diary = j.of_pupil(days=j.day(j.lesson("1"), j.lesson("2", assessments=[j.mark("5")])))
    found = read(j.of_pupil(lessons=[j.subject("Алгебра", j.mark("5"), j.mark("4", "2026-09-16"))]), diary)
    assert [(mark.raw, mark.slot) for mark in only(MarkEntry, found)] == [("5", 2), ("4", 1)]
    assert [item.what for item in only(Ignored, found)] == ["marks", "averages"]


def test_of_two_equal_marks_the_one_that_no_diary_told_is_told_however_often_the_diary_was_saved() -> None:
    diary = j.of_pupil(days=j.day(j.lesson("1", assessments=[j.mark("5")])))
    found = read(j.of_pupil(lessons=[j.subject("Алгебра", j.mark("5"), j.mark("5"))]), diary, diary)
    assert [mark.origin.file for mark in only(MarkEntry, found)] == ["e/1.json", "e/2.json", "e/0.json"]


def test_the_average_is_one_of_the_term_that_the_settings_say() -> None:
    found = read(j.of_pupil(lessons=[j.subject("Алгебра")]), about=About(group="8А", term="I четверть"))
    assert [(item.term, item.average, item.raw) for item in only(TermMarkEntry, found)] == [
        ("I четверть", Decimal("4.5"), "")
    ]


def test_final_marks_of_four_kinds() -> None:
    scopes = [scope_of(name) for name in ("II", "Год", "Экз.", "Итоговая", "Лето")]
    assert scopes == [FinalScope.TERM, FinalScope.YEAR, FinalScope.EXAM, FinalScope.FINAL, None]


def test_a_final_mark_names_the_period_of_its_own_students_class() -> None:
    found = read(j.of_pupil(items=j.finals(("I", "5"))), j.of_pupil(periods=[j.period("I", "I полугодие")]))
    (term,), (mark,) = only(TermEntry, found), only(TermMarkEntry, found)
    assert term.id == mark.term
    assert term.groups == ("8А",)


def test_the_schools_mapping_goes_before_the_journals_codes() -> None:
    mapping = Mapping("m", {"н": Meaning(AbsenceKind.ILL)}, {"н": Meaning(mark=MarkKind.NOT_ASSESSED)})
    about = About(group="8А", mapping=mapping)
    answers = (j.of_pupil(days=j.day(j.lesson("1", assessments=[j.mark("н")]))), j.of_pupil(items=j.finals(("I", "н"))))
    found = read(*answers, about=about)
    assert [item.kind for item in only(AbsenceEntry, found)] == [AbsenceKind.ILL]
    assert [item.kind for item in only(TermMarkEntry, found)] == [MarkKind.NOT_ASSESSED]


def test_a_failure_is_told_without_quoting_it() -> None:
    (error,) = read(j.answer(None, 403, "Берёзкина: доступ закрыт"))
    assert error.slug == "journal-said-no"
    assert "Берёзкина" not in error.describe()


def test_a_place_never_holds_a_key_that_may_be_a_name() -> None:
    found = read(j.answer({"students": {"Берёзкина Ая": {"name": "386", "title": j.NAME, "days": 5}}}))
    (error,) = (item for item in found if isinstance(item, ReadError))
    assert error.origin.column == "response.result.students[0].days"


def test_tests_told_by_two_students_without_a_class_are_one() -> None:
    lesson = j.lesson("1", is_control=True)
    works = [only(WorkEntry, read(j.of_pupil(key=key, days=j.day(lesson)), about=About()))[0] for key in ("386", "387")]
    pupils = [student("А Б", id="386"), student("В Г", id="387")]
    records, problems = assembled(
        [("eljur", pupils)],
        [("eljur", [work._replace(origin=work.origin._replace(file=work.group)) for work in works])],
    )
    assert problems == []
    assert len(records.works) == 1
