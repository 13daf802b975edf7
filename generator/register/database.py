"""The SQLite file behind the register: opened strictly, migrated, written in transactions only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from generator.errors import RegisterError

APPLICATION_ID = 0x44494152
"""ASCII "DIAR" in the header of the file: tells a register from any other SQLite file."""

_BUSY_MILLISECONDS = 10_000

Value = str | int | bytes | None


class Database:
    """One connection. Nothing is written outside `transaction`; errors of SQLite come out as `RegisterError`."""

    def __init__(self, path: Path) -> None:
        """Open a file that exists, without looking at it yet."""
        with translated():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_BUSY_MILLISECONDS / 1000
            )
            self._depth = 0

    def close(self) -> None:
        """Close; a transaction that is open is rolled back."""
        self._connection.close()

    def settle(self) -> None:
        """Set what every connection needs. `secure_delete` overwrites an erased key in the file."""
        with translated():
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                self._connection.execute(f"PRAGMA {pragma}").close()

    def pragma(self, name: str) -> int:
        """Return a number that SQLite keeps."""
        with translated():
            return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def check(self) -> None:
        """Raise RegisterError `register-unreadable` when pages of the file are damaged."""
        with translated():
            verdict = str(self._connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        if verdict != "ok":
            raise unreadable()

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """Write all or nothing; inside another transaction it joins that one. `keep` False: roll back at the end."""
        if self._depth:
            yield
            return
        with translated():
            self._connection.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            if keep:
                with translated():
                    self._connection.execute("COMMIT")
        finally:
            self._depth -= 1
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def scrub(self) -> bool:
        """Leave nothing in the files of what was erased; False: another program is reading or writing, try later.

        `secure_delete` overwrites a row where it lies. It misses the copies that stay behind when a full page is
        divided (a few among a thousand codes), and the write-ahead log. So the file is rebuilt, and the log cut to
        nothing. What the disk itself keeps of overwritten blocks is beyond a program.
        """
        try:
            with translated():
                # what VACUUM puts aside holds the other keys, and must not lie in a temporary folder
                self._connection.execute("PRAGMA temp_store = MEMORY").close()
                self._connection.execute("VACUUM").close()
                return not self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except RegisterError as error:
            if error.slug == "register-busy":
                return False
            raise

    def rows(self, statement: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """Return what a SELECT finds."""
        with translated():
            return self._connection.execute(statement, values).fetchall()

    def write(self, statement: str, values: Sequence[Value] = ()) -> int:
        """Execute one writing statement inside a transaction; return the new row's number."""
        if not self._depth:
            raise RuntimeError("the register is written in transactions only")
        with translated():
            return self._connection.execute(statement, values).lastrowid or 0

    def migrate(self, scripts: Sequence[str]) -> None:
        """Run the scripts that this file has not seen, each in a transaction with its version number."""
        for version, script in enumerate(scripts, start=1):
            with self.transaction():
                if self.pragma("user_version") >= version:
                    continue
                for statement in _statements(script):
                    self.write(statement)
                self.write(f"PRAGMA user_version = {version}")
                self.write(f"PRAGMA application_id = {APPLICATION_ID}")

    def snapshot(self) -> bytes:
        """Return the whole database as one consistent file, the write-ahead log folded in."""
        with translated():
            copy = sqlite3.connect(":memory:")
            try:
                self._connection.backup(copy)
                return copy.serialize()
            finally:
                copy.close()


def load_scripts() -> tuple[str, ...]:
    """Return the migrations in order: `0001_….sql` leads to schema 1."""
    folder = resources.files("generator.register") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(file.read_text(encoding="utf-8") for file in files)


def _statements(script: str) -> Iterator[str]:
    """Split a script: `executescript` would commit before the first statement, and a migration is all or nothing."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise RegisterError("register-unreadable", "a migration of the register is cut off")


@contextmanager
def translated() -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            hint = "wait until the other run has ended"
            raise RegisterError("register-busy", "another program is writing the register", hint=hint) from error
        raise unreadable() from error
    except sqlite3.IntegrityError as error:
        raise RegisterError("register-refused", f"the register refuses this: {error}") from error
    except sqlite3.DatabaseError as error:
        raise unreadable() from error


def unreadable() -> RegisterError:
    """Return the error for a file that can't be read as a register."""
    hint = "restore the latest backup with `diary restore`; don't delete the file: without it every code is worthless"
    return RegisterError("register-unreadable", "private/register.sqlite can't be read", hint=hint)
