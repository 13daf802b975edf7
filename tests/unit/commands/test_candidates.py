from dataclasses import replace

from generator.commands.candidates import _choose, _Wish
from generator.commands.notify_result import NotifyResult, Told, masked
from generator.notifying.notifier import State

WISH = _Wish("email", "anna@home.test", "ru", reader=True, consented=True, documented=True, changed=3)


def test_of_several_children_only_those_with_a_consent_give_an_occasion():
    newer_without_consent = replace(WISH, consented=False, changed=9)
    assert _choose([newer_without_consent, WISH]) == (WISH, 3)
    assert _choose([replace(WISH, changed=2), WISH]) == (replace(WISH, changed=2), 3)


def test_a_row_without_a_wish_does_not_silence_another_one():
    silent = replace(WISH, channel="", address="")
    assert _choose([silent, WISH])[0] is WISH


def test_the_row_that_gets_farthest_gives_the_reason():
    no_document, no_reader = replace(WISH, documented=False), replace(WISH, reader=False)
    assert _choose([no_reader, no_document])[0] is no_document
    assert "anna" not in repr(WISH)


def test_addresses_are_masked():
    assert masked("anna@home.test") == "a…@h…"
    assert masked("+70000000010") == "+7…10"


def test_who_may_have_been_told_is_counted_apart():
    told = (Told("R1", "email", State.SENT, ""), Told("R2", "email", State.SENT, "unknown"))
    result = NotifyResult(dry_run=False, due={"email": 2}, told=told)
    assert (result.count(State.SENT), result.unknown, result.again) == (1, 1, False)
    assert result.text() == "to tell: 2 by email\n1 sent, 0 later, 0 refused, 1 unknown\n  R2 email sent unknown"
