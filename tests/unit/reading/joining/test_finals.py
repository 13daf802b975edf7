"""Exams, marks that are put off, the plan, remarks and events, joined with who and what they mean."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from generator.model import entries as e
from generator.model.records import Deferral, Exam, PlanLine, Remark
from generator.model.school import Event

from .builders import assembled, at, directory, mark, student

DAY = date(2026, 9, 14)
KIM = e.PersonRef("", "Ким Ли")
NOBODY = e.PersonRef("", "Кто Это")
TERMS = [
    e.TermEntry(at(), "q1", e.TermKind.QUARTER, 1, "1 четверть", date(2026, 9, 1), date(2026, 10, 23)),
    e.TermEntry(at(), "q2", e.TermKind.QUARTER, 2, "2 четверть", date(2026, 11, 2), date(2026, 12, 30)),
    e.TermEntry(at(), "y", e.TermKind.YEAR, 1, "год", date(2026, 9, 1), date(2026, 12, 31)),
]
SOURCES: list[tuple[str, list[e.Entry]]] = [
    ("tables", [student("Ким Ли", id="1"), *TERMS, e.TeacherEntry(at(), "t1", "Образцова Вера Петровна")])
]


def joined(*records: e.Entry):
    return assembled(SOURCES, [("tables", list(records))])


def exam(raw: str = "", day: date | None = DAY, person: e.PersonRef = KIM, line: int = 1, **more: object):
    kind, value = (e.MarkKind.NUMERIC, Decimal(raw)) if raw else (None, None)
    return e.ExamEntry(
        at(line, str(more.pop("file", "exams.csv"))), person, "8А", "Алгебра", e.FinalScope.EXAM,
        str(more.pop("title", "")), day, raw, kind, value, **more,
    )  # fmt: skip


def deferral(until: date, term: str = "", person: e.PersonRef = KIM) -> e.DeferralEntry:
    return e.DeferralEntry(at(3, "deferrals.csv"), person, "8А", "Алгебра", term, until, "№ 5")


def remark(person: e.PersonRef = KIM, day: date = DAY, teacher: str = "") -> e.RemarkEntry:
    return e.RemarkEntry(at(4, "remarks.csv"), person, "8А", day, "Помогла", e.RemarkKind.PRAISE, teacher)


def test_an_exam_is_joined_with_its_student_and_subject() -> None:
    moment = datetime(2026, 9, 15, 9, 0)
    records, problems = joined(exam("5", received_at=moment))
    assert problems == []
    assert records.exams == (
        Exam("tables:1", "алгебра", e.FinalScope.EXAM, "", DAY, "5", e.MarkKind.NUMERIC, Decimal(5), moment),
    )
    assert records.term_marks == ()
    assert "exams" in records.provides


def test_a_result_takes_the_place_of_its_announcement_in_whatever_file() -> None:
    records, problems = joined(
        exam(), exam("4", file="results/exams.csv"), exam(title="пробный"), exam(title="пробный")
    )
    assert problems == []
    assert [(found.title, found.raw) for found in records.exams] == [("", "4"), ("пробный", "")]


def test_two_results_of_one_exam_contradict_each_other() -> None:
    _, problems = joined(exam("4"), exam("5", file="b/exams.csv"))
    assert [problem.slug for problem in problems] == ["contradiction"]


def test_only_a_result_that_was_received_proves_how_fresh_the_export_is() -> None:
    ahead = [exam(day=date(2027, 6, 1)), deferral(date(2026, 12, 4), "1 четверть")]
    to_come = mark("Ким Ли", "Алгебра", date(2026, 10, 1), "5")._replace(raw=".", kind=e.MarkKind.PENDING, value=None)
    records, problems = joined(*ahead, to_come._replace(due_on=date(2026, 10, 9)), exam("5", title="x"))
    assert problems == []
    assert records.as_of == datetime(2026, 9, 1)
    records, _ = joined(*ahead, exam("5", received_at=datetime(2026, 9, 15, 9, 0)))
    assert records.as_of == datetime(2026, 9, 15, 9, 0)


def test_a_mark_put_off_is_of_the_last_term_that_ended_before_unless_it_says_which() -> None:
    for until, term, expected in (
        (date(2026, 12, 4), "", "quarter/1"),
        (date(2027, 1, 20), "", "quarter/2"),
        (date(2026, 10, 24), "", "quarter/1"),
        (date(2027, 1, 20), "q1", "quarter/1"),
        (date(2027, 9, 15), "2 четверть", "quarter/2"),
    ):
        records, problems = joined(deferral(until, term))
        assert problems == []
        assert records.deferrals == (Deferral("tables:1", "алгебра", expected, until, "№ 5"),)


def test_a_line_of_the_plan_is_of_a_term_or_of_the_year() -> None:
    lines = [
        e.PlanEntry(at(1), "8А", "Алгебра", "1 четверть", 24, 2),
        e.PlanEntry(at(2), "8А", "Алгебра", "", 102),
    ]
    records, problems = joined(*lines)
    assert problems == []
    assert records.plan == (
        PlanLine("8а", "алгебра", "quarter/1", 24, 2),
        PlanLine("8а", "алгебра", "", 102, None),
    )


def test_the_teacher_of_a_remark_is_named_as_the_list_of_teachers_has_it() -> None:
    records, problems = joined(*(remark(teacher=name) for name in ("t1", "образцова  вера петровна", "Завуч", "")))
    assert problems == []
    assert [found.teacher_name for found in records.remarks] == [*["Образцова Вера Петровна"] * 2, "Завуч", ""]
    assert records.remarks[0] == Remark("tables:1", DAY, "Помогла", e.RemarkKind.PRAISE, "Образцова Вера Петровна", "")


@pytest.mark.parametrize(
    ("entry", "slug"),
    [
        (exam("7"), "mark-outside-scale"),
        (exam("5", person=NOBODY), "unknown-student"),
        (exam("5", day=date(2026, 8, 31)), "date-outside-year"),
        (exam("5", day=date(2028, 1, 1)), "date-outside-year"),
        (deferral(date(2026, 12, 4), person=NOBODY), "unknown-student"),
        (deferral(date(2026, 8, 31), "q1"), "date-outside-year"),
        (deferral(date(2026, 10, 1)), "unknown-term"),
        (deferral(date(2026, 12, 4), "5 четверть"), "unknown-term"),
        (remark(NOBODY), "unknown-student"),
        (remark(day=date(2027, 5, 27)), "date-outside-year"),
        (e.PlanEntry(at(1), "8А", "Алгебра", "5 четверть", 24, 2), "unknown-term"),
        (mark("Ким Ли", "Алгебра", DAY, "5", due_on=date(2028, 1, 1)), "date-outside-year"),
    ],
)
def test_what_cannot_be_is_a_problem_and_no_record(entry: e.Entry, slug: str) -> None:
    records, problems = joined(entry)
    assert [problem.slug for problem in problems] == [slug]
    if slug != "mark-outside-scale":
        assert not any((records.exams, records.deferrals, records.remarks, records.plan, records.marks))


def test_an_event_is_for_its_classes_or_for_the_whole_school() -> None:
    events = [
        e.EventEntry(at(), "Собрание", date(2026, 11, 26), ("8А",), "18:00"),
        e.EventEntry(at(), "День знаний", date(2026, 9, 1)),
        e.EventEntry(at(), "День знаний", date(2026, 9, 1)),
        e.EventEntry(at(), "Выпускной", date(2027, 6, 25)),
    ]
    school, _, problems = directory(("tables", [student("Ким Ли", id="1"), *events]))
    assert problems == []
    assert school.events == (
        Event("День знаний", date(2026, 9, 1), ""),
        Event("Собрание", date(2026, 11, 26), "18:00", ("8а",)),
        Event("Выпускной", date(2027, 6, 25), ""),
    )


def test_an_event_of_no_class_or_of_another_year_is_a_problem() -> None:
    events = [
        e.EventEntry(at(1), "Собрание", date(2026, 11, 26), ("8А", "9Я")),
        e.EventEntry(at(2), "Собрание", date(2025, 11, 26)),
    ]
    school, _, problems = directory(("tables", [student("Ким Ли", id="1"), *events]))
    assert [problem.slug for problem in problems] == ["unknown-group", "date-outside-year"]
    assert school.events == ()
