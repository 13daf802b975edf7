from datetime import date, datetime, time
from decimal import Decimal

import pytest

from generator.diaries.class_view import ClassView
from generator.diaries.diary import Diary, LessonRow, MarkChip
from generator.diaries.student_view import diaries
from generator.model import entries as e
from tests.unit.diaries.act import MARKS
from tests.unit.reading.joining.builders import LIMITS, at, directory, lesson, mark, student

MON, WED = date(2026, 9, 14), date(2026, 9, 16)
PEOPLE = [student("Ким Ли", id="1"), student("Цой Ян", id="2", line=2)]
TERMS = [
    e.TermEntry(at(), "", e.TermKind.QUARTER, 1, "1 четверть", date(2026, 9, 1), date(2026, 10, 24)),
    e.TermEntry(at(), "", e.TermKind.QUARTER, 2, "2 четверть", date(2026, 11, 2), date(2026, 12, 30)),
    e.HolidayEntry(at(), "Осенние каникулы", date(2026, 10, 25), date(2026, 11, 1)),
]
SUBGROUPS = [
    e.GroupEntry(at(), "", "англ 1", parent="8А"),
    e.GroupEntry(at(), "", "англ 2", parent="8А"),
    e.MemberEntry(at(), e.PersonRef("1"), "англ 1"),
    e.MemberEntry(at(), e.PersonRef("2"), "англ 2"),
]


def both(records: list, more: list | None = None) -> dict[str, Diary]:
    from generator.reading.joining.assemble import Assembly

    school, found, problems = directory(("tables", [*PEOPLE, *TERMS, *(more or [])]))
    assert problems == []
    assembly = Assembly(school, found, LIMITS, "8а")
    assembly.add("tables", records)
    view = ClassView(school, assembly.records(), MARKS, 6)
    assert assembly.problems == []
    return {diary.family_name: diary for diary in diaries(view, school.students_of("8а"))}


def rows(diary: Diary, day: date) -> tuple[LessonRow, ...]:
    return next(found.rows for week in diary.weeks for found in week.days if found.day == day)


def works(diary: Diary, subject: str) -> tuple[tuple[MarkChip, ...], ...]:
    return next(s.marks for s in diary.marks[0].subjects if s.subject == subject)


def test_every_week_of_the_year_is_there_from_monday() -> None:
    weeks = both([])["Ким"].weeks
    assert weeks[0].monday == date(2026, 8, 31)
    assert weeks[-1].monday <= LIMITS.year_end
    assert len(weeks) == 39
    assert [day.day.weekday() for day in weeks[5].days] == [0, 1, 2, 3, 4, 5]


def test_a_week_knows_its_term_and_a_day_its_holiday() -> None:
    weeks = both([])["Ким"].weeks
    holiday = next(week for week in weeks if week.monday == date(2026, 10, 26))
    assert (holiday.term, holiday.ordinal) == (None, None)
    assert {day.holiday for day in holiday.days} == {"Осенние каникулы"}
    second = next(week for week in weeks if week.monday == date(2026, 11, 9))
    assert second.term is not None
    assert (second.term.ordinal, second.ordinal) == (2, 2)


def test_a_student_sees_the_lessons_of_the_own_subgroup_only() -> None:
    records = [
        lesson("Английский", MON, 1, group="англ 1", room="11"),
        lesson("Английский", MON, 1, group="англ 2", room="22"),
    ]
    found = both(records, SUBGROUPS)
    assert [row.room for row in rows(found["Ким"], MON)] == ["11"]
    assert [row.room for row in rows(found["Цой"], MON)] == ["22"]


def test_a_lesson_without_a_time_takes_that_of_its_bell() -> None:
    bells = [e.BellEntry(at(), 1, time(8, 30), time(9, 10)), e.BellEntry(at(), 2, time(9, 20), time(10, 0))]
    found = rows(both([lesson("Алгебра", MON, 1), lesson("Химия", MON, 2, start=time(9, 25))], bells)["Ким"], MON)
    assert [row.start for row in found] == [time(8, 30), time(9, 25)]


