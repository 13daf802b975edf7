"""The words of БАРС: kinds of answer, marks and letters of absence in one text, final marks."""

from __future__ import annotations

import re

from generator.model.kinds import AbsenceKind, FinalScope
from generator.reading.meaning import Codes, Meaning
from generator.reading.payloads.shapes import kind_by_keys
from generator.reading.words.marks import CellText, take_apart
from generator.reading.words.terms import final_scope

_KINDS = (
    # In this order: the totals have `discipline_marks` too.
    ("totals", {"subperiods", "discipline_marks", "period_marks"}),
    ("totals", {"subperiods", "discipline_marks"}),
    ("summary", {"discipline_marks", "subperiod", "dates"}),
    ("class", {"study_level", "letter", "pupils"}),
    ("homework", {"homeworks", "date", "discipline"}),
    ("diary", {"days", "is_weekend"}),
    ("diary", {"days", "discipline", "schedulelessontype"}),
)

LESSON_CODES: Codes = {
    # Letters that all journals use alike; what else a school writes is settled in a mapping file.
    "н": Meaning(absence=AbsenceKind.UNEXCUSED),
    "нп": Meaning(absence=AbsenceKind.UNEXCUSED),
    "у": Meaning(absence=AbsenceKind.EXCUSED),
    "уп": Meaning(absence=AbsenceKind.EXCUSED),
    "б": Meaning(absence=AbsenceKind.ILL),
    "о": Meaning(absence=AbsenceKind.LATE),
    "оп": Meaning(absence=AbsenceKind.LATE),
    "осв": Meaning(absence=AbsenceKind.EXEMPT),
}

_BETWEEN = re.compile(r"[,;]")


def kind_of(content: bytes) -> str:
    """Return which answer a file is, or ""."""
    return kind_by_keys(content, _KINDS)


def read_lesson(text: str, codes: Codes) -> CellText:
    """Take apart what stands at a lesson; words may be separated by commas too."""
    return take_apart(_BETWEEN.sub(" ", text), codes)


def scope_of(name: str) -> FinalScope:
    """Return which final mark a part of the year has: that of a term unless its name is one of the others."""
    return final_scope(name) or FinalScope.TERM
