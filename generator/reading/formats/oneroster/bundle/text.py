"""The text of one file of a bundle: bytes in, rows with their lines out, as strictly as the binding says.

UTF-8, a byte order mark passed over; RFC 4180 with commas, and no line break in a cell: so a line is a row, and what is
wrong with one of them does not spoil the next.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.errors import ReadError
from generator.origin import Origin

_BOM = b"\xef\xbb\xbf"
_ROW = re.compile(r'(?:"(?:[^"]|"")*+"|[^",]*+)(?:,(?:"(?:[^"]|"")*+"|[^",]*+))*+')
_OPEN = re.compile(r'(?:(?:"(?:[^"]|"")*+"|[^",]*+),)*+"(?:[^"]|"")*+')
"""A row that ends within quotes."""
_CLOSES = re.compile(r'(?:[^"]|"")*+"(?:,(?:"(?:[^"]|"")*+"|[^",]*+))*+')
_LINES_OF_A_CELL = 20


class Line(NamedTuple):
    """One row: the line it stands on, from 1, and its cells."""

    number: int
    cells: list[str]


def lines_of(place: str, content: bytes) -> Iterator[Line | ReadError]:
    """Yield the rows, the header first, and an error for every line that is none."""
    bad_letters: list[int] = []
    cell = _OpenCell(place)
    commas = 0
    for number, line in enumerate(io.BytesIO(content.removeprefix(_BOM)), 1):
        try:
            text = line.removesuffix(b"\n").removesuffix(b"\r").decode()
        except UnicodeDecodeError:
            bad_letters.append(number)
            continue
        if number == 1:
            commas = text.count(",")
        if cell.takes(text, commas):
            continue
        yield from cell.close()
        if '"' not in text and "\r" not in text and "\0" not in text:
            yield Line(number, text.split(","))
        elif (read := _quoted(place, number, text)) is not None:
            yield read
        else:
            cell.open(number)
    yield from cell.close()
    if bad_letters:
        message = f"not UTF-8 ({len(bad_letters)} lines, this one first)"
        hint = "save the file as CSV in UTF-8; OneRoster knows no other encoding"
        yield ReadError("not-utf8", message, origin=Origin(place, "", bad_letters[0]), hint=hint)


def _quoted(place: str, number: int, text: str) -> Line | ReadError | None:
    """Read a line with quotes or odd characters; None: a cell is still open at its end."""
    origin = Origin(place, "", number)
    if "\0" in text:
        return ReadError("not-utf8", "a character that no text has", origin=origin, hint="export the bundle again")
    if "\r" in text:
        hint = "lines end with CR LF or LF; a cell holds no line break"
        return ReadError("bare-cr", "a carriage return inside a line", origin=origin, hint=hint)
    try:
        if _ROW.fullmatch(text):
            return Line(number, next(csv.reader((text,))))
    except csv.Error:
        return ReadError("bad-value", "a cell of more than 131,072 letters", origin=origin)
    if _OPEN.fullmatch(text):
        return None
    hint = 'a text with a quote stands in quotes, the quote is doubled: "like ""this"""'
    return ReadError("broken-quotes", "a quote within a cell, or text behind a closing one", origin=origin, hint=hint)


class _OpenCell:
    """A cell that is open at the end of its line: its text was broken there, or its quotes were never closed."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._begun = 0
        self._closed = False
        self._lines = 0

    def open(self, number: int) -> None:
        """Remember the line on which it was opened."""
        self._begun, self._closed, self._lines = number, False, 0

    def takes(self, text: str, commas: int) -> bool:
        """Say whether a line belongs to the open cell; one with `commas` and no quotes is a row of its own."""
        if not self._begun or self._closed:
            return False
        self._closed = bool(_CLOSES.fullmatch(text)) and not _ROW.fullmatch(text)
        self._lines += 1
        return self._closed or ('"' not in text and text.count(",") < commas and self._lines < _LINES_OF_A_CELL)

    def close(self) -> Iterator[ReadError]:
        """Yield what is wrong with the cell, once."""
        if not self._begun:
            return
        origin = Origin(self._place, "", self._begun)
        self._begun = 0
        if self._closed:
            hint = "OneRoster allows no line break in a cell: put a space or ; there"
            yield ReadError("line-break-in-cell", "a line break inside a cell", origin=origin, hint=hint)
        else:
            hint = "close the quotes on the same line"
            yield ReadError("broken-quotes", "quotes that are not closed", origin=origin, hint=hint)
