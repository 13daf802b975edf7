from __future__ import annotations

from datetime import date, datetime
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
    StudentEntry,
    TermEntry,
    TermMarkEntry,
    WorkEntry,
)
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind
from generator.reading.about import About
from generator.reading.formats.dnevnikru.codes import KUNDELIK
from generator.reading.formats.dnevnikru.reader import DnevnikruReader
from generator.reading.payloads.items import Item, load
from generator.reading.reader import Export, Ignored
from tests.exports import dnevnik as d

DAY = "2026-09-14"


def read(*contents: bytes) -> list[Any]:
    export = Export("e", {f"{number}.json": content for number, content in enumerate(contents)})
    return list(DnevnikruReader().read(export))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, kind)]


def of_day(**more: Any) -> list[Any]:
    lessons = [d.lesson(1, DAY, 1)]
    return read(d.schedule(d.day(DAY, lessons, **{"works": [d.work(11, 1)], **more})))


def test_the_string_of_an_id_wins_over_the_number() -> None:
    found = of_day(marks=[d.mark(21, 11, 1, "5", person=1, person_str="9007199254740993")])
    assert [mark.person.id for mark in only(MarkEntry, found)] == ["9007199254740993"]


@pytest.mark.parametrize(
    ("value", "expected"), [(7, "7"), ("7", "7"), (7.0, "7"), (None, ""), (2**60 + 1, str(2**60 + 1))]
)
def test_ids_of_every_spelling_are_text(value: Any, expected: str) -> None:
    assert Item("f", "", {"id": value}).id("id") == expected


@pytest.mark.parametrize("value", [2.0**53, 1.5, float("nan"), float("inf")])
def test_an_id_that_was_rounded_is_refused(value: float) -> None:
    with pytest.raises(ReadError) as caught:
        Item("f", "", {"id": value}).id("id")
    assert caught.value.slug == "rounded-id"


def test_two_marks_of_one_work_are_told_by_their_number() -> None:
    marks = [d.mark(21, 11, 1, "5"), d.mark(22, 11, 1, "4", number=2)]
    found = only(MarkEntry, of_day(marks=marks))
    assert [(m.work, m.ordinal, m.raw) for m in found] == [("11", 1, "5"), ("11", 2, "4")]


def test_a_mark_has_the_weight_of_its_kind_of_work_and_none_when_that_is_zero() -> None:
    kinds = [{"id": 3, "weight": 2}, {"id": 4, "weight": 0}]
    marks = [d.mark(21, 11, 1, "5"), d.mark(22, 11, 1, "5", workType=4), d.mark(23, 11, 1, "5", workType=5)]
    found = only(MarkEntry, of_day(marks=marks, workTypes=kinds))
    assert [m.weight for m in found] == [Decimal(2), None, None]


def test_a_mark_of_a_work_without_a_lesson_stands_on_the_day_of_the_work() -> None:
    work = d.work(11, 0, targetDate="2026-09-20T00:00:00") | {"lesson": None, "lesson_str": None}
    (mark,) = only(MarkEntry, of_day(works=[work, d.work(12, 1)], marks=[d.mark(21, 11, None, "5")]))
    assert (mark.day, mark.lesson, mark.work) == (date(2026, 9, 20), "", "11")


def test_the_time_of_entry_is_kept_to_the_second_and_midnight_is_none() -> None:
    marks = [d.mark(21, 11, 1, "5"), d.mark(22, 11, 1, "4", date=f"{DAY}T00:00:00")]
    assert [m.entered_at for m in only(MarkEntry, of_day(marks=marks))] == [datetime(2026, 9, 14, 13, 5, 42), None]


def test_a_cancelled_lesson_stays_and_says_so() -> None:
    for status, expected in (("Cancelled", LessonStatus.CANCELLED), ("InProgress", LessonStatus.PLANNED)):
        found = read(d.schedule(d.day(DAY, [d.lesson(1, DAY, 1, status=status)], works=[d.work(11, 1)])))
        assert [lesson.status for lesson in only(LessonEntry, found)] == [expected]


def test_lessons_are_said_once_however_many_students_files_there_are() -> None:
    content = d.schedule(d.day(DAY, [d.lesson(1, DAY, 1)], works=[d.work(11, 1)]))
    found = read(content, content)
    assert len(only(LessonEntry, found)) == len(only(WorkEntry, found)) == 1


def test_a_lesson_without_works_takes_the_group_of_its_subject_and_never_one_of_two() -> None:
    lessons = [
        d.lesson(1, DAY, 1),
        d.lesson(2, DAY, 2),
        d.lesson(3, DAY, 3, subject=20),
        d.lesson(4, DAY, 4, subject=30),
    ]
    works = [d.work(11, 1), d.work(12, 3, subject=20, eduGroup=77)]
    found = read(d.schedule(d.day(DAY, lessons, works=works)))
    assert [item.group for item in found if isinstance(item, LessonEntry)] == [str(d.GROUP), str(d.GROUP), "77"]
    (error,) = (item for item in found if isinstance(item, ReadError))
    assert (error.slug, error.origin.column) == ("no-group", "days[0].lessons[3]")


