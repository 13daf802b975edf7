"""The cells of an ODS workbook. Repeated rows and cells are counted before they are made: a few bytes can ask for
thousands of millions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.reading.sheets.dates import written_date
from generator.reading.sheets.sheet import (
    DAMAGED,
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_LARGE,
    Budget,
    Grid,
    RefusedError,
    Sheet,
    safe_title,
    whole,
)
from generator.reading.sheets.zipped.xml_part import Depth, EnoughError, parse_part

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_ODF}{name}:1.0}}" for name in ("office", "table", "text"))
_SPREADSHEET, _ANNOTATION = f"{_OFFICE}spreadsheet", f"{_OFFICE}annotation"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = frozenset((f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))
_PARAGRAPH = f"{_TEXT}p"
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_VALUES = {"date": f"{_OFFICE}date-value", "time": f"{_OFFICE}time-value", "boolean": f"{_OFFICE}boolean-value"}
_MAX_SHEETS = 500


def read_tables(content: bytes, limit: int | None) -> list[Sheet]:
    """Return the sheets of `content.xml`; with a `limit` only the first one, and only so many of its rows."""
    tables = _Tables(limit)
    parse_part(content, tables.start, tables.end, tables.text)
    return [
        grid.sheet(safe_title(name, number))._replace(name=name) for number, (name, grid) in enumerate(tables.found, 1)
    ]


class _Tables:
    """The handlers."""

    def __init__(self, limit: int | None) -> None:
        self.found: list[tuple[str, Grid]] = []
        self._limit = limit
        self._budget = Budget()
        self._depth = Depth()
        self._sheets_at = -1
        self._row = self._rows = self._column = 0
        self._row_cells: list[tuple[int, int, Any, bool]] = []
        self._cell: Mapping[str, str] | None = None
        self._pieces: list[str] = []
        self._paragraphs: list[str] = []
        self._comment = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth.down()
        if name in _CELLS:
            self._cell = attributes
            self._paragraphs = []
        elif name == _PARAGRAPH:
            self._pieces = []
        elif name in _SPACES:
            self._pieces.append(_SPACES[name] * _count(attributes, f"{_TEXT}c", 100))
        elif name == _ROW:
            self._start_row(attributes)
        elif name == _SHEET:
            self._start_sheet(attributes)
        elif name == _ANNOTATION:
            self._comment = True
        elif name == _SPREADSHEET:
            self._sheets_at = self._depth.value + 1

    def end(self, name: str) -> None:
        if name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == _PARAGRAPH and not self._comment:
            self._paragraphs.append("".join(self._pieces))
        elif name == _ROW:
            self._end_row()
        elif name == _ANNOTATION:
            self._comment = False
        self._depth.up()

    def text(self, piece: str) -> None:
        if self._cell is not None:
            self._pieces.append(piece)

    def _start_sheet(self, attributes: Mapping[str, str]) -> None:
        # Tables may also lie in cells and in links to other workbooks; those are no sheets, and no report has them.
        if self._depth.value != self._sheets_at:
            raise RefusedError(DAMAGED)
        if self.found and self._limit is not None:
            raise EnoughError
        if len(self.found) >= _MAX_SHEETS:
            raise RefusedError(TOO_LARGE)
        self.found.append((attributes.get(f"{_TABLE}name", ""), Grid(self._budget)))
        self._row = 0

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if self._limit is not None and self._row >= self._limit:
            raise EnoughError
        self._rows = _count(attributes, f"{_TABLE}number-rows-repeated", 2**31)
        self._column = 0
        self._row_cells = []

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        repeated = _count(attributes, f"{_TABLE}number-columns-repeated", 2**31)
        value = self._value(attributes)
        formula = value is None and f"{_TABLE}formula" in attributes
        if value is not None or formula:
            if self._column + repeated > MAX_COLUMNS:
                raise RefusedError(TOO_LARGE)
            self._row_cells.append((self._column, repeated, value, formula))
        self._column += repeated

    def _end_row(self) -> None:
        row, self._row = self._row, self._row + self._rows
        if not self._row_cells or not self.found:
            return
        if self._row > MAX_ROWS:
            raise RefusedError(TOO_LARGE)
        grid = self.found[-1][1]
        last = self._row if self._limit is None else min(self._row, self._limit)
        self._budget.check((last - row) * sum(repeated for _, repeated, _, _ in self._row_cells))
        for number in range(row, last):
            for column, repeated, value, formula in self._row_cells:
                for place in range(column, column + repeated):
                    grid.put(number, place, value)
                    if formula:
                        grid.formulas.add((number, place))

    def _value(self, attributes: Mapping[str, str]) -> Any:
        kind = attributes.get(f"{_OFFICE}value-type")
        if kind is None:
            return None
        text = "\n".join(self._paragraphs)
        if kind == "string":
            return attributes.get(f"{_OFFICE}string-value", text)
        said = attributes.get(_VALUES.get(kind, f"{_OFFICE}value"))
        if said is None:
            return None
        if kind == "boolean":
            return said == "true"
        return written_date(said) if kind in _VALUES else _number(said)


def _number(text: str) -> int | float | str:
    try:
        return whole(float(text))
    except ValueError:
        return text


def _count(attributes: Mapping[str, str], name: str, most: int) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(int(text), most) if len(text) < 12 else most
