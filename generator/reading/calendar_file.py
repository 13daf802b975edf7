"""`content/calendar.csv`: what the school knows better than the production calendar, or knows before it.

Columns: `date` and `kind`: `working`, `off`, or `short` (a working day that ends an hour earlier). A row with a year in
place of the date and the kind `complete` vouches for that year: every day that the decree moves is written down here.
UTF-8 or cp1251, `;` or `,`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.cells import BadCellError, parse_date
from generator.reading.sheets.text import small_table

COLUMNS = ("date", "kind")
WORKED = {"working": True, "short": True, "off": False}
COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """Day → whether it is worked, and the years the school vouches for: the two parts of `rules.WorkingDays`."""

    days: Mapping[date, bool]
    complete: frozenset[int]


NO_CALENDAR = CalendarFile({}, frozenset())


def read_calendar(name: str, content: bytes) -> tuple[CalendarFile, list[ReadError]]:
    """Read the file; every bad row is a problem of its own (`bad-calendar`, `bad-date`)."""
    table = small_table(content)
    if table.bad_line:
        message = "this row is no row of a table"
        return NO_CALENDAR, [ReadError("bad-calendar", message, origin=Origin(name, line=table.bad_line))]
    if not table.rows or tuple(cell.casefold() for cell in table.rows[0][1]) != COLUMNS:
        message = f"the first row must be {table.separator.join(COLUMNS)}"
        return NO_CALENDAR, [ReadError("bad-calendar", message, origin=Origin(name, line=1))]
    return _read_rows(name, table.rows[1:])


def _read_rows(name: str, rows: list[tuple[int, list[str]]]) -> tuple[CalendarFile, list[ReadError]]:
    kinds: dict[date, str] = {}
    complete: set[int] = set()
    problems: list[ReadError] = []
    for line, cells in rows:
        if not any(cells):
            continue
        try:
            day, kind = _read_row(cells)
        except BadCellError as bad:
            slug = "bad-date" if bad.column == "date" else "bad-calendar"
            origin = Origin(name, line=line, column=bad.column)
            problems.append(ReadError(slug, f"expected {bad.expected}", origin=origin))
            continue
        if isinstance(day, int):
            complete.add(day)
        elif kinds.setdefault(day, kind) != kind:
            message = "an earlier row says something else about this day"
            problems.append(ReadError("bad-calendar", message, origin=Origin(name, line=line, column="kind")))
    return CalendarFile({day: WORKED[kind] for day, kind in kinds.items()}, frozenset(complete)), problems


def _read_row(cells: Sequence[str]) -> tuple[date | int, str]:
    """Return the day, or the year that is complete, and the kind."""
    if len(cells) != len(COLUMNS):
        raise BadCellError("a date and a kind")
    written, kind = cells[0], cells[1].casefold()
    if kind == COMPLETE:
        if not re.fullmatch(r"20[0-9]{2}", written):
            raise BadCellError("a year like 2027 before the word complete", "date")
        return int(written), kind
    if kind not in WORKED:
        raise BadCellError(f"one of {', '.join((*WORKED, COMPLETE))}", "kind")
    try:
        return parse_date(written), kind
    except BadCellError as bad:
        raise BadCellError(bad.expected, "date") from bad
