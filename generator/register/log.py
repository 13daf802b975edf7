"""The log of all that was done: who, when, what, to whom. It is only added to; the database refuses anything else."""

from __future__ import annotations

from datetime import date, datetime

from generator.model.families import AccessEvent, AccessEventKind
from generator.register.database import Database
from generator.register.identities import Note
from generator.register.records import EventRecord

_ACCESS_KINDS = tuple(kind.value for kind in AccessEventKind)


def noting(database: Database, who: str, now: datetime) -> Note:
    """Return the function that adds lines of one moment, in the school's time (with or without its offset)."""
    at = now.isoformat(timespec="seconds")
    statement = "INSERT INTO events (at, who, kind, student, recipient, detail) VALUES (?, ?, ?, ?, ?, ?)"

    def note(kind: str, student: int | None, recipient: int | None, detail: str) -> None:
        database.write(statement, (at, who, str(kind), student, recipient, detail))

    return note


def all_events(database: Database) -> tuple[EventRecord, ...]:
    """Return the whole log, oldest first."""
    rows = database.rows("SELECT number, at, who, kind, student, recipient, detail FROM events ORDER BY number")
    return tuple(
        EventRecord(
            number=number,
            at=datetime.fromisoformat(str(at)),
            who=str(who),
            kind=str(kind),
            student_id=_id("S", student),
            recipient_id=_id("R", recipient),
            detail=str(detail),
        )
        for number, at, who, kind, student, recipient, detail in rows
    )


def access_events(database: Database) -> tuple[AccessEvent, ...]:
    """Return the acts that open or close access, in order; their day is the school's."""
    rows = database.rows(
        "SELECT number, at, kind, student, recipient, detail FROM events WHERE kind IN (?, ?, ?) ORDER BY number",
        _ACCESS_KINDS,
    )
    return tuple(
        AccessEvent(
            number=number,
            kind=AccessEventKind(str(kind)),
            recipient_id=_id("R", recipient),
            student_id=_id("S", student),
            on=datetime.fromisoformat(str(at)).date(),
            declared_on=_declared_on(str(detail)) if kind == AccessEventKind.WITHDRAWN else None,
        )
        for number, at, kind, student, recipient, detail in rows
    )


def _declared_on(detail: str) -> date | None:
    """Return the day with which the line about a withdrawal begins; older lines have none."""
    try:
        return date.fromisoformat(detail[:10])
    except ValueError:
        return None


def _id(letter: str, number: object) -> str:
    return "" if number is None else f"{letter}{number}"
