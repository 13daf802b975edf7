"""What a cell of a bundle may hold, kind by kind; an empty cell is checked elsewhere.

A check returns what is wrong with a text, None if nothing is. Case counts everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from generator.reading.formats.oneroster.bundle.columns import Column


class Wrong(NamedTuple):
    """What is wrong with a cell: the slug, and what was expected there."""

    slug: str
    expected: str


Check = Callable[[str], Wrong | None]

_ID = re.compile(r"[!#-+\--~]{1,255}")
_DAY = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(?:19|20)\d{2}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?",
    re.ASCII,
)
_FLOAT = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,15})?(?:[eE][+-]?\d)?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d{2}", re.ASCII)
_PAIRS = re.compile(r"\{[^{}:]+:[^{}]+\}(?:,\{[^{}:]+:[^{}]+\})*")


def check_of(column: Column) -> Check:
    """Return the check of a column's cells; any text will do where the kind says nothing."""
    kind = _CHECKS.get(column.kind)
    return (lambda text: kind(text, column)) if kind else lambda _: None


def _is_id(text: str, _: Column) -> Wrong | None:
    expected = "an id of visible Latin characters, without spaces, commas and quotes"
    return None if _ID.fullmatch(text) else Wrong("bad-id", expected)


def _are_ids(text: str, _: Column) -> Wrong | None:
    good = all(map(_ID.fullmatch, text.split(",")))
    return None if good else Wrong("bad-list", "ids with a comma between them and nothing else")


def _is_list(text: str, _: Column) -> Wrong | None:
    good = all(item.strip() for item in text.split(","))
    return None if good else Wrong("bad-list", "texts with a comma between them")


def _are_pairs(text: str, column: Column) -> Wrong | None:
    if _PAIRS.fullmatch(text):
        return None
    if column.name == "scoreScaleValue":
        return Wrong("bad-scale", "pairs like {5:text},{4:text}")
    return Wrong("bad-list", "pairs like {LDAP:id}")


def _is_day(text: str, _: Column) -> Wrong | None:
    try:
        if _DAY.fullmatch(text):
            date.fromisoformat(text)
            return None
    except ValueError:
        return Wrong("no-such-day", "a day that exists")
    return Wrong("not-iso-date", "a day like 2026-09-01")


def _is_moment(text: str, _: Column) -> Wrong | None:
    try:
        if _MOMENT.fullmatch(text):
            moment_of(text)
            return None
    except (ValueError, OverflowError):
        return Wrong("no-such-day", "a day and time that exist")
    return Wrong("not-iso-date", "a day and time like 2026-09-01T10:00:00Z")


def _is_word(text: str, column: Column) -> Wrong | None:
    if text in column.values:
        return None
    near = " (capitals count)" if text.casefold() in {value.casefold() for value in column.values} else ""
    return Wrong("not-in-list", "one of " + ", ".join(sorted(column.values)) + near)


def _are_words(text: str, column: Column) -> Wrong | None:
    return next(filter(None, (_is_word(word, column) for word in text.split(","))), None)


def _fits(pattern: re.Pattern[str], expected: str) -> Callable[[str, Column], Wrong | None]:
    return lambda text, _: None if pattern.fullmatch(text) else Wrong("bad-value", expected)


_CHECKS: dict[str, Callable[[str, Column], Wrong | None]] = {
    "id": _is_id,
    "ids": _are_ids,
    "list": _is_list,
    "pairs": _are_pairs,
    "day": _is_day,
    "moment": _is_moment,
    "one-of": _is_word,
    "some-of": _are_words,
    "float": _fits(_FLOAT, "a number with a decimal point"),
    "integer": _fits(_INTEGER, "a whole number"),
    "year": _fits(_YEAR, "a year of four digits"),
}


def moment_of(text: str) -> datetime:
    """Return a point in time that was checked; without a zone it is UTC."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def day_of(text: str) -> date | None:
    """Return a day that was checked; None: the cell is empty."""
    return date.fromisoformat(text) if text else None


def last_day_of(text: str) -> date | None:
    """Return the last day that belongs to a span whose exclusive end stands in a cell."""
    day = day_of(text)
    return day - timedelta(days=1) if day else None


def number_of(text: str) -> Decimal | None:
    """Return a number that was checked."""
    return Decimal(text) if text else None


def pairs_of(text: str) -> list[tuple[str, str]]:
    """Return the pairs of a cell that was checked."""
    return [(left.strip(), right.strip()) for left, right in re.findall(r"\{([^{}:]+):([^{}]+)\}", text)]
