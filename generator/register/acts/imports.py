"""The import log (requirement B8.1): which file, what was read of it, what was rejected and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.register.database import Database

_COLUMNS = "name, digest, reader, rows, rejected, reasons, accepted"
_LATEST = (
    f"SELECT number, at, who, {_COLUMNS} FROM imports WHERE number IN (SELECT max(number) FROM imports GROUP BY name)"  # noqa: S608  fixed text
)
_ALL = f"SELECT number, at, who, {_COLUMNS} FROM imports ORDER BY number"  # noqa: S608  fixed text
_INSERT = f"INSERT INTO imports (at, who, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  fixed text


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """What an export was when it was read.

    `name` is its path below the site folder, `digest` the SHA-256 of the file in hex (see `commands.import_log` for an
    export of several files), `reader` the format ("" when none was found), `rows` how many entries of each table were
    read, `reasons` slug → how many places were rejected for it. `accepted`: a build may use it.
    """

    name: str
    digest: str
    reader: str
    rows: Mapping[str, int]
    reasons: Mapping[str, int]
    accepted: bool

    @property
    def rejected(self) -> int:
        """Return how many places were rejected."""
        return sum(self.reasons.values())

    def content(self) -> tuple[object, ...]:
        """Return what is to be noted anew when it changes."""
        return (self.name, self.digest, self.reader, dict(self.rows), dict(self.reasons), self.accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord(ImportLine):
    """What was noted: its number, when (the school's time), and by whom."""

    number: int
    at: datetime
    who: str


class Imports:
    """The import log of a register."""

    def __init__(self, database: Database, who: str) -> None:
        """Use an open register's database; `who` stands beside every line."""
        self._database = database
        self._who = who

    def note(self, lines: Iterable[ImportLine], now: datetime) -> int:
        """Note the exports that are not as they were the last time; return how many.

        An export that comes back as it was before the last time is noted again: the log tells what was used when.
        """
        with self._database.transaction():
            latest = self.latest()
            new = [line for line in lines if line.name not in latest or latest[line.name].content() != line.content()]
            for line in new:
                values = (
                    now.isoformat(timespec="seconds"), self._who, line.name, line.digest, line.reader,
                    _json(line.rows), line.rejected, _json(line.reasons), int(line.accepted),
                )  # fmt: skip
                self._database.write(_INSERT, values)
        return len(new)

    def all(self) -> tuple[ImportRecord, ...]:
        """Return every line, oldest first."""
        return self._records(_ALL)

    def latest(self) -> dict[str, ImportRecord]:
        """Return export → its last line."""
        return {record.name: record for record in self._records(_LATEST)}

    def _records(self, statement: str) -> tuple[ImportRecord, ...]:
        return tuple(
            ImportRecord(
                number=number,
                at=datetime.fromisoformat(at),
                who=who,
                name=name,
                digest=digest,
                reader=reader,
                rows=json.loads(rows),
                reasons=json.loads(reasons),
                accepted=bool(accepted),
            )
            for number, at, who, name, digest, reader, rows, _, reasons, accepted in self._database.rows(statement)
        )


def _json(counts: Mapping[str, int]) -> str:
    return json.dumps(dict(counts), sort_keys=True)
