"""A folder that is switched by a link: what readers see, and what is refused."""

from __future__ import annotations

import errno
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.errors import DiaryError, HostError, HostRetryError
from generator.publishing.hosts.folder_switch import FolderSwitchHost

PAGE = "d/0a/index.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sites" / "public"


def published(folder: Path, **files: str) -> None:
    host = FolderSwitchHost(folder)
    for name, content in files.items():
        host.write(f"d/{name}/index.html", content.encode())
    host.flush()
    host.close()


def copies(folder: Path) -> set[str]:
    return {place.name for place in folder.parent.iterdir()} - {"public", "public.own"}


def test_readers_see_nothing_of_what_is_written_until_the_switch(folder: Path):
    published(folder, a="one", b="one")
    host = FolderSwitchHost(folder)
    host.write("d/a/index.html", b"two")
    host.delete(["d/b/index.html"])
    assert (folder / "d/a/index.html").read_text() == "one"
    assert (folder / "d/b/index.html").read_text() == "one"
    assert host.read("d/a/index.html") == b"two"
    assert host.read("d/b/index.html") is None
    host.flush()
    assert (folder / "d/a/index.html").read_text() == "two"
    assert not (folder / "d/b/index.html").exists()
    host.close()


def test_a_reader_finds_the_page_at_every_moment_of_many_switches(folder: Path):
    published(folder, a="0", b="0")
    done = threading.Event()

    def look() -> set[bytes]:
        seen = set()
        while not done.is_set():
            seen.add((folder / "d/a/index.html").read_bytes())
        return seen

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        try:
            for number in range(40):
                published(folder, a=f"{number}")
        finally:
            done.set()
        assert looking.result(timeout=30) <= {f"{number}".encode() for number in range(40)}


def test_unchanged_files_take_no_second_place_on_the_disk(folder: Path):
    published(folder, a="one", b="one")
    before = (folder / "d/b/index.html").stat().st_ino
    published(folder, a="two")
    assert (folder / "d/b/index.html").stat().st_ino == before
    assert (folder.parent / "public.1/d/a/index.html").read_text() == "one", "a copy never changes after its switch"


def test_old_copies_go_but_for_the_last(folder: Path):
    for number in range(5):
        published(folder, a=f"{number}")
    assert str(folder.readlink()) == "public.5"
    assert copies(folder) == {"public.4", "public.5"}


def test_folders_of_similar_names_stay(folder: Path):
    for name in ("public.old", "public.1.backup", "public.01", "other.1"):
        (folder.parent / name).mkdir(parents=True)
    for number in range(4):
        published(folder, a=f"{number}")
    assert {"public.old", "public.1.backup", "public.01", "other.1"} <= copies(folder)


def test_nothing_to_change_makes_no_copy(folder: Path):
    published(folder, a="one")
    host = FolderSwitchHost(folder)
    host.delete(["d/never/index.html"])
    host.flush()
    host.close()
    assert copies(folder) == {"public.1"}


def test_what_was_not_switched_to_goes_when_the_connection_closes(folder: Path):
    published(folder, a="one")
    host = FolderSwitchHost(folder)
    host.write(PAGE, b"half")
    host.close()
    assert copies(folder) == {"public.1"}
    assert not (folder / PAGE).exists()


def test_what_a_crash_left_is_swept_by_the_next_switch(folder: Path):
    published(folder, a="one")
    FolderSwitchHost(folder).write(PAGE, b"half")
    published(folder, a="two")
    published(folder, a="three")
    assert copies(folder) == {"public.3", "public.4"}
    assert not (folder / PAGE).exists()


def test_the_lock_is_there_for_all_at_once_and_is_not_published(folder: Path):
    published(folder, a="one")
    host, other = FolderSwitchHost(folder), FolderSwitchHost(folder)
    assert host.create_exclusive(".diary/lock", b"mine")
    host.write(PAGE, b"two")
    host.write(".diary/lock", b"mine, still")
    assert other.read(".diary/lock") == b"mine, still"
    assert [one.path for one in other.list(".diary")] == [".diary/lock"]
    host.flush()
    assert not (folder / ".diary/lock").exists()
    host.delete([".diary/lock"])
    assert other.create_exclusive(".diary/lock", b"theirs")
    host.close()
    other.close()


def test_a_name_that_is_published_is_not_created_again(folder: Path):
    published(folder, a="one")
    host = FolderSwitchHost(folder)
    assert host.create_exclusive("d/a/index.html", b"x") is False
    host.close()


def test_who_was_overtaken_is_told_and_changes_nothing(folder: Path):
    published(folder, a="one")
    host = FolderSwitchHost(folder)
    host.write("d/a/index.html", b"mine")
    published(folder, a="other")
    with pytest.raises(HostRetryError) as raised:
        host.flush()
    assert raised.value.slug == "host-moved"
    host.close()
    assert (folder / "d/a/index.html").read_text() == "other"


def test_an_empty_folder_becomes_the_link(folder: Path):
    folder.mkdir(parents=True)
    published(folder, a="one")
    assert folder.is_symlink()


def refused(folder: Path) -> str:
    with pytest.raises(DiaryError) as raised:
        FolderSwitchHost(folder)
    assert isinstance(raised.value, HostError)
    assert raised.value.hint
    return raised.value.slug


def test_a_folder_with_files_and_a_link_of_somebody_else_are_refused(folder: Path):
    folder.mkdir(parents=True)
    (folder / "theirs.html").touch()
    assert refused(folder) == "switch-folder-taken"
    link = folder.with_name("link")
    link.symlink_to("public")
    assert refused(link) == "switch-folder-taken"
    assert (folder / "theirs.html").exists()


def test_windows_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as windows:
        windows.setattr("generator.publishing.hosts.folder_switch.os.name", "nt")
        slug = refused(folder)
    assert slug == "switch-not-possible"


def test_a_disk_that_cannot_link_is_refused_and_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch):
    published(folder, a="one")
    host = FolderSwitchHost(folder)

    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "not on this disk")

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(HostError) as raised:
        host.write(PAGE, b"two")
    assert raised.value.slug == "switch-not-possible"
    assert copies(folder) == {"public.1"}
