"""The life of a code: issued, handed over, replaced or revoked. At most one per recipient is live."""

from __future__ import annotations

from datetime import datetime

from generator.errors import RegisterError
from generator.register.database import Database
from generator.register.records import CodeRecord


def live_keks(database: Database) -> dict[str, bytes]:
    """Return recipient id → key of every live code."""
    rows = database.rows("SELECT recipient, kek FROM codes WHERE revoked_at IS NULL ORDER BY recipient")
    return {f"R{recipient}": kek for recipient, kek in rows}


def all_codes(database: Database) -> tuple[CodeRecord, ...]:
    """Return every code that ever was, oldest first."""
    rows = database.rows(
        "SELECT recipient, issued_at, handed_at, handed_to, revoked_at, replaced_by FROM codes ORDER BY number"
    )
    return tuple(
        CodeRecord(
            recipient_id=f"R{recipient}",
            issued_at=datetime.fromisoformat(issued),
            handed_at=_moment(handed),
            handed_to=to or "",
            revoked_at=_moment(revoked),
            replaced=replaced is not None,
        )
        for recipient, issued, handed, to, revoked, replaced in rows
    )


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")


def find_live(database: Database, recipient: int) -> int:
    """Return the number of the recipient's live code, 0 when there is none."""
    rows = database.rows("SELECT number FROM codes WHERE recipient = ? AND revoked_at IS NULL", (recipient,))
    return int(rows[0][0]) if rows else 0


def insert_code(database: Database, recipient: int, kek: bytes, now: datetime) -> int:
    """Enter a code; refused while another one is live."""
    if len(kek) != 32:
        raise ValueError("a key has 32 bytes")
    if find_live(database, recipient):
        hint = "to replace it, use `diary access reissue`"
        raise RegisterError("already-issued", f"R{recipient} has a code that is valid", hint=hint)
    statement = "INSERT INTO codes (recipient, kek, issued_at) VALUES (?, ?, ?)"
    return database.write(statement, (recipient, kek, _stamp(now)))


def hand_code(database: Database, recipient: int, to: str, now: datetime) -> None:
    """Note the hand-over of the live code; a second hand-over of one code is refused."""
    number = find_live(database, recipient)
    if not number:
        hint = "`diary access list` shows who has one"
        raise RegisterError("no-code", f"R{recipient} has no code that could be handed over", hint=hint)
    rows = database.rows("SELECT handed_at FROM codes WHERE number = ? AND handed_at IS NOT NULL", (number,))
    if rows:
        raise RegisterError("already-handed", f"the code of R{recipient} was handed over on {rows[0][0][:10]}")
    database.write(
        "UPDATE codes SET handed_at = ?, handed_to = ? WHERE number = ?",
        (_stamp(now), to, number),
    )


def end_code(database: Database, recipient: int, now: datetime) -> int:
    """Revoke the live code and erase its key; return its number, 0 when there was none."""
    number = find_live(database, recipient)
    if number:
        database.write("UPDATE codes SET revoked_at = ?, kek = NULL WHERE number = ?", (_stamp(now), number))
    return number


def link_replacement(database: Database, old: int, new: int) -> None:
    """Say which code came after a revoked one."""
    database.write("UPDATE codes SET replaced_by = ? WHERE number = ?", (new, old))
