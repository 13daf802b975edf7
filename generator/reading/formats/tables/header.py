"""The header row of one of our own tables: which column stands where."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.formats.tables.columns import Table
from generator.reading.formats.tables.values import fold

_MOST_COLUMNS = 1_000


class Header(NamedTuple):
    """Where each field stands (0-based), its title in the file, and how many cells a row has."""

    places: dict[str, int]
    titles: dict[str, str]
    width: int


def field_of(table: Table, title: str) -> str:
    """Return the field that a header cell names, in English or Russian, or ""; spaces and `_` are the same."""
    word = fold(title).replace(" ", "_")
    for column in table.columns:
        if word == column.field or word in (fold(name).replace(" ", "_") for name in column.russian):
            return column.field
    return ""


def read_header(place: str, table: Table, line: int, row: list[str]) -> Header | list[ReadError]:
    """Find the columns, or all that is wrong with them. Columns whose title begins with `#` are passed over."""
    titles = list(row)
    while titles and not titles[-1].strip():
        titles.pop()
    if len(titles) > _MOST_COLUMNS:
        message = f"more than {_MOST_COLUMNS} columns, which no table has"
        hint = "docs/reference/own-tables.md says which columns a table has"
        return [ReadError("unknown-column", message, origin=Origin(place, "", line), hint=hint)]
    places: dict[str, int] = {}
    problems: list[ReadError] = []
    for index, title in enumerate(titles):
        if title.startswith("#"):
            continue
        field = field_of(table, title)
        origin = Origin(place, "", line, index + 1)
        if not field:
            problems.append(_unknown(origin, table, title))
        elif field in places:
            problems.append(ReadError("column-twice", f"a second column {field}", origin=origin))
        else:
            places[field] = index
    problems += _missing(Origin(place, "", line), table, places)
    if problems:
        return problems
    return Header(places, {field: titles[index].strip() for field, index in places.items()}, len(titles))


def _unknown(origin: Origin, table: Table, title: str) -> ReadError:
    if not title.strip():
        return ReadError("unknown-column", "a column without a title", origin=origin)
    names = [name for column in table.columns for name in (column.field, *column.russian)]
    near = get_close_matches(fold(title), names, 1)
    hint = f"is it {near[0]}?" if near else "known here: " + ", ".join(column.field for column in table.columns)
    return ReadError("unknown-column", "a column that this table does not have", origin=origin, hint=hint)


def _missing(origin: Origin, table: Table, places: dict[str, int]) -> Iterator[ReadError]:
    for column in table.columns:
        if column.required and column.field not in places:
            names = " or ".join((column.field, *column.russian))
            yield ReadError("missing-column", f"no column {names}", origin=origin)
        elif column.field < min(column.one_of, default="") and not {column.field, *column.one_of} & places.keys():
            message = f"no column {' or '.join((column.field, *column.one_of))}"
            yield ReadError("missing-column", message, origin=origin)
