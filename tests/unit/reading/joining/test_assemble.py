from datetime import date, datetime

import pytest

from generator.model import entries as e
from generator.origin import Origin

from .builders import assembled, at, lesson, mark, student

DAY = date(2026, 9, 14)
KIM = [("tables", [student("Ким Ли", id="1")])]


def test_a_mark_finds_the_second_lesson_of_its_subject_that_day() -> None:
    records, problems = assembled(
        KIM,
        [
            (
                "tables",
                [lesson("Алгебра", DAY, 2), lesson("Алгебра", DAY, 4), mark("Ким Ли", "Алгебра", DAY, "5", slot=2)],
            )
        ],
    )
    assert problems == []
    assert records.marks[0].lesson_id == records.lessons[1].id


@pytest.mark.parametrize("status", [e.LessonStatus.CANCELLED, e.LessonStatus.MOVED])
def test_a_lesson_that_is_cancelled_or_moved_away_takes_no_slot(status: e.LessonStatus) -> None:
    off = lesson("Алгебра", DAY, 1, status=status)
    records, _ = assembled(KIM, [("tables", [off, lesson("Алгебра", DAY, 4), mark("Ким Ли", "Алгебра", DAY, "5")])])
    assert records.marks[0].lesson_id == records.lessons[1].id


def test_a_lesson_known_only_by_its_slot_gives_way_to_the_timetable() -> None:
    records, problems = assembled(
        KIM, [("netschool", [lesson("Алгебра", DAY, None)]), ("tables", [lesson("Алгебра", DAY, 3, room="12")])]
    )
    assert problems == []
    assert [(found.number, found.room) for found in records.lessons] == [(3, "12")]


def test_a_slot_without_a_timetable_stays() -> None:
    records, _ = assembled(KIM, [("netschool", [lesson("Химия", DAY, None)]), ("tables", [lesson("Алгебра", DAY, 3)])])
    assert [found.number for found in records.lessons] == [3, None]


def test_a_mark_off_the_scale_is_a_problem_with_place_and_hint() -> None:
    _, problems = assembled(KIM, [("tables", [mark("Ким Ли", "Алгебра", DAY, "7", origin=at(41))])])
    assert problems[0].describe() == (
        'a.csv:41: error: mark "7" is not on the scale 1 to 5 [mark-outside-scale]\n'
        "  hint: the scale is set under marks.scale in site.yaml"
    )


def test_a_day_outside_the_year_is_a_problem() -> None:
    _, problems = assembled(KIM, [("tables", [mark("Ким Ли", "Алгебра", date(2026, 8, 31), "5")])])
    assert [problem.slug for problem in problems] == ["date-outside-year"]


def test_the_same_mark_in_two_files_is_one_mark() -> None:
    twice = [mark("Ким Ли", "Алгебра", DAY, "5", origin=at(3, name)) for name in ("a.xlsx", "b.xlsx")]
    records, problems = assembled(KIM, [("netschool", twice)])
    assert problems == []
    assert len(records.marks) == 1


def test_two_equal_marks_in_one_file_are_two_marks() -> None:
    records, _ = assembled(KIM, [("tables", [mark("Ким Ли", "Алгебра", DAY, "5", origin=at(n)) for n in (3, 4)])])
    assert len(records.marks) == 2


def test_two_files_that_contradict_each_other_are_named_both() -> None:
    said = [mark("Ким Ли", "Алгебра", DAY, raw, origin=at(3, name)) for raw, name in (("5", "a.xlsx"), ("4", "b.xlsx"))]
    _, problems = assembled(KIM, [("netschool", said)])
    assert [problem.slug for problem in problems] == ["contradiction"]
    assert str(problems[0].origin) == "b.xlsx:3"
    assert "a.xlsx:3" in problems[0].message


def test_marks_of_one_class_from_two_systems_are_refused() -> None:
    sources = [("dnevnikru", [student("Ким Ли", id="1")]), ("netschool", [student("Ким Ли")])]
    _, problems = assembled(
        sources,
        [
            ("dnevnikru", [mark("", "Алгебра", DAY, "5", person=e.PersonRef("1"))]),
            ("netschool", [mark("Ким Ли", "Алгебра", DAY, "5", origin=Origin("b.xlsx", line=2))]),
        ],
    )
    assert [problem.slug for problem in problems] == ["two-sources"]


def test_as_of_is_the_newest_time_the_exports_prove() -> None:
    moment = datetime(2026, 9, 15, 15, 40)
    records, _ = assembled(
        KIM,
        [("tables", [mark("Ким Ли", "Алгебра", DAY, "5", entered_at=moment), mark("Ким Ли", "Химия", DAY, "4")])],
    )
    assert records.as_of == moment


def test_homework_without_a_due_day_is_for_the_next_lesson() -> None:
    given = e.HomeworkEntry(at(), "8А", "Алгебра", "№ 5", DAY, None)
    records, _ = assembled(
        KIM, [("tables", [lesson("Алгебра", DAY, 1), lesson("Алгебра", date(2026, 9, 16), 1), given])]
    )
    assert records.homework[0].due_on == date(2026, 9, 16)


def test_a_mark_of_nobody_is_a_problem_and_does_not_hide_the_next() -> None:
    records, problems = assembled(
        KIM, [("tables", [mark("Кто Это", "Алгебра", DAY, "5", origin=at(8)), mark("Ким Ли", "Алгебра", DAY, "4")])]
    )
    assert [(problem.slug, str(problem.origin)) for problem in problems] == [("unknown-student", "a.csv:8")]
    assert len(records.marks) == 1
    assert "Кто" not in problems[0].describe()


