"""Absences (A7.1): known within 24 hours of the lesson."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from generator.model.kinds import AbsenceKind
from generator.reports.deadlines.judging import Judged, judge_done
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.values import Line, Matter
from generator.rules.clocks.lessons import absence as absence_clock
from generator.rules.deadlines import Deadline, Verdict
from generator.rules.records.sights import Part, absence_places

_ABSENT = frozenset({AbsenceKind.ABSENT, AbsenceKind.EXCUSED, AbsenceKind.UNEXCUSED, AbsenceKind.ILL})


class _Alike(NamedTuple):
    """Absences from one lesson that were entered, or seen, together."""

    subject_id: str
    day: date
    lesson_id: str
    teacher_id: str
    entered_at: datetime | None
    look: int


def judge_absences(subject: Subject) -> None:
    """Judge every absence; who came late, or need not come, was not absent."""
    absences = subject.facts.records.absences
    found: Counter[_Alike] = Counter()
    for absence, place in zip(absences, absence_places(absences), strict=True):
        if absence.kind in _ABSENT:
            look = subject.evidence.look_of(Part.ABSENCES, place)
            teacher = subject.teacher(absence.subject_id, absence.lesson_id, absence.student_id)
            found[_Alike(absence.subject_id, absence.day, absence.lesson_id, teacher, absence.entered_at, look)] += 1
    clocks: dict[tuple[date, str], tuple[Deadline, str]] = {}
    for alike, count in found.items():
        lesson = (alike.day, alike.lesson_id)
        if lesson not in clocks:
            clocks[lesson] = _clock(subject, *lesson)
        judged = _judged(subject, alike, *clocks[lesson])
        subject.add(Matter.ABSENCES, alike.teacher_id, judged, partial(_line, subject, alike, judged, count), count)


def _clock(subject: Subject, day: date, lesson_id: str) -> tuple[Deadline, str]:
    """Return the clock of a lesson's absences, undone, and which time counts for it."""
    profile = subject.given.profile(day)
    ends = subject.end_of(subject.lessons.get(lesson_id))
    return absence_clock(profile, lesson=day, ends=ends, done=None), profile.clock


def _judged(subject: Subject, alike: _Alike, bare: Deadline, clock: str) -> Judged:
    if clock == "entry" and alike.entered_at and alike.entered_at <= bare.due:
        return Judged(Verdict.MET, bare.due)  # most are, and how early they were is nobody's question
    done = subject.evidence.done(clock, Part.ABSENCES, alike.look, bare.due, alike.entered_at)
    return judge_done(bare, done, subject.now, subject.evidence.looked(clock))


def _line(subject: Subject, alike: _Alike, judged: Judged, count: int) -> Line:
    students = tuple(
        absence.student_id
        for absence in subject.absences_of(alike.day)
        if absence.kind in _ABSENT
        and (absence.subject_id, absence.day, absence.lesson_id) == alike[:3]
        and absence.entered_at == alike.entered_at
    )
    lesson = subject.lessons.get(alike.lesson_id)
    return subject.line(Matter.ABSENCES, judged, alike.teacher_id, alike.subject_id, alike.day, count)._replace(
        lesson=lesson.number if lesson else None, student_ids=tuple(dict.fromkeys(students))
    )
