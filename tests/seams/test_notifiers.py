"""What every notifier promises, tried on every kind against a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from generator.notifying.notifier import Message, State
from tests.carriers.kinds import KINDS, Ground

TEXT = "В дневнике новые записи: https://d.example"


@pytest.fixture(params=sorted(KINDS))
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    with contextmanager(KINDS[request.param])() as found:
        yield found


def message(number: int, to: str) -> Message:
    return Message(f"R{number}", to, "Дневник", TEXT)


def test_every_message_has_its_receipt_in_order_whatever_became_of_it(ground: Ground):
    addresses = [ground.good(1), ground.refused, ground.good(2), ground.later, ground.good(3)]
    receipts = list(ground.notifier.send([message(n, to) for n, to in enumerate(addresses)]))
    assert [receipt.recipient_id for receipt in receipts] == ["R0", "R1", "R2", "R3", "R4"]
    assert [receipt.state for receipt in receipts] == [
        State.SENT,
        State.REFUSED,
        State.SENT,
        State.LATER,
        State.SENT,
    ]
    assert ground.arrived() == [ground.good(1), ground.good(2), ground.good(3)]


def test_what_was_not_sent_says_why_in_a_code_and_never_in_a_sentence(ground: Ground):
    receipts = list(ground.notifier.send([message(1, ground.refused), message(2, ground.later)]))
    assert all(receipt.code.isalnum() for receipt in receipts)
    assert all(ground.refused not in repr(receipt) for receipt in receipts)


def test_a_message_is_taken_only_when_the_one_before_has_its_receipt(ground: Ground):
    taken = []

    def batch() -> Iterator[Message]:
        for number in range(3):
            taken.append(number)
            yield message(number, ground.good(number))

    receipts = ground.notifier.send(batch())
    assert taken == []
    for number in range(3):
        next(receipts)
        assert taken == list(range(number + 1))
        assert len(ground.arrived()) == number + 1
    assert next(receipts, None) is None


def test_who_stops_in_the_middle_has_sent_no_more(ground: Ground):
    receipts = ground.notifier.send([message(n, ground.good(n)) for n in range(3)])
    next(receipts)
    receipts.close()
    assert len(ground.arrived()) == 1


def test_an_empty_batch_is_no_trouble(ground: Ground):
    assert list(ground.notifier.send([])) == []
    assert ground.arrived() == []


def test_one_notifier_sends_several_batches(ground: Ground):
    for number in range(2):
        assert [r.state for r in ground.notifier.send([message(number, ground.good(number))])] == [State.SENT]
    assert len(ground.arrived()) == 2


def test_a_message_shows_nothing_of_itself():
    assert repr(message(1, "olga@home.test")) == "Message()"
    assert f"{[message(1, 'olga@home.test')]}" == "[Message()]"
