"""The cells of one sheet of an XLSX workbook ([ECMA-376] part 1, 18.3), row by row.

Reading half a million cells takes a second, so the handlers are closures over plain variables and look nothing up that
they can know. They keep "no value" (None) and an empty text ("") apart, which libraries made for speed do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from generator.reading.cells import Memo, column_letter
from generator.reading.sheets.dates import serial_date, written_date
from generator.reading.sheets.sheet import DAMAGED, MAX_COLUMNS, Budget, Grid, RefusedError, Sheet
from generator.reading.sheets.zipped.xml_part import MAX_DEPTH, EnoughError, names_in, parse_part

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_NAMES = names_in(MAIN, "row f t rPh sheetData")
_C, _V = frozenset(names_in(MAIN, "c")), frozenset(names_in(MAIN, "v"))
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
    """The handlers of one sheet. Two calls for each cell and two for its value: what is asked most comes first."""

    def __init__(self, book: Book, limit: int | None) -> None:
        self.grid = Grid(book.budget)
        self.pieces: list[str] = []
        self._limit = limit
        self._depth = 0
        self._row = self._column = -1
        self._kind = self._style = ""
        self._text: str | None = None
        self._formula = self._phonetic = False
        self._shared = Memo[str, str](partial(_shared_text, book.texts))
        self._numbers = Memo[str, Any](_number)
        self._dates, self._from_1904 = book.dates, book.from_1904

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise RefusedError(DAMAGED)
        if name in _C:
            get = attributes.get
            self._column = self._place(get("r"))
            self._kind, self._style = get("t", "n"), get("s", "")
            self._text, self._formula = None, False
        elif name in _V:
            self.pieces.clear()
        else:
            self._start_other(_NAMES.get(name), attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        if name in _V:
            # A text may come in several runs, a value can't.
            self._text = "".join(self.pieces)
        elif name in _C:
            self._put()
        else:
            self._end_other(_NAMES.get(name))

    def _start_other(self, name: str | None, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("r")
            self._row = _index(number) if number else self._row + 1
            self._column = -1
            if self._limit is not None and self._row >= self._limit:
                raise EnoughError
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True
        self.pieces.clear()

    def _end_other(self, name: str | None) -> None:
        if name == "t" and not self._phonetic:
            self._text = (self._text or "") + "".join(self.pieces)
        elif name == "rPh":
            self._phonetic = False
        elif name == "sheetData":
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
        if text is not None:
            kind = self._kind
            value = self._shared[text] if kind == "s" else self._value(kind, text)
            if value is not None:
                self.grid.put(self._row, self._column, value)
                return
        if self._formula:
            self.grid.put(self._row, self._column, None)
            self.grid.formulas.add((self._row, self._column))

    def _value(self, kind: str, text: str) -> Any:
        if kind == "n":
            number = self._numbers[text]
            if self._style in self._dates and isinstance(number, (int, float)):
                return serial_date(number, from_1904=self._from_1904)
            return number
        if kind == "b":
            return text.strip() in {"1", "true"}
        return written_date(text) if kind == "d" else text


def _shared_text(texts: Sequence[str], text: str) -> str:
    # A place that no text has, also a negative one, is damage.
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(texts)):
        raise RefusedError(DAMAGED)
    return texts[int(text)]


def _number(text: str) -> int | float | str | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text


def _index(number: str) -> int:
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 9):
        raise RefusedError(DAMAGED)
    return int(number) - 1
