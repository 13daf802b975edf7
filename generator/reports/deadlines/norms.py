"""The share of tests (B5.3, norms of 2025) and the forecast told in time (B4.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from generator.model.school import Term
from generator.reports.deadlines.given import NOT_TOLD, Told
from generator.reports.deadlines.judging import SEVERITY, Judged, judge
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.values import Line, Matter
from generator.reports.plan_fact import HoursLine
from generator.rules.clocks.norms import TestsShare, tests_share
from generator.rules.clocks.results import forecasts
from generator.rules.deadlines import Verdict


def judge_tests(subject: Subject, hours: Iterable[HoursLine]) -> None:
    """Judge the tests of every subject against its lessons of the year: broken when those that were held are too many,
    at risk when they will be with those that are announced.
    """
    profile = subject.given.profile(subject.now.date())
    for line in hours:
        lessons = line.plan if line.plan is not None else line.timetable
        if line.term_id or not lessons:
            continue
        held = tests_share(profile, tests=line.tests.held, lessons=lessons)
        whole = tests_share(profile, tests=line.tests.held + line.tests.coming, lessons=lessons)
        verdict = Verdict.BROKEN if held.over else Verdict.AT_RISK if whole.over else Verdict.MET
        teacher = subject.teacher(line.subject_id, group_id=line.group_id)
        judged = Judged(verdict)
        made = partial(_tests_line, subject, judged, teacher, line.subject_id, whole)
        subject.add(Matter.TESTS_SHARE, teacher, judged, made)


def _tests_line(subject: Subject, judged: Judged, teacher: str, subject_id: str, share: TestsShare) -> Line:
    line = subject.line(Matter.TESTS_SHARE, judged, teacher, subject_id, None)
    return line._replace(found=share.tests, limit=share.allowed)


def judge_forecasts(subject: Subject) -> None:
    """Judge whether families were told the forecast in every term that has begun, from the day on which they could be.

    It is the class teacher's matter.
    """
    alike: defaultdict[Told, list[str]] = defaultdict(list)
    for student in subject.facts.students:
        told = subject.given.told.get(student.id, NOT_TOLD)
        if told.since and student.end is None:
            alike[told].append(student.id)
    for term in subject.facts.terms:
        if term.start <= subject.now.date():
            for told, students in alike.items():
                _judge_term(subject, term, told, students)


def _judge_term(subject: Subject, term: Term, told: Told, students: list[str]) -> None:
    first = max(term.start, told.since or term.start)
    if first > term.end:
        return
    teacher = subject.facts.group.homeroom_teacher_id
    clocks = forecasts(subject.given.profile(first), term=(first, term.end), told=told.days)
    if not clocks:
        return
    # A term is one thing to a student: it stands as its worst clock does.
    judged = min((judge(clock, subject.now) for clock in clocks), key=lambda one: SEVERITY[one.verdict])
    line = partial(_forecast_line, subject, judged, teacher, term, students)
    subject.add(Matter.FORECAST, teacher, judged, line, len(students))


def _forecast_line(subject: Subject, judged: Judged, teacher: str, term: Term, students: list[str]) -> Line:
    line = subject.line(Matter.FORECAST, judged, teacher, "", None, len(students))
    return line._replace(student_ids=tuple(students), detail=term.title)
