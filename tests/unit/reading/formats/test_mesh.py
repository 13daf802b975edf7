from __future__ import annotations

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
    MemberEntry,
    PersonRef,
    StudentEntry,
    TermEntry,
    TermMarkEntry,
    WorkEntry,
)
from generator.model.kinds import AbsenceKind, LessonStatus, MarkKind
from generator.reading.about import About
from generator.reading.formats.mesh.groups import read_group_name
from generator.reading.formats.mesh.reader import MeshReader
from generator.reading.reader import Export, Ignored
from tests.exports import family as f
from tests.exports.dnevnik import payload

WHO = PersonRef("", "Берёзкина Ая")


def read(*contents: bytes, group: str = "8А", student: PersonRef = WHO, term: str = "") -> list[Any]:
    members = {f"{number}.json": content for number, content in enumerate(contents)}
    return list(MeshReader().read(Export("e", members, About(group=group, student=student, term=term))))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)], found
    return [item for item in found if isinstance(item, kind)]


def slugs(found: list[Any]) -> list[str]:
    return [item.slug for item in found if isinstance(item, ReadError)]


@pytest.mark.parametrize(
    ("name", "subject", "classes", "is_part"),
    [
        ("Алгебра 8-А", "Алгебра", ("8-А",), False),
        ("алгебра 10 Б", "Алгебра", ("10 Б",), False),
        ("8а класс Алгебра", "Алгебра", ("8а",), True),
        ("Алгебра 8-А класс", "Алгебра", ("8-А",), False),
        ("Английский язык 8-А (1 гр.)", "Английский язык", ("8-А",), True),
        ("Английский язык 8-А, 8-Б", "Английский язык", ("8-А", "8-Б"), False),
        ("Английский язык, 2 группа", "Английский язык", (), True),
        ("Алгебра 13-А", "Алгебра", (), True),
        ("", "Алгебра", (), False),
    ],
)
def test_the_name_of_a_group_tells_class_and_subgroup(
    name: str, subject: str, classes: tuple[str, ...], is_part: bool
) -> None:
    assert read_group_name(name, subject) == (classes, is_part)


def test_the_class_is_that_of_the_groups_when_the_settings_say_none() -> None:
    mixed = f.lesson(2, "09:30", group_id=9, group_name="Алгебра 8-А, 8-Б")
    found = read(f.wrapped(f.day(mixed, f.lesson(1))), group="")
    assert [entry.title for entry in only(GroupEntry, found) if not entry.parent] == ["8-А"]


def test_the_class_is_spelled_as_the_settings_spell_it() -> None:
    found = read(f.wrapped(f.day(f.lesson(1))), group="8 а")
    assert [entry.group for entry in only(LessonEntry, found)] == ["8 а"]


def test_a_club_says_nothing_of_the_class() -> None:
    club = f.lesson(2, "15:00", group_id=9, group_name="Шахматы 5-Б", lesson_education_type="AE")
    found = read(f.wrapped(f.day(club, f.lesson(1))), group="")
    assert [entry.title for entry in only(GroupEntry, found)] == ["8-А"]


def test_who_has_a_subgroup_in_the_timetable_is_its_member() -> None:
    half = {"group_id": 8, "group_name": "Алгебра 8-А (1 гр.)"}
    found = read(f.wrapped(f.day(f.lesson(1, **half))), f.wrapped(f.homework(1, "№ 5", group_id=8)))
    assert [(entry.person, entry.group) for entry in only(MemberEntry, found)] == [(WHO, "8")]
    assert {entry.group for entry in only(HomeworkEntry, found)} == {"8"}


def test_a_student_who_is_an_id_is_not_made_up() -> None:
    found = read(f.wrapped(f.mark(1, "5")), student=PersonRef("386"))
    assert only(StudentEntry, found) == []
    assert [mark.person for mark in only(MarkEntry, found)] == [PersonRef("386")]


