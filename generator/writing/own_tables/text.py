"""Values become cells, and rows a CSV file that both Excel and our reader take: UTF-8 with a mark, semicolons, CRLF."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, TextIO

from generator.writing.own_tables.columns import COLUMNS

Value = str | int | bool | date | datetime | time | Decimal | None
Row = Iterable[Value]

_STARTS_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With the full-width forms, which office programs of some languages take for the plain ones."""

_NO_TEXT = dict.fromkeys((0, 65533, *range(55296, 57344)))
"""Characters that no text has: the reader takes them for a damaged file, and halves of letters have no bytes."""


def cell(value: Value) -> str:
    """Return how a value is written; None is an empty cell, a flag `yes` or `no`.

    A text that an office program would run as a formula begins with a space: Excel and LibreOffice show it as a text,
    and the reader drops spaces around every value, so that it is read back as it was.
    """
    form = _FORMS.get(type(value))
    if form:
        return form(value)
    text = str(value).translate(_NO_TEXT).strip()
    return f" {text}" if text.startswith(_STARTS_FORMULA) else text


_FORMS: dict[type, Callable[[Any], str]] = {
    NoneType: lambda _: "",
    bool: lambda flag: "yes" if flag else "no",
    Decimal: lambda number: f"{number:f}",
    datetime: lambda moment: moment.isoformat(" ", "seconds"),
    time: lambda clock: clock.isoformat("seconds" if clock.second else "minutes"),
    date: lambda day: day.isoformat(),
}


def write_table(path: Path, table: str, rows: Iterable[Row]) -> int:
    """Write a table row by row and return how many rows it has; a table without rows becomes no file.

    `path` must not exist; the folder it lies in must be its owner's alone.
    """
    found = iter(rows)
    first = next(found, None)
    if first is None:
        return 0
    with _opened(path) as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS[table])
        writer.writerow([cell(value) for value in first])
        count = 1
        for row in found:
            writer.writerow([cell(value) for value in row])
            count += 1
    return count


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    path.touch(mode=0o600, exist_ok=False)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield file
