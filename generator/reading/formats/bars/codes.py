"""The words of БАРС: kinds of answer, marks and letters of absence in one text, final marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.kinds import AbsenceKind, FinalScope, MarkKind
from generator.reading.cells import BadCellError, MarkText, parse_mark
from generator.reading.meaning import Codes, Meaning, fold_code
from generator.reading.payloads.shapes import shape_of
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

_BETWEEN = re.compile(r"[\s,;]+")


class LessonText(NamedTuple):
    """A text of a lesson taken apart: absences, the marks of each work, words passed over, words that mean nothing."""

    absences: tuple[tuple[str, AbsenceKind], ...] = ()
    works: tuple[tuple[MarkText, ...], ...] = ()
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def kind_of(content: bytes) -> str:
    """Return which answer a file is, or ""."""
    shape = shape_of(content)
    if not shape.start:
        return ""
    return next((kind for kind, keys in _KINDS if keys <= shape.keys), "")


def read_lesson(text: str, codes: Codes) -> LessonText:
    """Take apart what stands at a lesson: `4/3` is two marks of one work, `5 4` marks of two, `Б` an absence."""
    absences: dict[str, AbsenceKind] = {}
    works: list[tuple[MarkText, ...]] = []
    ignored: list[str] = []
    unknown: list[str] = []
    for word in filter(None, _BETWEEN.split(text)):
        meaning = codes.get(fold_code(word)) if not word.isdecimal() else None
        if meaning is None:
            try:
                works.append(_marks(word))
            except BadCellError:
                unknown.append(word)
        elif meaning.absence:
            absences.setdefault(word, meaning.absence)
        elif meaning.mark:
            works.append((MarkText(word, meaning.mark),))
        else:
            ignored.append(word)
    return LessonText(tuple(absences.items()), tuple(works), tuple(ignored), tuple(unknown))


def _marks(word: str) -> tuple[MarkText, ...]:
    parts = word.split("/")
    if len(parts) > 1 and all(part.isdecimal() for part in parts):
        return tuple(parse_mark(part) for part in parts)
    return (parse_mark(word),)


def read_final(text: str, codes: Codes) -> MarkText | None:
    """Return what a final mark says, None for one that the mapping passes over; raise `BadCellError`."""
    meaning = codes.get(fold_code(text))
    if meaning is not None:
        return MarkText(text, meaning.mark) if meaning.mark else None
    mark = parse_mark(text)
    if mark.kind is MarkKind.PENDING:
        raise BadCellError("a final mark")
    return mark


def scope_of(name: str) -> FinalScope:
    """Return which final mark a part of the year has: that of a term unless its name is one of the others."""
    return final_scope(name) or FinalScope.TERM
