"""An invented class for the tests of reports: short ways to say its school and its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from generator.model.kinds import FinalScope, LessonStatus, MarkKind, TermKind
from generator.model.records import Deferral, GroupRecords, Lesson, Mark, PlanLine, TermMark, Work
from generator.model.school import Bell, Group, Holiday, Membership, School, Student, Subject, Teacher, Teaching, Term
from generator.reports.class_facts import ClassFacts
from tests.unit.diaries.act import MARKS

DAY = timedelta(days=1)
T1 = Term("t1", TermKind.QUARTER, 1, "1 четверть", date(2026, 9, 1), date(2026, 10, 24))
T2 = Term("t2", TermKind.QUARTER, 2, "2 четверть", date(2026, 11, 2), date(2026, 12, 30))
NOW = datetime(2026, 11, 19, 15, 40)  # a Thursday of the second term
CLASS, GIRLS, BOYS = "8а", "8а/девочки", "8а/мальчики"
WORDS = {
    "зач": MarkKind.PASS,
    "незач": MarkKind.FAIL,
    "осв": MarkKind.EXEMPT,
    "н/а": MarkKind.NOT_ASSESSED,
}


def pupil(name: str, begin: date | None = None, end: date | None = None) -> Student:
    return Student(name, (name,), name, "", "", CLASS, begin, end)


def school(*students: Student, girls: str = "", boys: str = "", terms: tuple[Term, ...] = (T1, T2)) -> School:
    """Return a school of one class; every letter of `girls` and `boys` is a student's id."""
    members = [Membership(name, GIRLS) for name in girls] + [Membership(name, BOYS) for name in boys]
    groups = (Group(CLASS, "8А", "", 8), Group(GIRLS, "8А девочки", CLASS), Group(BOYS, "8А мальчики", CLASS))
    subjects = (Subject("math", "Алгебра", "алг."), Subject("art", "Труд"), Subject("chem", "Химия"))
    return School(
        name="Школа",
        year_start=date(2026, 9, 1),
        year_end=date(2027, 5, 26),
        terms=terms,
        holidays=(Holiday("", date(2026, 11, 4), date(2026, 11, 4)),),
        bells=(Bell(1, time(8, 30), time(9, 10)), Bell(6, time(15, 0), time(15, 45))),
        groups={group.id: group for group in groups},
        students={student.id: student for student in students},
        teachers={"t": Teacher("t", "Калинкина Раиса Фёдоровна"), "u": Teacher("u", "Дорожкин Пётр Ильич")},
        subjects={subject.id: subject for subject in subjects},
        memberships=tuple(members),
        teachings=(Teaching(CLASS, "math", "t"), Teaching(GIRLS, "art", "u"), Teaching(BOYS, "art", "t")),
    )


def records(
    *,
    lessons: Iterable[Lesson] = (),
    works: Iterable[Work] = (),
    marks: Iterable[Mark] = (),
    finals: Iterable[TermMark] = (),
    plan: Iterable[PlanLine] = (),
    deferrals: Iterable[Deferral] = (),
    as_of: datetime = NOW,
) -> GroupRecords:
    ordered = sorted(lessons, key=lambda lesson: (lesson.day, lesson.number or 0))
    numbered = tuple(replace(lesson, id=f"l{index}") for index, lesson in enumerate(ordered))
    return GroupRecords(
        group_id=CLASS,
        as_of=as_of,
        lessons=numbered,
        homework=(),
        works=tuple(works),
        marks=tuple(marks),
        absences=(),
        term_marks=tuple(finals),
        provides=frozenset({"marks"}),
        plan=tuple(plan),
        deferrals=tuple(deferrals),
    )


def facts(known: School, **said) -> ClassFacts:
    return ClassFacts(known, records(**said), MARKS)


def lesson(subject: str, day: date, number: int | None = 1, **more) -> Lesson:
    made = Lesson("", CLASS, subject, day, number, 1, None, None, "", (), "", "", LessonStatus.HELD, None, "")
    return replace(made, **more)


def weekly(subject: str, first: date, last: date, *, number: int = 1, **more) -> list[Lesson]:
    """Return a lesson every week from `first` to `last`, but not on the holiday of the school."""
    days = (first + 7 * n * DAY for n in range((last - first).days // 7 + 1))
    return [lesson(subject, day, number, **more) for day in days if day != date(2026, 11, 4)]


def work(id: str, subject: str, day: date, kind: str, **more) -> Work:  # noqa: A002  the work's id
    made = Work(id, CLASS, subject, day, "", kind, "", None, is_test=False, lesson_id="")
    return replace(made, **more)


def mark(student: str, subject: str, day: date, raw: str, work_id: str = "", **more) -> Mark:
    made = Mark(
        student, subject, day, raw, MarkKind.NUMERIC, Decimal(raw), 1, work_id, "", None, counts=True, comment="",
        entered_at=None,
    )  # fmt: skip
    return made._replace(**more)


def final(student: str, subject: str, raw: str, term: str = "t1", scope: FinalScope = FinalScope.TERM) -> TermMark:
    kind = WORDS.get(raw, MarkKind.NUMERIC)
    value = Decimal(raw) if kind is MarkKind.NUMERIC else None
    return TermMark(
        student, subject, scope, term if scope is FinalScope.TERM else "", raw, kind, value, None, None, None
    )
