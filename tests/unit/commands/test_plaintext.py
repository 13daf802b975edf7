"""Folders with data in clear: how they are marked, and how the publisher finds them."""

import os
from pathlib import Path

import pytest

from generator.commands.folder import SiteFolder
from generator.commands.plaintext import MARKER, find_plaintext, is_marked, mark_plaintext

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links are a thing of POSIX")


@posix
def test_a_marked_folder_is_for_its_owner_only_and_says_so_in_two_languages(tmp_path: Path) -> None:
    for folder in (SiteFolder(tmp_path).print, SiteFolder(tmp_path).staff, SiteFolder(tmp_path).letters):
        mark_plaintext(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / MARKER).stat().st_mode & 0o777 == 0o600
        russian, english = (folder / MARKER).read_text(encoding="utf-8").splitlines()
        assert "нельзя публиковать" in russian
        assert "Never publish" in english


@posix
def test_a_folder_that_was_open_is_closed_and_marked_once(tmp_path: Path) -> None:
    folder = tmp_path / "print"
    folder.mkdir(mode=0o755)
    (folder / "8А.html").write_text("paper", encoding="utf-8")
    mark_plaintext(folder)
    (folder / MARKER).write_text("the school's own words", encoding="utf-8")
    mark_plaintext(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / MARKER).read_text(encoding="utf-8") == "the school's own words"
    assert (folder / "8А.html").read_text(encoding="utf-8") == "paper"


@pytest.mark.parametrize("inside", [".", "print", "school/print", "school/output/letters"])
def test_a_marked_folder_is_found_up_to_three_levels_below(tmp_path: Path, inside: str) -> None:
    target = tmp_path / "www"
    (target / "d" / "000").mkdir(parents=True)
    assert find_plaintext(target) is None
    mark_plaintext(target / inside)
    assert find_plaintext(target) == target / inside


def test_a_target_inside_a_marked_folder_is_found_before_it_is_made(tmp_path: Path) -> None:
    mark_plaintext(tmp_path / "print")
    assert find_plaintext(tmp_path / "print" / "www" / "site") == tmp_path / "print"
    assert find_plaintext(tmp_path / "www" / "site") is None


def test_a_folder_beside_the_target_does_no_harm(tmp_path: Path) -> None:
    mark_plaintext(tmp_path / "print")
    (tmp_path / "www").mkdir()
    assert find_plaintext(tmp_path / "www") is None


@posix
def test_links_are_followed_and_a_ring_of_them_ends(tmp_path: Path) -> None:
    www, papers = tmp_path / "www", tmp_path / "school/output/print"
    www.mkdir()
    (www / "ring").symlink_to(www)
    (www / "broken").symlink_to(tmp_path / "nothing")
    assert find_plaintext(www) is None
    mark_plaintext(papers)
    (www / "school").symlink_to(tmp_path / "school")
    assert find_plaintext(www) == www / "school/output/print"
    (tmp_path / "alias").symlink_to(papers)
    assert find_plaintext(tmp_path / "alias") == papers


@posix
def test_a_broken_mark_is_a_mark(tmp_path: Path) -> None:
    (tmp_path / MARKER).symlink_to(tmp_path / "nothing")
    assert is_marked(tmp_path)
