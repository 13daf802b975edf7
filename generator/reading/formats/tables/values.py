"""The kinds of value in our own tables and the parser of each; words may be English or Russian."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum, auto
from typing import Any

from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, RemarkKind, TermKind
from generator.reading.cells import (
    BadCellError,
    clean,
    parse_count,
    parse_date,
    parse_datetime,
    parse_mark,
    parse_number,
    parse_ordinal,
    parse_time,
    parse_weight,
    zero_as_text,
)

Parse = Callable[[str], Any]


class MissingCellError(BadCellError):
    """A cell is empty that every row must have."""

    slug = "missing-value"

    def __init__(self, expected: str = "a value", column: str = "") -> None:
        """Say so."""
        super().__init__(expected, column)


class Kind(Enum):
    """What stands in a column. An empty cell gives the value in brackets."""

    NAME = auto()
    """A short text that repeats ("")."""
    TEXT = auto()
    """A text of its own in each row ("")."""
    NAMES = auto()
    """Names separated by `|` or `,` (())."""
    DATE = auto()
    """A day (None)."""
    TIME = auto()
    """A time of day (None)."""
    MOMENT = auto()
    """A day and a time of day (None)."""
    COUNT = auto()
    """A whole number from 0 on (None)."""
    ORDINAL = auto()
    """A whole number from 1 on (1)."""
    NUMBER = auto()
    """A decimal number (None)."""
    WEIGHT = auto()
    """A number above 0 (None: unknown)."""
    FLAG = auto()
    """Yes or no (no)."""
    FLAG_YES = auto()
    """Yes or no (yes)."""
    MARK = auto()
    """A mark of a lesson; a 0 is kept as text with its value (None)."""
    FINAL_MARK = auto()
    """A mark of a term or an exam; a 0 is a number like any, which the scale has or hasn't (None)."""
    ABSENCE = auto()
    """A reason: raw text and `AbsenceKind` (None)."""
    TERM_KIND = auto()
    """`TermKind` (None)."""
    LESSON_STATUS = auto()
    """`LessonStatus` (planned)."""
    FINAL_SCOPE = auto()
    """`FinalScope` (term)."""
    EXAM_SCOPE = auto()
    """`FinalScope` of an exam (exam)."""
    REMARK_KIND = auto()
    """`RemarkKind` (remark)."""
    WEEKDAY = auto()
    """A day of the week, 1 for Monday (None)."""
    WEEKS = auto()
    """Numbers of weeks from 1 on, separated by commas (())."""


def _words(*pairs: tuple[Any, str]) -> dict[str, Any]:
    return {word: value for value, words in pairs for word in words.split("|")}


_TERM_KINDS = _words(
    (TermKind.QUARTER, "quarter|четверть"),
    (TermKind.TRIMESTER, "trimester|триместр"),
    (TermKind.HALF_YEAR, "half_year|полугодие"),
    (TermKind.MODULE, "module|модуль"),
    (TermKind.YEAR, "year|год"),
)
_STATUSES = _words(
    (LessonStatus.PLANNED, "planned|план|запланирован"),
    (LessonStatus.HELD, "held|проведен"),
    (LessonStatus.CANCELLED, "cancelled|отменен|отмена"),
    (LessonStatus.SUBSTITUTED, "substituted|замена|заменен"),
    (LessonStatus.MOVED, "moved|перенос|перенесен"),
)
_SCOPES = _words(
    (FinalScope.TERM, "term|период|четверть|триместр|полугодие"),
    (FinalScope.YEAR, "year|год"),
    (FinalScope.EXAM, "exam|экзамен"),
    (FinalScope.STATE_EXAM, "state_exam|гос. экзамен"),
    (FinalScope.FINAL, "final|итог"),
)
_EXAMS = {word: scope for word, scope in _SCOPES.items() if scope in {FinalScope.EXAM, FinalScope.STATE_EXAM}}
_REMARKS = _words(
    (RemarkKind.PRAISE, "praise|благодарность"),
    (RemarkKind.REMARK, "remark|замечание"),
    (RemarkKind.NOTE, "note|запись"),
)
_ABSENCES = _words(
    # «П» is left out on purpose: excused in one journal, "present" in many schools' own tables. So is a bare «О».
    (AbsenceKind.ABSENT, "absent|от|отсутствие"),
    (AbsenceKind.EXCUSED, "absent_excused|у|уп|уважительная"),
    (AbsenceKind.UNEXCUSED, "absent_unexcused|н|нп|неуважительная"),
    (AbsenceKind.ILL, "absent_ill|б|болезнь"),
    (AbsenceKind.LATE, "late|оп|опоздание"),
    (AbsenceKind.EXEMPT, "exempt|осв|освобожден|освобождена|освобождение"),
)
_WEEKDAYS = _words(
    (1, "monday|понедельник|пн|1"),
    (2, "tuesday|вторник|вт|2"),
    (3, "wednesday|среда|ср|3"),
    (4, "thursday|четверг|чт|4"),
    (5, "friday|пятница|пт|5"),
    (6, "saturday|суббота|сб|6"),
    (7, "sunday|воскресенье|вс|7"),
)
_FLAGS = _words((True, "yes|true|да|1|+"), (False, "no|false|нет|0|-"))


