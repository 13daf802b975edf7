"""Acts on access, with a real register and real letters on disk."""

import os
import re
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from generator.commands.access import hand, issue, list_access, reissue, revoke
from generator.commands.access_letters import leftover_letters, letter_path, place_letter, settle_letters
from generator.commands.plaintext import MARKER, is_marked
from generator.errors import RegisterError, RenderError, SettingsError, UsageError
from generator.register import Register
from generator.register.withdrawals.records import Withdrawal
from generator.sealing.codes import derive_kek, family_address, link_key, normalise_code
from tests.unit.commands.desks import NOW, set_table

pytestmark = pytest.mark.usefixtures("quick_codes")


@pytest.fixture
def register(tmp_path):
    with Register.create(tmp_path / "private" / "register.sqlite", who="Секретарь") as made:
        yield made


@pytest.fixture
def desk(tmp_path, register):
    return set_table(tmp_path, register)


def lying(desk):
    """Return the names of what lies beside the folder's mark."""
    return sorted(path.name for path in desk.letters.iterdir() if path.name != MARKER)


def test_codes_are_issued_with_a_letter_each_and_open_what_the_register_holds(desk, register):
    told = []
    mother, father = issue(desk, progress=lambda done, of: told.append((done, of)))
    assert [code.recipient_id for code in (mother, father)] == ["R1", "R2"]
    assert (mother.recipient, mother.students) == ("Анна", ("Абрамова Зоя (8А)", "Абрамов Ян (5Б)"))
    assert father.students == ("Абрамова Зоя (8А)", "Белов Лев (5Б)")
    assert told == [(1, 2), (2, 2)]
    for code in (mother, father):
        kek = register.keks()[code.recipient_id]
        assert derive_kek(code.code, register.salt) == kek
        assert code.link == f"https://d.example/f/{family_address(kek)}/index.html#k={link_key(kek)}"
        text = letter_path(desk.letters, code.recipient_id).read_text(encoding="utf-8")
        assert code.code in text
        assert code.link in text
    assert list(asdict(mother)) == ["recipient_id", "recipient", "students", "code", "link"]
    assert issue(desk) == ()


def test_no_repr_and_no_log_shows_a_code_or_a_name(desk, register):
    (code, _) = issue(desk)
    kept = repr(code) + repr(register.events())
    assert code.code not in kept
    assert "Анна" not in kept
    assert normalise_code(code.code).encode() not in register.snapshot()


def test_without_an_address_nothing_is_issued(tmp_path, register):
    with pytest.raises(SettingsError) as caught:
        issue(set_table(tmp_path, register, address=""))
    assert caught.value.slug == "no-site-address"
    assert "site.address" in caught.value.hint
    assert register.keks() == {}


def test_named_recipients_only(desk, register):
    issue(desk, ["R2"])
    assert list(register.keks()) == ["R2"]
    with pytest.raises(RegisterError, match="R2") as again:
        issue(desk, ["R1", "R2"])
    with pytest.raises(RegisterError) as unknown:
        issue(desk, ["R7"])
    assert (again.value.slug, unknown.value.slug) == ("already-issued", "unknown-recipient")
    assert list(register.keks()) == ["R2"]


def test_who_may_not_read_gets_no_code(tmp_path, register):
    desk = set_table(tmp_path, register, consent_withdrawn=date(2026, 10, 1))
    assert [code.recipient_id for code in issue(desk)] == ["R1"]
    with pytest.raises(UsageError, match="withdrawn"):
        issue(desk, ["R2"])


def test_a_hand_over_is_noted_and_the_letter_goes(desk, register):
    issue(desk)
    assert hand(desk, ["R1", "R2"], "") == ("R1", "R2")
    assert {code.recipient_id: code.handed_to for code in register.codes()} == {"R1": "Анна", "R2": "Пётр"}
    assert lying(desk) == []


def test_of_several_hand_overs_all_are_noted_or_none(desk, register):
    issue(desk, ["R1"])
    with pytest.raises(RegisterError):
        hand(desk, ["R1", "R2"], "классный руководитель")
    assert register.codes()[0].handed_at is None
    assert letter_path(desk.letters, "R1").is_file()


