"""An invented class for the tests of the radar: a ledger, publications, and what a matter comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from generator.model.kinds import AbsenceKind, FinalScope
from generator.model.records import Absence, Exam, GroupRecords, Homework
from generator.model.school import School
from generator.reports.class_facts import ClassFacts
from generator.reports.deadlines.class_deadlines import class_deadlines
from generator.reports.deadlines.given import Given
from generator.reports.deadlines.values import ClassDeadlines, Line, Matter, Tally
from generator.reports.plan_fact import plan_fact
from generator.rules.records.sights import NO_SIGHTS, Sights, look_again
from generator.rules.statistics import StatisticRules
from generator.rules.working_days import WorkingDays
from generator.settings.sections import RuleProfile
from tests.unit.diaries.act import MARKS
from tests.unit.reports.classroom import CLASS, NOW, pupil, records, school

PROFILE = RuleProfile(
    start=date.min,
    regulation="",
    reading="strict",
    clock="publication",
    code_days=5,
    marks_days=3,
    levels=(3, 3, 3),
    term_days=2,
    absence_hours=24,
    exam_hours=24,
    homework="end_of_day",
    homework_minutes=(60, 90, 90, 120, 120, 150, 150, 150, 210, 210, 210),
    tests_share=10,
    forecast_days=14,
    fresh_hours=24,
)
ENTRY = replace(PROFILE, clock="entry")
MON = date(2026, 11, 9)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def room(letters: str = "АБВ", homeroom: str = "t") -> School:
    """Return a school whose class has a class teacher."""
    made = school(*map(pupil, letters))
    groups = {**made.groups, CLASS: replace(made.groups[CLASS], homeroom_teacher_id=homeroom)}
    return replace(made, groups=groups)


def ledger(*looks: tuple[GroupRecords, datetime]) -> Sights:
    """Return what builds saw: records, and when each build was."""
    sights = NO_SIGHTS
    for seen, built in looks:
        sights = look_again(sights, seen, built)
    return sights


def empty(as_of: datetime) -> GroupRecords:
    return records(as_of=as_of)


def judged(
    known: GroupRecords,
    sights: Sights = NO_SIGHTS,
    *,
    profile: RuleProfile = PROFILE,
    published: tuple[datetime, ...] = (),
    now: datetime = NOW,
    in_school: School | None = None,
    most: int = 200,
    **more,
) -> ClassDeadlines:
    """Return the radar of a class."""
    facts = ClassFacts(in_school or room(), known, MARKS)
    given = Given(now, (profile,), WorkingDays(), published, sights, **more)
    return class_deadlines(facts, given, plan_fact(facts, 6, StatisticRules()), most=most)


def tally(found: ClassDeadlines, matter: Matter) -> Tally:
    """Return what a matter comes to."""
    return sum((one for (kind, _), one in found.tallies.items() if kind is matter), Tally())


def lines(found: ClassDeadlines, matter: Matter) -> list[Line]:
    return [line for line in found.lines if line.matter is matter]


def absence(student: str, day: date, lesson_id: str = "l0", **more) -> Absence:
    return Absence(student, "math", day, "н", AbsenceKind.ABSENT, lesson_id, None, None)._replace(**more)


def task(given: date | None, due: date | None, minutes: int | None = None, **more) -> Homework:
    return replace(Homework(CLASS, "math", "№ 5", given, due, minutes, "", ""), **more)


def exam(student: str, raw: str, received: datetime | None = None) -> Exam:
    return Exam(student, "math", FinalScope.EXAM, "ОГЭ", MON, raw, None, None, received)