def fold(text: str) -> str:
    """Return a word as the tables of words have it: spaces single, case and ё ignored."""
    return clean(text).casefold().replace("ё", "е")


def _one_of(words: Mapping[str, Any], empty: Any) -> Parse:
    def parse(text: str) -> Any:
        word = fold(text)
        if not word:
            return empty
        if word not in words:
            # Letters that stand for a word go without saying.
            raise BadCellError("one of " + ", ".join(known for known in words if len(known) > 3 or words is _FLAGS))
        return words[word]

    return parse


def _or_none(parse: Parse) -> Parse:
    return lambda text: parse(text) if text and not text.isspace() else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in re.split(r"[|,;]", text) if (name := clean(part)))


def _weeks(text: str) -> tuple[int, ...]:
    weeks = tuple(parse_count(part) for part in text.split(",") if part.strip())
    if 0 in weeks:
        raise BadCellError("numbers of weeks from 1 on")
    return weeks


def _ordinal(text: str) -> int:
    return parse_ordinal(text) if text.strip() else 1


def _moment(text: str) -> datetime | None:
    # The common form without a detour: every mark has its own moment, so there is nothing to remember.
    if len(text) == 19 and text[4] == text[7] == "-":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    return parse_datetime(text) if text and not text.isspace() else None


def _absence(text: str) -> tuple[str, AbsenceKind] | None:
    kind = _one_of(_ABSENCES, None)(text)
    return None if kind is None else (clean(text), kind)


_PARSERS: dict[Kind, Parse] = {
    Kind.NAME: clean,
    Kind.TEXT: str.strip,
    Kind.NAMES: _names,
    Kind.DATE: _or_none(parse_date),
    Kind.TIME: _or_none(parse_time),
    Kind.MOMENT: _moment,
    Kind.COUNT: _or_none(parse_count),
    Kind.ORDINAL: _ordinal,
    Kind.NUMBER: _or_none(parse_number),
    Kind.WEIGHT: _or_none(parse_weight),
    Kind.FLAG: _one_of(_FLAGS, empty=False),
    Kind.FLAG_YES: _one_of(_FLAGS, empty=True),
    Kind.MARK: _or_none(lambda text: zero_as_text(parse_mark(text))),
    Kind.FINAL_MARK: _or_none(parse_mark),
    Kind.ABSENCE: _absence,
    Kind.WEEKDAY: _one_of(_WEEKDAYS, None),
    Kind.WEEKS: _weeks,
    Kind.TERM_KIND: _one_of(_TERM_KINDS, None),
    Kind.LESSON_STATUS: _one_of(_STATUSES, LessonStatus.PLANNED),
    Kind.FINAL_SCOPE: _one_of(_SCOPES, FinalScope.TERM),
    Kind.EXAM_SCOPE: _one_of(_EXAMS, FinalScope.EXAM),
    Kind.REMARK_KIND: _one_of(_REMARKS, RemarkKind.REMARK),
}

EACH_ITS_OWN = frozenset({Kind.TEXT, Kind.MOMENT})
"""Kinds whose cells don't repeat, so that remembering them would only fill memory."""


def parser(kind: Kind, *, required: bool = False) -> Parse:
    """Return the parser of a column; a required one raises `MissingCellError` for an empty cell."""
    return _required(_PARSERS[kind]) if required else _PARSERS[kind]


def _required(parse: Parse) -> Parse:
    def parse_required(text: str) -> Any:
        if not text or text.isspace():
            raise MissingCellError
        return parse(text)

    return parse_required
