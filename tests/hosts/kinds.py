"""Every kind of host that there is, with the server it is tried against; the conformance suite runs all of them.

A kind is a function that starts its server, yields a `Ground`, and stops the server. It raises `NotHereError` with a reason
when the server is not installed: a loud skip, and in CI a failure. Servers run once for a whole test run; each test
gets a folder of its own on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.host import Open
from generator.publishing.hosts.folder import FolderHost
from generator.publishing.hosts.folder_switch import FolderSwitchHost
from generator.publishing.hosts.git import open_git
from generator.publishing.hosts.memory import MemoryHost, Shelf
from tests.hosts.servers import git as git_server


class NotHereError(Exception):
    """A server is not installed."""


@dataclass(frozen=True)
class Ground:
    """A running server: `open_at(name)` returns the opener of an empty folder of that name.

    `served(name)` is that folder on this disk, as the web server would read it; None where there is no such folder.
    `plain` False: readers are not served from single files (git), so what they see meanwhile is not tried.
    """

    open_at: Callable[[str], Open]
    served: Callable[[str], Path | None] = lambda _: None
    plain: bool = True


Kind = Callable[[Path], Iterator[Ground]]


def memory(_: Path) -> Iterator[Ground]:
    shelves: dict[str, Shelf] = {}
    yield Ground(lambda name: lambda: MemoryHost(shelves.setdefault(name, Shelf())))


def folder(scratch: Path) -> Iterator[Ground]:
    yield Ground(lambda name: lambda: FolderHost(scratch / name), lambda name: scratch / name)


def folder_switch(scratch: Path) -> Iterator[Ground]:
    yield Ground(lambda name: lambda: FolderSwitchHost(scratch / name), lambda name: scratch / name)


def git(scratch: Path) -> Iterator[Ground]:
    yield Ground(lambda name: open_git(str(git_server.bare(scratch / name)), "pages"), plain=False)


def git_https(scratch: Path) -> Iterator[Ground]:
    if reason := git_server.missing():
        raise NotHereError(reason)
    (root := scratch / "root").mkdir()

    def open_at(name: str) -> Open:
        git_server.bare(root / name)
        return open_git(f"{address}/{name}", "pages", git_server.PASSWORD, ca_file=ca_file)

    with git_server.git_over_https(root, scratch) as (address, ca_file):
        yield Ground(open_at, plain=False)


KINDS: dict[str, Kind] = {
    "memory": memory,
    "folder": folder,
    "folder-switch": folder_switch,
    "git": git,
    "git-https": git_https,
}
