"""The inbox with real files: what counts as arrived, and what becomes of it."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.errors import BusyError, ReadError
from generator.scheduling.arrivals import Rules, Sightings
from generator.scheduling.inbox import Inbox, InboxResult, Rejected, receive

ROWS = "Ученик;Отметка\nВымыслов Егор;5\n"
CUT = "Ученик;Отметка\nВымыс"
DAY = "2026-11-19"


class Desk:
    """An inbox with its own clock: each look comes a quarter of the settle time after the one before."""

    def __init__(self, root: Path) -> None:
        self.folder, self.exports = root / "inbox", root / "content/exports"
        self.folder.mkdir(parents=True)
        self.exports.mkdir(parents=True)
        self.now = 1000.0
        self.seen: Sightings = {}
        self.inbox = Inbox(
            folder=self.folder,
            exports=self.exports,
            staging=root / "private/inbox",
            rules=Rules(settle=10, unsure=60, deadline=600),
            today=date(2026, 11, 19),
            note=lambda name, reason: f"{name}\n{reason}\n",
            guard=nullcontext,
        )

    def drop(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def look(self, seconds: float = 2.5) -> InboxResult:
        self.now += seconds
        result, self.seen = receive(self.inbox, self.seen, self.now)
        assert not self.inbox.staging.is_dir() or list(self.inbox.staging.iterdir()) == []
        return result

    def looks(self, count: int = 5) -> InboxResult:
        result = InboxResult()
        for _ in range(count):
            result = result.then(self.look())
        return result

    def tree(self, below: Path | None = None) -> list[str]:
        folder = below or self.folder
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_that_lay_still_is_received_and_its_original_put_away(desk: Desk):
    desk.drop("9А/marks.csv", ROWS)
    assert desk.looks(4).received == ()
    assert desk.look().received == ("9А/marks.csv",)
    assert (desk.exports / "9А/marks.csv").read_text() == ROWS
    assert desk.tree() == [f"done/{DAY}/9А/marks.csv"]
    assert desk.looks() == InboxResult()


def test_the_quiet_time_alone_is_not_enough(desk: Desk):
    """Two looks a long time apart may have missed what happened between."""
    desk.drop("a.csv", ROWS)
    assert desk.look().waiting == ("a.csv",)
    assert desk.look(100).waiting == ("a.csv",)
    assert desk.look(1).received == ("a.csv",)


def test_a_copy_that_pauses_longer_than_the_quiet_time_waits_for_its_end(desk: Desk):
    desk.drop("a.csv", CUT)
    found = desk.looks(20)
    assert (found.received, found.doubtful) == ((), ("a.csv",))
    desk.drop("a.csv", ROWS)
    assert desk.looks().received == ("a.csv",)
    assert (desk.exports / "a.csv").read_text() == ROWS


def test_a_file_filled_in_without_any_sign_of_it_is_looked_into_again(desk: Desk):
    path = desk.drop("a.csv", "Ученик;Отметка\nВымыслов Егор;5\0")
    before = path.stat()
    assert desk.looks(6).doubtful == ("a.csv",)
    with path.open("r+b") as file:
        file.seek(before.st_size - 1)
        file.write(b"\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert desk.looks(12).received == ("a.csv",)


def test_what_is_abandoned_is_rejected_with_a_note_after_a_long_while(desk: Desk):
    desk.drop("9А/a.csv", CUT)
    assert desk.looks(200).rejected == ()
    assert desk.looks(50).rejected == (Rejected("9А/a.csv", "cut-rows"),)
    assert desk.tree() == [f"rejected/{DAY}/9А/a.csv", f"rejected/{DAY}/9А/a.csv.txt"]
    note = (desk.folder / f"rejected/{DAY}/9А/a.csv.txt").read_bytes()
    assert note == "9А/a.csv\r\ncut-rows\r\n".encode("utf-8-sig")
    assert desk.tree(desk.exports) == []


def test_nothing_is_rejected_the_first_time_it_is_judged(desk: Desk):
    desk.drop("a.csv", CUT)
    desk.looks(2)
    assert desk.look(5000).rejected == ()
    assert desk.looks(8).rejected == (Rejected("a.csv", "cut-rows"),)


def test_what_cannot_show_its_end_is_taken_after_a_longer_while(desk: Desk):
    desk.drop("a.csv", ROWS.rstrip())
    assert desk.looks(20).doubtful == ("a.csv",)
    assert desk.looks(10).received == ("a.csv",)


def test_a_mark_that_all_is_there_saves_the_longer_while(desk: Desk):
    for name in ("9А/a.csv", "9А/b.csv"):
        desk.drop(name, ROWS.rstrip())
    desk.drop("9А/_READY", "")
    assert set(desk.looks().received) == {"9А/a.csv", "9А/b.csv"}
    assert desk.tree() == [f"done/{DAY}/9А/{name}" for name in ("_READY", "a.csv", "b.csv")]


def test_a_mark_at_the_top_stays_until_everything_there_was_taken(desk: Desk):
    desk.drop("_READY", "")
    desk.drop("a.csv", ROWS.rstrip())
    desk.look()
    desk.drop("b.csv", ROWS.rstrip())
    assert desk.looks(8).received == ("a.csv", "b.csv")
    assert "_READY" not in desk.tree()


def test_a_digest_of_the_sender_decides(desk: Desk):
    desk.drop("a.bin", b"\1\2")
    desk.drop("a.bin.sha256", f"{hashlib.sha256(bytes([1, 2, 3])).hexdigest()} *a.bin\n")
    assert desk.looks(8).doubtful == ("a.bin",)
    desk.drop("a.bin", b"\1\2\3")
    assert desk.looks().received == ("a.bin",)
    assert desk.tree() == [f"done/{DAY}/a.bin", f"done/{DAY}/a.bin.sha256"]


def test_a_newer_file_of_the_same_name_replaces_the_older(desk: Desk):
    desk.drop("a.csv", ROWS)
    desk.looks()
    newer = ROWS + "Серебрякова Лада;4\n"
    desk.drop("a.csv", newer)
    assert desk.looks().received == ("a.csv",)
    assert (desk.exports / "a.csv").read_text() == newer
    assert desk.tree() == [f"done/{DAY}/a (2).csv", f"done/{DAY}/a.csv"]


def test_the_same_bytes_twice_are_no_change(desk: Desk):
    desk.drop("a.csv", ROWS)
    desk.looks()
    place = (desk.exports / "a.csv").stat()
    desk.drop("a.csv", ROWS)
    again = desk.looks()
    assert (again.changed, again.received, again.unchanged) == (False, (), ("a.csv",))
    assert (desk.exports / "a.csv").stat().st_mtime_ns == place.st_mtime_ns
    assert (desk.exports / "a.csv").stat().st_ino == place.st_ino


def test_a_name_from_a_mac_replaces_the_same_name_from_windows(desk: Desk):
    desk.drop("Ученики 9\u0438\u0306.csv", ROWS)  # и and a breve: й as a Mac writes it
    desk.looks()
    desk.drop("Ученики 9\u0439.csv", ROWS + "Серебрякова Лада;4\n")
    desk.looks()
    assert desk.tree(desk.exports) == ["Ученики 9\u0439.csv"]


def test_files_of_one_folder_come_together(desk: Desk):
    desk.drop("tables/lessons.csv", ROWS)
    desk.drop("tables/marks.csv", CUT)
    desk.drop("alone.csv", ROWS)
    found = desk.looks(8)
    assert found.received == ("alone.csv",)
    assert set(found.doubtful) == {"tables/lessons.csv", "tables/marks.csv"}
    desk.drop("tables/marks.csv", ROWS)
    assert set(desk.looks().received) == {"tables/lessons.csv", "tables/marks.csv"}


def test_a_broken_file_does_not_hold_its_folder_for_ever(desk: Desk):
    desk.drop("tables/lessons.csv", ROWS)
    desk.drop("tables/marks.csv", CUT)
    found = desk.looks(260)
    assert found.received == ("tables/lessons.csv",)
    assert found.rejected == (Rejected("tables/marks.csv", "cut-rows"),)


def test_a_file_renamed_into_place_is_taken_and_its_unfinished_name_never(desk: Desk):
    part = desk.drop("a.csv.part", ROWS)
    assert desk.looks(8) == InboxResult()
    part.rename(desk.folder / "a.csv")
    assert desk.looks().received == ("a.csv",)


def written_over(desk: Desk, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Write a newer version at the worst moment: just after the file was copied, or just before it is put away."""
    from generator.scheduling import inbox as module

    real = getattr(module, when)

    def late(*arguments: object, **more: object) -> object:
        monkeypatch.setattr(module, when, real)
        if when == "put_away":
            desk.drop("a.csv", ROWS + "новее;5\n")
        found = real(*arguments, **more)
        if when == "stage":
            desk.drop("a.csv", ROWS + "новее;5\n")
        return found

    monkeypatch.setattr(module, when, late)


