"""Backup and restore, tested by losing the machine."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from generator.commands.access import issue, reissue, revoke
from generator.commands.backup import back_up
from generator.commands.backup_archive import REGISTER, Backup, pack, unpack
from generator.commands.restore import STAGING, finish_restore, open_backup, restore
from generator.errors import RegisterError, SealError, SuspiciousError, UsageError, WrongCodeError
from generator.register import Register
from generator.sealing.codes import derive_kek, draw_code
from tests.unit.commands.desks import NOW, set_table

pytestmark = pytest.mark.usefixtures("quick_codes")


def make_site(root, name="school"):
    site = root / name
    (site / "content" / "exports").mkdir(parents=True)
    (site / "site.yaml").write_text("school: Школа\n", encoding="utf-8")
    (site / "content" / "exports" / "8А.xlsx").write_bytes(b"\0\1\2" * 1000)
    (site / "content" / "families.csv").write_text("получатель\n", encoding="utf-8")
    return site


@pytest.fixture
def site(tmp_path):
    return make_site(tmp_path)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "usb.diary-backup"


def open_register(site) -> Register:
    return Register.open_or_create(site / REGISTER, who="Секретарь")


def save(site, target, **more):
    with open_register(site) as register:
        return back_up(site, target, register, school="Школа", now=NOW, **more)


def bring_back(target, site, code, *, yes=False):
    return restore(target, site, code, confirm=lambda _: yes, now=NOW, who="Секретарь")


def files_of(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_after_losing_the_machine_the_same_codes_open_the_same_pages(site, target):
    with open_register(site) as register:
        codes = issue(set_table(site, register))
        students = register.resolve_students([(("ns:S1",), "")], NOW)
        salt, keks, identity = register.salt, register.keks(), register.uuid
    (site / "private" / "build.json").write_text("{}", encoding="utf-8")
    made = save(site, target)
    content = files_of(site / "content")

    shutil.rmtree(site)
    done = bring_back(target, site, made.code)

    assert files_of(site / "content") == content
    assert (site / "private" / "build.json").read_text(encoding="utf-8") == "{}"
    assert (done.school, done.kept) == ("Школа", None)
    with Register.open(site / REGISTER) as register:
        assert (register.salt, register.keks(), register.uuid) == (salt, keks, identity)
        assert {derive_kek(code.code, register.salt) for code in codes} == set(register.keks().values())
        assert register.resolve_students([(("ns:S1",), "")], NOW) == students
        assert issue(set_table(site, register)) == ()


def test_the_code_is_shown_once_and_opens_later_backups_too(site, target, tmp_path):
    first = save(site, target)
    assert len(first.code.replace(" ", "")) == 32
    assert first.code not in repr(first)
    second = save(site, target)
    assert second.code == ""
    assert open_backup(target, first.code)[0].school == "Школа"
    shutil.rmtree(site)
    bring_back(target, site, first.code)
    assert save(site, tmp_path / "later").code == ""
    assert open_backup(tmp_path / "later", first.code)[0].school == "Школа"


def test_a_given_code_and_a_new_one(site, target):
    own = draw_code(8)
    assert save(site, target, code=own).code == ""
    assert open_backup(target, own)[0].files
    new = save(site, target, new_code=True).code
    with pytest.raises(WrongCodeError):
        open_backup(target, own)
    assert open_backup(target, new)[0].files


def test_the_backup_has_no_letters_no_waste_and_no_plaintext(site, target):
    with open_register(site) as register:
        issue(set_table(site, register))
        kek = register.keks()["R1"]
        for name in ("cache/x", "crash-1.txt", "lock", "before-restore-1/private/register.sqlite"):
            (site / "private" / name).parent.mkdir(parents=True, exist_ok=True)
            (site / "private" / name).write_text("x", encoding="utf-8")
        made = back_up(site, target, register, school="Школа", now=NOW)
    opened, _ = open_backup(target, made.code)
    assert sorted(opened.files) == [
        "content/exports/8А.xlsx", "content/families.csv", "content/register.id", "private/register.sqlite", "site.yaml",
    ]  # fmt: skip
    assert kek in opened.files[REGISTER]
    assert kek not in target.read_bytes()
    assert "Школа".encode() not in target.read_bytes()


def test_a_backup_is_noted_by_the_name_of_its_file_and_only_when_it_was_written(site, target, tmp_path):
    save(site, target)
    with pytest.raises(RegisterError):
        save(site, tmp_path / "no folder" / "b")
    with open_register(site) as register:
        found = [event.detail for event in register.events() if event.kind == "backup-made"]
    assert found == [target.name]


def test_a_restored_register_knows_of_its_backup_and_a_fresh_backup_asks_nothing(site, target):
    code = save(site, target).code
    assert bring_back(target, site, code).kept
    with open_register(site) as register:
        (found,) = [event for event in register.events() if event.kind == "backup-made"]
    assert (found.detail, found.at) == (target.name, NOW)


@pytest.mark.parametrize("place", ["content/b", "private/b", "output/site/b", "site.yaml"])
def test_a_backup_is_not_written_where_it_would_be_published_or_backed_up(site, place):
    with pytest.raises(UsageError) as caught:
        save(site, site / place)
    assert caught.value.slug == "backup-place"


def test_a_file_that_is_no_backup_is_not_overwritten(site, target):
    target.write_text("a photograph", encoding="utf-8")
    with pytest.raises(UsageError):
        save(site, target)
    assert target.read_text(encoding="utf-8") == "a photograph"


def test_a_link_is_refused_because_its_target_would_be_missing(site, target, tmp_path):
    try:
        (site / "content" / "more").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    with pytest.raises(UsageError) as caught:
        save(site, target)
    assert caught.value.slug == "backup-link"


def test_a_backup_that_can_not_be_written_leaves_the_code_undrawn(site, tmp_path):
    with pytest.raises(RegisterError) as caught:
        save(site, tmp_path / "no such medium" / "b")
    assert caught.value.slug == "backup-unwritable"
    with open_register(site) as register:
        assert register.backup_key() is None


# Restoring over something


def test_an_unchanged_folder_is_restored_without_asking(site, target):
    code = save(site, target).code
    bring_back(target, site, code)


def test_what_a_restore_would_revive_end_and_change_is_listed_and_needs_a_yes(site, target):
    with open_register(site) as register:
        issue(set_table(site, register))
    code = save(site, target).code
    with open_register(site) as register:
        desk = set_table(site, register)
        revoke(desk.register, desk.letters, ["R2"], desk.now)
        reissue(set_table(site, register), ["R1"])
        keks = register.keks()
    (site / "content" / "families.csv").write_text("другое\n", encoding="utf-8")
    (site / "content" / "new.md").write_text("x", encoding="utf-8")
    before = files_of(site / "content")

    with pytest.raises(SuspiciousError) as caught:
        bring_back(target, site, code)
    said = caught.value.message
    assert "R2 Пётр: a revoked or replaced code would open pages again" in said
    assert "R1 Анна: the present letter would stop working" in said
    assert "later entries" in said
    assert "content/families.csv" in said
    assert "content/new.md" in said
    assert "exports" not in said
    assert files_of(site / "content") == before
    assert not (site / STAGING).exists()
    with Register.open(site / REGISTER) as register:
        assert register.keks() == keks

    done = bring_back(target, site, code, yes=True)
    assert not (site / "content" / "new.md").exists()
    with Register.open(site / REGISTER) as register:
        assert sorted(register.keks()) == ["R1", "R2"]
    assert (done.kept / "content" / "new.md").is_file()
    with Register.open(done.kept / REGISTER) as former:
        assert former.keks() == keks


def test_a_lost_or_broken_register_is_what_a_restore_is_for(site, target):
    code = save(site, target).code
    shutil.rmtree(site / "private")
    bring_back(target, site, code)
    (site / REGISTER).write_bytes(b"broken" * 200)
    with pytest.raises(SuspiciousError, match="can't be read"):
        bring_back(target, site, code)
    bring_back(target, site, code, yes=True)
    Register.open(site / REGISTER).close()


def test_another_schools_folder_is_left_alone(site, target, tmp_path):
    code = save(site, target).code
    other = make_site(tmp_path, "other")
    open_register(other).close()
    before = files_of(other)
    with pytest.raises(RegisterError) as caught:
        bring_back(target, other, code, yes=True)
    assert caught.value.slug == "register-other-school"
    assert files_of(other) == before


def test_templates_stay_when_the_backup_has_none(site, target):
    code = save(site, target).code
    (site / "templates").mkdir()
    (site / "templates" / "x.html").write_text("x", encoding="utf-8")
    bring_back(target, site, code)
    assert (site / "templates" / "x.html").is_file()


# Interruptions


class Cut(BaseException):
    """The power goes."""


MOVES = 7
"""Settings, content and register go away, come in the other way round, and what was there is put aside."""


@pytest.fixture(scope="module")
def revoked_since(tmp_path_factory):
    """A folder, a backup of it in which R1 still reads, and the backup's code."""
    root = tmp_path_factory.mktemp("revoked")
    site = make_site(root)
    with open_register(site) as register:
        set_table(site, register)
        register.issue("R1", bytes(32), NOW)
    made = save(site, root / "backup")
    with open_register(site) as register:
        register.revoke("R1", NOW)
    (site / "content" / "new.md").write_text("x", encoding="utf-8")
    return site, root / "backup", made.code


