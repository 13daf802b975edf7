"""Marks and reasons of absence in the words of our own tables: what the reader would take for the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from generator.model.kinds import AbsenceKind, MarkKind

MarkOf = Callable[[str], tuple[str, MarkKind, Decimal | None] | None]
AbsenceOf = Callable[[str], tuple[str, AbsenceKind] | None]

_MARKS = {
    MarkKind.PASS: "зачёт",
    MarkKind.FAIL: "незачёт",
    MarkKind.EXEMPT: "осв",
    MarkKind.NOT_ASSESSED: "н/а",
    MarkKind.DEBT: "долг",
    MarkKind.PENDING: "точка",
}
_ABSENCES = {
    AbsenceKind.ABSENT: "отсутствие",
    AbsenceKind.EXCUSED: "уважительная",
    AbsenceKind.UNEXCUSED: "неуважительная",
    AbsenceKind.ILL: "болезнь",
    AbsenceKind.LATE: "опоздание",
    AbsenceKind.EXEMPT: "освобождение",
}


class Meaning(NamedTuple):
    """How the reader of the tables understands the text of a mark of a lesson, of a term or an exam, and of a reason;
    each raises ValueError for a text that it refuses.
    """

    mark: MarkOf
    final: MarkOf
    absence: AbsenceOf


def mark_text(mark_of: MarkOf, raw: str, kind: MarkKind, value: Decimal | None) -> str:
    """Return the journal's text of a mark if the tables mean the same by it, else their own word; "" if there is none.

    «.» is a debt in one journal and a mark to come in another, «Five» a number only in its own. A shaded mark stays as
    it is written, also where the journal has a number for it that the tables can't say.
    """
    try:
        read = mark_of(raw)
    except ValueError:
        read = None
    if read and read[1:] == (kind, value):
        return raw
    if kind is MarkKind.NUMERIC and value is not None and value == value.to_integral_value() and 0 <= value < 1000:
        return str(int(value))
    if read and read[1] is MarkKind.TEXT and value is not None and kind in {MarkKind.NUMERIC, MarkKind.TEXT}:
        return raw
    return _MARKS.get(kind, "")


def absence_text(meaning: Meaning, raw: str, kind: AbsenceKind) -> str:
    """Return the journal's text of a reason if the tables mean the same by it, else their own word."""
    try:
        read = meaning.absence(raw)
    except ValueError:
        read = None
    return raw if read and read[1] is kind else _ABSENCES[kind]
