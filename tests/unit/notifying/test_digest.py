from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.notifying.digest import Candidate, Reason, choose, is_quiet

READY = Candidate(
    "R1",
    "email",
    "anna@home.test",
    "ru",
    reader=True,
    consented=True,
    documented=True,
    live_code=True,
    changed=5,
    told=4,
)
QUIET = (time(21), time(8))


def why(candidate: Candidate, moment: time = time(18, 30), *, verified: bool = True) -> Reason | None:
    return choose([candidate], moment, QUIET, verified=verified).others.get("R1")


def test_who_asked_for_it_and_has_news_is_told():
    found = choose([READY], time(18, 30), QUIET, verified=True)
    assert found.now == (READY,)
    assert found.others == {}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"channel": ""}, Reason.NO_CHANNEL),
        ({"address": ""}, Reason.NO_CHANNEL),
        ({"reader": False}, Reason.NOT_A_READER),
        ({"consented": False}, Reason.NO_CONSENT),
        ({"documented": False}, Reason.NO_DOCUMENT),
        ({"live_code": False}, Reason.NO_CODE),
        ({"told_today": True}, Reason.TODAY),
        ({"told": 5}, Reason.NOTHING_NEW),
        ({"told": 6}, Reason.NOTHING_NEW),
        ({"changed": 0, "told": 0}, Reason.NOTHING_NEW),
    ],
)
def test_each_thing_that_lacks_is_a_reason(change, reason):
    assert why(replace(READY, **change)) is reason


def test_nobody_is_told_before_the_last_publication_was_seen_at_its_address():
    assert why(READY, verified=False) is Reason.NOT_VERIFIED


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (time(20, 59), None),
        (time(21), Reason.QUIET),
        (time(3), Reason.QUIET),
        (time(7, 59), Reason.QUIET),
        (time(8), None),
    ],
)
def test_quiet_hours_run_over_midnight(moment, reason):
    assert why(READY, moment) is reason


def test_a_channel_without_a_server_is_said():
    found = choose([READY], time(18, 30), QUIET, verified=True, channels={"sms"})
    assert found.others == {"R1": Reason.NO_CARRIER}


def test_quiet_hours_may_lie_in_a_day_or_be_none():
    assert is_quiet(time(13), time(12), time(14))
    assert not is_quiet(time(14), time(12), time(14))
    assert choose([READY], time(3), (), verified=True).now == (READY,)


def test_reasons_are_counted():
    others = [replace(READY, recipient_id=f"R{n}", told=9) for n in range(2, 5)]
    assert choose([READY, *others], time(12), QUIET, verified=True).counted() == {"nothing-new": 3}


def test_a_candidate_does_not_show_its_address():
    assert "anna" not in repr(READY)


CANDIDATES = st.builds(
    Candidate,
    recipient_id=st.uuids().map(str),
    channel=st.sampled_from(["", "email", "sms"]),
    address=st.sampled_from(["", "x"]),
    language=st.just("ru"),
    reader=st.booleans(),
    consented=st.booleans(),
    documented=st.booleans(),
    live_code=st.booleans(),
    changed=st.integers(0, 3),
    told=st.integers(0, 3),
    told_today=st.booleans(),
)


@given(st.lists(CANDIDATES, max_size=8), st.times(), st.booleans())
def test_everybody_is_told_or_has_a_reason(candidates, moment, verified):
    found = choose(candidates, moment, QUIET, verified=verified)
    assert [c.recipient_id for c in candidates if c.recipient_id not in found.others] == [
        c.recipient_id for c in found.now
    ]
    assert all(c.consented and c.documented and c.live_code and c.reader and c.changed > c.told for c in found.now)
    assert not found.now or (verified and not is_quiet(moment, *QUIET))
