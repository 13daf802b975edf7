"""The words of ЭлЖур: what stands among marks, what stands among final marks, and the names of periods."""

from __future__ import annotations

import re

from generator.model.kinds import AbsenceKind, FinalScope, MarkKind
from generator.reading.cells import BadCellError, MarkText, parse_mark, parse_number
from generator.reading.meaning import Codes, Meaning
from generator.reading.payloads.items import Item
from generator.reading.words.terms import final_scope, term_in

LESSON_CODES: Codes = {
    # The letter alone: by what cause, the journal shows with a colour on its page, which no answer explains.
    "н": Meaning(absence=AbsenceKind.ABSENT),
    "нп": Meaning(absence=AbsenceKind.UNEXCUSED),
    "у": Meaning(absence=AbsenceKind.EXCUSED),
    "уп": Meaning(absence=AbsenceKind.EXCUSED),
    "б": Meaning(absence=AbsenceKind.ILL),
    "оп": Meaning(absence=AbsenceKind.LATE),
    "осв": Meaning(absence=AbsenceKind.EXEMPT, mark=MarkKind.EXEMPT),
}
FINAL_CODES: Codes = {
    "н/а": Meaning(mark=MarkKind.NOT_ASSESSED),
    "осв": Meaning(mark=MarkKind.EXEMPT),
}

_ORDINAL = re.compile(r"[1-9]|I{1,3}|IV|VI?", re.IGNORECASE)
_PAIR = re.compile(r"\d{1,3}/\d{1,3}", re.ASCII)


def scope_of(period: str) -> FinalScope | None:
    """Return which of the final marks a column is, None when its name is not known."""
    if _ORDINAL.fullmatch(period.strip()) or term_in(period):
        return FinalScope.TERM
    return final_scope(period)


def mark_text(raw: str, counted: str) -> MarkText:
    """Return what the text of a mark says; `counted` is the number that the journal counts it as, "" if none is told.

    «5-» and «3/5» (two marks of one work) are worth what the journal counts. Raises `BadCellError`.
    """
    number = parse_number(counted) if counted else None
    try:
        found = parse_mark(raw)
    except BadCellError:
        if number and _PAIR.fullmatch(raw):
            return MarkText(raw, MarkKind.NUMERIC, number)
        raise
    if found.kind is MarkKind.PENDING:
        # Nothing public says whether a point is a debt here or a mark to come: it is shown as it stands.
        return MarkText(found.raw, MarkKind.TEXT)
    if number and found.kind in {MarkKind.TEXT, MarkKind.NUMERIC}:
        return MarkText(found.raw, MarkKind.NUMERIC, number)
    return found


def mark_of(mark: Item) -> MarkText:
    """Return what the record of a mark says; raises `BadCellError` when its text is no mark."""
    raw, counted = mark.text("value"), mark.number("convert")
    return mark_text(raw, str(counted) if counted is not None else "")
