from __future__ import annotations

from pathlib import Path

import pytest

from generator.scheduling.arrivals import (
    InboxGoneError,
    Rules,
    Sighting,
    Stamp,
    is_network_path,
    is_passed_over,
    is_still,
    looked_again,
    recall,
    remember,
    snapshot,
)
from generator.scheduling.completeness import Verdict, Whole
from generator.settings.sections import ScheduleSection

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/school /srv/Общая\\040папка cifs rw 0 0
server:/x /srv/nfs nfs4 rw 0 0
/dev/sdb1 /srv/nfs/local ext4 rw 0 0
teacher@host: /home/a/remote fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/srv/Общая папка/inbox", True),
        ("/srv/Общая папка", True),
        ("/srv/Общая папка 2", False),
        ("/srv/nfs/deep/er", True),
        ("/srv/nfs/local/inbox", False),
        ("/home/a/remote/inbox", True),
        ("/home/a/inbox", False),
        ("/mnt/usb", True),
        ("\\\\server\\school", True),
    ],
)
def test_network_folders_are_told_by_their_mount(path: str, expected: bool):
    assert is_network_path(Path(path), MOUNTS) is expected


@pytest.mark.parametrize(
    "name",
    [".marks.csv.swp", "~$9А.xlsx", "9А.xlsx.part", "9А.XLSX.TMP", "a.crdownload", "a.filepart", ".git", "Thumbs.db"],
)
def test_unfinished_copies_and_leftovers_are_passed_over(name: str):
    assert is_passed_over(name)


def test_the_folders_of_the_inbox_itself_and_links_are_passed_over(tmp_path: Path):
    for name in ("done/2026-11-19/a.csv", "rejected/b.csv", "9А/done/c.csv", ".hidden/d.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.csv").symlink_to(tmp_path / "9А/done/c.csv")
    assert list(snapshot(tmp_path)) == ["9А/done/c.csv"]


def test_an_inbox_that_is_not_there_is_no_empty_inbox(tmp_path: Path):
    with pytest.raises(InboxGoneError):
        snapshot(tmp_path / "gone")


STAMP = Stamp(5, 1, 7)


def test_a_file_is_still_after_its_time_and_its_looks():
    seen = looked_again({}, {"a": STAMP}, 100.0)
    assert not is_still(seen["a"], 200.0, 10, 3)
    for now in (104.0, 109.0):
        seen = looked_again(seen, {"a": STAMP}, now)
    assert not is_still(seen["a"], 109.0, 10, 3)
    assert is_still(seen["a"], 110.0, 10, 3)


@pytest.mark.parametrize("other", [Stamp(6, 1, 7), Stamp(5, 2, 7), Stamp(5, 1, 8)])
def test_any_change_begins_anew(other: Stamp):
    seen = looked_again(looked_again({}, {"a": STAMP}, 0.0), {"a": STAMP}, 5.0)
    assert looked_again(seen, {"a": other}, 9.0)["a"].since == 9.0
    assert looked_again(seen, {}, 9.0) == {}


def test_a_clock_that_was_set_back_begins_anew():
    seen = looked_again({}, {"a": STAMP}, 1000.0)
    assert looked_again(seen, {"a": STAMP}, 10.0)["a"].since == 10.0


def test_sightings_outlive_a_run_and_damaged_ones_are_begun_anew():
    seen = looked_again({}, {"9А/a.csv": STAMP}, 3.5)
    assert recall(remember(seen)) == seen
    judged = {"a": Sighting(STAMP, 1.0, 4, Verdict(Whole.NO), settled=True)}
    assert recall(remember(judged)) == judged
    for text in ("", "[]", '{"a": 1}', '{"a": [1,2,3,4,5,"huh",false]}', "{"):
        assert recall(text) == {}


def test_a_network_waits_at_least_ten_seconds():
    section = ScheduleSection((), 10, "inbox", 2)
    assert Rules.usual(section, is_network=False).settle == 2
    assert Rules.usual(section, is_network=True).settle == 10
