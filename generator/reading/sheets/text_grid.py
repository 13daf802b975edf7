"""A table in a text file, of whatever program, as a sheet: encoding and separator are told by the content."""

from __future__ import annotations

import re
from itertools import islice

from generator.reading.archives import Refusal
from generator.reading.sheets.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TOO_LARGE, Sheet
from generator.reading.sheets.text import TextFault, decode, rows_of

_SEPARATORS = "\t;,"
_LINES = 30


def text_grid(content: bytes) -> Sheet | Refusal:
    """Return the rows of a text: UTF-8 with or without a BOM, UTF-16 with one, else windows-1251; tabs, `;` or `,`.

    All values are str as written, or None where nothing stands: a text file can't tell an empty text from no value.
    Row n of the sheet is row n of the table, which is line n unless texts in quotes have line breaks.
    """
    text = decode(content)
    if isinstance(text, TextFault):
        return _refusal(text)
    rows: list[tuple[str | None, ...]] = []
    cells = 0
    for row in rows_of(text, table_separator(text)):
        if isinstance(row, TextFault):
            return _refusal(row)
        cells += len(row[1])
        if len(rows) >= MAX_ROWS or cells > MAX_CELLS or len(row[1]) > MAX_COLUMNS:
            return TOO_LARGE
        rows.append(tuple([cell or None for cell in row[1]]))
    return Sheet("", rows)


def table_separator(text: str) -> str:
    """Return the separator of a table whose first lines may be titles: the one that most lines have.

    A comma loses against the others, because it also stands in numbers and texts.
    """
    lines = [re.sub(r'"[^"]*"', "", line) for line in islice(_lines_of(text), _LINES)]
    best = max(_SEPARATORS, key=lambda separator: sum(separator in line for line in lines) - (separator == ",") / 2)
    return best if any(best in line for line in lines) else ";"


def _lines_of(text: str) -> list[str]:
    return [line for line in text[:200_000].splitlines() if line.strip()]


def _refusal(fault: TextFault) -> Refusal:
    return Refusal(fault.slug, fault.message, fault.hint, line=fault.line)
