"""A message as an e-mail (RFC 5322): plain text, no picture, no counter; and robots are told not to answer."""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from email.utils import localtime, make_msgid
from urllib.parse import quote

from generator.errors import SettingsError
from generator.notifying.notifier import Message


class _OneLine(UnstructuredHeader, BaseHeader):
    """A header with an address in brackets: folded like a text it would become encoded words, which is no address."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header as it is written; RFC 5322 §2.1.1 allows lines of 998 signs."""
        return f"{self.name}: {self}{policy.linesep}"


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", _OneLine)
    return registry


_POLICY = policy.SMTP.clone(header_factory=_headers())


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, both in ASCII: the sender, and where answers and «no more» go."""

    address: str
    answers: str

    @classmethod
    def parse(cls, address: str, unsubscribe: str) -> Sender:
        """Understand the settings; no `unsubscribe`: to the sender. Raises SettingsError `bad-setting`."""
        found = []
        for key, text in (("mail_from", address), ("mail_unsubscribe", unsubscribe or address)):
            try:
                found.append(wire_address(text))
            except ValueError as error:
                message = f"notify.{key}: {error}"
                raise SettingsError("bad-setting", message, hint="as in diary@school.example") from None
        return cls(*found)

    @property
    def domain(self) -> str:
        """Return the sender's domain: it names our side to the server, not this computer."""
        return self.address.rpartition("@")[2]


def compose(sender: Sender, message: Message) -> bytes:
    """Return the whole message with CRLF line ends, in ASCII.

    Raises ValueError when an address or the subject could not stand in a header: line breaks, which would begin
    another header, or letters that need another protocol (RFC 6531).
    """
    mail = EmailMessage(policy=_POLICY)
    if any(not sign.isprintable() for sign in message.subject):
        raise ValueError("a subject is one line")
    mail["From"] = sender.address
    mail["To"] = wire_address(message.to)
    mail["Reply-To"] = sender.answers
    mail["Subject"] = message.subject
    mail["Date"] = localtime()
    mail["Message-ID"] = make_msgid(domain=sender.domain)
    # RFC 3834: out-of-office robots and mailing lists keep still. Precedence says the same to older ones.
    mail["Auto-Submitted"] = "auto-generated"
    mail["Precedence"] = "bulk"
    mail["List-Unsubscribe"] = f"<mailto:{quote(sender.answers, safe='@+')}?subject=unsubscribe>"
    mail.set_content(message.text, cte="quoted-printable")
    return mail.as_bytes()


def wire_address(address: str) -> str:
    """Return an address for the wire, the domain in ASCII (IDNA). Raises ValueError for what is no such address."""
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        local.encode("ascii")
    except UnicodeError:
        raise ValueError("the address can't be written in ASCII") from None
    found = f"{local}@{ascii_domain}"
    if not local or not ascii_domain or not found.isprintable() or set(found) & set(' <>()[],;:\\"'):
        raise ValueError("this is no plain address")
    return found