def test_the_weeks_are_one_object_for_students_with_the_same_subgroups() -> None:
    records = [lesson("Алгебра", MON, 1), lesson("Химия", MON, 2), mark("Ким Ли", "Алгебра", MON, "5")]
    found = both(records)
    assert found["Ким"].weeks is found["Цой"].weeks
    assert works(found["Цой"], "Алгебра") == ()
    apart = both(records, SUBGROUPS)
    assert apart["Ким"].weeks is not apart["Цой"].weeks


def test_a_mark_says_which_lesson_of_its_subject_on_that_day_it_is_of() -> None:
    lessons = [lesson("Алгебра", MON, n) for n in (1, 3)]
    cancelled = lesson("Химия", MON, 2, status=e.LessonStatus.CANCELLED)
    marks = [mark("Ким Ли", "Алгебра", MON, "4", slot=2), mark("Ким Ли", "Алгебра", WED, "3")]
    chips = [chip for work in works(both([*lessons, cancelled, *marks])["Ким"], "Алгебра") for chip in work]
    assert [(chip.text, chip.nth) for chip in chips] == [("4", 2), ("3", 0)]


@pytest.mark.parametrize("status", [e.LessonStatus.CANCELLED, e.LessonStatus.MOVED])
def test_lessons_that_are_cancelled_or_moved_away_are_not_counted(status: e.LessonStatus) -> None:
    lessons = [lesson("Алгебра", MON, 1, id="a", status=status), lesson("Алгебра", MON, 3, id="b")]
    found = works(both([*lessons, mark("Ким Ли", "Алгебра", MON, "4", lesson="b")])["Ким"], "Алгебра")
    assert found[0][0].nth == 1


def test_two_marks_of_one_work_are_a_pair_and_two_works_are_not() -> None:
    pair = [mark("Ким Ли", "Алгебра", MON, raw, ordinal=n) for n, raw in enumerate("45", 1)]
    two = [mark("Ким Ли", "Химия", MON, raw) for raw in "45"]
    found = both([lesson("Алгебра", MON, 1), lesson("Химия", MON, 2), *pair, *two])["Ким"]
    assert [len(group) for group in works(found, "Алгебра")] == [2]
    assert [len(group) for group in works(found, "Химия")] == [1, 1]


def test_a_mark_on_a_day_without_a_lesson_of_its_subject_is_not_lost() -> None:
    found = both([lesson("Алгебра", MON, 1), mark("Ким Ли", "Химия", MON, "3")])["Ким"]
    assert [(chip.text, chip.nth) for work in works(found, "Химия") for chip in work] == [("3", 0)]


def test_homework_stands_under_the_day_it_is_due() -> None:
    given = e.HomeworkEntry(at(), "8А", "Алгебра", "№ 5", MON, WED)
    found = both([lesson("Алгебра", MON, 1), lesson("Алгебра", WED, 1), lesson("Алгебра", WED, 3), given])["Ким"]
    assert [row.homework for row in rows(found, MON)] == [()]
    assert [len(row.homework) for row in rows(found, WED)] == [1, 0]


def test_homework_due_on_a_day_without_a_lesson_of_its_subject_is_not_lost() -> None:
    given = e.HomeworkEntry(at(), "8А", "Химия", "§ 5", MON, WED)
    found = rows(both([lesson("Химия", MON, 1), lesson("Алгебра", WED, 1), given])["Ким"], WED)
    assert [(row.number, row.subject, len(row.homework)) for row in found] == [(1, "Алгебра", 0), (None, "Химия", 1)]


def test_homework_for_one_student_is_seen_by_that_student_only() -> None:
    own = e.HomeworkEntry(at(), "8А", "Алгебра", "доклад", MON, WED, person=e.PersonRef("1"))
    found = both([lesson("Алгебра", WED, 1), own])
    assert [(line.day, line.subject, line.text) for line in found["Ким"].own_homework] == [(WED, "Алгебра", "доклад")]
    assert found["Цой"].own_homework == ()
    assert rows(found["Ким"], WED)[0].homework == ()


