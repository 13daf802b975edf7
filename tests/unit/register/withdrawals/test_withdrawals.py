"""A withdrawal in the register: one transaction, another address, no key left in any byte of its files."""

import hashlib
import json
import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import RegisterError
from generator.model.families import AccessEventKind
from generator.register import RecipientClaim, Register, database
from generator.register.withdrawals.records import Withdrawal, extract, read_act_number
from tests.unit.register.conftest import NOW

DAY = date(2026, 11, 18)
KEK, OTHER = bytes(range(32)), bytes(range(1, 33))
STUDENTS = [(("ns:1",), "Абрамова Зоя"), (("ns:2",), "Белов Лев")]


@pytest.fixture
def peopled(register: Register) -> Register:
    """The mother R1 has S1 and S2, the father R2 has S1."""
    return people(register)


def people(register: Register) -> Register:
    register.resolve_students(STUDENTS, NOW)
    claims = [("S1", "Анна", 0), ("S2", "Анна", 0), ("S1", "Пётр", 1)]
    register.resolve_recipients([RecipientClaim(s, name, name.casefold(), c) for s, name, c in claims], NOW)
    register.issue("R1", KEK, NOW)
    register.issue("R2", OTHER, NOW)
    return register


def pages(register: Register) -> dict[str, tuple[str, str]]:
    return {r.id: (r.page_id, r.address) for r in register.resolve_students(STUDENTS, NOW).values()}


def raw(path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob("register.sqlite*"))


def test_the_page_moves_and_keeps_its_id_and_nobody_elses_does(peopled):
    before = pages(peopled)
    record = peopled.withdrawals.enter(Withdrawal("R1", "S1", DAY, "заявление № 7"), NOW)
    after = pages(peopled)
    assert after["S2"] == before["S2"]
    assert after["S1"][0] == before["S1"][0]
    assert (record.old, record.new) == (before["S1"][1], after["S1"][1])
    assert record.old != record.new
    assert record.paths == (f"d/{record.old}/index.html",)
    assert peopled.keks() == {"R1": KEK, "R2": OTHER}


def test_the_log_tells_each_step_and_the_act_is_read_back_from_it(peopled):
    said = Withdrawal("R1", "S2", DAY, "заявление № 7", "переезд", ends_key=True, family="ab" * 16, letter=True)
    record = peopled.withdrawals.enter(said, NOW)
    new = [event for event in peopled.events() if (event.student_id, event.recipient_id) == ("S2", "R1")]
    kinds = [event.kind for event in new]
    assert kinds == ["recipient-row-entered", "consent-withdrawn", "page-moved", "key-erased", "destruction-act"]
    assert all(event.who == "Секретарь" for event in new)
    assert new[1].detail == "2026-11-18; заявление № 7; переезд"
    assert new[2].detail == f"d/{record.old}/ to d/{record.new}/"
    assert json.loads(new[4].detail)["act"] == record.number == 1
    assert peopled.withdrawals.all() == (record,)
    assert record.withdrawal == said
    assert record.paths[1] == f"f/{'ab' * 16}/index.html"
    assert peopled.keks() == {"R2": OTHER}


def test_the_day_of_the_declaration_reaches_the_rules_beside_the_day_of_the_entry(peopled, path):
    peopled.withdrawals.enter(Withdrawal("R1", "S1", DAY), NOW)
    line = ("INSERT INTO events (at, who, kind, student, recipient, detail) VALUES (?, '', 'consent-withdrawn', 2, 1, ?)",
            (NOW.isoformat(), "заявление"))  # fmt: skip
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(*line)
    told, older = peopled.access_events()
    assert (told.kind, told.on, told.declared_on) == (AccessEventKind.WITHDRAWN, NOW.date(), DAY)
    assert (older.on, older.declared_on) == (NOW.date(), None)


@pytest.mark.parametrize(
    ("recipient", "student", "slug"),
    [
        ("R9", "S1", "unknown-recipient"),
        ("S1", "S1", "unknown-recipient"),
        ("R1", "S9", "unknown-student"),
        ("R1", "R1", "unknown-student"),
        ("R1", "", "unknown-student"),
        ("R2", "S2", "no-such-pair"),
    ],
)
def test_who_is_not_there_and_who_never_had_a_row_is_refused(peopled, recipient, student, slug):
    before = (peopled.events(), peopled.state_digest())
    with pytest.raises(RegisterError) as caught:
        peopled.withdrawals.enter(Withdrawal(recipient, student, DAY), NOW)
    assert caught.value.slug == slug
    assert (peopled.events(), peopled.state_digest()) == before


def test_all_of_it_is_entered_or_nothing(path):
    with Register.create(path) as made:
        people(made)

    def draw(_: int) -> bytes:
        raise OSError("no random bytes")

    with Register.open(path, draw=draw) as register:
        before = (register.events(), register.state_digest())
        with pytest.raises(OSError, match="no random bytes"):
            register.withdrawals.enter(Withdrawal("R1", "S1", DAY, ends_key=True, family="ab" * 16), NOW)
        assert (register.events(), register.state_digest()) == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([("R1", "S1"), ("R1", "S2"), ("R2", "S1")]), max_size=8))