def test_without_a_student_nothing_is_said_of_one_and_the_lessons_still_are() -> None:
    found = read(f.wrapped(f.day(f.lesson(1))), f.wrapped(f.mark(1, "5")), student=PersonRef())
    assert slugs(found) == ["no-student"]
    assert [type(entry) for entry in found if isinstance(entry, LessonEntry | MarkEntry)] == [LessonEntry]


def test_lessons_alone_ask_for_no_student() -> None:
    assert slugs(read(f.wrapped(f.day(f.lesson(1))), student=PersonRef())) == []


def test_the_calendar_adds_room_and_status_to_the_lesson_of_the_timetable() -> None:
    found = read(f.events(f.event(1, replaced=True)), f.wrapped(f.day(f.lesson(1, lesson_name="Ряды"))))
    (lesson,) = only(LessonEntry, found)
    assert (lesson.room, lesson.topic, lesson.status) == ("301", "Ряды", LessonStatus.SUBSTITUTED)
    assert (lesson.start, lesson.end) == (time(8, 30), time(8, 45))


def test_the_clock_of_an_event_is_the_schools() -> None:
    (lesson,) = only(LessonEntry, read(f.events(f.event(1, start_at="2026-09-14T23:30:00+07:00"))))
    assert (lesson.day, lesson.start) == (date(2026, 9, 14), time(23, 30))


def test_lessons_of_a_subject_are_counted_by_their_time() -> None:
    found = read(f.wrapped(f.day(f.lesson(1, "11:30"), f.lesson(2, "08:30"))))
    assert [(lesson.id, lesson.slot) for lesson in only(LessonEntry, found)] == [("2", 1), ("1", 2)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("5", MarkKind.NUMERIC, Decimal(5))),
        ({"value": "", "values": [{"original": "4", "five": 4.0}]}, ("4", MarkKind.NUMERIC, Decimal(4))),
        ({"value": "5-", "values": [{"grade": {"five": 5.0}}]}, ("5-", MarkKind.NUMERIC, Decimal(5))),
        ({"value": "5-", "values": None}, ("5-", MarkKind.TEXT, None)),
        ({"value": "9", "original_grade_system_type": "ten", "values": [{"grade": {"five": 4.5}}]},
         ("9", MarkKind.NUMERIC, Decimal("4.5"))),
        ({"value": "9", "original_grade_system_type": "ten", "values": []}, ("9", MarkKind.TEXT, None)),
        ({"value": "2", "is_point": True}, ("2", MarkKind.PENDING, None)),
        ({"value": "", "values": None, "is_point": True}, (".", MarkKind.PENDING, None)),
        ({"value": "осв", "values": None}, ("осв", MarkKind.EXEMPT, None)),
    ],
)  # fmt: skip
def test_a_mark_is_worth_what_the_journal_counts(more: dict[str, Any], expected: tuple[Any, ...]) -> None:
    (mark,) = only(MarkEntry, read(f.wrapped(f.mark(1, "5", **more))))
    assert (mark.raw, mark.kind, mark.value) == expected


def test_a_point_names_the_day_by_which_it_is_replaced() -> None:
    (mark,) = only(MarkEntry, read(f.wrapped(f.mark(1, ".", is_point=True, point_date="2026-10-01"))))
    assert mark.due_on == date(2026, 10, 1)


def test_a_weight_of_zero_is_unknown() -> None:
    found = read(f.wrapped(f.mark(1, "5", weight=0), f.mark(2, "5", weight=3)))
    assert [mark.weight for mark in only(MarkEntry, found)] == [None, Decimal(3)]


def test_an_empty_comment_is_none() -> None:
    assert [mark.comment for mark in only(MarkEntry, read(f.wrapped(f.mark(1, "5"))))] == [""]


def test_a_mark_that_two_answers_tell_is_told_once() -> None:
    by_terms = payload(f.subject(f.period("1 триместр", f.mark(1, "5"))))
    assert len(only(MarkEntry, read(f.wrapped(f.mark(1, "5")), by_terms))) == 1


