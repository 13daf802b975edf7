"""The cells of one sheet of an XLSX workbook ([ECMA-376] part 1, 18.3), row by row.

Reading half a million cells takes a second, so the handlers are closures over plain variables and look nothing up that
they can know. They keep "no value" (None) and an empty text ("") apart, which libraries made for speed do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.reading.cells import column_letter
from generator.reading.sheets.dates import serial_date, written_date
from generator.reading.sheets.sheet import DAMAGED, MAX_COLUMNS, Budget, Grid, RefusedError, Sheet
from generator.reading.sheets.zipped.xml_part import Depth, EnoughError, names_in, parse_part

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_NAMES = names_in(MAIN, "row c v f t rPh sheetData")
_COLUMNS = {column_letter(number): number for number in range(MAX_COLUMNS)}


class Book(NamedTuple):
    """What the cells of all sheets share: texts, which styles are dates, and whether days count from 1904."""

    texts: Sequence[str]
    dates: frozenset[str]
    from_1904: bool
    budget: Budget


def read_cells(content: bytes, book: Book, title: str, limit: int | None) -> Sheet:
    """Return the sheet of a part; with a `limit` only so many of its rows."""
    cells = _Cells(book, limit)
    parse_part(content, cells.start, cells.end, cells.pieces.append)
    return cells.grid.sheet(title)


class _Cells:
    """The handlers of one sheet."""

    def __init__(self, book: Book, limit: int | None) -> None:
        self.grid = Grid(book.budget)
        self.pieces: list[str] = []
        self._book = book
        self._limit = limit
        self._depth = Depth()
        self._row = self._column = -1
        self._kind = self._style = ""
        self._text: str | None = None
        self._formula = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth.down()
        short = _NAMES.get(name)
        if short == "c":
            self._column = self._place(attributes.get("r"))
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._text, self._formula = None, False
        elif short in {"v", "t"}:
            self.pieces.clear()
        elif short == "row":
            self._start_row(attributes.get("r"))
        elif short == "f":
            self._formula = True
        elif short == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        self._depth.up()
        short = _NAMES.get(name)
        if short == "c":
            self._put()
        elif short == "v" or (short == "t" and not self._phonetic):
            # A text may come in several runs.
            self._text = (self._text or "") + "".join(self.pieces)
        elif short == "rPh":
            self._phonetic = False
        elif short == "sheetData":
            raise EnoughError

    def _start_row(self, number: str | None) -> None:
        self._row = _index(number) if number else self._row + 1
        self._column = -1
        if self._limit is not None and self._row >= self._limit:
            raise EnoughError

    def _place(self, reference: str | None) -> int:
        if not reference:
            return self._column + 1
        column = _COLUMNS.get(reference.rstrip("0123456789"))
        if column is None:
            raise RefusedError(DAMAGED)
        return column

    def _put(self) -> None:
        text = self._text
        value = None if text is None else self._value(text)
        if value is not None:
            self.grid.put(self._row, self._column, value)
        elif self._formula:
            self.grid.put(self._row, self._column, None)
            self.grid.formulas.add((self._row, self._column))

    def _value(self, text: str) -> Any:
        kind = self._kind
        if kind == "s":
            # A place that no text has, also a negative one, is damage.
            if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(self._book.texts)):
                raise RefusedError(DAMAGED)
            return self._book.texts[int(text)]
        if kind == "n":
            return self._number(text)
        if kind == "b":
            return text.strip() in {"1", "true"}
        return written_date(text) if kind == "d" else text

    def _number(self, text: str) -> Any:
        if not text:
            return None
        try:
            number: int | float = int(text)
        except ValueError:
            try:
                number = float(text)
            except ValueError:
                return text
        if self._style in self._book.dates:
            return serial_date(number, from_1904=self._book.from_1904)
        return number


def _index(number: str) -> int:
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 9):
        raise RefusedError(DAMAGED)
    return int(number) - 1
