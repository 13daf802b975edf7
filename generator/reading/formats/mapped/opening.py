"""The files of an export become pages: a spreadsheet has a page for each sheet, a text file is one page."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Any

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.archives import Refusal
from generator.reading.formats.mapped.page import Page
from generator.reading.formats.tables.text import TextFault, decode
from generator.reading.sheets.workbook import Sheet, open_workbook, refuse

_SEPARATORS = ";\t,|"
_SAMPLE_LINES = 30
_QUOTED = re.compile(r'"[^"]*"')
_MAX_ROWS = 50_000


def open_pages(place: str, member: str, content: bytes, separator: str) -> list[Page] | ReadError:
    """Return the pages of a file, or why it can't be opened; `separator` "" means: find out."""
    refusal = refuse(content)
    if refusal and refusal.slug == "not-a-workbook":
        return _text_page(place, member, content, separator)
    sheets = open_workbook(content)
    if isinstance(sheets, Refusal):
        return ReadError(sheets.slug, sheets.message, origin=Origin(place), hint=sheets.hint)
    return [Page(place, member, sheet, sheet.title, number) for number, sheet in enumerate(sheets, 1)]


def _text_page(place: str, member: str, content: bytes, separator: str) -> list[Page] | ReadError:
    text = decode(content)
    if isinstance(text, TextFault):
        return _fault(place, text)
    found = separator or _separator_of(text)
    lines: list[int] = []
    rows: list[tuple[Any, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=found, strict=True)
    line = 1
    try:
        for row in reader:
            if len(rows) >= _MAX_ROWS:
                return _fault(place, TextFault("sheet-too-large", f"more than {_MAX_ROWS} rows", line, "export less"))
            rows.append(tuple(row))
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error:
        message = "quotes that don't close, or text behind them"
        return _fault(place, TextFault("broken-quotes", message, line, 'write " inside as ""'))
    fault = _one_column(text, rows, found)
    if fault:
        return _fault(place, fault)
    return [Page(place, member, Sheet("", rows), "", 1, lines or [1])]


def _separator_of(text: str) -> str:
    """Return the separator that most of the first lines have: a title above the table may have another, or none."""
    lines = [_QUOTED.sub("", line) for line in text.splitlines()[:_SAMPLE_LINES]]
    votes: Counter[str] = Counter()
    for line in lines:
        best = max(_SEPARATORS, key=line.count)
        votes[best] += best in line
    return max(_SEPARATORS, key=lambda separator: votes[separator])


def _one_column(text: str, rows: list[tuple[Any, ...]], separator: str) -> TextFault | None:
    """Return a fault if all rows have one cell and most of them another separator: a table needs two columns."""
    if any(len(row) > 1 for row in rows):
        return None
    lines = [line for line in text.splitlines() if line.strip()]
    others = [mark for mark in _SEPARATORS if mark != separator]
    if not lines or not any(sum(mark in line for line in lines) * 2 > len(lines) for mark in others):
        return None
    message = "there is one column only, and another separator stands inside it"
    return TextFault("wrong-separator", message, 1, "say in the mapping which separator the file has, or leave it out")


def _fault(place: str, fault: TextFault) -> ReadError:
    return ReadError(fault.slug, fault.message, origin=Origin(place, "", fault.line), hint=fault.hint)
