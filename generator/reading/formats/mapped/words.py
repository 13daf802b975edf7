"""What the cells of a school's own table say. Nothing is built in but numbers and words that nobody mistakes: what a
letter means, the mapping says, for lessons and for final marks each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any, NamedTuple

from generator.errors import ReadError
from generator.model.kinds import MarkKind
from generator.origin import Origin
from generator.reading.cells import BadCellError, MarkText, parse_mark, parse_number
from generator.reading.formats.mapped.page import shown
from generator.reading.mapping.layouts import Form
from generator.reading.meaning import Codes, Meaning, UnknownCodes, fold_code
from generator.reading.words.marks import CellText, take_apart

_MADE_A_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}.*"
    r"|\d{1,2}[ .-](?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"\w*\.?",
    re.IGNORECASE,
)
_REPEATS = 8
"""How long texts may be that are remembered: the same few stand in all cells."""
_NO_AVERAGE = {"#div/0!", "#дел/0!"}


class _Taken(NamedTuple):
    """What taking a text apart gave: the cell, what forms it has, or that it is a date."""

    cell: CellText
    forms: frozenset[Form] = frozenset()
    is_date: bool = False


@dataclass(slots=True)
class Words:
    """The codes of a mapping and the words that mean nothing, for one export."""

    lesson: Codes
    final: Codes
    unknown_in_lessons: UnknownCodes = field(default_factory=UnknownCodes)
    unknown_in_finals: UnknownCodes = field(default_factory=UnknownCodes)
    _taken: dict[str, _Taken] = field(default_factory=dict)

    def lesson_cell(self, value: Any, forms: tuple[Form, ...], origin: Origin) -> CellText | ReadError:
        """Take a lesson's cell apart; unknown words are remembered and left out."""
        if isinstance(value, date | time):
            return excel_date(origin)
        text = shown(value)
        found = self._taken.get(text)
        if found is None:
            found = _take_apart(text, self.lesson)
            if len(text) <= _REPEATS:
                self._taken[text] = found
        if found.is_date:
            return excel_date(origin)
        for word in found.cell.unknown:
            self.unknown_in_lessons.add(word, origin)
        missing = found.forms.difference(forms)
        return _not_allowed(missing, origin) if missing else found.cell

    def final_cell(self, value: Any, origin: Origin) -> MarkText | Meaning | ReadError | None:
        """Read a final mark: None for nothing or an unknown word, a `Meaning` for a code that is no mark."""
        if became_a_date(value):
            return excel_date(origin)
        text = shown(value)
        meaning = self.final.get(fold_code(text))
        if meaning is not None:
            return MarkText(text, meaning.mark) if meaning.mark else meaning
        try:
            return plain_mark(text) if text else None
        except BadCellError:
            self.unknown_in_finals.add(text, origin)
            return None


def plain_mark(word: str) -> MarkText:
    """Read a number or an unmistakable word; raises `BadCellError`.

    A point is none: it is a debt to some and a mark to come to others.
    """
    mark = parse_mark(word)
    if mark.kind is MarkKind.PENDING and len(word) == 1:
        raise BadCellError("a mark")
    return mark


def became_a_date(value: Any) -> bool:
    """Say whether a cell holds a date, or the text that Excel writes for one («05.апр»)."""
    return isinstance(value, date | time) or (isinstance(value, str) and bool(_MADE_A_DATE.fullmatch(value.strip())))


def excel_date(origin: Origin) -> ReadError:
    """Return the error for a date where a mark should stand."""
    hint = "a mark like 5/4 became a date; give the cells the format «Текстовый» and write the mark again"
    return ReadError("excel-date", "a date stands where a mark should", origin=origin, hint=hint)


def read_average(value: Any) -> Decimal | None:
    """Read an average; nothing, and a division by zero (no marks yet), are none. Raises `BadCellError`."""
    text = shown(value)
    if not text or text.casefold() in _NO_AVERAGE:
        return None
    if isinstance(value, date | time | bool):
        raise BadCellError("a number")
    number = Decimal(text) if isinstance(value, int | float) else parse_number(text)
    if not number.is_finite():
        raise BadCellError("a number")
    return number


def _take_apart(text: str, codes: Codes) -> _Taken:
    if fold_code(text) not in codes and became_a_date(text):
        return _Taken(CellText(), is_date=True)
    cell = take_apart(text, codes, plain_mark)
    return _Taken(cell, _forms_of(cell))


def _forms_of(cell: CellText) -> frozenset[Form]:
    return frozenset(
        form
        for form, has in (
            (Form.ONE_WORK, any(len(work) > 1 for work in cell.works)),
            (Form.TWO_WORKS, len(cell.works) > 1),
            (Form.CODE_AND_MARK, bool(cell.absences and cell.works)),
        )
        if has
    )


def _not_allowed(forms: frozenset[Form], origin: Origin) -> ReadError:
    message = "several things stand in one cell, and the mapping does not say that they may"
    hint = "say so under cells in the layout: " + ", ".join(sorted(forms))
    return ReadError("crowded-cell", message, origin=origin, hint=hint)
