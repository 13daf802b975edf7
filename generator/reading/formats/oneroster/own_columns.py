"""Our own columns, `metadata.` something at the right end of a file; see `docs/reference/oneroster.md`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from generator.errors import ReadError
from generator.reading.cells import BadCellError, parse_datetime
from generator.reading.formats.oneroster.bundle.rows import Row

T = TypeVar("T")


def own(row: Row, name: str, parse: Callable[[str], T]) -> T | None:
    """Return the value of a column of ours, None when it is blank or not there.

    `name` is the whole one, with `metadata.`; a value that can't be read raises `ReadError` `bad-value`.
    """
    text = row.cells.get(name)
    if not text:
        return None
    try:
        return parse(text)
    except BadCellError as error:
        raise ReadError(error.slug, f"column {name}: expected {error.expected}", origin=row.at(name)) from error


def flag(text: str) -> bool:
    """Read `true` or `false`."""
    if text not in {"true", "false"}:
        raise BadCellError("true or false")
    return text == "true"


def moment(text: str) -> datetime:
    """Read a day and a time without a zone: the school's own."""
    found = parse_datetime(text)
    if found is None:
        raise BadCellError("a time without a zone")
    return found
