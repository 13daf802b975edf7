"""What a paper says, as a text: for the check code on it, and to know whether it would say something else by now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal

from generator.diaries.diary import Average, MarkChip
from generator.rules.forecast import Forecast

_UNSAID: Mapping[type, frozenset[str]] = {
    # The row a mark hangs in says its day and its lesson; when a teacher entered it stands on no paper.
    MarkChip: frozenset({"day", "nth", "entered_on"}),
    # What the page unfolds of how an average came about.
    Average: frozenset({"points", "weights"}),
    # Lessons to come pass by with the days; what they change in the ways is said by these.
    Forecast: frozenset({"left"}),
}
"""What papers don't say of these."""
_NEVER_SAID = frozenset({"as_of", "origin", "id", "student_id"})
"""The time of the data isn't what papers are about; where a text came from and what we call a thing stand on none."""

_EMPTY: tuple[object, ...] = ("", ())


def content_text(value: object) -> str:
    """Return a text that two values of `papers.lines` share exactly when their papers would say the same.

    It is JSON with names of fields. Fields that hold nothing are left out: one that is added some day, empty so far,
    doesn't make every paper in the drawer an old one. Raises TypeError for what no paper is made of.
    """
    return json.dumps(_plain(value, {}), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object, known: dict[type, tuple[str, ...]]) -> object:
    """Return a value as JSON has it; `known` keeps the fields of the types that were met."""
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return value
    if isinstance(value, tuple) and kind is tuple:
        return [_plain(each, known) for each in value]
    names = known.get(kind)
    if names is None:
        names = known[kind] = _said_of(kind)
    if not names:
        return _word(value)
    said = {}
    for name in names:
        found = getattr(value, name)
        # A zero is something: no lesson missed isn't the same as nothing known.
        if found is not None and found is not False and found not in _EMPTY:
            said[name] = _plain(found, known)
    return said


def _said_of(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass or a named tuple that papers may say, () for any other type."""
    names: Iterable[str] = getattr(kind, "_fields", ()) or getattr(kind, "__dataclass_fields__", ())
    silent = _NEVER_SAID | _UNSAID.get(kind, frozenset())
    return tuple(name for name in names if name not in silent)


def _word(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(f"no part of a paper: {type(value).__name__}")
