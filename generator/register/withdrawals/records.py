"""What the register knows of a withdrawal: plain frozen values, written into the log and read back from it.

There is no table for acts: the log is only ever added to, and an act that could be changed would prove nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from generator.register.records import EventRecord

PAGE_MOVED, KEY_ERASED, ACT = "page-moved", "key-erased", "destruction-act"
PAGE_GONE, SEEN_GONE = "page-gone", "page-gone-seen"
CLEANED = "register-cleaned"
BACKUP_MADE = "backup-made"
"""Kinds of the log's lines."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal as the family declared it: `on` is the day of the declaration, `document` its number or name.

    `ends_key` True: the recipient may read nothing any more, so the key goes; `family` is then the address of their
    family page (32 hex digits, "" where there is no code), `letter` says whether their letter still lay in the school.
    """

    recipient_id: str
    student_id: str
    on: date
    document: str = ""
    reason: str = ""
    ends_key: bool = False
    family: str = ""
    letter: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawalRecord:
    """A withdrawal that was entered, with its act's number, from 1. `at`: when it was entered, `who` by whom.

    `old` and `new` are the addresses of the student's page (32 hex digits) before and after. `gone_at` is when a
    publication ended that no longer held the old pages (None: not yet), `seen_at` when the public address showed that.
    """

    number: int
    at: datetime
    who: str
    withdrawal: Withdrawal = field(repr=False)
    old: str
    new: str
    gone_at: datetime | None = None
    seen_at: datetime | None = None

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of the site that must answer 404 from the next publication on."""
        family = self.withdrawal.family
        return (f"d/{self.old}/index.html", *([f"f/{family}/index.html"] if family else []))


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """A backup that was written: its file's name, without the folder, and when."""

    name: str
    at: datetime


def declared(withdrawal: Withdrawal) -> str:
    """Return what the log's line about the withdrawal says: its day first (`register.log` reads it from there)."""
    return "; ".join(part for part in (withdrawal.on.isoformat(), withdrawal.document, withdrawal.reason) if part)


def act_detail(number: int, withdrawal: Withdrawal, old: str, new: str) -> str:
    """Return the log's line about an act: all that its sheet needs, so that the sheet can be made again."""
    found = {
        "act": number,
        "on": withdrawal.on.isoformat(),
        "document": withdrawal.document,
        "reason": withdrawal.reason,
        "ends_key": withdrawal.ends_key,
        "family": withdrawal.family,
        "letter": withdrawal.letter,
        "old": old,
        "new": new,
    }
    return json.dumps(found, ensure_ascii=False)


def read_act_number(event: EventRecord) -> str:
    """Return the number of the act that a line of the kind `ACT` tells of."""
    return str(json.loads(event.detail)["act"])


def about_act(number: int, text: str) -> str:
    """Return the detail of a line that belongs to an act."""
    return f"act {number}: {text}"


def read_withdrawals(events: Iterable[EventRecord]) -> tuple[WithdrawalRecord, ...]:
    """Return the withdrawals that a log tells of, oldest first."""
    found: dict[int, WithdrawalRecord] = {}
    for event in events:
        if event.kind == ACT:
            record = _record(event)
            found[record.number] = record
        elif event.kind in {PAGE_GONE, SEEN_GONE}:
            number = int(event.detail.removeprefix("act ").partition(":")[0])
            gone = event.kind == PAGE_GONE
            old = found[number]
            found[number] = replace(old, gone_at=event.at) if gone else replace(old, seen_at=event.at)
    return tuple(found.values())


def _record(event: EventRecord) -> WithdrawalRecord:
    said = json.loads(event.detail)
    withdrawal = Withdrawal(
        event.recipient_id,
        event.student_id,
        date.fromisoformat(said["on"]),
        said["document"],
        said["reason"],
        ends_key=said["ends_key"],
        family=said["family"],
        letter=said["letter"],
    )
    return WithdrawalRecord(said["act"], event.at, event.who, withdrawal, said["old"], said["new"])


def extract(events: Iterable[EventRecord], record: WithdrawalRecord) -> tuple[EventRecord, ...]:
    """Return the log's lines about the student and the recipient of a withdrawal, and about nobody else.

    Lines about the student alone and about the recipient alone belong to it; those about another recipient of the
    student, or about another child of the recipient, do not.
    """
    pair = (record.withdrawal.student_id, record.withdrawal.recipient_id)
    return tuple(
        event
        for event in events
        if event.student_id in {"", pair[0]} and event.recipient_id in {"", pair[1]}
        and (event.student_id or event.recipient_id)
    )  # fmt: skip


def backups_before(events: Iterable[EventRecord], record: WithdrawalRecord) -> tuple[BackupRecord, ...]:
    """Return the backups that a log tells of before the act of a withdrawal."""
    found: list[BackupRecord] = []
    for event in events:
        if event.kind == ACT and read_act_number(event) == str(record.number):
            break
        if event.kind == BACKUP_MADE:
            found.append(BackupRecord(event.detail, event.at))
    return tuple(found)
