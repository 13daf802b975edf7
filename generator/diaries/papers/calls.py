"""Whom to call: students who missed lessons on a day (requirement: within 24 hours, on paper too)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.diaries.diary import Diary
from generator.diaries.papers.lines import CallLine
from generator.diaries.papers.student import paper_student
from generator.model.kinds import AbsenceKind

_PRESENT = frozenset({AbsenceKind.LATE, AbsenceKind.EXEMPT})


def call_line(diary: Diary, day: date) -> CallLine | None:
    """Return what the student missed on a day, the first lesson first; None: nothing.

    Who came late or is exempt was not absent.
    """
    # The diary has the latest first.
    missed = tuple(
        line
        for absences in diary.absences
        for line in reversed(absences.lines)
        if line.day == day and line.kind not in _PRESENT
    )
    return CallLine(diary.student_id, paper_student(diary), day, missed) if missed else None


def absent_on(diaries: Iterable[Diary], day: date) -> tuple[CallLine, ...]:
    """Return the students who missed something on a day, in the order of their diaries."""
    return tuple(line for diary in diaries if (line := call_line(diary, day)))
