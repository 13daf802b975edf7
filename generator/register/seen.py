"""The ledger of marks and first sights: what the builds saw of each class, as bytes that only `pack` and `unpack`
understand.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from generator.errors import RegisterError
from generator.register.database import Database
from generator.rules.records.sights import LATER_PARTS, NO_SIGHTS, Look, Part, Sights

Seen = dict[str, list[tuple[str, str]]]

_OTHER = (Part.ABSENCES, Part.HOMEWORK, Part.FINALS, Part.EXAMS)
_LATER = sorted(LATER_PARTS)
_LEVEL = 4
"""Half the time of the usual level, for a seventh more bytes."""


def pack(seen: Mapping[str, list[tuple[str, str]]], sights: Sights = NO_SIGHTS) -> bytes:
    """Return a class's marks and first sights as bytes; sights of marks that are not in `seen` are left out."""
    first = sights.first.get(Part.MARKS, {})
    content = {
        "marks": seen,
        "looks": [(look.built.isoformat(), look.as_of.isoformat(), look.parts) for look in sights.looks],
        # in the order of the marks' places, which need not be said twice
        "first": list(map(first.get, sorted(seen))),
        **{part.value: sights.first.get(part, {}) for part in (*_OTHER, *_LATER)},
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode(), _LEVEL)


def unpack(content: bytes) -> tuple[Seen, Sights]:
    """Return what was packed; nothing for no bytes, and no sights from a ledger that is older than these.

    Raises RegisterError `register-unreadable`.
    """
    if not content:
        return {}, NO_SIGHTS
    try:
        found = json.loads(zlib.decompress(content))
        # A place of a mark has strokes in it, so no mark of an old ledger is called «looks».
        marks = found["marks"] if "looks" in found else found
        seen = {place: [(str(raw), str(since)) for raw, since in history] for place, history in marks.items()}
        return seen, _sights(found, seen) if "looks" in found else NO_SIGHTS
    except (ValueError, TypeError, AttributeError, KeyError, zlib.error) as fault:
        raise RegisterError("register-unreadable", "the ledger of marks in the register is damaged") from fault


def _sights(found: Mapping[str, Any], seen: Seen) -> Sights:
    looks = tuple(
        Look(datetime.fromisoformat(built), datetime.fromisoformat(as_of), str(parts))
        for built, as_of, parts in found["looks"]
    )
    marks: dict[str, int] = dict(zip(seen, found["first"], strict=True))  # sorted, as they were packed
    if None in found["first"]:  # places that wait for their marks
        marks = {place: look for place, look in marks.items() if look is not None}
    other = {part: dict(found[part.value]) for part in _OTHER}
    later = {part: dict(found.get(part.value, {})) for part in _LATER}
    return Sights(looks, {Part.MARKS: marks, **other, **later})


def read(database: Database) -> dict[str, bytes]:
    """Return class → its packed ledger."""
    return {str(name): bytes(content) for name, content in database.rows("SELECT class, content FROM seen_marks")}


def write(database: Database, seen: Mapping[str, bytes]) -> None:
    """Put the packed ledgers of these classes in place of what was there; others stay."""
    with database.transaction():
        for name, content in sorted(seen.items()):
            database.write("INSERT OR REPLACE INTO seen_marks (class, content) VALUES (?, ?)", (name, content))
