"""The kinds of things a journal tells: marks, absences, lessons, terms, final marks."""

from __future__ import annotations

from enum import StrEnum


class MarkKind(StrEnum):
    """What a mark's text means. Two are places without a mark yet: a debt is work that was not handed in, a pending
    place («точка») work that was written or missed and whose mark is still to come.
    """

    NUMERIC = "numeric"
    PASS = "pass"  # noqa: S105 (the word for зачёт, not a secret)
    FAIL = "fail"
    EXEMPT = "exempt"
    NOT_ASSESSED = "not_assessed"
    DEBT = "debt"
    PENDING = "pending"
    TEXT = "text"


class AbsenceKind(StrEnum):
    """Why a student was not in a lesson; no diagnosis is ever kept."""

    ABSENT = "absent"
    EXCUSED = "absent_excused"
    UNEXCUSED = "absent_unexcused"
    ILL = "absent_ill"
    LATE = "late"
    EXEMPT = "exempt"


class RemarkKind(StrEnum):
    """What a remark to the family is."""

    PRAISE = "praise"
    REMARK = "remark"
    NOTE = "note"


class LessonStatus(StrEnum):
    """What became of a lesson."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    SUBSTITUTED = "substituted"
    MOVED = "moved"


class TermKind(StrEnum):
    """The kinds of teaching period."""

    QUARTER = "quarter"
    TRIMESTER = "trimester"
    HALF_YEAR = "half_year"
    MODULE = "module"
    YEAR = "year"


class FinalScope(StrEnum):
    """Which of the final marks: four different things in Сетевой город («Год», «Экз.», «Гос. экз.», «Итог»)."""

    TERM = "term"
    YEAR = "year"
    EXAM = "exam"
    STATE_EXAM = "state_exam"
    FINAL = "final"
