"""What the register gives and takes: plain frozen values. Students are `S…`, recipients `R…`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StudentRecord:
    """A student's permanent id, the id inside the page, and the page's address `d/<32 hex>/` (the hex only)."""

    id: str
    page_id: str
    address: str


@dataclass(frozen=True, slots=True)
class RecipientClaim:
    """A row of the families file asks who its recipient is.

    `name_key` is the folded name. Claims with the same `cluster` are one recipient by a contact or `recipient_id`;
    it only matters for pairs the register has not seen.
    """

    student_id: str
    name: str = field(repr=False)
    name_key: str = field(repr=False)
    cluster: int


@dataclass(frozen=True, slots=True)
class RecipientRecord:
    """A recipient as first written."""

    id: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """One code's life. `replaced` True: a reissue came after it; `live`: it opens pages."""

    recipient_id: str
    issued_at: datetime
    handed_at: datetime | None
    handed_to: str = field(repr=False)
    revoked_at: datetime | None
    replaced: bool

    @property
    def live(self) -> bool:
        """Say whether the code opens pages."""
        return self.revoked_at is None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A line of the log; `student_id` and `recipient_id` "" where it is about neither."""

    number: int
    at: datetime
    who: str
    kind: str
    student_id: str
    recipient_id: str
    detail: str = field(repr=False)


def student_number(student_id: str) -> int:
    """Return the number in `S12`; raises ValueError for anything else."""
    return _number("S", student_id)


def recipient_number(recipient_id: str) -> int:
    """Return the number in `R12`; raises ValueError for anything else."""
    return _number("R", recipient_id)


def _number(letter: str, text: str) -> int:
    digits = text.removeprefix(letter)
    if text == digits or not digits.isascii() or not digits.isdigit():
        raise ValueError(f"not an id of the kind {letter}1")
    return int(digits)
