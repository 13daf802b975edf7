from pathlib import Path

import pytest

from generator.commands.folder import SiteFolder, place_files, remove_strangers, write_atomically
from generator.errors import BusyError, UsageError


def test_a_folder_without_settings_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        SiteFolder(tmp_path).check()
    assert refused.value.slug == "no-site-folder"
    assert "diary new" in refused.value.hint


def test_a_second_run_is_refused_while_the_first_holds_the_lock(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    with folder.locked(), pytest.raises(BusyError), SiteFolder(tmp_path).locked():
        pass
    with folder.locked():
        pass


def test_files_move_to_their_places_and_strangers_go(tmp_path: Path) -> None:
    staging, site = tmp_path / "next", tmp_path / "site"
    for path, text in ((staging / "d" / "1" / "index.html", "new"), (site / "d" / "2" / "index.html", "old")):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    place_files(staging, site, ["d/1/index.html"])
    assert (site / "d/1/index.html").read_text() == "new"
    assert remove_strangers(site, {"d/1/index.html"}) == ["d/2/index.html"]
    assert not (site / "d/2").exists()


def test_a_failed_write_leaves_the_old_file_and_no_leftover(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a"]
