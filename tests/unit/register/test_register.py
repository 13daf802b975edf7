"""The register on a real disk: identities, codes, the log, and what survives an interruption."""

import os
import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest

from generator.errors import RegisterError
from generator.model.families import AccessEventKind
from generator.register import RecipientClaim, Register
from generator.register.withdrawals.records import Withdrawal
from tests.unit.register.conftest import NOW

KEK = bytes(range(32))
OTHER = bytes(range(1, 33))

ZOYA = (("ns:1", "tables:17"), "Абрамова Зоя")
LEV = (("ns:2",), "Белов Лев")


def slug_of(act, *arguments, **named) -> str:
    with pytest.raises(RegisterError) as caught:
        act(*arguments, **named)
    return caught.value.slug


def claim(student: str, name: str, cluster: int) -> RecipientClaim:
    return RecipientClaim(student, name, name.casefold(), cluster)


@pytest.fixture
def peopled(register: Register) -> Register:
    register.resolve_students([ZOYA, LEV], NOW)
    register.resolve_recipients([claim("S1", "Анна", 0), claim("S2", "Анна", 0), claim("S1", "Пётр", 1)], NOW)
    return register


# Students


def test_a_student_keeps_id_page_and_address_for_ever(register, path):
    first = register.resolve_students([ZOYA, LEV], NOW)
    assert [first[key].id for key in ("ns:1", "ns:2")] == ["S1", "S2"]
    assert len({value for record in first.values() for value in (record.page_id, record.address)}) == 4
    assert all(len(bytes.fromhex(record.address)) == 16 for record in first.values())
    register.close()
    with Register.open(path) as again:
        assert again.resolve_students([LEV, ZOYA], NOW) == first


def test_a_student_is_found_by_any_known_key_and_new_keys_are_learnt(register):
    zoya = register.resolve_students([ZOYA], NOW)["ns:1"]
    moved = register.resolve_students([(("dn:5", "tables:17"), "Абрамова Зоя Петровна")], NOW)["dn:5"]
    renamed = register.resolve_students([(("dn:5",), "Вольф Зоя")], NOW)["dn:5"]
    assert zoya == moved == renamed
    kinds = [event.kind for event in register.events()]
    assert kinds == ["student-entered", "student-key-added"]


def test_two_students_of_the_register_are_never_joined(register):
    register.resolve_students([ZOYA, LEV], NOW)
    with pytest.raises(RegisterError) as caught:
        register.resolve_students([(("ns:1", "ns:2"), "Абрамова Зоя")], NOW)
    assert caught.value.slug == "identity-conflict"
    assert "S1" in caught.value.message
    assert "S2" in caught.value.message


def test_one_student_of_the_register_is_never_split(register):
    register.resolve_students([ZOYA], NOW)
    parts = [(("ns:1",), "Абрамова Зоя"), (("tables:17",), "Абрамова Зоя")]
    assert slug_of(register.resolve_students, parts, NOW) == "identity-conflict"


def test_two_new_students_with_one_key_are_a_conflict_and_leave_nothing_behind(register):
    before = register.state_digest()
    assert slug_of(register.resolve_students, [LEV, ZOYA, (("ns:3", "ns:2"), "Иной")], NOW) == "identity-conflict"
    assert register.state_digest() == before
    assert register.events() == ()


# Recipients


def test_rows_of_one_cluster_are_one_recipient_and_a_known_pair_never_changes(peopled):
    known = {("S1", "анна"): "R1", ("S2", "анна"): "R1", ("S1", "пётр"): "R2"}
    apart = [claim("S1", "Анна", 0), claim("S2", "Анна", 1), claim("S1", "Пётр", 2)]
    joined = [claim("S1", "Анна", 0), claim("S2", "Анна", 0), claim("S1", "Пётр", 0)]
    assert peopled.resolve_recipients(apart, NOW) == known
    assert peopled.resolve_recipients(joined, NOW) == known


def test_contacts_that_come_later_do_not_join_known_recipients(register):
    register.resolve_students([ZOYA, LEV], NOW)
    register.resolve_recipients([claim("S1", "Анна", 0), claim("S2", "Анна", 1)], NOW)
    later = register.resolve_recipients([claim("S1", "Анна", 0), claim("S2", "Анна", 0)], NOW)
    assert later == {("S1", "анна"): "R1", ("S2", "анна"): "R2"}