def test_a_revoked_recipient_comes_back_only_by_a_reissue_with_a_new_code(tmp_path, desk, register):
    old = issue(desk)[1]
    assert revoke(desk.register, desk.letters, ["R2"], desk.now, "письмо потеряно") == ("R2",)
    assert not letter_path(desk.letters, "R2").exists()
    closed = set_table(tmp_path, register)
    assert closed.decisions.children.keys() == {"R1"}
    assert issue(closed) == ()
    (new,) = reissue(closed, ["R2"])
    assert new.code != old.code
    assert new.students == old.students
    assert derive_kek(new.code, register.salt) == register.keks()["R2"]
    assert set_table(tmp_path, register).decisions.children.keys() == {"R1", "R2"}


def test_a_later_consent_opens_again_and_a_new_code_is_due(tmp_path, desk, register):
    issue(desk)
    revoke(desk.register, desk.letters, ["R2"], NOW - timedelta(days=9))
    again = set_table(tmp_path, register, consent_date=date(2026, 11, 18))
    assert [code.recipient_id for code in issue(again)] == ["R2"]


def test_a_reissue_replaces_code_and_letter_at_once(desk, register):
    old = issue(desk)[0]
    (new,) = reissue(desk, ["R1"])
    assert derive_kek(old.code, register.salt) not in register.keks().values()
    assert new.code in letter_path(desk.letters, "R1").read_text(encoding="utf-8")
    assert old.code not in letter_path(desk.letters, "R1").read_text(encoding="utf-8")


def test_a_reissue_does_not_bring_back_a_withdrawn_consent_unless_it_names_the_student(tmp_path, desk, register):
    issue(desk)
    register.withdrawals.enter(Withdrawal("R2", "S3", NOW.date()), NOW)
    (code,) = reissue(set_table(tmp_path, register), ["R2"])
    assert code.students == ("Абрамова Зоя (8А)",)
    (code,) = reissue(set_table(tmp_path, register), ["R2"], ["S3"])
    assert code.students == ("Абрамова Зоя (8А)", "Белов Лев (5Б)")
    assert set_table(tmp_path, register).decisions.children["R2"] == ("S1", "S3")


def test_a_reissue_does_not_go_before_the_families_file(tmp_path, register):
    desk = set_table(tmp_path, register, refusal_date=date(2026, 10, 1))
    with pytest.raises(UsageError) as caught:
        reissue(desk, ["R2"])
    assert caught.value.slug == "no-valid-row"
    assert register.keks() == {}


def test_the_list_shows_everybody_and_where_they_stand(tmp_path, desk, register):
    issue(desk)
    hand(desk, ["R1"], "")
    revoke(desk.register, desk.letters, ["R2"], desk.now)
    mother, father = list_access(set_table(tmp_path, register))
    assert (mother.code, mother.letter, father.code, father.letter) == ("handed", False, "revoked", False)
    assert [(line.student_id, line.standing) for line in father.students] == [("S1", "revoked"), ("S3", "revoked")]
    assert mother.issued_at.startswith("2026-11-19T15:00")


def test_letters_that_lie_too_long_are_reported(desk, register):
    issue(desk)
    hand(desk, ["R1"], "")
    later = NOW + timedelta(days=31)
    assert leftover_letters(desk.letters, register.codes(), 30, later) == ("R2",)
    assert leftover_letters(desk.letters, register.codes(), 31, later) == ()


@pytest.mark.skipif(os.name != "posix", reason="modes are a thing of POSIX; Windows has icacls")
def test_letters_are_for_their_owner_only(desk):
    issue(desk)
    assert desk.letters.stat().st_mode & 0o777 == 0o700
    assert is_marked(desk.letters)
    assert {path.stat().st_mode & 0o777 for path in desk.letters.iterdir()} == {0o600}


# Letters together


def as_page(letter) -> str:
    return f"<html><body><main>{letter.recipient_id} {letter.code}</main></body></html>"


@pytest.fixture
def paged(desk):
    """The desk with letters that are pages, as real ones are."""
    return replace(desk, render=as_page)


def together(desk) -> list[str]:
    """Return the recipients whose letters stand in `all.html`, [] when there is none."""
    path = desk.letters / "all.html"
    return re.findall(r"<main>(R\d+) ", path.read_text(encoding="utf-8")) if path.exists() else []


