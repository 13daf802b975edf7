"""The seam to what carries messages: e-mail and SMS, one message for each recipient and one receipt for each message.

Whoever sends keeps a ledger, so that nobody is told twice: a message is claimed, then it goes out, then its fate is
noted. Therefore a notifier is lazy: it takes a message only when it is about to send it, and gives the receipt before
it takes the next one. What was not taken when everything stopped was not claimed either, and may go out later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

UNKNOWN = "unknown"
"""The code of a message that may have arrived: the answer was lost. It counts as sent, because it is never repeated."""

NO_CONNECTION = "connection"
"""The code of a message that did not go out because there was no connection."""

BAD_ADDRESS = "address"
"""The code of a message whose address or text could not stand in a message; nothing was sent."""


class State(StrEnum):
    """What became of a message: `LATER` may be tried again, `REFUSED` not before somebody has looked at the address."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """A finished message. `to` is an e-mail address or a telephone number with its «+»; an SMS has no subject."""

    recipient_id: str
    to: str
    subject: str
    text: str

    def __repr__(self) -> str:
        """Show nothing: who is told stands in the register, and in no log."""
        return "Message()"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the message to one recipient.

    `code` is the carrier's («550», an error number of the gateway) or one of this module's words, "" for a plain yes;
    never a sentence of a server, which may quote an address. `retry_after` is in seconds, None where nobody said so.
    """

    recipient_id: str
    state: State
    code: str = ""
    retry_after: int | None = None


class Notifier(Protocol):
    """One carrier of messages."""

    def send(self, batch: Iterable[Message]) -> Iterator[Receipt]:
        """Yield one receipt for each message, in order, each before the next message is taken.

        Raises HostError or HostRetryError when the carrier can't be used at all, and only before the first message is
        taken. Later troubles are receipts: the rest of the batch is `later`.
        """
        ...


class PricedNotifier(Notifier, Protocol):
    """A carrier that takes money for each message."""

    def price(self, batch: Sequence[Message]) -> Decimal:
        """Return what a batch would cost, in the account's currency, without sending it; HostError, HostRetryError."""
        ...


class MemoryNotifier:
    """The reference: keeps what it was given. Addresses in `fates` get that state and code, all others arrive."""

    def __init__(self, fates: dict[str, tuple[State, str]] | None = None) -> None:
        """Take the fates by address."""
        self.sent: list[Message] = []
        self._fates = fates or {}

    def send(self, batch: Iterable[Message]) -> Iterator[Receipt]:
        """See `Notifier`."""
        for message in batch:
            state, code = self._fates.get(message.to, (State.SENT, ""))
            if state is State.SENT:
                self.sent.append(message)
            yield Receipt(message.recipient_id, state, code)