def test_a_new_sibling_joins_the_recipient_its_contact_names(peopled):
    peopled.resolve_students([(("ns:9",), "Абрамов Ян")], NOW)
    found = peopled.resolve_recipients([claim("S3", "Анна", 5), claim("S1", "Анна", 5)], NOW)
    assert found["S3", "анна"] == "R1"


def test_without_a_common_cluster_an_equal_name_is_somebody_else(peopled):
    peopled.resolve_students([(("ns:9",), "Абрамов Ян")], NOW)
    found = peopled.resolve_recipients([claim("S3", "Анна", 7), claim("S1", "Анна", 5)], NOW)
    assert found["S3", "анна"] == "R3"


# Codes


def test_the_life_of_a_code(peopled):
    peopled.issue("R1", KEK, NOW)
    assert peopled.keks() == {"R1": KEK}
    peopled.hand("R1", "Анна", NOW + timedelta(days=1))
    peopled.replace("R1", OTHER, NOW + timedelta(days=2))
    assert peopled.keks() == {"R1": OTHER}
    peopled.revoke("R1", NOW + timedelta(days=3), "письмо потеряно")
    assert peopled.keks() == {}
    first, second = peopled.codes()
    assert (first.handed_to, first.replaced, first.live) == ("Анна", True, False)
    assert (second.handed_at, second.replaced, second.live) == (None, False, False)
    acts = peopled.access_events()
    assert [act.kind for act in acts] == [AccessEventKind.REISSUED, AccessEventKind.REVOKED]
    assert acts[1].on == (NOW + timedelta(days=3)).date()
    assert {event.who for event in peopled.events()} == {"Секретарь"}


def test_acts_out_of_turn_are_refused(peopled):
    assert slug_of(peopled.hand, "R1", "Анна", NOW) == "no-code"
    peopled.issue("R1", KEK, NOW)
    assert slug_of(peopled.issue, "R1", OTHER, NOW) == "already-issued"
    peopled.hand("R1", "Анна", NOW)
    assert slug_of(peopled.hand, "R1", "Анна", NOW) == "already-handed"
    assert peopled.keks() == {"R1": KEK}


@pytest.mark.parametrize("recipient", ["R9", "S1", "R", "", "R1; DROP", "R٣"])
def test_a_recipient_who_is_not_there_is_refused(peopled, recipient):
    assert slug_of(peopled.issue, recipient, KEK, NOW) == "unknown-recipient"


def test_a_revoked_key_is_nowhere_in_the_file(peopled, path):
    peopled.issue("R1", KEK, NOW)
    assert KEK in peopled.snapshot()
    peopled.revoke("R1", NOW)
    assert KEK not in peopled.snapshot()
    peopled.close()
    assert not any(KEK in file.read_bytes() for file in path.parent.iterdir())


def test_a_withdrawal_is_about_one_student(peopled):
    peopled.withdrawals.enter(Withdrawal("R1", "S2", NOW.date(), "акт 3"), NOW)
    (event,) = peopled.access_events()
    assert (event.kind, event.recipient_id, event.student_id) == (AccessEventKind.WITHDRAWN, "R1", "S2")


def test_the_salt_stays_and_no_two_registers_share_it(register, path, tmp_path):
    salt = register.salt
    assert len(salt) == 16
    register.close()
    with Register.open(path) as again, Register.create(tmp_path / "b" / "private" / "register.sqlite") as other:
        assert again.salt == salt != other.salt


# The digest of what decides