def test_waiting_letters_can_be_printed_at_one_go(paged):
    codes = issue(paged)
    assert together(paged) == ["R1", "R2"]
    text = (paged.letters / "all.html").read_text(encoding="utf-8")
    assert all(code.code in text for code in codes)
    if os.name == "posix":
        assert (paged.letters / "all.html").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "act", [lambda desk: hand(desk, ["R1"]), lambda desk: revoke(desk.register, desk.letters, ["R1"], desk.now)]
)
def test_no_code_outlives_its_letter_in_the_letters_together(paged, act):
    (code, _) = issue(paged)
    act(paged)
    assert lying(paged) == ["R2.html"]
    assert code.code not in (paged.letters / "R2.html").read_text(encoding="utf-8")


def test_a_reissued_letter_takes_the_place_of_the_old_one_among_the_others(paged):
    old = issue(paged)[0]
    (new,) = reissue(paged, ["R1"])
    text = (paged.letters / "all.html").read_text(encoding="utf-8")
    assert new.code in text
    assert old.code not in text


def test_a_letter_that_somebody_deleted_leaves_the_letters_together_with_the_next_act(paged):
    issue(paged)
    letter_path(paged.letters, "R1").unlink()
    list_access(paged)
    assert lying(paged) == ["R2.html"]


def test_cut_while_a_letter_goes_there_are_no_letters_together_rather_than_stale_ones(paged, monkeypatch):
    issue(paged)
    with monkeypatch.context() as patch:
        patch.setattr("generator.commands.access_letters.letter_path", lambda *_: (_ for _ in ()).throw(Cut))
        with pytest.raises(Cut):
            hand(paged, ["R1"])
    assert lying(paged) == ["R1.html", "R2.html"]
    (paged.letters / ".all.html.4711").write_text("half of it", encoding="utf-8")
    list_access(paged)
    assert lying(paged) == ["R1.html", "R2.html", "all.html"]


def test_without_room_for_the_letters_together_the_letters_stand(paged, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.commands.access_letters.write_atomically", full)
    assert len(issue(paged)) == 2
    assert lying(paged) == ["R1.html", "R2.html"]


# Interruptions


class Cut(BaseException):
    """The power goes."""


def test_cut_before_the_commit_there_is_no_letter_and_no_key(desk, register):
    def cut():
        raise Cut

    desk.letters.mkdir(parents=True)
    with pytest.raises(Cut):
        place_letter(desk.letters, "R1", "text", bytes(32), cut)
    assert list(desk.letters.iterdir()) == []
    assert register.keks() == {}


def test_a_letter_left_waiting_without_its_key_is_removed(desk):
    desk.letters.mkdir(parents=True)
    (desk.letters / f"R1.{family_address(bytes(32))}.waiting").write_text("text", encoding="utf-8")
    assert [code.recipient_id for code in issue(desk)] == ["R1", "R2"]
    assert lying(desk) == ["R1.html", "R2.html"]


def test_cut_after_the_commit_the_letter_gets_its_name_at_the_next_act(desk, register, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("generator.commands.access_letters.letter_path", lambda *_: (_ for _ in ()).throw(Cut))
        with pytest.raises(Cut):
            issue(desk, ["R1"])
    kek = register.keks()["R1"]
    assert lying(desk) == [f"R1.{family_address(kek)}.waiting"]
    assert list_access(desk)[0].letter
    assert letter_path(desk.letters, "R1").read_text(encoding="utf-8").startswith("Анна|")


def test_after_a_cut_reissue_the_letter_of_the_old_code_is_not_taken_for_the_new_one(desk, register):
    issue(desk, ["R1"])
    before = letter_path(desk.letters, "R1").read_text(encoding="utf-8")
    (desk.letters / f"R1.{family_address(bytes(32))}.waiting").write_text("never committed", encoding="utf-8")
    settle_letters(desk.letters, register.keks())
    assert letter_path(desk.letters, "R1").read_text(encoding="utf-8") == before
    assert lying(desk) == ["R1.html"]


def test_a_letter_that_can_not_be_written_leaves_no_key(desk, register):
    desk.letters.parent.mkdir(parents=True)
    desk.letters.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        issue(desk, ["R1"])
    assert caught.value.slug == "letter-unwritable"
    assert register.keks() == {}


def test_a_letter_that_can_not_be_rendered_leaves_no_key(desk, register):
    def fail(_):
        raise RenderError("template", "no")

    with pytest.raises(RenderError):
        issue(replace(desk, render=fail))
    assert register.keks() == {}
