import os
import signal
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.register import Register
from generator.register.records import RecipientClaim
from tests.unit.register.conftest import NOW

ROOT = Path(__file__).resolve().parents[3]
TODAY = NOW.date()
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def told(register: Register):
    """Return the ledger of a register that knows the recipients R1 to R3."""
    students = register.resolve_students([((f"netschool:{n}",), f"Ученик {n}") for n in range(3)], NOW)
    claims = [RecipientClaim(s.id, "Мать", "мать", n) for n, s in enumerate(students.values())]
    assert sorted(register.resolve_recipients(claims, NOW).values()) == ["R1", "R2", "R3"]
    return register.mailings


def test_a_message_is_claimed_once_a_day(told):
    assert told.claim("R1", "email", 4, NOW)
    assert not told.claim("R1", "email", 5, NOW)
    assert told.claim("R2", "sms", 4, NOW)
    assert told.claim("R1", "email", 5, TOMORROW)


@pytest.mark.parametrize("state", ["sent", "refused"])
def test_what_is_settled_is_not_claimed_again_that_day(told, state):
    told.claim("R1", "email", 4, NOW)
    told.settle("R1", TODAY, state, "550", NOW)
    assert not told.claim("R1", "sms", 5, NOW)
    assert told.told() == {"R1": 4}


def test_what_was_put_off_may_be_claimed_again_the_same_day(told):
    told.claim("R1", "email", 4, NOW)
    told.settle("R1", TODAY, "later", "451", NOW)
    assert told.told() == {}
    later = NOW + timedelta(minutes=10)
    assert told.claim("R1", "sms", 5, later)
    assert not told.claim("R1", "sms", 5, later)
    record = told.of_day(TODAY)["R1"]
    assert (record.state, record.code, record.channel, record.generation, record.at) == ("claimed", "", "sms", 5, later)
    told.settle("R1", TODAY, "sent", "", later)
    assert told.told() == {"R1": 5}


def test_only_a_claimed_message_is_settled(told):
    with pytest.raises(RegisterError) as caught:
        told.settle("R1", TODAY, "sent", "", NOW)
    assert caught.value.slug == "not-claimed"
    told.claim("R1", "email", 4, NOW)
    told.settle("R1", TODAY, "sent", "", NOW)
    with pytest.raises(RegisterError):
        told.settle("R1", TODAY, "refused", "550", NOW)


def test_an_unknown_recipient_channel_or_state_is_refused(told):
    with pytest.raises(RegisterError):
        told.claim("R9", "email", 4, NOW)
    with pytest.raises(RegisterError):
        told.claim("R1", "pigeon", 4, NOW)
    told.claim("R1", "email", 4, NOW)
    with pytest.raises(RegisterError):
        told.settle("R1", TODAY, "maybe", "", NOW)


def test_the_newest_generation_counts(told):
    for day, generation in enumerate((4, 6, 5)):
        told.claim("R1", "email", generation, NOW + timedelta(days=day))
    assert told.told() == {"R1": 6}


def test_claims_that_were_left_behind_are_called_unknown_once(told):
    told.claim("R1", "email", 4, NOW)
    told.claim("R2", "email", 4, NOW)
    told.settle("R2", TODAY, "sent", "", NOW)
    (left,) = told.settle_unknown(TOMORROW)
    assert (left.recipient_id, left.day, left.generation) == ("R1", TODAY, 4)
    assert told.settle_unknown(TOMORROW) == ()
    assert (told.of_day(TODAY)["R1"].state, told.of_day(TODAY)["R1"].code) == ("sent", "unknown")
    assert not told.claim("R1", "email", 4, NOW)


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from generator.register import Register
with Register.open(Path(sys.argv[1])) as register:
    assert register.mailings.claim("R1", "email", 4, datetime.fromisoformat(sys.argv[2]))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no SIGKILL")
def test_a_claim_survives_the_death_of_the_program_between_claim_and_sending(told, path):
    done = subprocess.run([sys.executable, "-c", KILLED, path, NOW.isoformat()], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not told.claim("R1", "email", 4, NOW)
    assert [record.recipient_id for record in told.settle_unknown(NOW)] == ["R1"]
    assert told.told() == {"R1": 4}
    assert told.claim("R1", "email", 5, TOMORROW)


def test_a_rehearsal_leaves_nothing_behind(told, register):
    with register.rehearsal():
        told.claim("R1", "email", 4, NOW)
    assert told.of_day(date(2026, 11, 19)) == {}
    assert told.claim("R1", "email", 4, datetime.fromisoformat(NOW.isoformat()))