def test_homework_of_a_class_reaches_both_subgroups() -> None:
    given = e.HomeworkEntry(at(), "8А", "Английский", "слова", MON, WED)
    records = [lesson("Английский", WED, 1, group="англ 1"), lesson("Английский", WED, 1, group="англ 2"), given]
    found = both(records, SUBGROUPS)
    for name in ("Ким", "Цой"):
        assert [line.text for line in rows(found[name], WED)[0].homework] == ["слова"]


def test_averages_are_weighted_only_when_all_weights_are_known() -> None:
    works = [
        e.WorkEntry(at(), "w1", "8А", "Алгебра", MON, type="Контрольная работа", type_short="КР", weight=Decimal(3)),
        e.WorkEntry(at(), "w2", "8А", "Алгебра", WED, weight=Decimal(1)),
    ]
    marks = [mark("Ким Ли", "Алгебра", MON, "5", work="w1"), mark("Ким Ли", "Алгебра", WED, "3", work="w2")]
    plain = [mark("Ким Ли", "Химия", MON, "5"), mark("Ким Ли", "Химия", WED, "4", weight=Decimal(2))]
    subjects = {s.subject: s for s in both([*works, *marks, *plain])["Ким"].marks[0].subjects}
    average = subjects["Алгебра"].average
    assert average is not None
    assert (average.value, average.weighted) == (Decimal("4.5"), True)
    assert subjects["Алгебра"].marks[0][0].is_test
    assert subjects["Химия"].average is None


def test_absences_are_counted_by_reason_and_a_whole_day_when_all_lessons_are_missed() -> None:
    lessons = [lesson("Алгебра", MON, 1), lesson("Химия", MON, 2), lesson("Алгебра", WED, 1)]
    away = [
        e.AbsenceEntry(at(), e.PersonRef("1"), "8А", subject, day, "б", kind)
        for subject, day, kind in (
            ("Алгебра", MON, e.AbsenceKind.ILL),
            ("Химия", MON, e.AbsenceKind.ILL),
            ("Алгебра", WED, e.AbsenceKind.LATE),
        )
    ]
    first, second = both([*lessons, *away])["Ким"].absences
    assert (first.lessons, first.ill, first.late, first.days) == (2, 2, 1, 1)
    assert [line.number for line in first.lines] == [1, 2, 1]
    assert second.lessons == 0


def test_a_day_is_not_missed_whole_when_a_lesson_that_was_moved_to_it_was_attended() -> None:
    lessons = [
        lesson("Алгебра", MON, 1),
        lesson("Химия", MON, 2, status=e.LessonStatus.MOVED, replaces_date=WED, replaces_subject="Химия"),
    ]
    out = e.AbsenceEntry(at(), e.PersonRef("1"), "8А", "Алгебра", MON, "б", e.AbsenceKind.ILL)
    assert both([*lessons, out])["Ким"].absences[0].days == 0


def test_finals_hold_every_term_and_the_year() -> None:
    final = e.TermMarkEntry(
        at(), e.PersonRef("1"), "8А", "Алгебра", e.FinalScope.TERM, "1 четверть", "4", e.MarkKind.NUMERIC, Decimal(4)
    )
    found = both([lesson("Алгебра", MON, 1), final])["Ким"].finals
    assert [column.scope for column in found.columns] == [e.FinalScope.TERM, e.FinalScope.TERM, e.FinalScope.YEAR]
    assert [cell.text if cell else "" for cell in found.rows[0].cells] == ["4", "", ""]


@pytest.mark.parametrize("part", ["lessons", "homework", "marks", "absences", "term_marks", "teachers"])
def test_what_no_export_tells_is_said_to_be_missing(part: str) -> None:
    assert part in both([])["Ким"].missing


def test_as_of_is_what_the_exports_prove() -> None:
    moment = datetime(2026, 9, 15, 15, 40)
    assert both([mark("Ким Ли", "Химия", MON, "3", entered_at=moment)])["Ким"].as_of == moment
