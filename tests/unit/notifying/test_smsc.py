from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from generator.errors import HostError, HostRetryError, SettingsError
from generator.notifying.mail_relay import verifying_context
from generator.notifying.notifier import Message, Receipt, State
from generator.notifying.smsc import Account, SmscNotifier
from tests.carriers.kinds import sms_to
from tests.carriers.sms_server import PASSWORD, SmsServer, serving

TEXT = "В дневнике новые записи: https://d.example"


@pytest.fixture
def server() -> Iterator[SmsServer]:
    with serving() as found:
        yield found


def to(*ends: str, text: str = TEXT) -> list[Message]:
    return [Message(f"R{n}", f"+70000000{end:0>3}", "", text) for n, end in enumerate(ends, start=1)]


def states(receipts: list[Receipt]) -> list[tuple[str, str]]:
    return [(receipt.state.value, receipt.code) for receipt in receipts]


def test_each_number_has_a_request_of_its_own_and_nothing_stands_in_the_address(server):
    assert states(list(sms_to(server).send(to("110", "120")))) == [("sent", "")] * 2
    assert [form["phones"] for form in server.sent] == ["+70000000110", "+70000000120"]
    assert server.sent[0] == {
        "login": "school",
        "psw": PASSWORD,
        "phones": "+70000000110",
        "mes": TEXT,
        "charset": "utf-8",
        "fmt": "3",
        "sender": "SCHOOL",
    }
    assert set(server.paths) == {"/sys/send.php"}


def test_the_gateways_errors_about_a_number_are_told_from_all_others(server):
    receipts = list(sms_to(server).send(to("107", "108", "109", "110")))
    assert states(receipts) == [("refused", "7"), ("refused", "8"), ("later", "9"), ("sent", "")]
    assert receipts[2].retry_after == 60


@pytest.mark.parametrize("error", [1, 2, 3, 4, 6])
def test_an_error_that_meets_everybody_is_asked_for_once(server, error):
    server.error = error
    assert states(list(sms_to(server).send(to("110", "120", "130")))) == [("later", str(error))] * 3
    assert len(server.requests) == 1


def test_an_answer_that_was_lost_is_not_asked_for_again(server):
    assert states(list(sms_to(server).send(to("199", "110")))) == [("sent", "unknown"), ("sent", "")]
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        (503, ("later", "503")),
        (429, ("later", "429")),
        (403, ("later", "403")),
        (502, ("sent", "unknown")),
        (302, ("later", "302")),
    ],
)
def test_answers_of_proxies(server, status, fate):
    server.status = status
    assert states(list(sms_to(server).send(to("110")))) == [fate]


def test_more_than_one_part_is_refused_before_anything_is_sent(server):
    assert states(list(sms_to(server).send(to("110", text="я" * 71)))) == [("refused", "too-long")]
    assert server.requests == []


def test_what_is_no_number_is_refused_before_anything_is_sent(server):
    messages = [Message("R1", "+7000,+7001", "", TEXT), Message("R2", "", "", TEXT)]
    assert states(list(sms_to(server).send(messages))) == [("refused", "address")] * 2
    assert server.requests == []


def test_the_price_is_asked_for_without_sending(server):
    messages = [*to("110", "120"), *to("130", text="New entries")]
    assert sms_to(server).price(messages) == Decimal("7.2")
    assert server.sent == []
    assert [(form["phones"], form["cost"]) for form in server.requests] == [
        ("+70000000110,+70000000120", "1"),
        ("+70000000130", "1"),
    ]
    assert sms_to(server).price([]) == 0


def test_a_gateway_that_does_not_know_us_names_no_price(server):
    with pytest.raises(HostError) as caught:
        sms_to(server, "wrong").price(to("110"))
    assert caught.value.slug == "sms-refused"
    assert "(2)" in str(caught.value)
    assert "wrong" not in caught.value.describe()


def test_a_gateway_that_is_not_there():
    with serving() as server:
        notifier = sms_to(server)
    with pytest.raises(HostRetryError) as caught:
        notifier.price(to("110"))
    assert caught.value.slug == "sms-unreachable"
    assert states(list(notifier.send(to("110", "120")))) == [("later", "connection")] * 2


def test_without_tls_only_to_this_computer():
    with pytest.raises(SettingsError, match="sms_gateway"):
        SmscNotifier(Account("http://sms.example/send", "school", "secret"), verifying_context())
    assert "secret" not in repr(Account("https://sms.example/send", "school", "secret"))


def test_receipts_are_values():
    assert Receipt("R1", State.SENT) == Receipt("R1", State.SENT, "", None)
