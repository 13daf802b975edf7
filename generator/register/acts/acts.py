"""The ledger of acts: who entered what and when. The database refuses to change, remove or replace a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime

from generator.errors import RegisterError
from generator.model.acts import Act, ActKind, ActLine, Source, corrected
from generator.register.acts.imports import Imports
from generator.register.database import Database, Value
from generator.register.records import recipient_number, student_number

_SELECT = (
    "SELECT number, at, who, source, kind, day, student, recipient, class, document, detail, earlier FROM acts"
    " WHERE {} ORDER BY number"
)
_INSERT = (
    "INSERT INTO acts (at, who, source, fingerprint, kind, day, student, recipient, class, document, detail, earlier)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_FAMILIES_NOTED = "families_noted"


class Acts:
    """The acts of a register."""

    def __init__(self, database: Database, who: str) -> None:
        """Use an open register's database; `who` stands beside every line."""
        self._database = database
        self._who = who

    @property
    def imports(self) -> Imports:
        """Return what was imported."""
        return Imports(self._database, self._who)

    # Entered

    def add(self, lines: Iterable[ActLine], source: Source, now: datetime) -> tuple[Act, ...]:
        """Enter acts, all or none, and return them.

        Raises RegisterError `act-already-noted` when an act from there says the very same (and was not corrected),
        `unknown-act` for an earlier act that isn't there, `register-refused` for unknown students and recipients.
        """
        with self._database.transaction():
            return tuple(self._add(line, source, now) for line in lines)

    def _add(self, line: ActLine, source: Source, now: datetime) -> Act:
        if line.earlier:
            self.get(line.earlier)
        fingerprint = _fingerprint(line)
        same = self._rows("source = ? AND fingerprint = ?", source.value, fingerprint)
        if same:
            hint = "an entry that was a mistake is corrected with `diary record correct`"
            raise RegisterError("act-already-noted", f"act {same[0].number} says the same", hint=hint)
        values: tuple[Value, ...] = (
            _stamp(now), self._who, source.value, fingerprint, line.kind.value,
            line.day.isoformat() if line.day else None,
            student_number(line.student_id) if line.student_id else None,
            recipient_number(line.recipient_id) if line.recipient_id else None,
            line.class_title, line.document, _json(line), line.earlier or None,
        )  # fmt: skip
        return self.get(self._database.write(_INSERT, values))

    def again(self, line: ActLine, source: Source) -> int:
        """Return the number of the correction of an act that says the same, 0 when there is none.

        As `earlier` of the line it lets what was corrected be entered once more.
        """
        known = self.all()
        mistaken = corrected(known)
        same = {act.number for act in known if act.source is source and act.content() == line.content()}
        numbers = [act.number for act in known if act.kind is ActKind.CORRECTION and act.earlier in same & mistaken]
        return max(numbers, default=0)

    def correct(self, number: int, reason: str, source: Source, now: datetime) -> Act:
        """Say that an act was entered by mistake; the act itself stays.

        Raises RegisterError `unknown-act`, `act-of-families` (there the file is mended), `act-corrected` (it is
        already).
        """
        with self._database.transaction():
            act = self.get(number)
            if act.source is Source.FAMILIES:
                hint = "mend the row; the next build enters what it says then"
                raise RegisterError("act-of-families", f"act {number} repeats the families file", hint=hint)
            if number in corrected(self.all()):
                raise RegisterError("act-corrected", f"act {number} has been corrected already")
            line = ActLine(
                kind=ActKind.CORRECTION,
                day=now.date(),
                student_id=act.student_id,
                recipient_id=act.recipient_id,
                class_title=act.class_title,
                detail={"reason": reason},
                earlier=number,
            )
            return self._add(line, source, now)

    # What there is

    def all(self) -> tuple[Act, ...]:
        """Return every act, oldest first."""
        return self._rows("TRUE")

    def of(self, kinds: Iterable[ActKind], since: date | None = None, until: date | None = None) -> tuple[Act, ...]:
        """Return the acts of some kinds that were entered between two days (both ends count), oldest first.

        Corrected and followed ones too: `model.acts.holding` tells which hold.
        """
        named = [kind.value for kind in kinds]
        condition = f"kind IN ({', '.join('?' * len(named))}) AND substr(at, 1, 10) BETWEEN ? AND ?"
        first, last = since or date.min, until or date.max
        return self._rows(condition, *named, first.isoformat(), last.isoformat())

    def from_source(self, source: Source) -> tuple[Act, ...]:
        """Return the acts that came from there, oldest first."""
        return self._rows("source = ?", source.value)

    def get(self, number: int) -> Act:
        """Return an act; RegisterError `unknown-act`."""
        found = self._rows("number = ?", number)
        if not found:
            hint = "`diary record list` shows the numbers"
            raise RegisterError("unknown-act", f"there is no act {number}", hint=hint)
        return found[0]

    # Beside the acts

    def student_names(self) -> dict[str, str]:
        """Return student id → the name as first seen, of every student ever seen."""
        return {f"S{number}": str(name) for number, name in self._database.rows("SELECT number, name FROM students")}

    def families_noted(self) -> str:
        """Return the digest of the rows whose acts were entered last, "" before the first time."""
        rows = self._database.rows("SELECT value FROM meta WHERE name = ?", (_FAMILIES_NOTED,))
        return str(rows[0][0]) if rows else ""

    def keep_families_noted(self, digest: str) -> None:
        """Keep the digest of the rows whose acts are entered."""
        statement = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"
        with self._database.transaction():
            self._database.write(statement, (_FAMILIES_NOTED, digest))

    def _rows(self, condition: str, *values: Value) -> tuple[Act, ...]:
        return tuple(_act(*row) for row in self._database.rows(_SELECT.format(condition), values))


def _act(  # noqa: PLR0917  the columns of one row
    number: int,
    at: str,
    who: str,
    source: str,
    kind: str,
    day: str | None,
    student: int | None,
    recipient: int | None,
    title: str,
    document: str,
    detail: str,
    earlier: int | None,
) -> Act:
    return Act(
        number=number,
        at=datetime.fromisoformat(at),
        who=who,
        source=Source(source),
        kind=ActKind(kind),
        day=date.fromisoformat(day) if day else None,
        student_id="" if student is None else f"S{student}",
        recipient_id="" if recipient is None else f"R{recipient}",
        class_title=title,
        document=document,
        detail=json.loads(detail),
        earlier=earlier or 0,
    )


def _fingerprint(line: ActLine) -> str:
    return hashlib.sha256(json.dumps([*line.content(), line.earlier], ensure_ascii=False).encode()).hexdigest()


def _json(line: ActLine) -> str:
    return json.dumps(dict(line.detail), ensure_ascii=False, sort_keys=True)


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
