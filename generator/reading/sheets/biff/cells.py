"""The cells of one sheet of a BIFF8 workbook."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Protocol

from generator.reading.sheets.biff.records import records_of, short_text
from generator.reading.sheets.dates import serial_date
from generator.reading.sheets.sheet import DAMAGED, Budget, Grid, RefusedError, Sheet, whole

_BOF, _EOF = 0x809, 0x0A
_FORMULA, _MULRK, _RSTRING, _LABELSST, _NUMBER, _LABEL, _BOOLERR, _STRING, _RK = (
    0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x207, 0x27E,
)  # fmt: skip
_CELLS = frozenset((_FORMULA, _MULRK, _RSTRING, _LABELSST, _NUMBER, _LABEL, _BOOLERR, _RK))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class Shared(Protocol):
    """What the sheets of a workbook share."""

    @property
    def texts(self) -> list[str]:
        """The texts."""
        ...

    @property
    def dates(self) -> frozenset[int]:
        """The formats of cells that are dates."""
        ...

    @property
    def from_1904(self) -> bool:
        """Whether days count from 1904."""
        ...

    @property
    def budget(self) -> Budget:
        """How many cells the workbook may still have."""
        ...


def read_cells(stream: bytes, book: Shared, title: str, limit: int | None) -> Sheet:
    """Return the sheet of these records; with a `limit` only so many of its rows.

    A formula always has a value here; only one that says to be a text whose text is missing was never calculated.
    """
    grid = Grid(book.budget)
    waiting: tuple[int, int] | None = None
    for number, data in _records(stream):
        if number in _CELLS:
            row, column, style = struct.unpack_from("<HHH", data)
            if limit is not None and row >= limit:
                break
            waiting = None
            if number == _MULRK:
                _put_numbers(grid, data, row, column, book)
                continue
            value = _value(number, data, style, book)
            grid.put(row, column, value)
            if number == _FORMULA and value is None:
                grid.formulas.add((row, column))
                waiting = row, column
        elif number == _STRING and waiting:
            grid.put(*waiting, short_text(data, 2, struct.unpack_from("<H", data)[0]))
            grid.formulas.discard(waiting)
            waiting = None
    return grid.sheet(title)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of the sheet itself, without those of the charts in it."""
    depth = 0
    for number, data in records_of(stream):
        if not depth and number != _BOF:
            raise RefusedError(DAMAGED)
        depth += (number == _BOF) - (number == _EOF)
        if not depth:
            return
        if depth == 1:
            yield number, data


def _put_numbers(grid: Grid, data: bytes, row: int, column: int, book: Shared) -> None:
    for at in range(4, len(data) - 6 + 1, 6):
        style, packed = struct.unpack_from("<HI", data, at)
        grid.put(row, column, _number(_unpacked(packed), style, book))
        column += 1


def _value(number: int, data: bytes, style: int, book: Shared) -> Any:
    if number == _LABELSST:
        return book.texts[struct.unpack_from("<I", data, 6)[0]]
    if number in {_LABEL, _RSTRING}:
        return short_text(data, 8, struct.unpack_from("<H", data, 6)[0])
    if number == _NUMBER:
        return _number(struct.unpack_from("<d", data, 6)[0], style, book)
    if number == _RK:
        return _number(_unpacked(struct.unpack_from("<I", data, 6)[0]), style, book)
    if number == _BOOLERR:
        return _ERRORS.get(data[6], "#N/A") if data[7] else bool(data[6])
    return _result(data, style, book)


def _result(data: bytes, style: int, book: Shared) -> Any:
    """Return what a formula gave ([MS-XLS] 2.5.133): a number, or two bytes that say that it is none; None: a text."""
    if data[12:14] != b"\xff\xff":
        return _number(struct.unpack_from("<d", data, 6)[0], style, book)
    kind, value = data[6], data[8]
    if kind == 1:
        return bool(value)
    if kind == 2:
        return _ERRORS.get(value, "#N/A")
    return "" if kind == 3 else None


def _unpacked(packed: int) -> float:
    """Return the number of an RK ([MS-XLS] 2.5.217): the upper 30 bits of a whole or of a fraction, or a hundredth."""
    if packed & 2:
        value: float = (packed >> 2) - (1 << 30 if packed & 1 << 31 else 0)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 1 else value


def _number(number: float, style: int, book: Shared) -> Any:
    return serial_date(number, from_1904=book.from_1904) if style in book.dates else whole(number)