@pytest.mark.parametrize("when", ["stage", "put_away"])
def test_a_version_that_comes_while_the_older_is_taken_is_not_lost(desk: Desk, monkeypatch, when: str):
    desk.drop("a.csv", ROWS)
    written_over(desk, monkeypatch, when)
    assert desk.looks(5).received == ("a.csv",)
    assert (desk.exports / "a.csv").read_text() == ROWS
    assert "a.csv" in desk.tree()
    assert desk.looks(5).received == ("a.csv",)
    assert (desk.exports / "a.csv").read_text() == ROWS + "новее;5\n"


def test_what_changes_while_it_is_copied_is_not_used(desk: Desk, monkeypatch):
    from generator.scheduling import placing

    desk.drop("a.csv", ROWS)
    real = placing._read

    def slow(original):
        monkeypatch.setattr(placing, "_read", real)
        found = real(original)
        desk.drop("a.csv", ROWS + "новее;5\n")
        return found

    monkeypatch.setattr(placing, "_read", slow)
    found = desk.looks(5)
    assert (found.received, found.waiting) == ((), ("a.csv",))
    assert desk.looks(5).received == ("a.csv",)


def test_an_inbox_that_vanishes_and_comes_back_begins_anew(desk: Desk):
    desk.drop("a.csv", ROWS)
    desk.looks(4)
    away = desk.folder.with_name("away")
    desk.folder.rename(away)
    assert desk.look() == InboxResult(gone=True)
    away.rename(desk.folder)
    assert desk.looks(4).received == ()
    assert desk.look().received == ("a.csv",)