def test_homework_is_due_on_its_target_date_and_was_given_when_it_was_sent() -> None:
    work = d.work(13, 1, type="Homework", text=" № 5 ", targetDate=f"{DAY}T00:00:00", sentDate="2026-09-11T15:00:00")
    (homework,) = only(HomeworkEntry, of_day(homeworks=[work, d.work(14, 1, type="Homework", text="")]))
    assert (homework.text, homework.assigned_on, homework.due_on) == ("№ 5", date(2026, 9, 11), date(2026, 9, 14))


def test_homework_among_the_works_is_no_work() -> None:
    found = of_day(works=[d.work(11, 1), d.work(13, 1, type="Homework")])
    assert [work.id for work in only(WorkEntry, found)] == ["11"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [("Ill", AbsenceKind.ILL), ("Pass", AbsenceKind.EXCUSED), ("Absent", AbsenceKind.UNEXCUSED), ("Late", AbsenceKind.LATE),
     ("Н", AbsenceKind.UNEXCUSED), ("Б", AbsenceKind.ILL), ("О", AbsenceKind.LATE), ("П", AbsenceKind.EXCUSED)],
)  # fmt: skip
def test_statuses_of_attendance(status: str, kind: AbsenceKind) -> None:
    (absence,) = only(AbsenceEntry, of_day(lessonLogEntries=[d.entry(1, status)]))
    assert (absence.kind, absence.raw, absence.lesson) == (kind, status, "1")


def test_who_attended_was_not_absent() -> None:
    assert only(AbsenceEntry, of_day(lessonLogEntries=[d.entry(1, "Attend")])) == []


def test_a_final_mark_without_a_period_is_of_the_year() -> None:
    found = read(d.payload([d.final(10, "4"), d.final(10, "5", None)]))
    assert [(m.scope, m.term) for m in only(TermMarkEntry, found)] == [(FinalScope.TERM, "9101"), (FinalScope.YEAR, "")]


def test_periods_count_from_1_and_end_on_their_last_day() -> None:
    (term,) = only(TermEntry, read(d.payload([d.period(0)])))
    assert (term.ordinal, term.start, term.end) == (1, date(2026, 9, 1), date(2026, 9, 25))


def test_who_left_the_class_is_not_of_it() -> None:
    found = read(d.students(d.student(1, "А", "Б"), d.student(2, "В", "Г", status="Archive")))
    assert [item.person.id for item in only(StudentEntry, found)] == ["1"]
    assert [(g.title, g.grade) for g in only(GroupEntry, found)] == [("5Б", 5)]


@pytest.mark.parametrize(("kind", "expected"), [("markna", MarkKind.NOT_ASSESSED), ("markdismiss", MarkKind.EXEMPT)])
def test_the_type_of_a_mark_says_what_its_text_does_not(kind: str, expected: MarkKind) -> None:
    (mark,) = only(MarkEntry, of_day(marks=[d.mark(21, 11, 1, "?", type=kind)]))
    assert mark.kind is expected


def test_a_point_is_shown_as_it_stands_because_nothing_says_what_it_means_here() -> None:
    points, debt = ((d.mark(21, 11, 1, text), d.mark(22, 11, 1, text)) for text in (".", "долг"))
    assert {mark.kind for mark in only(MarkEntry, of_day(marks=list(points)))} == {MarkKind.TEXT}
    assert {mark.kind for mark in only(MarkEntry, of_day(marks=list(debt)))} == {MarkKind.DEBT}


def test_json_says_where_it_stops_and_deep_nesting_ends() -> None:
    for content, line in ((b'{"a":\n1,}', 2), (b"[" * 100_000, 1), (b"9" * 5000, 0), (b'"\xff"', 1)):
        with pytest.raises(ReadError) as caught:
            load("f.json", content)
        assert caught.value.origin.line == line


def test_other_journals_with_days_and_lessons_are_not_claimed() -> None:
    other = b'{"days":[{"date":"2026-09-14","lessons":[{"index":1,"discipline":"A"}]}]}'
    assert not DnevnikruReader().identify(Export("x.json", {"x.json": other}))


def test_who_left_the_class_is_counted_as_ignored() -> None:
    (ignored,) = only(Ignored, read(d.students(d.student(2, "В", "Г", status="Archive"))))
    assert (ignored.what, ignored.why) == ("students", "has left the class")


def test_a_letter_means_what_its_own_journal_says() -> None:
    content = d.schedule(d.day(DAY, [d.lesson(1, DAY, 1)], works=[d.work(11, 1)], lessonLogEntries=[d.entry(1, "Д")]))
    export = Export("e", {"s.json": content})
    (absence,) = only(AbsenceEntry, list(DnevnikruReader(KUNDELIK).read(export)))
    assert absence.kind is AbsenceKind.EXCUSED
    assert [item.slug for item in DnevnikruReader().read(export) if isinstance(item, ReadError)] == ["unknown-code"]


def test_a_letter_of_the_log_is_no_mark() -> None:
    found = of_day(marks=[d.mark(21, 11, 1, "О")])
    assert [item.slug for item in found if isinstance(item, ReadError)] == ["unknown-code"]


def test_an_unknown_code_is_told_once_with_its_count() -> None:
    (error,) = (item for item in of_day(lessonLogEntries=[d.entry(1, "Ы")] * 3) if isinstance(item, ReadError))
    assert "(3 times)" in error.message


def test_the_lists_class_must_be_the_one_the_settings_say_however_it_is_spelled() -> None:
    export = Export("e", {"s.json": d.students(name="5 Б")}, About(group="5б"))
    assert only(GroupEntry, list(DnevnikruReader().read(export)))
