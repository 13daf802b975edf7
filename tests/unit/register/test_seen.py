import json
import zlib
from datetime import datetime

import pytest

from generator.errors import RegisterError
from generator.register.register import Register
from generator.register.seen import pack, unpack
from generator.rules.records.sights import NO_SIGHTS, Look, Part, Sights

SEEN = {"s1|math|2026-11-16|l1|1": [("3", "2026-11-16T15:40:00"), ("4", "2026-11-18T15:40:00")]}
BUILT = datetime(2026, 11, 16, 16, 0, 5)
LOOK = Look(BUILT, datetime(2026, 11, 16, 15, 40), "ma")


def sights(marks: dict[str, int]) -> Sights:
    first: dict[Part, dict[str, int]] = {part: {} for part in Part}
    return Sights((LOOK,), {**first, Part.MARKS: marks, Part.ABSENCES: {"s1|math|1|l1": 0}})


def test_the_ledger_comes_back_as_it_was(path):
    known = sights(dict.fromkeys(SEEN, 0))
    with Register.open_or_create(path) as register:
        register.remember_marks({"8а": pack(SEEN, known)})
        register.remember_marks({"5б": pack({})})
    with Register.open_or_create(path) as register:
        found = {name: unpack(content) for name, content in register.seen_marks().items()}
    assert found["8а"] == (SEEN, known)
    assert found["5б"] == ({}, Sights((), {part: {} for part in Part}))


def test_a_place_that_waits_for_its_mark_was_not_seen_yet():
    content = pack({**SEEN, "s2|math|1|l1|1": [("·", "2026-11-16T15:40:00")]}, sights(dict.fromkeys(SEEN, 0)))
    assert unpack(content)[1].first[Part.MARKS] == dict.fromkeys(SEEN, 0)


def test_a_ledger_of_an_earlier_version_has_marks_and_no_sights():
    assert unpack(zlib.compress(json.dumps(SEEN).encode())) == (SEEN, NO_SIGHTS)


def test_nothing_seen_is_an_empty_ledger():
    assert unpack(b"") == ({}, NO_SIGHTS)


@pytest.mark.parametrize("content", [b"x", pack(SEEN)[:-5], zlib.compress(b'{"looks":[]}'), zlib.compress(b"[]")])
def test_a_damaged_ledger_is_said_to_be_damaged(content):
    with pytest.raises(RegisterError, match="ledger of marks"):
        unpack(content)
