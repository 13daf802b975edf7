"""SMS by a gateway of SMSC.ru's shape, over HTTP: one request for each recipient, so that each has its answer.

The shape is that of the gateway's public description of `send.php`: POST with `login`, `psw`, `phones`, `mes`; `fmt=3`
answers in JSON, `cost=1` tells the price and sends nothing, `charset=utf-8` because windows-1251 is taken else.
Always POST: what stands in an address lands in the logs of proxies. Text and number leave the school's computer here.
"""

from __future__ import annotations

import ssl
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import httpx

from generator.errors import HostError, HostRetryError, SettingsError
from generator.notifying.notifier import BAD_ADDRESS, NO_CONNECTION, UNKNOWN, Message, Receipt, State
from generator.notifying.parts import sms_length
from generator.settings.kinds import LOCAL_HOSTS

TOO_LONG = "too-long"
"""The code of a text that would be more than one SMS; nothing was sent."""

_TIMEOUT = 30.0
_NUMBERS_AT_ONCE = 100
_A_MINUTE = 60
_BAD_NUMBERS = frozenset({"7", "8"})
"""The gateway's errors about one number: not a number, cannot be reached."""
_TOO_FAST = "9"
_LOST_ON_THE_WAY = frozenset({502, 504})
"""A proxy did not hear the gateway's answer, so the gateway may have done what it was asked."""


@dataclass(frozen=True, slots=True)
class Account:
    """A gateway's address and how to sign in; `sender` "" is the gateway's own."""

    address: str
    user: str
    password: str = field(repr=False)
    sender: str = ""


class SmscNotifier:
    """Sends by a gateway. See `Notifier`."""

    def __init__(self, account: Account, context: ssl.SSLContext) -> None:
        """Take the account; raises SettingsError `bad-setting` for an address without TLS off this computer."""
        parts = urlsplit(account.address)
        if parts.scheme != "https" and parts.hostname not in LOCAL_HOSTS:
            message = "notify.sms_gateway: numbers of families and the password would travel in clear"
            raise SettingsError("bad-setting", message, hint="use https; http is for localhost only")
        self._account = account
        self._context = context

    def price(self, batch: Sequence[Message]) -> Decimal:
        """Ask what a batch would cost, in the account's currency; nothing is sent.

        Raises HostError `sms-refused` or HostRetryError `sms-unreachable`.
        """
        texts: dict[str, list[str]] = defaultdict(list)
        for message in batch:
            texts[message.text].append(message.to)
        with self._client() as client:
            return sum(
                (
                    self._cost(client, numbers[start : start + _NUMBERS_AT_ONCE], text)
                    for text, numbers in texts.items()
                    for start in range(0, len(numbers), _NUMBERS_AT_ONCE)
                ),
                Decimal(0),
            )

    def send(self, batch: Iterable[Message]) -> Iterator[Receipt]:
        """See `Notifier`; an error that would meet every message makes the rest `later` without asking again."""
        stopped: Receipt | None = None
        with self._client() as client:
            for message in batch:
                receipt = stopped or self._receipt(client, message)
                if receipt.state is State.LATER and receipt.code != _TOO_FAST:
                    stopped = receipt
                yield Receipt(message.recipient_id, receipt.state, receipt.code, receipt.retry_after)

    def _receipt(self, client: httpx.Client, message: Message) -> Receipt:
        who = message.recipient_id
        if not message.to.removeprefix("+").isdecimal() or not message.text:
            return Receipt(who, State.REFUSED, BAD_ADDRESS)
        if sms_length(message.text).parts > 1:
            return Receipt(who, State.REFUSED, TOO_LONG)
        try:
            response = client.post(self._account.address, data=self._form([message.to], message.text))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError):
            return Receipt(who, State.LATER, NO_CONNECTION)
        except httpx.HTTPError:
            # The request went out or began to: it is not repeated.
            return Receipt(who, State.SENT, UNKNOWN)
        return _receipt_of(who, response)

    def _cost(self, client: httpx.Client, numbers: Sequence[str], text: str) -> Decimal:
        try:
            response = client.post(self._account.address, data={**self._form(numbers, text), "cost": "1"})
        except httpx.HTTPError as error:
            message = f"the SMS gateway can't be reached ({type(error).__name__})"
            raise HostRetryError("sms-unreachable", message, hint="check notify.sms_gateway") from error
        found = _answer(response)
        code = str(found.get("error_code", response.status_code))
        if "cost" in found:
            return Decimal(str(found["cost"]))
        if code in _BAD_NUMBERS:
            return Decimal(0)  # a bad number costs nothing and has its own receipt when it is sent to
        if code == _TOO_FAST or response.is_server_error:
            raise HostRetryError(
                "sms-unreachable", f"the SMS gateway names no price now ({code})", hint="wait a minute"
            )
        hint = "check notify.sms_user, notify.sms_sender and the secret sms_password, and the account at the gateway"
        raise HostError("sms-refused", f"the SMS gateway names no price ({code})", hint=hint)

    def _form(self, numbers: Sequence[str], text: str) -> dict[str, str]:
        account = self._account
        form = {"login": account.user, "psw": account.password, "phones": ",".join(numbers), "mes": text,
                "charset": "utf-8", "fmt": "3"}  # fmt: skip
        return {**form, "sender": account.sender} if account.sender else form

    def _client(self) -> httpx.Client:
        # A redirect would carry password and numbers to another place: httpx follows none unless asked.
        return httpx.Client(verify=self._context, timeout=_TIMEOUT)


def _answer(response: httpx.Response) -> Mapping[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _receipt_of(who: str, response: httpx.Response) -> Receipt:
    status = response.status_code
    if status in _LOST_ON_THE_WAY:
        return Receipt(who, State.SENT, UNKNOWN)
    if status != httpx.codes.OK:
        wait = response.headers.get("retry-after", "")
        return Receipt(who, State.LATER, str(status), int(wait) if wait.isdecimal() else None)
    found = _answer(response)
    error = str(found.get("error_code", ""))
    if not error:
        return Receipt(who, State.SENT, "" if "id" in found else UNKNOWN)
    if error in _BAD_NUMBERS:
        return Receipt(who, State.REFUSED, error)
    return Receipt(who, State.LATER, error, _A_MINUTE if error == _TOO_FAST else None)
