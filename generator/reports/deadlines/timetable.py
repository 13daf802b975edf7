"""The weeks of a class: their timetable (B2.5b), changed lessons (B2.5c), students without any record (B3.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from generator.model.kinds import FinalScope
from generator.model.papers import week_name
from generator.model.records import Lesson
from generator.reports.deadlines.judging import Judged, judge_done
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.values import Line, Matter
from generator.rules.clocks.timetable import lesson_change, week_timetable
from generator.rules.deadlines import Verdict, end_of
from generator.rules.records.sights import Part, change_place, is_changed, week_place

_SATURDAY = 5
_SIX = timedelta(days=6)
_WHEN_WHOSE = attrgetter("day", "student_id")


class _Week(NamedTuple):
    """A week with lessons by the calendar: its Monday, and the first and last of its days from Monday to Friday."""

    monday: date
    first: date
    last: date


def judge_timetable(subject: Subject) -> None:
    """Judge weeks, changed lessons, and students without any record."""
    weeks = _weeks(subject)
    _judge_weeks(subject, weeks)
    _judge_changes(subject)
    _judge_unrecorded(subject, weeks)


def _judge_weeks(subject: Subject, weeks: Sequence[_Week]) -> None:
    """Judge whether the timetable of each school week was in the exports before it, up to the next week.

    Weeks of before the ledger are nobody's question, nor are those of a journal that never tells lessons to come.
    """
    if not _tells_ahead(subject, weeks):
        return
    today, begin = subject.now.date(), subject.evidence.begin(Part.LESSONS)
    days = {lesson.day for lesson in subject.facts.records.lessons if not lesson.is_off}
    before: _Week | None = None
    for week in weeks:
        if end_of(week.first - timedelta(days=1)) >= begin:
            _judge_week(subject, week, before, days)
        if week.first > today:
            return
        before = week


def _tells_ahead(subject: Subject, weeks: Iterable[_Week]) -> bool:
    records = subject.facts.records
    if "lessons" not in records.provides:
        return False
    if any(lesson.day > records.as_of.date() for lesson in records.lessons):
        return True
    sights = subject.given.sights
    seen = sights.first.get(Part.LESSONS, {})
    looks = ((week, seen.get(week_place(week.monday), -1)) for week in weeks)
    return any(look >= 0 and sights.looks[look].built.date() < week.first for week, look in looks)


def _judge_week(subject: Subject, week: _Week, before: _Week | None, days: AbstractSet[date]) -> None:
    """Judge a week; `days` are those on which the class has lessons."""
    friday = before.last if before else week.monday - timedelta(days=3)
    last = max((day for day in days if friday < day < week.first), default=friday)
    bare = week_timetable(week.first, last_before=last, looked=subject.facts.records.as_of)
    look = subject.evidence.look_of(Part.LESSONS, week_place(week.monday))
    is_known = look >= 0 or any(week.monday <= day <= week.monday + _SIX for day in days)
    done = subject.evidence.done("entry", Part.LESSONS, look, bare.due) if is_known else None
    judged = judge_done(bare, done, subject.now)
    teacher = subject.facts.group.homeroom_teacher_id
    subject.add(Matter.TIMETABLE, teacher, judged, partial(_week_line, subject, Matter.TIMETABLE, judged, week, ()))


def _judge_changes(subject: Subject) -> None:
    """Judge whether each changed lesson was known before it began, by the clock of its profile.

    A lesson that was moved is two things: it is gone in one place and new in another.
    """
    for lesson in subject.facts.records.lessons:
        if is_changed(lesson):
            clock = subject.given.profile(lesson.day).clock
            bare = lesson_change(lesson.day, begins=subject.start_of(lesson))
            look = subject.evidence.look_of(Part.LESSONS, change_place(lesson))
            judged = judge_done(bare, subject.evidence.done(clock, Part.LESSONS, look, bare.due), subject.now)
            # A change is made by the office, not by who stands in.
            subject.add(Matter.CHANGES, "", judged, partial(_change_line, subject, judged, lesson))


def _change_line(subject: Subject, judged: Judged, lesson: Lesson) -> Line:
    line = subject.line(Matter.CHANGES, judged, "", lesson.subject_id, lesson.day)
    return line._replace(lesson=lesson.number)


def _judge_unrecorded(subject: Subject, weeks: Iterable[_Week]) -> None:
    """Judge the weeks of the running term that are over, and of which the exports tell marks of the class: a student
    with neither mark nor absence nor final mark in such a week is a warning, never a breach.
    """
    facts = subject.facts
    term = facts.term_of(subject.now.date())
    told = min(subject.now, facts.records.as_of).date()
    recorded = _recorded(subject, term.start)
    marked = {_monday(day) for day in {mark.day for mark in facts.records.marks}}
    for week in weeks:
        sunday = week.monday + _SIX
        if week.monday in marked and term.start <= week.first and week.last <= term.end and sunday < told:
            there = [s for s in facts.students if (s.begin or week.first) <= week.first and (s.end or sunday) >= sunday]
            silent = tuple(student.id for student in there if student.id not in recorded[week.monday])
            _add_week(subject, week, silent, len(there) - len(silent))


def _recorded(subject: Subject, since: date) -> defaultdict[date, set[str]]:
    """Return who has any record in which week (by its Monday); a term's mark belongs to the week in which it ends."""
    facts = subject.facts
    found: defaultdict[date, set[str]] = defaultdict(set)
    things = {*map(_WHEN_WHOSE, facts.records.marks), *map(_WHEN_WHOSE, facts.records.absences)}
    for day, student_id in things:
        if day >= since:
            found[_monday(day)].add(student_id)
    ends = {term.id: term.end for term in facts.terms}
    for mark in facts.records.term_marks:
        if mark.scope is FinalScope.TERM and mark.raw and mark.term_id in ends:
            found[_monday(ends[mark.term_id])].add(mark.student_id)
    return found


def _add_week(subject: Subject, week: _Week, silent: tuple[str, ...], others: int) -> None:
    teacher, due = subject.facts.group.homeroom_teacher_id, end_of(week.monday + _SIX)
    if others:
        subject.met(Matter.UNRECORDED, teacher, Judged(Verdict.MET, due), others)
    if silent:
        judged = Judged(Verdict.AT_RISK, due)
        line = partial(_week_line, subject, Matter.UNRECORDED, judged, week, silent)
        subject.add(Matter.UNRECORDED, teacher, judged, line, len(silent))


def _week_line(subject: Subject, matter: Matter, judged: Judged, week: _Week, students: tuple[str, ...]) -> Line:
    teacher = subject.facts.group.homeroom_teacher_id
    line = subject.line(matter, judged, teacher, "", week.first, len(students) or 1)
    return line._replace(student_ids=students, detail=week_name(week.monday))


def _weeks(subject: Subject) -> list[_Week]:
    """Return the weeks in which there are lessons by the calendar, in order."""
    facts, days = subject.facts, subject.given.days
    off = {day for holiday in facts.school.holidays for day in holiday.days()}
    found: defaultdict[date, list[date]] = defaultdict(list)
    for term in facts.terms:
        for number in range((term.end - term.start).days + 1):
            day = term.start + timedelta(days=number)
            if day.weekday() < _SATURDAY and day not in off and (not days.knows(day.year) or days.is_working(day)):
                found[_monday(day)].append(day)
    return [_Week(monday, min(known), max(known)) for monday, known in sorted(found.items())]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
