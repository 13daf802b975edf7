"""Marks of current control (A5.1, A5.2): those that are there, those that are promised, and tests without any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from generator.model.kinds import MarkKind
from generator.model.records import Mark, Work
from generator.reports.deadlines.judging import Judged, judge, judge_done
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.values import Line, Matter
from generator.rules.clocks.lessons import mark as mark_clock
from generator.rules.deadlines import Deadline, Done, Verdict, end_of, on_day
from generator.rules.records.sights import Part, places

_NO_MARKS = frozenset({MarkKind.DEBT, MarkKind.EXEMPT, MarkKind.PENDING})


class _Alike(NamedTuple):
    """Marks that stand alike: the same lesson or work, given by the same teacher, seen by the same look."""

    subject_id: str
    day: date
    work_id: str
    lesson_id: str
    entered_on: date | None
    look: int
    teacher_id: str


_PLACE = attrgetter("subject_id", "day", "work_id", "lesson_id")


def judge_marks(subject: Subject) -> None:
    """Judge every mark; an unpaid debt or an exemption is none."""
    marks = subject.facts.records.marks
    first = subject.given.sights.first.get(Part.MARKS, {})
    # The export's own time matters to the entry clock alone, and of it the day: what is due on a day is due all day.
    timed = any(profile.clock == "entry" for profile in subject.given.profiles)
    found = Counter(
        [
            (
                *_PLACE(mark),
                mark.entered_at.date() if timed and mark.entered_at else None,
                first.get(place, -1),
                "" if mark.lesson_id else mark.student_id,
            )
            for mark, place in zip(marks, places(marks), strict=True)
            if mark.kind not in _NO_MARKS
        ]
    )
    clocks = _Clocks(subject)
    met: Counter[tuple[str, Judged]] = Counter()
    late: Counter[tuple[_Alike, Judged]] = Counter()
    for (subject_id, day, work_id, lesson_id, entered, look, student_id), count in found.items():
        teacher = subject.teacher(subject_id, lesson_id, student_id)
        judged = clocks.of(clocks.since(day, work_id, lesson_id), look, entered)
        if judged.verdict is Verdict.MET:
            met[teacher, judged] += count
        else:
            late[_Alike(subject_id, day, work_id, lesson_id, entered, look, teacher), judged] += count
    for (teacher, judged), count in met.items():
        subject.met(Matter.MARKS, teacher, judged, count)
    for (alike, judged), count in late.items():
        subject.add(Matter.MARKS, alike.teacher_id, judged, partial(_line, subject, alike, judged, count), count)
    _judge_promised(subject, clocks)
    _judge_unmarked(subject, clocks, found)


class _Clocks:
    """The clocks of marks by the days they start with; verdicts are kept, for a lesson's marks share theirs."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._bare: dict[date, tuple[Deadline, str]] = {}
        self._verdicts: dict[tuple[date, int, date | None], Judged] = {}
        self._works: dict[tuple[str, str], date | None] = {}

    def bare(self, since: date) -> tuple[Deadline, str]:
        """Return the clock that starts on a day, undone, and which time counts for it."""
        found = self._bare.get(since)
        if found is None:
            given, grade = self._subject.given, self._subject.facts.group.grade
            profile = given.profile(since)
            clock = mark_clock(profile, given.days, lesson=since, work=None, grade=grade, done=None)
            found = (replace(clock, looked=self._subject.evidence.looked(profile.clock)), profile.clock)
            self._bare[since] = found
        return found

    def of(self, since: date, look: int, entered: date | None) -> Judged:
        """Judge marks that are there, seen by a look or, where the export tells, entered on a day."""
        key = (since, look, entered)
        found = self._verdicts.get(key)
        if found is None:
            bare, clock = self.bare(since)
            if clock == "entry" and entered:
                done: Done | None = on_day(entered)
            else:
                done = self._subject.evidence.done(clock, Part.MARKS, look, bare.due)
            found = self._verdicts[key] = judge_done(bare, done, self._subject.now)
        return found

    def since(self, day: date, work_id: str, lesson_id: str) -> date:
        """Return the later of the mark's day and that of its work."""
        key = (work_id, lesson_id)
        if key not in self._works:
            work = self._subject.facts.works.of_place(*key)
            self._works[key] = work.day if work else None
        return max(day, self._works[key] or day)


