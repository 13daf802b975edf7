"""E-mail: one connection for the batch, one message for each recipient, over SMTP (RFC 5321).

Certificates are always verified. A 5xx answer about a message is `refused`, a 4xx answer `later`; so is a 5xx about the
sender, which is no fault of the family's address. When a connection breaks it is made anew, and if that one breaks
before any message was answered, the rest of the batch is `later` (some servers allow a hundred messages a connection:
they end it between two messages, and every new one carries on). A message whose last answer was lost may have been
accepted and is not repeated.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterable, Iterator
from contextlib import suppress

from generator.errors import HostError, HostRetryError
from generator.notifying.mail_relay import Relay
from generator.notifying.mail_text import Sender, compose, wire_address
from generator.notifying.notifier import BAD_ADDRESS, NO_CONNECTION, UNKNOWN, Message, Receipt, State

_LINE_DOT = re.compile(rb"^\.", re.MULTILINE)
_CLOSING = 421
"""RFC 5321 §3.8: the server ends the connection, whatever it was asked."""

_LOGIN_WANTED = 530
"""RFC 4954 §6: nothing goes out without a login."""


class _LostError(Exception):
    """The connection is gone before the message was handed over: it may go out over the next one."""


class MailNotifier:
    """Sends by way of a server. See `Notifier`; HostError and HostRetryError are those of `Relay.connect`."""

    def __init__(self, relay: Relay, sender: Sender) -> None:
        """Take the server and who writes."""
        self._relay = relay
        self._sender = sender
        self._smtp: smtplib.SMTP | None = None
        self._fruitless = 0

    def send(self, batch: Iterable[Message]) -> Iterator[Receipt]:
        """See `Notifier`."""
        self._smtp = self._relay.connect(self._sender.domain)
        self._fruitless = 0
        try:
            for message in batch:
                yield self._receipt(message)
        finally:
            self._leave()

    def _receipt(self, message: Message) -> Receipt:
        try:
            content = compose(self._sender, message)
            address = wire_address(message.to)
        except ValueError:
            return Receipt(message.recipient_id, State.REFUSED, BAD_ADDRESS)
        for _ in range(2):
            if self._smtp is None and not self._again():
                break
            try:
                state, code = self._transmit(address, content)
            except _LostError:
                self._drop()
                continue
            if code != UNKNOWN:
                self._fruitless = 0
            return Receipt(message.recipient_id, state, code)
        return Receipt(message.recipient_id, State.LATER, NO_CONNECTION)

    def _again(self) -> bool:
        """Make the connection anew, unless the last new one was fruitless: a server that is down is not hammered."""
        if self._fruitless:
            return False
        self._fruitless += 1
        try:
            self._smtp = self._relay.connect(self._sender.domain)
        except (HostError, HostRetryError):
            return False  # some messages are out already, so this is no error any more: the rest can wait
        return True

    def _transmit(self, address: str, content: bytes) -> tuple[State, str]:
        """Hand one message over and return its fate."""
        for command in (f"MAIL FROM:<{self._sender.address}>", f"RCPT TO:<{address}>", "DATA"):
            code = self._ask(command)
            if code // 100 not in {2, 3}:
                self._reset()
                about_us = command.startswith("MAIL") or code == _LOGIN_WANTED
                return State.LATER if about_us or code // 100 != 5 else State.REFUSED, str(code)
        try:
            self._open().send(_LINE_DOT.sub(b"..", content) + b".\r\n")
            code = self._open().getreply()[0]
        except (smtplib.SMTPException, OSError):
            # Part of the message or all of it may have arrived: never twice, so it counts as sent.
            self._drop()
            return State.SENT, UNKNOWN
        if code // 100 == 2:
            return State.SENT, ""
        return State.REFUSED if code // 100 == 5 else State.LATER, str(code)

    def _ask(self, command: str) -> int:
        """Give a command and return the code of the answer."""
        try:
            code = self._open().docmd(command)[0]
        except (smtplib.SMTPException, OSError) as error:
            raise _LostError from error
        if code == _CLOSING:
            raise _LostError
        return code

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise _LostError
        return self._smtp

    def _reset(self) -> None:
        """Forget the refused message on the server; if even that fails, the next message finds out."""
        with suppress(smtplib.SMTPException, OSError):
            if self._smtp is not None:
                self._smtp.rset()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _leave(self) -> None:
        """Say goodbye; all receipts are given, so nothing depends on the answer."""
        with suppress(smtplib.SMTPException, OSError):
            if self._smtp is not None:
                self._smtp.quit()
        self._drop()
