"""A real SMTP server on loopback, whose behaviour follows from the first part of an address («gone@…»)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

ANSWERS = {"gone": "550 5.1.1 no such mailbox", "full": "451 4.2.2 try again later"}
USER, PASSWORD = "school", "correct horse"


@dataclass
class MailServer:
    """What came in. `cuts`: how often a connection is cut at the recipient «cut@…» before it stays."""

    port: int = 0
    cuts: int = 1
    cut_after: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    connections: int = 0
    sender_answer: str = ""
    for_members: bool = False

    # The library calls its hooks by the names of the commands, hence N802.

    async def handle_EHLO(self, _: SMTP, session: Session, __: Envelope, name: str, lines: list[str]) -> list[str]:  # noqa: N802
        session.host_name = name
        self.connections += not getattr(session, "counted", False)
        session.counted = True
        return lines

    async def handle_MAIL(self, _: SMTP, session: Session, envelope: Envelope, address: str, __: list[str]) -> str:  # noqa: N802
        if self.for_members and not session.authenticated:
            return "530 5.7.0 login first"
        if self.sender_answer:
            return self.sender_answer
        session.carried = getattr(session, "carried", 0) + 1
        if self.cut_after and session.carried > self.cut_after:
            return "421 4.7.0 enough for one connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, _: Session, envelope: Envelope, address: str, __: list[str]) -> str:  # noqa: N802
        first = address.partition("@")[0]
        if first == "cut" and self.cuts:
            self.cuts -= 1
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return ANSWERS.get(first, "250 OK")

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        first = envelope.rcpt_tos[0].partition("@")[0]
        self.raw.append(envelope.original_content)
        self.mails.append(message_from_bytes(envelope.original_content, policy=policy.default))
        self.recipients += envelope.rcpt_tos
        if first == "lost":
            server.transport.abort()
        return "554 5.7.1 looks like spam" if first == "spam" else "250 OK"


def _sign_in(_: SMTP, __: Session, ___: Envelope, ____: str, data: LoginPassword) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


class _OnAnyPort(Controller):
    def _trigger_server(self) -> None:
        """The library asks the port that was wanted; here it is the one that was given."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(**options: object) -> Iterator[MailServer]:
    """Run a server; `options` go to aiosmtpd. `login=True` asks for USER and PASSWORD."""
    found = MailServer()
    if options.pop("login", False):
        options |= {"authenticator": _sign_in, "auth_require_tls": False}
        found.for_members = True
    controller = _OnAnyPort(found, hostname="127.0.0.1", port=0, **options)
    controller.start()
    found.port, found.connections = controller.port, 0
    try:
        yield found
    finally:
        controller.stop()
