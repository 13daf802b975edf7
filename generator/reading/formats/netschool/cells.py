"""What stands in the cells of Сетевой город's reports: marks, codes of absence, averages, the legend below a block.

A cell holds words separated by one or more spaces. `3/4` is two marks of one work, `5 4` marks of two works, `О 2`
lateness and a mark. The same letter means different things in different journals, so these codes hold for this
journal only, and a legend printed in the file wins over them.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any, NamedTuple

from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.cells import BadCellError, MarkText, clean, parse_mark, parse_number, zero_as_text
from generator.reading.mapping.mapping import Mapping as SchoolMapping
from generator.reading.meaning import Codes, Meaning, fold_code
from generator.reading.words.marks import CellText, take_apart

CODES: Codes = {
    "н": Meaning(AbsenceKind.UNEXCUSED),
    "нп": Meaning(AbsenceKind.UNEXCUSED),
    "у": Meaning(AbsenceKind.EXCUSED),
    "уп": Meaning(AbsenceKind.EXCUSED),
    "б": Meaning(AbsenceKind.ILL),
    "о": Meaning(AbsenceKind.LATE),
    "оп": Meaning(AbsenceKind.LATE),
    "от": Meaning(AbsenceKind.ABSENT),
    "осв": Meaning(AbsenceKind.EXEMPT),
}
"""Codes of lessons; those of final marks are the words that `parse_mark` knows."""


class BadValue(NamedTuple):
    """A cell that is refused as a whole: slug, message and hint."""

    slug: str
    message: str
    hint: str


def text_of(cell: Any) -> str | BadValue:
    """Return a cell as text. Numbers are what they print as; a date is what Excel made of `5/4` and is refused."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "?"
    if isinstance(cell, int | float):
        return str(int(cell)) if cell == int(cell) else str(cell)
    if isinstance(cell, date | time):
        hint = "a mark like 5/4 became a date when the file was saved in Excel; export it again and don't open it"
        return BadValue("excel-date", "a date stands where a mark should", hint)
    return "?"


def lesson_codes(legend: Codes, mapping: SchoolMapping) -> Codes:
    """Return the codes of lessons: the journal's own, over them the file's legend, over both the school's mapping."""
    return {**CODES, **legend, **mapping.lesson_codes}


def read_cell(text: str, codes: Codes) -> CellText:
    """Take a cell apart."""
    return take_apart(text, codes, _mark)


def _mark(text: str) -> MarkText:
    mark = parse_mark(text)
    if mark.kind is MarkKind.PENDING:
        # Its point is the sign of a debt (`dutyMark` in the payloads): work that was not handed in.
        return mark._replace(kind=MarkKind.DEBT)
    # The journal itself writes 0 now and then.
    return zero_as_text(mark)


def read_average(cell: Any) -> Decimal | None:
    """Read a printed average; 0, an empty text and no value mean that there is none."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadCellError("a number")
    number = Decimal(repr(cell)) if isinstance(cell, int | float) else parse_number(cell)
    if not number.is_finite():
        raise BadCellError("a number")
    return number or None


def read_final(cell: Any, codes: Codes) -> MarkText | BadValue | None:
    """Read a final mark; `0`, an empty text, no value and a code to be ignored mean that there is none.

    `codes` are those that the school's mapping file settles for final marks.
    """
    if cell is None:
        return None
    text = text_of(cell)
    if isinstance(text, BadValue):
        return text
    if clean(text) in {"", "0"}:
        return None
    meaning = codes.get(fold_code(clean(text)))
    if meaning is not None and (meaning.mark is not None or meaning == Meaning()):
        return MarkText(clean(text), meaning.mark) if meaning.mark else None
    return _mark(text)


def zeros_count(marks: list[Decimal], average: Decimal | None) -> bool:
    """Say whether the printed average was made with the zeros among the marks.

    In our sample it always is. Where nothing tells, they count, because a mark does unless something says otherwise.
    """
    others = [mark for mark in marks if mark]
    if average is None or not others:
        return True
    total = sum(others, Decimal(0))
    return abs(total / len(marks) - average) <= abs(total / len(others) - average)
