import os
from pathlib import Path

import pytest

from generator.commands.record import NO_RECORD, BuildRecord, BundleRecord, file_records, load_record, save_record


def test_a_record_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a")
    record = BuildRecord("e", "o", {"8а": BundleRecord("i", "s", file_records(tmp_path, ["a.html"]))}, 3)
    save_record(tmp_path / "build.json", record)
    assert load_record(tmp_path / "build.json") == record
    assert record.intact(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99}', '{"format": 1}'])
def test_a_damaged_record_is_no_record(tmp_path: Path, content: str) -> None:
    (tmp_path / "build.json").write_text(content)
    assert load_record(tmp_path / "build.json") == NO_RECORD


def test_a_file_that_somebody_changed_or_removed_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("a")
    bundle = BundleRecord("i", "s", file_records(tmp_path, ["a.html"]))
    path.write_text("b")
    os.utime(path, ns=(1, 1))
    assert not bundle.intact(tmp_path)
    path.unlink()
    assert not bundle.intact(tmp_path)


def test_the_record_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    save_record(tmp_path / "build.json", NO_RECORD)
    if os.name == "posix":
        assert (tmp_path / "build.json").stat().st_mode & 0o777 == 0o600
