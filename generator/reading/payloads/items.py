"""JSON as journals send it: ids that pass 2^53, two spellings of keys, and a place for every value.

Every id comes twice, as a number and as `*_str`; the string is taken. A number that went through a float somewhere
(`1e15`) may have lost its last digits and is refused. Some answers write `SubjectId` for `subjectId`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.cells import (
    BadCellError,
    clean,
    parse_date,
    parse_datetime,
    parse_number,
    parse_span,
    parse_time,
)

_PASCAL = re.compile(rb'"[A-Z]\w*"\s*:')
_DAY_BEFORE = re.compile(r"\d{4}-\d\d-\d\d[T ]", re.ASCII)
_EXACT = 2**53
_DEEP = 100
_OBJECT, _LIST = 300, 100
"""Bytes of memory that an object or a list takes at least, with what a reader makes of it."""
_ROOM, _ROOM_TIMES = 60 * 2**20, 14
"""What objects may take: less than 100 MB and 20 times the file, because texts take some too. A file of 20 MB is
refused when its objects have 18 bytes each, one of 4 MB when they have 10; those of journals have 100 and more.
"""
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
"""Brackets, and texts with the brackets inside them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A JSON object with its place: the file and the path below its root. Reading a bad field raises `ReadError`."""

    place: str
    path: str
    fields: dict[str, Any]

    def origin(self, field: str = "") -> Origin:
        """Return the place of the object or of one of its fields."""
        return Origin(self.place, "", 0, ".".join(part for part in (self.path, field) if part))

    def error(self, field: str, expected: str) -> ReadError:
        """Return the error for a field that is not what was expected."""
        return ReadError("bad-value", f"expected {expected}", origin=self.origin(field))

    def bad_cell(self, field: str, error: BadCellError) -> ReadError:
        """Return the error for a field whose text can't be read."""
        return ReadError(error.slug, f"expected {error.expected}", origin=self.origin(field))

    def id(self, field: str) -> str:
        """Return an id as text, "" if there is none."""
        text = self.fields.get(f"{field}_str")
        if isinstance(text, str) and text.strip():
            return text.strip()
        return self._id(self.fields.get(field), field)

    def needed_id(self, field: str) -> str:
        """Return an id that must be there."""
        found = self.id(field)
        if not found:
            raise self.error(field, "an id")
        return found

    def ids(self, field: str) -> tuple[str, ...]:
        """Return a list of ids."""
        texts = self.fields.get(f"{field}Str")
        values = texts if isinstance(texts, list) and texts else self.fields.get(field) or []
        if not isinstance(values, list):
            raise self.error(field, "a list of ids")
        return tuple(self._id(value, f"{field}[{index}]") for index, value in enumerate(values))

    def _id(self, value: Any, field: str) -> str:
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, float):
            if value.is_integer() and abs(value) < _EXACT:
                return str(int(value))
            hint = "whatever saved this file rounds long numbers; export again with the ids as they are"
            raise ReadError("rounded-id", "an id that lost its last digits", origin=self.origin(field), hint=hint)
        if isinstance(value, str):
            return value.strip()
        raise self.error(field, "an id")

    def text(self, *fields: str) -> str:
        """Return the first of these fields that is not empty, as text in one line."""
        for field in fields:
            value = self.fields.get(field)
            if isinstance(value, bool | list | dict):
                raise self.error(field, "a text")
            if value is not None and str(value).strip():
                return clean(str(value))
        return ""

    def needed_text(self, field: str, expected: str) -> str:
        """Return a text that must be there."""
        found = self.text(field)
        if not found:
            raise self.error(field, expected)
        return found

    def joined(self, *fields: str) -> str:
        """Return the texts of several fields with spaces between, as a name in parts; "" when all are empty."""
        return " ".join(filter(None, map(self.text, fields)))

    def lines(self, field: str) -> str:
        """Return a text with its line breaks, "" when there is none."""
        value = self.fields.get(field)
        if value is not None and not isinstance(value, str):
            raise self.error(field, "a text")
        return (value or "").strip()

    def flag(self, field: str, *, default: bool) -> bool:
        """Return true or false; `default` when the field is missing."""
        value = self.fields.get(field)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(field, "true or false")
        return value

    def count(self, field: str) -> int | None:
        """Return a whole number from 0 on, or None."""
        value = self.fields.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.error(field, "a whole number")
        return value

    def number(self, field: str) -> Decimal | None:
        """Return a number, or None."""
        text = self.text(field)
        try:
            return parse_number(text) if text else None
        except BadCellError as error:
            raise self.bad_cell(field, error) from error

    def weight(self, *fields: str) -> Decimal | None:
        """Return the first weight in these fields; 0 says as little as none."""
        return next((number for field in fields if (number := self.number(field))), None)

    def day(self, *fields: str) -> date | None:
        """Return the day in the first of these fields that holds a date or a point in time, or None.

        A day that no calendar has raises `ReadError` `no-such-day`.
        """
        field = next((name for name in fields if self.text(name)), "")
        try:
            return parse_date(self.text(field)) if field else None
        except BadCellError as error:
            raise self.bad_cell(field, error) from error

    def needed_day(self, *fields: str) -> date:
        """Return a day that must be there."""
        found = self.day(*fields)
        if found is None:
            raise self.error(fields[0], "a day")
        return found

    def clock(self, field: str) -> time | None:
        """Return a time of day, written `8:30` or as a point in time, or None."""
        text = self.text(field)
        try:
            return parse_time(_DAY_BEFORE.sub("", text, count=1)) if text else None
        except BadCellError as error:
            raise self.bad_cell(field, error) from error

    def span(self, field: str) -> tuple[time, time] | tuple[None, None]:
        """Return two times of day, written `08:30 - 09:15`."""
        text = self.text(field)
        try:
            return parse_span(text) if text else (None, None)
        except BadCellError as error:
            raise self.bad_cell(field, error) from error

    def moment(self, field: str) -> datetime | None:
        """Return a point in time to the second; None when missing, with a zone, or at midnight (then it is a day)."""
        text = self.text(field)
        if "T" not in text:
            return None
        try:
            moment = parse_datetime(text)
        except BadCellError as error:
            raise self.bad_cell(field, error) from error
        return moment if moment and (moment.hour, moment.minute, moment.second) != (0, 0, 0) else None

    def items(self, field: str) -> Iterator[Item]:
        """Go through a list of objects; a missing list is empty."""
        path = ".".join(part for part in (self.path, field) if part)
        yield from items_of(self.place, path, self.fields.get(field) or [])

    def item(self, field: str) -> Item:
        """Return the object in a field."""
        value = self.fields.get(field)
        if not isinstance(value, dict):
            raise self.error(field, "an object")
        return Item(self.place, ".".join(part for part in (self.path, field) if part), value)

    def item_or_empty(self, field: str) -> Item:
        """Return the object in a field, one without fields when it is missing."""
        known = self if self.fields.get(field) is not None else Item(self.place, self.path, {field: {}})
        return known.item(field)


