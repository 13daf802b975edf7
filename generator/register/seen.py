"""The ledger of marks: what the last builds saw of each class, as bytes that only `pack` and `unpack` understand."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from generator.errors import RegisterError
from generator.register.database import Database

Seen = dict[str, list[tuple[str, str]]]


def pack(seen: Mapping[str, list[tuple[str, str]]]) -> bytes:
    """Return a class's marks as bytes."""
    text = json.dumps(seen, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode(), 6)


def unpack(content: bytes) -> Seen:
    """Return what was packed; nothing for no bytes. Raises RegisterError `register-unreadable`."""
    if not content:
        return {}
    try:
        found = json.loads(zlib.decompress(content))
        return {place: [(str(raw), str(since)) for raw, since in history] for place, history in found.items()}
    except (ValueError, TypeError, AttributeError, zlib.error) as fault:
        raise RegisterError("register-unreadable", "the ledger of marks in the register is damaged") from fault


def read(database: Database) -> dict[str, bytes]:
    """Return class → its packed marks."""
    return {str(name): bytes(content) for name, content in database.rows("SELECT class, content FROM seen_marks")}


def write(database: Database, seen: Mapping[str, bytes]) -> None:
    """Put the packed marks of these classes in place of what was there; others stay."""
    with database.transaction():
        for name, content in sorted(seen.items()):
            database.write("INSERT OR REPLACE INTO seen_marks (class, content) VALUES (?, ?)", (name, content))