def test_the_later_of_two_tellings_of_a_mark_wins() -> None:
    later = f.wrapped(f.mark(1, "4", updated_at="2026-09-15T08:00:00"))
    for contents in ((f.wrapped(f.mark(1, "5")), later), (later, f.wrapped(f.mark(1, "5")))):
        assert [mark.raw for mark in only(MarkEntry, read(*contents))] == ["4"]


def test_students_share_the_work_of_a_day_form_and_weight() -> None:
    works = [only(WorkEntry, read(f.wrapped(f.mark(key, text))))[0] for key, text in ((1, "5"), (99, "3"))]
    assert works[0].id == works[1].id


def test_two_marks_of_one_form_on_a_day_are_of_two_works() -> None:
    found = read(f.wrapped(f.mark(1, "5"), f.mark(2, "4")))
    assert len({mark.work for mark in only(MarkEntry, found)}) == len(only(WorkEntry, found)) == 2


def test_a_term_of_many_subjects_is_said_once_and_for_its_class() -> None:
    record = f.subject(f.period())
    found = read(f.wrapped(record, {**record, "subject_name": "Физика"}))
    assert [term.groups for term in only(TermEntry, found)] == [("8А",)]


def test_a_final_mark_stands_beside_the_average_of_its_term() -> None:
    (final,) = only(TermMarkEntry, read(payload(f.subject(f.period(fixed_value="4")))))
    (term,) = only(TermEntry, read(payload(f.subject(f.period()))))
    assert (final.term, final.raw, final.weighted_average) == (term.id, "4", Decimal("4.33"))


def test_terms_of_the_whole_year_hold_the_one_that_is_asked_for() -> None:
    record = payload(
        f.subject(f.period("1 триместр"), f.period("2 триместр", start_iso="2026-12-01", end_iso="2027-02-20"))
    )
    assert slugs(read(record, term="2 Триместр")) == []
    assert slugs(read(record, term="4 триместр")) == ["another-term"]


def test_a_lesson_is_missed_once_and_its_reason_goes_before_none() -> None:
    event = f.events(f.event(1, is_missed_lesson=True))
    found = read(event, f.attendance(f.missed(1, 1)), f.reasons("По болезни"), f.wrapped(f.day(f.lesson(1))))
    assert [(entry.kind, entry.lesson) for entry in only(AbsenceEntry, found)] == [(AbsenceKind.ILL, "1")]
    assert [entry.kind for entry in only(AbsenceEntry, read(event))] == [AbsenceKind.ABSENT]


def test_nothing_of_an_illness_is_kept() -> None:
    found = read(f.attendance(f.missed(1, None, health_status="SICK_WITH_INFECTION", description="ангина")))
    assert [(entry.raw, entry.kind) for entry in only(AbsenceEntry, found)] == [("Б", AbsenceKind.ILL)]
    assert "ангина" not in repr(found)


def test_an_exemption_holds_for_the_lessons_of_its_subjects_that_take_place() -> None:
    lessons = f.wrapped(f.day(f.lesson(1), f.lesson(2, "09:30", subject_id=40, subject_name="Физика")))
    found = read(lessons, payload([f.exemption(1, "EXEMPT", 33)]))
    assert [(entry.subject, entry.kind) for entry in only(AbsenceEntry, found)] == [("Алгебра", AbsenceKind.EXEMPT)]
    assert only(AbsenceEntry, read(f.events(f.event(1, cancelled=True)), payload([f.exemption(1, "EXEMPT", 33)]))) == []


def test_homework_keeps_its_lines_and_says_that_its_files_stay_behind() -> None:
    found = read(f.wrapped(f.homework(1, "№ 5\n№ 6", attachments=[{"link": "a"}])))
    assert [entry.text for entry in only(HomeworkEntry, found)] == ["№ 5\n№ 6"]
    assert [entry.what for entry in only(Ignored, found)] == ["files"]
