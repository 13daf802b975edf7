"""Every kind of notifier that there is, with the server it is tried against; the conformance suite runs all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.notifying.mail import MailNotifier
from generator.notifying.mail_relay import Relay, verifying_context
from generator.notifying.mail_text import Sender
from generator.notifying.notifier import MemoryNotifier, Notifier, State
from generator.notifying.smsc import Account, SmscNotifier
from tests.carriers import mail_server, sms_server


@dataclass(frozen=True)
class Ground:
    """A notifier with its server: what has arrived (addresses, in order), and addresses with a known fate."""

    notifier: Notifier
    arrived: Callable[[], list[str]]
    good: Callable[[int], str]
    refused: str
    later: str


CONTEXT = verifying_context()
"""Loading the authorities of the system takes longer than a test."""


def memory() -> Iterator[Ground]:
    fates = {"gone": (State.REFUSED, "550"), "full": (State.LATER, "451")}
    notifier = MemoryNotifier(fates)
    yield Ground(notifier, lambda: [m.to for m in notifier.sent], lambda n: f"m{n}", "gone", "full")


def mail() -> Iterator[Ground]:
    with mail_server.serving() as server:
        notifier = mail_to(server)
        yield Ground(
            notifier, lambda: server.recipients, lambda n: f"m{n}@home.test", "gone@home.test", "full@home.test"
        )


def sms() -> Iterator[Ground]:
    with sms_server.serving() as server:
        notifier = sms_to(server)
        arrived = lambda: [form["phones"] for form in server.sent]  # noqa: E731  a name would not say more
        yield Ground(notifier, arrived, lambda n: f"+7000000{n:02}00", "+70000000007", "+70000000009")


def mail_to(server: mail_server.MailServer) -> MailNotifier:
    """Return a notifier without TLS, as it is allowed on this very computer."""
    relay = Relay("127.0.0.1", server.port, "none", CONTEXT)
    return MailNotifier(relay, Sender("diary@school.test", "office@school.test"))


def sms_to(server: sms_server.SmsServer, password: str = sms_server.PASSWORD) -> SmscNotifier:
    """Return a notifier over plain HTTP, as it is allowed on this very computer."""
    return SmscNotifier(Account(server.address, sms_server.USER, password, "SCHOOL"), CONTEXT)


KINDS: dict[str, Callable[[], Iterator[Ground]]] = {"memory": memory, "mail": mail, "sms": sms}
