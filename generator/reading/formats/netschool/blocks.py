"""A report of Сетевой город «(весь класс)» cut into the blocks of its students.

The blocks stand one below the other without a page break; the legend of one may touch the next. Each block says year,
class, period and student in its own first rows and has its own columns, so nothing is carried over from another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.origin import Origin
from generator.reading.about import About
from generator.reading.cells import BadCellError, clean, parse_date
from generator.reading.sheets.workbook import Sheet
from generator.reading.whom import another_year

_LABEL = re.compile(r"(учебный год|класс|период|ученик|учащийся)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_YEAR = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})", re.ASCII)
_PERIOD = re.compile(r"с\s+(\S+)\s+по\s+(\S+)", re.IGNORECASE)
_NAMES = {"учащийся": "ученик"}


class Block(NamedTuple):
    """The rows of one student: what the first rows say, by label, with the row (0-based), and the rows below.

    `year` is the calendar year in which the school year of the settings begins (None: not told); `student_id` is what
    they say of the one student whom a page is about. Labels that stand outside the sheet have a row below 0, and their
    places are in `above`.
    """

    sheet: Sheet
    place: str
    labels: dict[str, tuple[str, int]]
    rows: range
    year: int | None = None
    student_id: str = ""
    above: Mapping[int, Origin] = MappingProxyType({})

    def told(self, about: About) -> Block:
        """Return the block with what the settings say where it says nothing itself."""
        said = {"класс": about.group}
        more = {name: (text, self.first()) for name, text in said.items() if text and not self.label(name)}
        return self._replace(labels={**self.labels, **more}, year=about.first_calendar_year)

    def person(self) -> PersonRef:
        """Return whom the block is about."""
        return PersonRef(self.student_id, self.label("ученик"))

    def origin(self, row: int, column: int | None = None) -> Origin:
        """Return the place of a cell."""
        if row in self.above:
            return self.above[row]
        return self.sheet.origin(self.place, row, column)

    def values(self, row: int) -> tuple[Any, ...]:
        """Return a row of the sheet."""
        return self.sheet.rows[row]

    def label(self, name: str) -> str:
        """Return what stands behind a label, or ""."""
        return self.labels.get(name, ("", 0))[0]

    def first(self) -> int:
        """Return the row of the first label."""
        return min((row for _, row in self.labels.values()), default=0)


def label_of(row: tuple[Any, ...]) -> tuple[str, str] | None:
    """Return label and text of a row like «Класс: 8А», or None."""
    first = next((cell for cell in row if cell not in (None, "")), None)
    found = _LABEL.fullmatch(first.strip()) if isinstance(first, str) else None
    if found is None:
        return None
    name = found[1].casefold()
    return _NAMES.get(name, name), clean(found[2])


def blocks_of(sheet: Sheet, place: str) -> Iterator[Block]:
    """Cut a sheet; a block begins with the first label after rows that are not empty and not labels."""
    labels: dict[str, tuple[str, int]] = {}
    start = 0
    filled = False
    for index, row in enumerate(sheet.rows):
        label = label_of(row)
        if label is None:
            filled = filled or (bool(labels) and not is_empty(row))
            continue
        if labels and (filled or label[0] in labels):
            yield Block(sheet, place, labels, range(start, index))
            labels, filled = {}, False
        labels[label[0]] = (label[1], index)
        start = index + 1
    if labels:
        yield Block(sheet, place, labels, range(start, len(sheet.rows)))


def is_empty(row: tuple[Any, ...]) -> bool:
    """Say whether nothing stands in a row; an empty text is nothing here."""
    return all(cell is None or cell == "" for cell in row)


def school_year(block: Block) -> int | ReadError:
    """Return the calendar year in which the school year of a block begins; it must be that of the settings."""
    text, row = block.labels.get("учебный год", ("", block.first()))
    found = _YEAR.search(text)
    if not text and block.year is not None:
        return block.year
    if found is None or int(found[2]) != int(found[1]) + 1:
        hint = "the report says it as «Учебный год: 2026/2027»"
        return ReadError("no-school-year", "no school year in this block", origin=block.origin(row, 0), hint=hint)
    if block.year is not None and int(found[1]) != block.year:
        return another_year(block.origin(row, 0), int(found[1]), block.year)
    return int(found[1])


def period(block: Block, year: int) -> tuple[date, date] | ReadError:
    """Return the first and last day of a block's period; both must lie in the school year (1 September on)."""
    text, row = block.labels.get("период", ("", block.first()))
    found = _PERIOD.search(text)
    origin = block.origin(row, 0)
    try:
        if found:
            start, end = parse_date(found[1]), parse_date(found[2])
            if date(year, 9, 1) <= start <= end <= date(year + 1, 8, 31):
                return start, end
            message = "the period is not within the school year of this block"
            return ReadError("period-outside-year", message, origin=origin)
    except BadCellError:
        pass
    hint = "the report says it as «Период: с 01.09.26 по 23.10.26»"
    return ReadError("no-period", "no period in this block", origin=origin, hint=hint)
