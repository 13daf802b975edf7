from dataclasses import replace
from datetime import date

import pytest

from generator.diaries.calendar import AgendaLine, CalendarLines, letters
from generator.diaries.class_view import ClassView
from generator.diaries.student_view import diaries
from generator.model import entries as e
from generator.model.school import Event, School, Subject
from generator.reading.joining.assemble import Assembly
from tests.unit.diaries.act import MARKS
from tests.unit.reading.joining.builders import LIMITS, at, directory, lesson, student

SECTION = replace(MARKS, test_types=("Контрольная работа", "Диктант"))
MON, WED, FRI = date(2026, 9, 14), date(2026, 9, 16), date(2026, 9, 18)
PEOPLE = [
    student("Ким Ли", id="1"),
    student("Цой Ян", id="2", line=2),
    student("Юн Ма", id="3", line=3),
    e.GroupEntry(at(), "", "англ 1", parent="8А"),
    e.GroupEntry(at(), "", "англ 2", parent="8А"),
    e.MemberEntry(at(), e.PersonRef("1"), "англ 1"),
    e.MemberEntry(at(), e.PersonRef("2"), "англ 2"),
    e.MemberEntry(at(), e.PersonRef("3"), "англ 1", end=date(2026, 9, 15)),
]


def work(subject: str, day: date, kind: str = "", title: str = "", **more: object) -> e.WorkEntry:
    group = str(more.pop("group", "8А"))
    return e.WorkEntry(at(), f"{subject}{day}{title}", group, subject, day, title, kind, **more)


def calendars(*records: object, events: tuple[Event, ...] = ()) -> dict[str, CalendarLines]:
    school, found, problems = directory(("tables", PEOPLE))
    assert problems == []
    assembly = Assembly(school, found, LIMITS, "8а")
    assembly.add("tables", list(records))
    view = ClassView(_with(school, events), assembly.records(), SECTION, 6)
    assert assembly.problems == []
    return {diary.family_name: diary.calendar for diary in diaries(view, school.students_of("8а"))}


def _with(school: School, events: tuple[Event, ...]) -> School:
    return replace(school, events=events)


def lines(*records: object) -> list[tuple[date, str, str]]:
    return [(line.day, line.subject, line.what) for line in calendars(*records)["Ким"].tests]


def test_a_test_is_what_the_journal_calls_one_or_what_has_a_test_type() -> None:
    told = lines(
        work("Химия", FRI, "Лабораторная работа", "Соли", is_test=True),
        work("Алгебра", WED, "Контрольная работа", "Дроби"),
        work("Алгебра", MON, "Ответ на уроке"),
    )
    assert told == [
        (WED, "Алгебра", "Контрольная работа: Дроби"),
        (FRI, "Химия", "Лабораторная работа: Соли"),
    ]


def test_a_title_that_names_the_kind_is_enough() -> None:
    assert lines(work("Алгебра", MON, "Диктант", "Контрольный диктант № 2")) == [
        (MON, "Алгебра", "Контрольный диктант № 2")
    ]


def test_a_lesson_of_a_test_type_is_a_test_and_not_twice() -> None:
    both = [lesson("Алгебра", MON, 1, type="Контрольная работа", topic="Дроби"), work("Алгебра", MON, "Контрольная работа", "№ 3")]  # fmt: skip
    assert lines(*both) == [(MON, "Алгебра", "Контрольная работа: № 3")]
    assert lines(both[0]) == [(MON, "Алгебра", "Контрольная работа: Дроби")]


def test_two_works_of_a_subject_on_a_day_are_one_line() -> None:
    two = [work("Алгебра", MON, "Диктант", "устный"), work("Алгебра", MON, "Контрольная работа")]
    assert lines(*two) == [(MON, "Алгебра", "Диктант: устный; Контрольная работа")]


@pytest.mark.parametrize("status", [e.LessonStatus.CANCELLED, e.LessonStatus.MOVED])
def test_a_lesson_that_does_not_take_place_holds_no_test(status: e.LessonStatus) -> None:
    assert lines(lesson("Алгебра", MON, 1, type="Диктант", status=status)) == []


def test_a_student_sees_the_tests_of_the_own_subgroups_while_in_them() -> None:
    found = calendars(
        work("Английский", MON, "Диктант", group="англ 1"),
        work("Английский", WED, "Диктант", group="англ 1"),
        work("Английский", FRI, "Диктант", group="англ 2"),
    )
    days = {name: [line.day for line in calendar.tests] for name, calendar in found.items()}
    assert days == {"Ким": [MON, WED], "Цой": [FRI], "Юн": [MON]}


def test_students_with_the_same_subgroups_share_one_calendar() -> None:
    school, found, _ = directory(("tables", [student("Ким Ли", id="1"), student("Цой Ян", id="2", line=2)]))
    view = ClassView(school, Assembly(school, found, LIMITS, "8а").records(), SECTION, 6)
    first, second = diaries(view, school.students_of("8а"))
    assert first.calendar is second.calendar


def test_events_of_the_school_and_of_the_class_stand_in_order_of_days() -> None:
    events = (
        Event("Поход", FRI, "", ("8а",)),
        Event("Собрание", WED, "18:00, каб. 21", ("9б", "8а")),
        Event("Экзамен у других", MON, "", ("9б",)),
        Event("День знаний", MON, ""),
    )
    found = calendars(events=events)["Ким"].events
    assert [(line.title, line.comment) for line in found] == [
        ("День знаний", ""), ("Собрание", "18:00, каб. 21"), ("Поход", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("short", "shown"), [("Алг.", "АЛГ"), ("ВиС", "ВИС"), ("Физ-ра", "ФИЗР"), ("Инф. и ИКТ", "ИНФ"), ("Алгебра", ""), ("", ""), ("…", "")]
)  # fmt: skip
def test_letters_are_those_of_the_schools_own_short_name(short: str, shown: str) -> None:
    assert letters(Subject("1", "Алгебра", short)) == shown


def test_a_page_without_any_test_says_whether_the_journal_tells_them() -> None:
    assert calendars()["Ким"] == CalendarLines((), ())
    assert isinstance(calendars(work("Алгебра", MON, "Диктант"))["Ким"].tests[0], AgendaLine)
