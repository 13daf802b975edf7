import pytest

from generator.errors import RegisterError
from generator.register.register import Register
from generator.register.seen import pack, unpack

SEEN = {"s1|math|2026-11-16|l1|1": [("3", "2026-11-16T15:40:00"), ("4", "2026-11-18T15:40:00")]}


def test_the_ledger_comes_back_as_it_was(path):
    with Register.open_or_create(path) as register:
        register.remember_marks({"8а": pack(SEEN)})
        register.remember_marks({"5б": pack({})})
    with Register.open_or_create(path) as register:
        assert {name: unpack(content) for name, content in register.seen_marks().items()} == {"8а": SEEN, "5б": {}}


def test_nothing_seen_is_an_empty_ledger():
    assert unpack(b"") == {}


@pytest.mark.parametrize("content", [b"x", pack(SEEN)[:-5]])
def test_a_damaged_ledger_is_said_to_be_damaged(content):
    with pytest.raises(RegisterError, match="ledger of marks"):
        unpack(content)
