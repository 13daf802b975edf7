"""Entering a withdrawal: the recipient leaves, the student's page moves, a key that opens nothing more is erased."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from generator.errors import RegisterError
from generator.model.families import AccessEventKind
from generator.register.codes import end_code
from generator.register.database import Database
from generator.register.log import all_events, noting
from generator.register.records import recipient_number, student_number
from generator.register.withdrawals.records import (
    ACT,
    BACKUP_MADE,
    CLEANED,
    KEY_ERASED,
    PAGE_GONE,
    PAGE_MOVED,
    SEEN_GONE,
    BackupRecord,
    Withdrawal,
    WithdrawalRecord,
    about_act,
    act_detail,
    backups_before,
    declared,
    read_withdrawals,
)


class Withdrawals:
    """The withdrawals of a register, and the backups that may still hold what they destroyed."""

    def __init__(self, database: Database, who: str, draw: Callable[[int], bytes]) -> None:
        """Use an open register's database; `who` stands in the log, `draw` gives random bytes."""
        self._database = database
        self._who = who
        self._draw = draw

    def enter(self, withdrawal: Withdrawal, now: datetime) -> WithdrawalRecord:
        """Enter a withdrawal, all of it or nothing: the act in the log, the page's new address, the key's end.

        The address that is left is never given again: addresses are 16 random bytes, drawn anew. The page's id inside
        stays, so that devices of those who go on reading know it. Call `clean` afterwards.
        Raises RegisterError `unknown-student`, `unknown-recipient`, `no-such-pair`.
        """
        with self._database.transaction():
            student, recipient = self._check_pair(withdrawal.student_id, withdrawal.recipient_id)
            note = noting(self._database, self._who, now)
            note(AccessEventKind.WITHDRAWN, student, recipient, declared(withdrawal))
            old, new = self._move(student)
            note(PAGE_MOVED, student, recipient, f"d/{old}/ to d/{new}/")
            if withdrawal.ends_key and end_code(self._database, recipient, now):
                note(KEY_ERASED, student, recipient, f"f/{withdrawal.family}/")
            number = len(self.all()) + 1
            note(ACT, student, recipient, act_detail(number, withdrawal, old, new))
            return self.all()[-1]

    def _check_pair(self, student_id: str, recipient_id: str) -> tuple[int, int]:
        hint = "`diary access list` shows who has which students, by ids like R12 and S17"
        student = self._number("students", student_number, student_id)
        if not student:
            raise RegisterError("unknown-student", f"there is no student {student_id}", hint=hint)
        recipient = self._number("recipients", recipient_number, recipient_id)
        if not recipient:
            raise RegisterError("unknown-recipient", f"there is no recipient {recipient_id}", hint=hint)
        statement = "SELECT 1 FROM recipient_rows WHERE student = ? AND recipient = ?"
        if not self._database.rows(statement, (student, recipient)):
            message = f"{recipient_id} never had a row for {student_id} in the families file"
            raise RegisterError("no-such-pair", message, hint=hint)
        return student, recipient

    def _number(self, table: str, parse: Callable[[str], int], person: str) -> int:
        """Return the number in an id that the register knows, 0 for any other."""
        try:
            number = parse(person)
        except ValueError:
            return 0
        found = self._database.rows(f"SELECT 1 FROM {table} WHERE number = ?", (number,))  # noqa: S608  a name from here
        return number if found else 0

    def _move(self, student: int) -> tuple[str, str]:
        """Give a student's page another address; return the old and the new one."""
        old = str(self._database.rows("SELECT address FROM students WHERE number = ?", (student,))[0][0])
        new = self._draw(16).hex()
        self._database.write("UPDATE students SET address = ? WHERE number = ?", (new, student))
        return old, new

    def clean(self, now: datetime) -> bool:
        """Leave no copy of an erased key in the register's files; say whether that is so.

        False: another program is reading the register just now; then call it again later. Nothing is done when no key
        was erased since the last time.
        """
        kinds = [event.kind for event in all_events(self._database) if event.kind in {KEY_ERASED, CLEANED}]
        if not kinds or kinds[-1] == CLEANED:
            return True
        if not self._database.scrub():
            return False
        with self._database.transaction():
            noting(self._database, self._who, now)(CLEANED, None, None, "")
        return True

    # What became of it

    def all(self) -> tuple[WithdrawalRecord, ...]:
        """Return every withdrawal that has an act, oldest first."""
        return read_withdrawals(all_events(self._database))

    def unseen(self) -> tuple[str, ...]:
        """Return the paths of pages that left and that nobody has yet seen to be gone at the public address."""
        return tuple(path for record in self.all() if record.seen_at is None for path in record.paths)

    def note_gone(self, published: Collection[str], generation: int, now: datetime) -> None:
        """Note which withdrawals' old pages the host no longer holds: `published` are all paths that it holds now."""
        for record in self.all():
            if record.gone_at is None and not any(path in published for path in record.paths):
                self._note(record, PAGE_GONE, f"generation {generation}", now)

    def note_seen(self, now: datetime) -> None:
        """Note that the public address answers no more for the pages that are gone from the host."""
        for record in self.all():
            if record.gone_at is not None and record.seen_at is None:
                self._note(record, SEEN_GONE, "not answered at the public address", now)

    def _note(self, record: WithdrawalRecord, kind: str, text: str, now: datetime) -> None:
        with self._database.transaction():
            student = student_number(record.withdrawal.student_id)
            recipient = recipient_number(record.withdrawal.recipient_id)
            noting(self._database, self._who, now)(kind, student, recipient, about_act(record.number, text))

    def student_names(self) -> dict[str, str]:
        """Return the name of every student as the register first saw it, by id."""
        return {f"S{number}": str(name) for number, name in self._database.rows("SELECT number, name FROM students")}

    # Backups

    def note_backup(self, name: str, at: datetime) -> None:
        """Note that a backup was written, by the name of its file: where it lies is nobody's business."""
        with self._database.transaction():
            noting(self._database, self._who, at)(BACKUP_MADE, None, None, name)

    def backups(self, record: WithdrawalRecord) -> tuple[BackupRecord, ...]:
        """Return the backups that were made before a withdrawal, in the order of the log."""
        return backups_before(all_events(self._database), record)