def _judge_promised(subject: Subject, clocks: _Clocks) -> None:
    """Judge places that wait for their mark («точка»): until the day by which to close them, if one is told."""
    for mark in subject.facts.records.marks:
        if mark.kind is MarkKind.PENDING:
            bare, _ = clocks.bare(clocks.since(mark.day, mark.work_id, mark.lesson_id))
            if mark.due_on and end_of(mark.due_on) > bare.due:
                bare = replace(bare, due=end_of(mark.due_on), amber=max(bare.amber, bare.due))
            judged = judge(bare, subject.now)
            teacher = subject.teacher(mark.subject_id, mark.lesson_id, mark.student_id)
            subject.add(Matter.MARKS, teacher, judged, partial(_promised, subject, mark, teacher, judged))


def _judge_unmarked(subject: Subject, clocks: _Clocks, marked: Iterable[tuple[Any, ...]]) -> None:
    """Judge tests that were held and brought nobody a mark; a journal without marks says nothing of tests."""
    works = {(work_id, lesson_id) for _, _, work_id, lesson_id, *_ in marked}
    if not works:
        return
    facts = subject.facts
    known = {work.id for place in works if (work := facts.works.of_place(*place))}
    days = {(subject_id, day) for subject_id, day, *_ in marked}
    days |= {(m.subject_id, m.day) for m in facts.records.marks if m.kind in _NO_MARKS}
    for work in facts.records.works:
        lesson = subject.lessons.get(work.lesson_id)
        if (
            work.day <= subject.now.date()
            and facts.works.is_test(work)
            and not (work.id in known or (work.subject_id, work.day) in days or (lesson and lesson.is_off))
        ):
            judged = judge(clocks.bare(work.day)[0], subject.now)
            teacher = subject.teacher(work.subject_id, work.lesson_id, group_id=work.group_id)
            subject.add(Matter.MARKS, teacher, judged, partial(_unmarked, subject, work, teacher, judged))


def _line(subject: Subject, alike: _Alike, judged: Judged, count: int) -> Line:
    students = tuple(
        mark.student_id
        for mark in subject.marks_of(alike.day)
        if mark.kind not in _NO_MARKS
        and _PLACE(mark) == alike[:4]
        and (alike.entered_on is None or (mark.entered_at and mark.entered_at.date() == alike.entered_on))
    )  # fmt: skip
    lesson = subject.lessons.get(alike.lesson_id)
    work = subject.facts.works.of_place(alike.work_id, alike.lesson_id)
    return subject.line(Matter.MARKS, judged, alike.teacher_id, alike.subject_id, alike.day, count)._replace(
        lesson=lesson.number if lesson else None,
        student_ids=tuple(dict.fromkeys(students)) if count < _WHOLE_CLASS else (),
        detail=work.type if work else "",
    )


_WHOLE_CLASS = 10
"""From so many marks of one lesson on, whose they are says nothing more than the lesson does."""


def _promised(subject: Subject, mark: Mark, teacher_id: str, judged: Judged) -> Line:
    lesson = subject.lessons.get(mark.lesson_id)
    return subject.line(Matter.MARKS, judged, teacher_id, mark.subject_id, mark.day)._replace(
        lesson=lesson.number if lesson else None, student_ids=(mark.student_id,), detail=mark.raw
    )


def _unmarked(subject: Subject, work: Work, teacher_id: str, judged: Judged) -> Line:
    line = subject.line(Matter.MARKS, judged, teacher_id, work.subject_id, work.day)
    lesson = subject.lessons.get(work.lesson_id)
    return line._replace(lesson=lesson.number if lesson else None, detail=work.type)
