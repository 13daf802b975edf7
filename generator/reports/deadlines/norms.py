"""Tests (their share, B5.3; their days and their announcement, B2.5d) and the forecast told in time (B4.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from generator.model.records import Work
from generator.model.school import Term
from generator.reports.deadlines.given import NOT_TOLD, Told
from generator.reports.deadlines.judging import SEVERITY, Judged, judge, judge_done
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.values import ForecastTold, Line, Matter
from generator.reports.plan_fact import HoursLine
from generator.rules.clocks.norms import TestsShare, tests_share
from generator.rules.clocks.results import forecasts
from generator.rules.clocks.timetable import MOST_TESTS, tests_list
from generator.rules.deadlines import Deadline, Verdict, end_of
from generator.rules.records.sights import Part, work_places


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


def judge_test_days(subject: Subject) -> None:
    """Judge the days of the running term on which a class or subgroup has tests: more than one is a warning.

    A subgroup has the tests of its class as well; those of two subgroups meet in nobody.
    """
    facts = subject.facts
    term = facts.term_of(subject.now.date())
    tests: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
    for group_id, subject_id, day in _tests(subject):
        if term.start <= day <= term.end:
            tests[group_id, day].add(subject_id)
    teacher = facts.group.homeroom_teacher_id
    for (_, day), own in sorted(tests.items()):
        found = own | tests.get((facts.group.id, day), set())
        judged = Judged(Verdict.AT_RISK if len(found) > MOST_TESTS else Verdict.MET, end_of(day))
        subject.add(Matter.TEST_DAYS, teacher, judged, partial(_day_line, subject, judged, teacher, day, found))


def _tests(subject: Subject) -> Iterator[tuple[str, str, date]]:
    """Yield group, subject and day of every test that is not off; a journal tells it as a work, a lesson or both."""
    facts = subject.facts
    for work in facts.records.works:
        lesson = subject.lessons.get(work.lesson_id)
        if facts.works.is_test(work) and not (lesson and lesson.is_off):
            yield work.group_id, work.subject_id, work.day
    words = frozenset(word.casefold() for word in facts.test_types)
    for lesson in facts.records.lessons:
        if lesson.type and not lesson.is_off and lesson.type.casefold() in words:
            yield lesson.group_id, lesson.subject_id, lesson.day


def _day_line(subject: Subject, judged: Judged, teacher: str, day: date, found: set[str]) -> Line:
    titles = ", ".join(subject.facts.school.subjects[one].title for one in subject.facts.in_order(found))
    line = subject.line(Matter.TEST_DAYS, judged, teacher, "", day)
    return line._replace(found=len(found), limit=MOST_TESTS, detail=titles)


def judge_tests_list(subject: Subject) -> None:
    """Judge whether the tests of the running term were in the exports when its first week ended.

    Only works are remembered, so a test that is told by its lesson alone is not judged. One that came later was
    announced late, which is a warning: nobody can know whether it was planned before.
    """
    works = subject.facts.records.works
    term = subject.facts.term_of(subject.now.date())
    bare = tests_list(term.start)
    for work, place in zip(works, work_places(works), strict=True):
        if term.start <= work.day <= term.end and subject.facts.works.is_test(work):
            judged = _announced(subject, bare, place)
            teacher = subject.teacher(work.subject_id, work.lesson_id, group_id=work.group_id)
            subject.add(Matter.TESTS_LIST, teacher, judged, partial(_listed, subject, judged, teacher, work))


def _announced(subject: Subject, bare: Deadline, place: str) -> Judged:
    look = subject.evidence.look_of(Part.WORKS, place)
    judged = judge_done(bare, subject.evidence.done("entry", Part.WORKS, look, bare.due), subject.now)
    return judged._replace(verdict=Verdict.AT_RISK) if judged.verdict is Verdict.BROKEN else judged


def _listed(subject: Subject, judged: Judged, teacher: str, work: Work) -> Line:
    line = subject.line(Matter.TESTS_LIST, judged, teacher, work.subject_id, work.day)
    return line._replace(detail=work.type)


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


def forecasts_told(subject: Subject) -> tuple[ForecastTold, ...]:
    """Return when each student's family was last told the forecast, in every term in which it could be."""
    made: dict[tuple[Term, Told], ForecastTold | None] = {}
    found: list[ForecastTold] = []
    for term in subject.facts.terms:
        for student in subject.facts.students:
            told = subject.given.told.get(student.id, NOT_TOLD)
            if told.since is None or student.end is not None or term.start > subject.now.date():
                continue
            key = (term, told)
            if key not in made:
                made[key] = _last_told(subject, term, told)
            last = made[key]
            if last:
                found.append(last._replace(student_id=student.id))
    return tuple(found)


def _last_told(subject: Subject, term: Term, told: Told) -> ForecastTold | None:
    first = max(term.start, told.since or term.start)
    if first > term.end:
        return None
    clocks = forecasts(subject.given.profile(first), term=(first, term.end), told=told.days)
    last = max((day for day in told.days if first <= day <= term.end), default=None)
    due = clocks[-1].due.date() if clocks and clocks[-1].done is None else None
    return ForecastTold("", term.title, last, last in told.on_paper, due)