def test_a_term_is_found_by_title_ordinal_or_day() -> None:
    term = e.TermEntry(at(), "q1", e.TermKind.QUARTER, 1, "1-я четверть", date(2026, 9, 1), date(2026, 10, 24))
    sources = [("tables", [student("Ким Ли", id="1"), term])]
    ways = [("q1", None), ("1 Четверть", None), ("I четверть", None), ("", date(2026, 10, 23))]
    for title, on in ways:
        final = e.TermMarkEntry(
            at(), e.PersonRef("", "Ким Ли"), "8А", "Алгебра", e.FinalScope.TERM, title, "5", e.MarkKind.NUMERIC, on=on
        )
        records, problems = assembled(sources, [("tables", [final])])
        assert problems == []
        assert records.term_marks[0].term_id == "quarter/1"


def test_an_unknown_term_is_a_problem() -> None:
    final = e.TermMarkEntry(
        at(2), e.PersonRef("", "Ким Ли"), "8А", "Алгебра", e.FinalScope.TERM, "5 четверть", "5", None
    )
    _, problems = assembled(KIM, [("tables", [final])])
    assert [problem.slug for problem in problems] == ["unknown-term"]


def test_one_file_that_tells_two_final_marks_of_one_term_contradicts_itself() -> None:
    finals = [
        e.TermMarkEntry(at(n), e.PersonRef("1"), "8А", "Алгебра", e.FinalScope.YEAR, "", raw, e.MarkKind.TEXT)
        for n, raw in ((3, "5"), (4, "4"), (5, "5"))
    ]
    records, problems = assembled(KIM, [("tables", finals)])
    assert [(problem.slug, problem.origin.line) for problem in problems] == [("contradiction", 4)]
    assert len(records.term_marks) == 1


def test_work_without_an_id_that_two_files_tell_is_one_and_two_in_one_file_are_two() -> None:
    work = e.WorkEntry(at(3), "", "8А", "Алгебра", DAY, "Контрольная", is_test=True)
    records, _ = assembled(KIM, [("tables", [work, work._replace(origin=at(3, "b.csv"))])])
    assert len(records.works) == 1
    records, _ = assembled(KIM, [("tables", [work, work._replace(origin=at(4))])])
    assert len(records.works) == 2


@pytest.mark.parametrize("turn", [1, -1])
def test_a_lesson_that_two_systems_tell_is_one_with_what_each_knows_and_found_by_either_id(turn: int) -> None:
    told = [
        ("dnevnikru", [lesson("Алгебра", DAY, 2, id="L1", topic="Дроби", origin=at(1, "a.json"))]),
        ("oneroster", [lesson("Алгебра", DAY, 2, id="x", room="12", origin=at(1, "b.csv"))]),
        ("tables", [lesson("Алгебра", DAY, 2, status=e.LessonStatus.HELD, origin=at(1, "c.csv"))]),
    ]
    marks = [
        ("oneroster", [mark("", "Алгебра", DAY, "5", lesson="x", person=e.PersonRef("", "Ким Ли"))]),
    ]
    records, problems = assembled(KIM, [*told[::turn], *marks])
    assert problems == []
    (only,) = records.lessons
    assert (only.id, only.topic, only.room, only.status) == ("dnevnikru:L1", "Дроби", "12", e.LessonStatus.HELD)
    assert records.marks[0].lesson_id == "dnevnikru:L1"


def test_a_lesson_that_is_planned_in_one_file_and_held_in_the_next_is_one() -> None:
    statuses = (e.LessonStatus.PLANNED, e.LessonStatus.HELD)
    told = [lesson("Алгебра", DAY, 2, status=one, origin=at(1, f"{one}.csv")) for one in statuses]
    for lessons in (told, told[::-1]):
        records, problems = assembled(KIM, [("tables", lessons)])
        assert ([one.status for one in records.lessons], problems) == ([e.LessonStatus.HELD], [])


@pytest.mark.parametrize("key", ["", "L1"])
def test_a_lesson_that_is_cancelled_in_one_file_alone_is_a_contradiction(key: str) -> None:
    told = [
        lesson("Алгебра", DAY, 2, id=key, origin=at(1, "a.csv")),
        lesson("Алгебра", DAY, 2, id=key, origin=at(1, "b.csv"), status=e.LessonStatus.CANCELLED),
    ]
    _, problems = assembled(KIM, [("tables", told)])
    assert [problem.slug for problem in problems] == ["contradiction"]


def test_a_lesson_that_is_cancelled_and_replaced_in_one_file_is_two() -> None:
    told = [
        lesson("Алгебра", DAY, 2, status=e.LessonStatus.CANCELLED),
        lesson("Алгебра", DAY, 2, status=e.LessonStatus.SUBSTITUTED, origin=at(2)),
    ]
    records, problems = assembled(KIM, [("tables", told)])
    assert (len(records.lessons), problems) == (2, [])


def test_a_substitution_goes_before_the_same_lesson_as_it_was_planned() -> None:
    told = [
        lesson("Алгебра", DAY, 2, teachers=("Ли А.",), room="3", origin=at(1, "a.csv")),
        lesson("Алгебра", DAY, 2, teachers=("Ан Б.",), status=e.LessonStatus.SUBSTITUTED, origin=at(1, "b.csv")),
    ]
    for lessons in (told, told[::-1]):
        records, problems = assembled(KIM, [("tables", lessons)])
        assert problems == []
        assert [(x.status, x.teacher_ids, x.room) for x in records.lessons] == [("substituted", ("ан б.",), "3")]
