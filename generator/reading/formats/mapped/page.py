"""One sheet of a table, or a text file as a sheet: its cells, their places, and the columns that a mapping means."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.cells import clean
from generator.reading.joining.folding import fold_name
from generator.reading.mapping.layouts import ColumnRef, RowRef
from generator.reading.sheets.sheet import Sheet

_SEE = "compare the file with docs/how-to/own-spreadsheets.md"


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a file. `member` is the file's name; `number` counts the sheets of a file from 1.

    `title` is the sheet's as written: it may be a name, so no message shows it. `lines` (of a text file) are the lines
    on which the rows begin.
    """

    place: str
    member: str
    sheet: Sheet
    title: str
    number: int = 1
    lines: Sequence[int] = ()
    height: int = field(init=False)
    width: int = field(init=False)
    _formulas: dict[int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Measure the sheet once: these numbers are asked for every cell."""
        last: dict[int, int] = {}
        for row, column in self.sheet.formulas:
            last[row] = max(last.get(row, 0), column + 1)
        object.__setattr__(self, "height", len(self.sheet.rows))
        object.__setattr__(self, "width", max(map(len, self.sheet.rows), default=0))
        object.__setattr__(self, "_formulas", last)

    def length(self, row: int) -> int:
        """Return behind which column nothing more stands in a row: rows are as long as their last cell."""
        return max(len(self.sheet.rows[row]), self._formulas.get(row, 0))

    def origin(self, row: int, column: int | None = None) -> Origin:
        """Return the place of a cell or row: line and number in a text, row and letter in a sheet."""
        if not self.lines:
            return self.sheet.origin(self.place, row, column)
        line = self.lines[row] if row < len(self.lines) else self.lines[-1] + 1
        return Origin(self.place, "", line, "" if column is None else column + 1)

    def value(self, row: int, column: int | None) -> Any:
        """Return what stands in a cell; nothing and spaces are None."""
        values = self.sheet.rows[row] if row < self.height else ()
        found = values[column] if column is not None and column < len(values) else None
        return None if isinstance(found, str) and not found.strip() else found

    def text(self, row: int, column: int | None) -> str:
        """Return what stands in a cell as text in one line, "" for nothing."""
        return shown(self.value(row, column))

    def is_empty(self, row: int) -> bool:
        """Say whether nothing stands in a row."""
        return all(self.value(row, column) is None for column in range(len(self.sheet.rows[row])))

    def formula_fault(self, row: int, column: int | None) -> ReadError | None:
        """Return an error if a formula without a value stands in a cell."""
        if column is None or (row, column) not in self.sheet.formulas:
            return None
        hint = "open the file in the program that made it, let it calculate, save"
        origin = self.origin(row, column)
        return ReadError("formula-without-value", "a formula that was never calculated", origin=origin, hint=hint)

    def find_row(self, ref: RowRef, slug: str = "mapping-does-not-fit") -> int | ReadError:
        """Return the row that a mapping means, or an error with this slug."""
        if ref.number is not None:
            if ref.number < self.height and not self.is_empty(ref.number):
                return ref.number
            return self._misfit(slug, ref, 0, f"row {ref.number + 1} is empty or not there")
        wanted = fold_name(ref.text)
        found = [row for row in range(self.height) if wanted in map(fold_name, self._texts(row))]
        if len(found) == 1:
            return found[0]
        said = "this text stands in no row" if not found else "this text stands in several rows"
        return self._misfit(slug, ref, found[1] if found else 0, said)

    def find_column(
        self, ref: ColumnRef, rows: Iterable[Sequence[int]], slug: str = "mapping-does-not-fit"
    ) -> int | ReadError:
        """Return the column that a mapping means: the text of a header is looked for in the first of these groups of
        rows that has it.
        """
        searched = [list(group) for group in rows]
        at = next((group[0] for group in searched if group), 0)
        if ref.number is not None:
            if ref.number < self.width:
                return ref.number
            return self._misfit(slug, ref, at, f"there are only {self.width} columns")
        wanted = fold_name(ref.text)
        for group in searched:
            found = {
                column for row in group for column, text in enumerate(self._texts(row)) if fold_name(text) == wanted
            }
            if len(found) == 1:
                return found.pop()
            if found:
                said = "this header stands above several columns"
                return self._misfit(slug, ref, at, said, "name the column by its letter or number")
        return self._misfit(slug, ref, at, "no column has this header")

    def _texts(self, row: int) -> list[str]:
        return [self.text(row, column) for column in range(len(self.sheet.rows[row]))] if row < self.height else []

    def _misfit(self, slug: str, ref: ColumnRef | RowRef, row: int, said: str, hint: str = _SEE) -> ReadError:
        message = f"the mapping says {ref.key} in line {ref.line}: {said}"
        return ReadError(slug, message, origin=self.origin(row), hint=hint)


def shown(value: Any) -> str:
    """Return a value as text in one line: numbers as they print, days as `2026-09-01`, nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date | time) else clean(str(value))