def test_a_run_that_holds_the_lock_is_waited_for(desk: Desk):
    @contextmanager
    def busy() -> Iterator[None]:
        raise BusyError("busy", "another run")
        yield

    desk.drop("a.csv", ROWS)
    free, desk.inbox = desk.inbox, replace(desk.inbox, guard=busy)
    desk.looks(4)
    with pytest.raises(BusyError):
        desk.look()
    assert desk.tree() == ["a.csv"]
    desk.inbox = free
    assert desk.look().received == ("a.csv",)


def test_exports_on_another_disk_than_private_come_in_one_move_too(desk: Desk):
    memory = Path("/dev/shm")  # noqa: S108 (the second file system of every Linux)
    if not memory.is_dir() or memory.stat().st_dev == desk.exports.stat().st_dev:
        pytest.skip("there is no second file system here")
    staging = Path(tempfile.mkdtemp(dir=memory))
    try:
        desk.inbox = replace(desk.inbox, staging=staging / "inbox")
        desk.drop("a.csv", ROWS)
        assert desk.looks().received == ("a.csv",)
        assert desk.tree(desk.exports) == ["a.csv"]
    finally:
        shutil.rmtree(staging)


def test_an_export_that_cannot_be_put_there_is_an_error_and_stays_in_the_inbox(desk: Desk):
    (desk.exports / "9А").write_text("a file where a folder has to be")
    desk.drop("9А/a.csv", ROWS)
    desk.looks(4)
    with pytest.raises(ReadError) as found:
        desk.look()
    assert found.value.slug == "inbox-unwritable"
    assert desk.tree() == ["9А/a.csv"]


NOBODY = 65534


@contextmanager
def without_rights(root: Path) -> Iterator[None]:
    """Go on as a user whom rights concern; root reads everything."""
    if os.geteuid():
        yield
        return
    for path in (root, *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_desk() -> Iterator[Desk]:
    """A desk in a folder that another user may enter, which those of pytest are not."""
    root = Path(tempfile.mkdtemp())
    yield Desk(root)
    shutil.rmtree(root)


def test_an_unreadable_file_is_waited_for_and_then_rejected(open_desk: Desk):
    open_desk.drop("a.csv", ROWS).chmod(0)
    with without_rights(open_desk.folder.parent):
        assert open_desk.looks(20).doubtful == ("a.csv",)
        assert open_desk.looks(240).rejected == (Rejected("a.csv", "unreadable"),)
    assert open_desk.tree() == [f"rejected/{DAY}/a.csv", f"rejected/{DAY}/a.csv.txt"]


def test_a_share_that_forbids_to_move_and_remove_is_served_once(open_desk: Desk):
    open_desk.drop("a.csv", ROWS)
    open_desk.folder.chmod(0o555)
    with without_rights(open_desk.folder.parent):
        found = open_desk.looks(20)
        assert (found.received, found.unchanged, found.stuck) == (("a.csv",), (), ("a.csv",))
        open_desk.folder.chmod(0o755)
        (open_desk.folder / "a.csv").write_text(ROWS + "новее;5\n")
        assert open_desk.looks().received == ("a.csv",)


def test_a_share_that_forbids_new_folders_lets_the_original_be_removed(desk: Desk):
    desk.drop("done", "a file that stands in the way of the folder")
    desk.drop("a.csv", ROWS)
    desk.looks(4)
    assert desk.look().received == ("a.csv",)
    assert desk.tree() == ["done"]


def test_a_folder_that_may_not_be_entered_does_not_hold_the_others(open_desk: Desk):
    open_desk.drop("closed/a.csv", ROWS)
    open_desk.drop("open/a.csv", ROWS)
    with without_rights(open_desk.folder.parent):
        (open_desk.folder / "closed").chmod(0)
        assert open_desk.looks().received == ("open/a.csv",)
        (open_desk.folder / "closed").chmod(0o755)