@pytest.fixture
def spoil(monkeypatch):
    """Let the move with this number of a restore end in an error."""

    def arrange(number: int, error: BaseException) -> None:
        real, done = Path.replace, []

        def replace_or_fail(self, place):
            if STAGING in f"{self} {place}" and "phase" not in self.name:
                done.append(place)
                if len(done) == number:
                    raise error
            return real(self, place)

        monkeypatch.setattr(Path, "replace", replace_or_fail)

    return arrange


@pytest.mark.parametrize("number", range(1, MOVES + 1))
def test_a_restore_cut_off_before_any_move_is_completed_later(revoked_since, tmp_path, spoil, number):
    former, target, code = revoked_since
    site = shutil.copytree(former, tmp_path / "site")
    spoil(number, Cut())
    with pytest.raises(Cut):
        bring_back(target, site, code, yes=True)
    assert finish_restore(site)
    assert not finish_restore(site)
    assert not (site / STAGING).exists()
    assert not (site / "content" / "new.md").exists()
    assert (site / "site.yaml").is_file()
    with Register.open(site / REGISTER) as register:
        assert sorted(register.keks()) == ["R1"]


@pytest.mark.parametrize("number", range(1, MOVES + 1))
def test_a_restore_that_meets_a_file_in_use_is_taken_back(revoked_since, tmp_path, spoil, number):
    former, target, code = revoked_since
    site = shutil.copytree(former, tmp_path / "site")
    before = files_of(site)
    spoil(number, PermissionError(13, "in use"))
    with pytest.raises(RegisterError) as caught:
        bring_back(target, site, code, yes=True)
    assert caught.value.slug == "restore-blocked"
    assert files_of(site) == before


