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
    for alike, count in found.items():
        judged = _judged(subject, alike)
        subject.add(Matter.ABSENCES, alike.teacher_id, judged, partial(_line, subject, alike, judged, count), count)


def _judged(subject: Subject, alike: _Alike) -> Judged:
    profile = subject.given.profile(alike.day)
    ends = subject.end_of(subject.lessons.get(alike.lesson_id))
    bare = absence_clock(profile, lesson=alike.day, ends=ends, done=None)
    done = subject.evidence.done(profile.clock, Part.ABSENCES, alike.look, bare.due, alike.entered_at)
    return judge_done(bare, done, subject.now, subject.evidence.looked(profile.clock))


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