def test_the_digest_changes_with_every_key_and_act_and_only_with_those(peopled):
    acts = [
        lambda: peopled.issue("R1", KEK, NOW),
        lambda: peopled.replace("R1", OTHER, NOW),
        lambda: peopled.withdrawals.enter(Withdrawal("R2", "S1", NOW.date()), NOW),
        lambda: peopled.revoke("R1", NOW),
        lambda: peopled.resolve_students([(("ns:1", "dn:1"), "Абрамова Зоя")], NOW),
        lambda: peopled.resolve_students([(("ns:9",), "Абрамов Ян")], NOW),
        lambda: peopled.resolve_recipients([claim("S3", "Анна", 1)], NOW),
    ]
    seen = [peopled.state_digest()]
    for act in acts:
        act()
        seen.append(peopled.state_digest())
    assert len(set(seen)) == len(seen)
    peopled.remember_view({("S1", "R1"): "x"}, [], NOW)
    peopled.resolve_students([ZOYA, LEV], NOW)
    peopled.keep_backup_key(KEK, bytes(16), NOW)
    assert peopled.state_digest() == seen[-1]


# The view of the families file


def test_the_last_view_is_kept_and_vanished_rows_are_logged(peopled):
    peopled.remember_view({("S1", "R1"): "a", ("S1", "R2"): "b"}, [], NOW)
    peopled.remember_view({("S1", "R1"): "a"}, [("S1", "R2")], NOW)
    assert peopled.family_view() == {("S1", "R1"): "a"}
    (event,) = [event for event in peopled.events() if event.kind == "family-row-vanished"]
    assert (event.student_id, event.recipient_id) == ("S1", "R2")


# The log


def test_the_log_can_only_be_added_to(peopled, path):
    peopled.close()
    connection = sqlite3.connect(path)
    replacing = "INSERT OR REPLACE INTO events (number, at, who, kind) VALUES (1, 'x', 'x', 'x')"
    for statement in ("DELETE FROM events", "UPDATE events SET who = 'x'", replacing):
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            connection.execute(statement)
    connection.close()


# Interruptions


def test_a_transaction_that_fails_leaves_the_old_state(peopled):
    before = (peopled.state_digest(), peopled.events())

    def fail():
        with peopled.transaction():
            peopled.issue("R1", KEK, NOW)
            peopled.revoke("R2", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (peopled.state_digest(), peopled.events()) == before


def test_a_rehearsal_shows_the_result_and_keeps_nothing(register):
    with register.rehearsal():
        assert register.resolve_students([ZOYA], NOW)["ns:1"].id == "S1"
    assert register.events() == ()


def test_a_process_that_dies_in_the_middle_of_a_write_leaves_the_old_state(peopled, path):
    peopled.issue("R1", KEK, NOW)
    before = peopled.state_digest()
    peopled.close()
    script = (
        "import os, sys; from datetime import *; from pathlib import Path; from generator.register import Register\n"
        "register = Register.open(Path(sys.argv[1]))\n"
        "with register.transaction():\n"
        "    register.revoke('R1', datetime.now(timezone.utc))\n"
        "    os._exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == 9
    with Register.open(path) as again:
        assert again.state_digest() == before
        assert again.keks() == {"R1": KEK}


def test_nothing_is_written_outside_a_transaction(register):
    with pytest.raises(RuntimeError):
        register._database.write("DELETE FROM students")


def test_a_register_that_another_program_is_writing_is_busy(peopled, path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    peopled._database._connection.execute("PRAGMA busy_timeout = 10")
    assert slug_of(peopled.issue, "R1", KEK, NOW) == "register-busy"
    other.close()
    peopled.issue("R1", KEK, NOW)


# Rights


@pytest.mark.skipif(os.name != "posix", reason="modes are a thing of POSIX; Windows has icacls")
def test_only_the_owner_may_enter_and_read(peopled, path):
    peopled.issue("R1", KEK, NOW)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {
        "register.sqlite": 0o600, "register.sqlite-wal": 0o600, "register.sqlite-shm": 0o600,
    }  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="modes are a thing of POSIX; Windows has icacls")
def test_rights_that_were_loosened_are_tightened_again(register, path):
    register.close()
    path.chmod(0o644)
    path.parent.chmod(0o755)
    Register.open(path).close()
    assert (path.parent.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)


def test_the_pragmas_that_protect_keys_are_set(register):
    found = [register._database.pragma(name) for name in ("foreign_keys", "secure_delete", "synchronous")]
    assert found == [1, 1, 2]
    assert register._database.rows("PRAGMA journal_mode") == [("wal",)]