def test_what_was_only_unpacked_is_cleared_away(site, target):
    save(site, target)
    (site / STAGING / "new").mkdir(parents=True)
    assert not finish_restore(site)
    assert not (site / STAGING).exists()


# What does not open


def test_a_wrong_code_and_a_file_that_is_no_backup(site, target, tmp_path):
    save(site, target)
    with pytest.raises(WrongCodeError):
        open_backup(target, draw_code(8))
    (tmp_path / "text").write_text("x", encoding="utf-8")
    with pytest.raises(SealError):
        open_backup(tmp_path / "text", draw_code(8))
    with pytest.raises(UsageError):
        open_backup(tmp_path / "nothing", draw_code(8))


BACKUP = Backup("2026-11-19", "Школа", "uuid", {REGISTER: b"x", "content/8А.csv": b"y"})


def test_an_archive_gives_back_what_went_in():
    assert unpack(pack(BACKUP)) == BACKUP


@pytest.mark.parametrize(
    "name",
    [
        "content/../../x",
        "/etc/passwd",
        "output/site/x",
        "content",
        "C:/x",
        "content/a:b",
        "content\\x",
        "content//x",
        "x",
    ],
)
def test_an_archive_writes_nowhere_else(name):
    with pytest.raises(RegisterError) as caught:
        unpack(pack(Backup("", "", "", {REGISTER: b"x", name: b"y"})))
    assert caught.value.slug == "backup-damaged"


def test_an_archive_that_lacks_or_adds_a_file_is_refused(tmp_path):
    with pytest.raises(RegisterError):
        unpack(pack(Backup("", "", "", {"site.yaml": b"x"})))
    path = tmp_path / "a.zip"
    path.write_bytes(pack(BACKUP))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("content/more", b"x")
    with pytest.raises(RegisterError):
        unpack(path.read_bytes())


def test_a_newer_archive_says_so(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": "family-diary backup", "version": 2}))
    with pytest.raises(RegisterError) as caught:
        unpack(path.read_bytes())
    assert caught.value.slug == "backup-newer"
