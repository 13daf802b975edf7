"""What was published and when: generations, the publisher's key, and which diaries a generation brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.register.database import Database

_KEY = "publisher_key"
_COLUMNS = "generation, at, host, written, deleted, bytes, verified_at, profile, digest"
_ALL = f"SELECT {_COLUMNS} FROM publications ORDER BY generation"  # noqa: S608  fixed text
_LAST = f"{_ALL} DESC LIMIT 1"
_ADD = f"INSERT OR REPLACE INTO publications ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  fixed text


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """One publication; `verified_at` None: the public address did not show what was sent, or nobody looked.

    `host` is the kind of host («sftp»), `bytes` what was sent. Numbers of files: `written`, `deleted`. `profile` names
    the rule profile that held (A0.1), `digest` is the SHA-256 of the list that `sha256sum` prints for all files of the
    site, sorted by path (A3.1); "": published by a program that did not note them.
    """

    generation: int
    at: datetime
    host: str
    written: int
    deleted: int
    bytes: int
    verified_at: datetime | None
    profile: str = ""
    digest: str = ""


class Publications:
    """The publications of a register."""

    def __init__(self, database: Database) -> None:
        """Use an open register's database."""
        self._database = database

    def key(self) -> bytes | None:
        """Return the key that seals the manifest (32 bytes), None before the first publication."""
        rows = self._database.rows("SELECT value FROM meta WHERE name = ?", (_KEY,))
        return bytes(rows[0][0]) if rows else None

    def keep_key(self, key: bytes) -> None:
        """Keep the key, once and for ever; register-refused when there is one."""
        with self._database.transaction():
            self._database.write("INSERT INTO meta (name, value) VALUES (?, ?)", (_KEY, key))

    def last(self) -> PublicationRecord | None:
        """Return the latest publication."""
        rows = self._database.rows(_LAST)
        return _record(rows[0]) if rows else None

    def all(self) -> tuple[PublicationRecord, ...]:
        """Return every publication, oldest first."""
        return tuple(_record(row) for row in self._database.rows(_ALL))

    def add(self, record: PublicationRecord) -> None:
        """Note a publication, or what became of one that was noted when it began."""
        verified = record.verified_at.isoformat(timespec="seconds") if record.verified_at else None
        with self._database.transaction():
            self._database.write(
                _ADD,
                (record.generation, record.at.isoformat(timespec="seconds"), record.host, record.written,
                 record.deleted, record.bytes, verified, record.profile or None, record.digest or None),
            )  # fmt: skip

    def keep_diaries(self, generation: int, diaries: Mapping[str, str]) -> None:
        """Note what all diaries on the host say: address (32 hex digits) → digest of the envelope.

        One that says something else than before came with this generation.
        """
        with self._database.transaction():
            for address, envelope in diaries.items():
                self._database.write(
                    "INSERT INTO published_diaries (address, envelope, generation) VALUES (?, ?, ?)"
                    " ON CONFLICT (address) DO UPDATE SET envelope = excluded.envelope,"
                    " generation = excluded.generation WHERE envelope != excluded.envelope",
                    (address, envelope, generation),
                )

    def verify(self, generation: int, now: datetime) -> None:
        """Note that the public address showed what a generation sent."""
        with self._database.transaction():
            self._database.write(
                "UPDATE publications SET verified_at = ? WHERE generation = ?",
                (now.isoformat(timespec="seconds"), generation),
            )

    def diaries(self) -> dict[str, int]:
        """Return the address of every diary (32 hex digits) → the generation that brought what it holds now."""
        return dict(self._database.rows("SELECT address, generation FROM published_diaries"))

    def acts_since(self, moment: datetime | None, kinds: Sequence[str]) -> int:
        """Return how many acts of these kinds were noted since a time (None: since ever)."""
        marks = ", ".join("?" * len(kinds))
        since = moment.isoformat(timespec="seconds") if moment else ""
        rows = self._database.rows(
            f"SELECT count(*) FROM events WHERE kind IN ({marks}) AND at >= ?",  # noqa: S608  only question marks
            (*kinds, since),
        )
        return int(rows[0][0])


def _record(row: Sequence[object]) -> PublicationRecord:
    generation, at, host, written, deleted, size, verified, profile, digest = row
    return PublicationRecord(
        int(str(generation)),
        datetime.fromisoformat(str(at)),
        str(host),
        int(str(written)),
        int(str(deleted)),
        int(str(size)),
        datetime.fromisoformat(str(verified)) if verified else None,
        str(profile or ""),
        str(digest or ""),
    )
