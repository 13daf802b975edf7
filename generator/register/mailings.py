"""Who was told of news, on which day and by which way: the ledger that keeps anybody from being told twice.

A message is claimed before it goes out and settled afterwards. A claim that was never settled (a crash, a power cut)
may have gone out or not: it is not repeated, and the next run calls it «unknown». Only what the carrier put off may be
claimed again on the same day. Addresses are not kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from generator.errors import RegisterError
from generator.register.database import Database
from generator.register.records import recipient_number

CLAIMED, SENT, LATER, REFUSED = "claimed", "sent", "later", "refused"
UNKNOWN = "unknown"

_OF_STATE = "SELECT recipient, day, channel, generation, state, code, at FROM mailings WHERE state = ? ORDER BY number"
_ALL = "SELECT recipient, day, channel, generation, state, code, at FROM mailings WHERE ? ORDER BY number"
_OF_DAY = "SELECT recipient, day, channel, generation, state, code, at FROM mailings WHERE day = ? ORDER BY number"


@dataclass(frozen=True, slots=True)
class MailingRecord:
    """A message of a day: `state` is claimed, sent, later or refused, `code` what the carrier said («550»)."""

    recipient_id: str
    day: date
    channel: str
    generation: int
    state: str
    code: str
    at: datetime


class Mailings:
    """The messages of a register."""

    def __init__(self, database: Database) -> None:
        """Use an open register's database."""
        self._database = database

    def claim(self, recipient_id: str, channel: str, generation: int, now: datetime) -> bool:
        """Take the message of this day before it is sent; False when it is taken, and then it must not be sent.

        `channel` is email or sms, `generation` the publication it tells of. A message that was put off is taken over.
        Raises RegisterError `register-refused` for an unknown recipient.
        """
        values = (recipient_number(recipient_id), now.date().isoformat(), channel, generation, CLAIMED, _stamp(now))
        with self._database.transaction():
            found = self._database.rows("SELECT state FROM mailings WHERE recipient = ? AND day = ?", values[:2])
            if found and found[0][0] != LATER:
                return False
            self._database.write(
                "INSERT INTO mailings (recipient, day, channel, generation, state, at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (recipient, day) DO UPDATE SET channel = excluded.channel,"
                " generation = excluded.generation, state = excluded.state, code = '', at = excluded.at",
                values,
            )
        return True

    def settle(self, recipient_id: str, day: date, state: str, code: str, now: datetime) -> None:
        """Note what became of a claimed message: sent, later or refused.

        Raises RegisterError `not-claimed` when there is no open claim: then something was sent without one.
        """
        recipient = recipient_number(recipient_id)
        with self._database.transaction():
            if not self._database.rows(
                "SELECT 1 FROM mailings WHERE recipient = ? AND day = ? AND state = ?",
                (recipient, day.isoformat(), CLAIMED),
            ):
                raise RegisterError("not-claimed", f"no message to {recipient_id} was under way on {day}")
            self._database.write(
                "UPDATE mailings SET state = ?, code = ?, at = ? WHERE recipient = ? AND day = ?",
                (state, code, _stamp(now), recipient, day.isoformat()),
            )

    def settle_unknown(self, now: datetime) -> tuple[MailingRecord, ...]:
        """Settle the claims that a crash left behind as sent with the code «unknown», and return them.

        Call it under the site's lock before anything is claimed: then every open claim is a leftover.
        """
        with self._database.transaction():
            found = self._records(_OF_STATE, CLAIMED)
            self._database.write(
                "UPDATE mailings SET state = ?, code = ?, at = ? WHERE state = ?",
                (SENT, UNKNOWN, _stamp(now), CLAIMED),
            )
        return found

    def all(self) -> tuple[MailingRecord, ...]:
        """Return every message, oldest first."""
        return self._records(_ALL, "1")

    def of_day(self, day: date) -> dict[str, MailingRecord]:
        """Return recipient id → the message of a day."""
        found = self._records(_OF_DAY, day.isoformat())
        return {record.recipient_id: record for record in found}

    def told(self) -> dict[str, int]:
        """Return recipient id → the newest generation they were told of.

        A refused message counts: the same news is not sent to a dead address day after day. One put off does not.
        """
        rows = self._database.rows(
            "SELECT recipient, max(generation) FROM mailings WHERE state <> ? GROUP BY recipient", (LATER,)
        )
        return {f"R{recipient}": int(generation) for recipient, generation in rows}

    def _records(self, statement: str, value: str) -> tuple[MailingRecord, ...]:
        return tuple(
            MailingRecord(
                f"R{recipient}", date.fromisoformat(day), channel, generation, state, code, datetime.fromisoformat(at)
            )
            for recipient, day, channel, generation, state, code, at in self._database.rows(statement, (value,))
        )


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
