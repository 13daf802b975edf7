"""The files of an export become pages: a spreadsheet has a page for each sheet, a text file is one page."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.archives import Refusal
from generator.reading.formats.mapped.page import Page
from generator.reading.sheets.kinds import kind_of
from generator.reading.sheets.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, TOO_LARGE, Sheet
from generator.reading.sheets.text import TextFault, decode, rows_of
from generator.reading.sheets.text_grid import table_separator
from generator.reading.sheets.workbook import open_sheets

_SEPARATORS = ";\t,|"
_QUOTED = re.compile(r'"[^"]*"')


def open_pages(place: str, member: str, content: bytes, separator: str) -> list[Page] | ReadError:
    """Return the pages of a file, or why it can't be opened; `separator` "" means: find out."""
    if kind_of(content) in {"text", ""} and not content.startswith(b"PK"):
        return _text_page(place, member, content, separator)
    sheets = open_sheets(content)
    if isinstance(sheets, Refusal):
        return ReadError(sheets.slug, sheets.message, origin=Origin(place, "", sheets.line), hint=sheets.hint)
    return [Page(place, member, sheet, sheet.name or sheet.title, number) for number, sheet in enumerate(sheets, 1)]


def _text_page(place: str, member: str, content: bytes, separator: str) -> list[Page] | ReadError:
    text = decode(content)
    if isinstance(text, TextFault):
        return _fault(place, text)
    found = separator or table_separator(text)
    lines: list[int] = []
    rows: list[tuple[Any, ...]] = []
    cells = 0
    for row in rows_of(text, found):
        if isinstance(row, TextFault):
            return _fault(place, row)
        cells += len(row[1])
        if len(rows) >= MAX_ROWS or cells > MAX_CELLS or len(row[1]) > MAX_COLUMNS:
            return _fault(place, TextFault(TOO_LARGE.slug, TOO_LARGE.message, row[0], TOO_LARGE.hint))
        lines.append(row[0])
        rows.append(tuple(row[1]))
    fault = _wrong_separator(text, found, said=bool(separator))
    if fault:
        return _fault(place, fault)
    return [Page(place, member, Sheet("", rows), "", 1, lines or [1])]


def _wrong_separator(text: str, found: str, *, said: bool) -> TextFault | None:
    """Return a fault if another separator was meant: there is but one column, or, with one that was `said` in the
    mapping, another stands in most lines equally often and more often than it.
    """
    lines = [_QUOTED.sub("", line) for line in text.splitlines() if line.strip()]
    most = max((line.count(found) for line in lines), default=0)
    for other in _SEPARATORS.replace(found, ""):
        counts = Counter(line.count(other) for line in lines if other in line)
        count, times = counts.most_common(1)[0] if counts else (0, 0)
        alone = most == 0 and sum(counts.values()) * 2 > len(lines)
        if alone or (said and times * 2 > len(lines) and count > most):
            message = "the columns have another separator"
            hint = 'say separator in the layout of the mapping: ";", ",", "|" or tab, or leave it out'
            return TextFault("wrong-separator", message, 1, hint)
    return None


def _fault(place: str, fault: TextFault) -> ReadError:
    return ReadError(fault.slug, fault.message, origin=Origin(place, "", fault.line), hint=fault.hint)