def test_an_address_that_was_left_is_never_in_use_again(tmp_path_factory, pairs):
    with Register.create(tmp_path_factory.mktemp("law") / "private" / "register.sqlite") as register:
        people(register)
        for recipient, student in pairs:
            register.withdrawals.enter(Withdrawal(recipient, student, DAY), NOW)
        left = [record.old for record in register.withdrawals.all()]
        assert len(left) == len(set(left)) == len(pairs)
        assert not set(left) & {address for _, address in pages(register).values()}
        assert [record.number for record in register.withdrawals.all()] == list(range(1, len(pairs) + 1))


# The key


def test_an_erased_key_is_in_no_byte_of_the_open_register(peopled, path):
    assert KEK in raw(path)
    peopled.withdrawals.enter(Withdrawal("R1", "S2", DAY, ends_key=True, family="ab" * 16), NOW)
    assert KEK in raw(path)  # the write-ahead log keeps it: this is why `clean` is called
    assert peopled.withdrawals.clean(NOW)
    assert KEK not in raw(path)
    assert OTHER in raw(path)
    assert peopled.events()[-1].kind == "register-cleaned"
    assert len(peopled.events()) == len({event.number for event in peopled.events()})


def test_pages_that_were_divided_leave_no_copy_of_a_key_behind(register, path):
    """Without the rebuild some of these keys stay in the file: `secure_delete` misses what a division leaves."""
    chance = random.Random(19)  # noqa: S311  the same pages every time
    keys = [hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(900)]
    register.resolve_students(STUDENTS, NOW)
    with register.transaction():
        claims = [RecipientClaim("S1", f"a{n}", f"a{n}", n) for n in range(len(keys))]
        register.resolve_recipients(claims, NOW)
        for number, key in enumerate(keys, start=1):
            register.issue(f"R{number}", key, NOW)
    order = list(range(1, len(keys) + 1))
    chance.shuffle(order)
    with register.transaction():
        for number in order:
            register.hand(f"R{number}", "Абрамова " * chance.randint(0, 40), NOW)
    with register.transaction():
        for number in order[1:]:
            register.revoke(f"R{number}", NOW)
    register.withdrawals.enter(Withdrawal(f"R{order[0]}", "S1", DAY, ends_key=True, family="ab" * 16), NOW)
    assert register.withdrawals.clean(NOW)
    content = raw(path)
    assert [n for n, key in enumerate(keys) if key in content] == []


def test_while_another_program_reads_the_register_the_traces_stay_and_the_next_call_ends_them(
    path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "_BUSY_MILLISECONDS", 20)
    with Register.create(path) as register:
        people(register)
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM codes").fetchone()
        register.withdrawals.enter(Withdrawal("R1", "S2", DAY, ends_key=True, family="ab" * 16), NOW)
        assert not register.withdrawals.clean(NOW)
        assert KEK in raw(path)
        assert register.events()[-1].kind == "destruction-act"
        reader.close()
        assert register.withdrawals.clean(NOW)
        assert KEK not in raw(path)
        count = len(register.events())
        assert register.withdrawals.clean(NOW)
        assert len(register.events()) == count


def test_a_withdrawal_without_a_code_erases_nothing(peopled):
    peopled.revoke("R1", NOW)
    peopled.withdrawals.enter(Withdrawal("R1", "S1", DAY, ends_key=True), NOW)
    assert "key-erased" not in [event.kind for event in peopled.events()]


# What became of it


def test_an_act_is_complete_when_the_host_holds_none_of_its_pages(peopled):
    first = peopled.withdrawals.enter(Withdrawal("R1", "S1", DAY), NOW)
    second = peopled.withdrawals.enter(Withdrawal("R1", "S2", DAY, ends_key=True, family="ab" * 16), NOW)
    later = NOW + timedelta(hours=1)
    left = peopled.withdrawals
    assert left.unseen() == (*first.paths, *second.paths)
    left.note_gone({"index.html", second.paths[1]}, 7, later)
    assert [record.gone_at for record in left.all()] == [later, None]
    left.note_seen(later)
    assert left.unseen() == second.paths
    left.note_gone({"index.html"}, 8, later)
    left.note_gone({"index.html"}, 9, later)
    left.note_seen(later)
    assert left.unseen() == ()
    assert [event.detail for event in peopled.events() if event.kind == "page-gone"] == [
        "act 1: generation 7", "act 2: generation 8",
    ]  # fmt: skip


def test_the_extract_is_about_this_student_and_this_recipient_and_nobody_else(peopled):
    peopled.hand("R2", "Пётр", NOW)
    record = peopled.withdrawals.enter(Withdrawal("R1", "S1", DAY), NOW)
    peopled.withdrawals.note_backup("a.backup", NOW)
    found = extract(peopled.events(), record)
    assert {(event.student_id, event.recipient_id) for event in found} == {("S1", ""), ("", "R1"), ("S1", "R1")}
    assert {event.kind for event in found} >= {"student-entered", "code-issued", "consent-withdrawn", "page-moved"}
    assert read_act_number(found[-1]) == "1"


def test_an_act_lists_the_backups_that_were_made_before_it(peopled):
    peopled.withdrawals.note_backup("autumn.backup", NOW)
    first = peopled.withdrawals.enter(Withdrawal("R1", "S1", DAY), NOW)
    peopled.withdrawals.note_backup("later.backup", NOW + timedelta(days=1))
    second = peopled.withdrawals.enter(Withdrawal("R1", "S2", DAY), NOW + timedelta(days=2))
    assert [found.name for found in peopled.withdrawals.backups(first)] == ["autumn.backup"]
    assert [found.name for found in peopled.withdrawals.backups(second)] == ["autumn.backup", "later.backup"]
