"""The register as the rest of the program sees it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.errors import RegisterError
from generator.model.families import AccessEvent, AccessEventKind
from generator.register import codes, identities, seen
from generator.register.acts.acts import Acts
from generator.register.database import Database, Value, unreadable
from generator.register.log import access_events, all_events, noting
from generator.register.mailings import Mailings
from generator.register.opening import create_database, open_database
from generator.register.papers import Papers
from generator.register.publications import Publications
from generator.register.records import (
    CodeRecord,
    EventRecord,
    RecipientClaim,
    RecipientRecord,
    StudentRecord,
    recipient_number,
    student_number,
)
from generator.register.withdrawals.withdrawals import Withdrawals
from generator.register.years.years import Years

Draw = Callable[[int], bytes]

BACKUP_CODE_SET = "backup-code-set"

_STATE = (
    "SELECT value FROM meta WHERE name = 'salt'",
    "SELECT number, page_id, address FROM students ORDER BY number",
    "SELECT key, student FROM student_keys ORDER BY key",
    "SELECT student, name_key, recipient FROM recipient_rows ORDER BY student, name_key",
    "SELECT number, recipient, kek FROM codes WHERE revoked_at IS NULL ORDER BY number",
    "SELECT max(number) FROM events WHERE kind IN ('access-revoked', 'access-reissued', 'consent-withdrawn')",
)


class Register:
    """An open register. Use it as a context manager, or close it; it belongs to the thread that opened it."""

    def __init__(self, database: Database, who: str, draw: Draw) -> None:
        """Take an opened database; use `create`, `open` or `open_or_create`."""
        self._database = database
        self._who = who
        self._draw = draw

    @classmethod
    def create(cls, path: Path, *, who: str = "", draw: Draw = secrets.token_bytes) -> Self:
        """Make a new register at `<site>/private/register.sqlite`, and its mark `<site>/content/register.id`.

        Raises RegisterError `register-exists`, `register-lost` (there was one), `register-shared-folder`.
        """
        create_database(path, draw)
        return cls.open(path, who=who, draw=draw)

    @classmethod
    def open(cls, path: Path, *, who: str = "", draw: Draw = secrets.token_bytes) -> Self:
        """Open and, if it is of an older schema, migrate. `who` stands in the log beside all that is done.

        Raises RegisterError `register-missing` (there never was one), `register-lost`, `register-unreadable`,
        `register-newer`, `register-other-school`, `register-shared-folder`, `register-busy`.
        """
        return cls(open_database(path), who, draw)

    @classmethod
    def open_or_create(cls, path: Path, *, who: str = "", draw: Draw = secrets.token_bytes) -> Self:
        """Open the register, or make the first one of a new site folder; a lost one is an error."""
        made = cls.open if path.is_file() else cls.create
        return made(path, who=who, draw=draw)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What it is

    @property
    def uuid(self) -> str:
        """Return the identity of this register."""
        return str(self._meta("school_uuid"))

    @property
    def salt(self) -> bytes:
        """Return the school's salt, 16 bytes, the same for ever."""
        salt = self._meta("salt")
        if not isinstance(salt, bytes):
            raise unreadable()
        return salt

    @property
    def publications(self) -> Publications:
        """Return what was published."""
        return Publications(self._database)

    @property
    def mailings(self) -> Mailings:
        """Return who was told of it."""
        return Mailings(self._database)

    @property
    def papers(self) -> Papers:
        """Return what was printed for families, and handed over."""
        return Papers(self._database, self._who)

    @property
    def withdrawals(self) -> Withdrawals:
        """Return the withdrawals of consent, with their acts of destruction."""
        return Withdrawals(self._database, self._who, self._draw)

    @property
    def years(self) -> Years:
        """Return the results of closed years, and how far a closing has come."""
        return Years(self._database, self._who)

    @property
    def acts(self) -> Acts:
        """Return the acts between school and family, and the import log."""
        return Acts(self._database, self._who)

    def _meta(self, name: str) -> Value:
        rows = self._database.rows("SELECT value FROM meta WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several writes, all or none."""
        with self._database.transaction():
            yield

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Write as usual, and take everything back at the end: for `check` and dry runs."""
        with self._database.transaction(keep=False):
            yield

    def snapshot(self) -> bytes:
        """Return the register as the bytes of one whole SQLite file, for a backup."""
        return self._database.snapshot()

    def state_digest(self) -> str:
        """Return a SHA-256 that changes whenever an id, an address, a key or an act about access changes."""
        digest = hashlib.sha256()
        for statement in _STATE:
            digest.update(repr(self._database.rows(statement)).encode())
        return digest.hexdigest()

    # Who is who

    def resolve_students(
        self, students: Sequence[tuple[tuple[str, ...], str]], now: datetime
    ) -> dict[str, StudentRecord]:
        """Return first key → record for (keys, display name); new students and keys are entered.

        Raises RegisterError `identity-conflict` when two of the register's students are said to be one, or one two.
        """
        with self.transaction():
            return identities.resolve_students(
                self._database, students, self._draw, noting(self._database, self._who, now)
            )

    def resolve_recipients(self, claims: Sequence[RecipientClaim], now: datetime) -> dict[tuple[str, str], str]:
        """Return (student id, name key) → recipient id; pairs never seen are entered (see `RecipientClaim`)."""
        with self.transaction():
            return identities.resolve_recipients(self._database, claims, noting(self._database, self._who, now))

    def recipients(self) -> dict[str, RecipientRecord]:
        """Return every recipient ever seen, by id."""
        rows = self._database.rows("SELECT number, name FROM recipients ORDER BY number")
        return {f"R{number}": RecipientRecord(f"R{number}", str(name)) for number, name in rows}

    def family_view(self) -> dict[tuple[str, str], str]:
        """Return (student id, recipient id) → digest of the row, as the last run saw the families file."""
        return identities.family_view(self._database)

    def remember_view(
        self, view: Mapping[tuple[str, str], str], vanished: Sequence[tuple[str, str]], now: datetime
    ) -> None:
        """Keep what the families file looks like now; vanished pairs go into the log. Unchanged: nothing is written."""
        if view != self.family_view():
            with self.transaction():
                identities.remember_view(self._database, view, vanished, noting(self._database, self._who, now))

    # The ledger of marks

    def seen_marks(self) -> dict[str, bytes]:
        """Return class → its marks as the last builds saw them (`register.seen.unpack`)."""
        return seen.read(self._database)

    def remember_marks(self, marks: Mapping[str, bytes]) -> None:
        """Keep what a build saw of the marks of these classes."""
        if marks:
            seen.write(self._database, marks)

    # Codes

    def keks(self) -> dict[str, bytes]:
        """Return recipient id → 32-byte key of every live code."""
        return codes.live_keks(self._database)

    def codes(self) -> tuple[CodeRecord, ...]:
        """Return every code that ever was, oldest first."""
        return codes.all_codes(self._database)

    def issue(self, recipient_id: str, kek: bytes, now: datetime) -> None:
        """Enter a recipient's code; RegisterError `already-issued` while one is live."""
        with self.transaction():
            recipient = self._known(recipient_id)
            codes.insert_code(self._database, recipient, kek, now)
            noting(self._database, self._who, now)("code-issued", None, recipient, "")

    def replace(self, recipient_id: str, kek: bytes, now: datetime, reopened: Sequence[str] = ()) -> None:
        """Revoke the live code, if any, and enter a new one. `reopened`: students whose withdrawn consent it lifts."""
        with self.transaction():
            recipient = self._known(recipient_id)
            old = codes.end_code(self._database, recipient, now)
            new = codes.insert_code(self._database, recipient, kek, now)
            if old:
                codes.link_replacement(self._database, old, new)
            note = noting(self._database, self._who, now)
            note(AccessEventKind.REISSUED, None, recipient, "")
            for student in reopened:
                note(AccessEventKind.REISSUED, student_number(student), recipient, "")

    def hand(self, recipient_id: str, to: str, now: datetime) -> None:
        """Note that the letter was handed over or sent; RegisterError `no-code`, `already-handed`."""
        with self.transaction():
            recipient = self._known(recipient_id)
            codes.hand_code(self._database, recipient, to, now)
            noting(self._database, self._who, now)("code-handed", None, recipient, "")

    def revoke(self, recipient_id: str, now: datetime, reason: str = "") -> None:
        """End a recipient's access and erase the key; also where there is no code yet."""
        with self.transaction():
            recipient = self._known(recipient_id)
            codes.end_code(self._database, recipient, now)
            noting(self._database, self._who, now)(AccessEventKind.REVOKED, None, recipient, reason)

    # The log

    def events(self) -> tuple[EventRecord, ...]:
        """Return the whole log, oldest first."""
        return all_events(self._database)

    def access_events(self) -> tuple[AccessEvent, ...]:
        """Return the acts that open or close access, for `rules.access.decide`."""
        return access_events(self._database)

    # The backup's key

    def backup_key(self) -> tuple[bytes, bytes] | None:
        """Return key and salt of the backup code in use, None before the first backup."""
        kek, salt = self._meta("backup_kek"), self._meta("backup_salt")
        return (kek, salt) if isinstance(kek, bytes) and isinstance(salt, bytes) else None

    def keep_backup_key(self, kek: bytes, salt: bytes, now: datetime) -> None:
        """Use this key for the backups from now on."""
        with self.transaction():
            statement = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"
            self._database.write(statement, ("backup_kek", kek))
            self._database.write(statement, ("backup_salt", salt))
            noting(self._database, self._who, now)(BACKUP_CODE_SET, None, None, "")

    def _known(self, recipient_id: str) -> int:
        try:
            number = recipient_number(recipient_id)
        except ValueError:
            number = 0
        if not self._database.rows("SELECT 1 FROM recipients WHERE number = ?", (number,)):
            hint = "recipients are named by the ids that `diary access list` shows, like R12"
            raise RegisterError("unknown-recipient", f"there is no recipient {recipient_id}", hint=hint)
        return number
