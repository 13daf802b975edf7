"""What every spreadsheet becomes: sheets of plain values, within limits that no honest export reaches."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from generator.origin import Origin
from generator.reading.archives import Refusal
from generator.reading.cells import column_letter

MAX_ROWS = 50_000
MAX_COLUMNS = 16_384
MAX_CELLS = 5_000_000

SAVE_AGAIN = "open it and save it as an Excel workbook (.xlsx)"
DAMAGED = Refusal("broken-workbook", "the workbook is damaged", f"export it again, or {SAVE_AGAIN}")
TOO_LARGE = Refusal(
    "sheet-too-large", f"a sheet has more than {MAX_ROWS} rows, {MAX_COLUMNS} columns or too many cells", "export less"
)
ENCRYPTED = Refusal(
    "encrypted-workbook", "the workbook is protected by a password", "open it and save it without a password"
)
MACROS = Refusal("macros", "the workbook holds macros", f"a report has none; {SAVE_AGAIN}")
ENTITIES = Refusal(
    "xml-entities", "the workbook declares entities, which no report does", f"export it again, or {SAVE_AGAIN}"
)

_PLAIN_TITLE = re.compile(r"(?:лист|sheet)? ?\d{0,3}|\d{1,2}[ -]?[А-ЯЁA-Z]", re.IGNORECASE)


class Sheet(NamedTuple):
    """One sheet: rows of None, str, int, float, bool, datetime or time; rows may differ in length.

    None is a cell that is not there or has no value, "" an empty text. Of merged cells only the top-left has a value.
    `formulas` holds the cells (row, column; 0-based) with a formula that was never calculated. `title` may be shown;
    `name` is the title as written, which may be a person's: no place and no message holds it.
    """

    title: str
    rows: list[tuple[Any, ...]]
    formulas: frozenset[tuple[int, int]] = frozenset()
    name: str = ""

    def origin(self, place: str, row: int, column: int | None = None) -> Origin:
        """Return the place of a 0-based row and column."""
        return Origin(place, self.title, row + 1, "" if column is None else column_letter(column))


class RefusedError(Exception):
    """Raised inside this package when a workbook must not be read any further; never leaves it."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep why."""
        super().__init__(refusal.slug)
        self.refusal = refusal


class Budget:
    """How many cells the sheets of one workbook may still have together, gaps included."""

    __slots__ = ("_left",)

    def __init__(self, cells: int = MAX_CELLS) -> None:
        self._left = cells

    def spend(self, cells: int) -> None:
        """Take cells; raise `RefusedError` when there are no more."""
        self._left -= cells
        if self._left < 0:
            raise RefusedError(TOO_LARGE)

    def check(self, cells: int) -> None:
        """Raise `RefusedError` if there are not so many left."""
        if cells > self._left:
            raise RefusedError(TOO_LARGE)


class Grid:
    """Collects cells row by row into tuples, filling gaps with None, and raises `RefusedError` at a limit.

    Cells may come in any order; a later one at the same place goes over an earlier one.
    """

    def __init__(self, budget: Budget) -> None:
        """Begin empty."""
        self._spend = budget.spend
        self._rows: list[list[Any]] = []
        self.formulas: set[tuple[int, int]] = set()

    def put(self, row: int, column: int, value: Any) -> None:
        """Set a cell (0-based)."""
        cells = self._rows[row] if row < len(self._rows) else self._row(row)
        if column < len(cells):
            cells[column] = value
            return
        if column >= MAX_COLUMNS:
            raise RefusedError(TOO_LARGE)
        self._spend(column + 1 - len(cells))
        cells.extend([None] * (column - len(cells)))
        cells.append(value)

    def _row(self, number: int) -> list[Any]:
        """Return a row that is new, after those that were left out before it."""
        if number >= MAX_ROWS:
            raise RefusedError(TOO_LARGE)
        self._spend(number + 1 - len(self._rows))
        self._rows.extend([] for _ in range(number + 1 - len(self._rows)))
        return self._rows[number]

    def sheet(self, title: str) -> Sheet:
        """Return the sheet."""
        return Sheet(title, [tuple(row) for row in self._rows], frozenset(self.formulas))


def safe_title(title: str, number: int) -> str:
    """Return a sheet's title, or its number if the title might be a person's name: places are logged."""
    return title if _PLAIN_TITLE.fullmatch(title) else str(number)


def whole(number: float) -> int | float:
    """Return a number without a fraction as an int, as XLSX writes it: other workbooks have fractions only."""
    return int(number) if abs(number) < 2**53 and number == int(number) else number