def items_of(place: str, path: str, values: Any) -> Iterator[Item]:
    """Go through a list of objects; what is no list, or no object in it, raises `ReadError`."""
    if not isinstance(values, list):
        raise ReadError("bad-value", "expected a list", origin=Origin(place, "", 0, path))
    for index, value in enumerate(values):
        where = f"{path}[{index}]"
        if not isinstance(value, dict):
            raise ReadError("bad-value", "expected an object", origin=Origin(place, "", 0, where))
        yield Item(place, where, value)


def load(place: str, content: bytes) -> Any:
    """Parse JSON in UTF-8 with or without a BOM; raise `ReadError` with line and column."""
    if content.count(b"{") * _OBJECT + content.count(b"[") * _LIST > _ROOM + _ROOM_TIMES * len(content):
        hint = "this is how harmful files look; export it again"
        raise ReadError(
            "json-too-crowded", "countless objects or lists with nothing in them", origin=Origin(place), hint=hint
        )
    hook = _camel_case if _PASCAL.search(content) else None
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=hook)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError("bad-encoding", "a damaged letter in UTF-8 text", origin=Origin(place, "", line)) from error
    except json.JSONDecodeError as error:
        hint = "the file is cut off or was changed by hand; export it again"
        origin = Origin(place, "", error.lineno, error.colno)
        raise ReadError("bad-json", "this is where it stops being JSON", origin=origin, hint=hint) from error
    except RecursionError as error:
        raise _too_deep(place, content) from error
    except ValueError as error:
        hint = "no journal writes such a number; export it again"
        raise ReadError("bad-json", "a number of thousands of digits", origin=Origin(place), hint=hint) from error


def _too_deep(place: str, content: bytes) -> ReadError:
    """Return the error of brackets that no answer has, with the place where they pass a hundred."""
    depth = at = 0
    for found in _BRACKETS.finditer(content):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(found[0], 0)
        at = found.start()
        if depth > _DEEP:
            break
    origin = Origin(place, "", content.count(b"\n", 0, at) + 1, at - content.rfind(b"\n", 0, at))
    hint = "this is how harmful files look; export it again"
    return ReadError("json-too-deep", f"more than {_DEEP} brackets inside one another", origin=origin, hint=hint)


def _camel_case(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {(key[:1].lower() + key[1:]): value for key, value in pairs}
