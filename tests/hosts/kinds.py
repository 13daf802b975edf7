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
from generator.publishing.hosts.memory import MemoryHost, Shelf
from generator.publishing.hosts.sftp import sftp
from tests.hosts.servers.plain_sftp import PASSWORD, plain_sftp
from tests.hosts.servers.sshd import make_key, sshd


@dataclass(frozen=True)
class Ground:
    """A running server: `open_at(name)` returns the opener of an empty folder of that name.

    `served(name)` is that folder on this disk, as the web server would read it; None where there is no such folder.
    `lasting` False: it is in this process's memory only. `plain` False: readers are not served from single files (git), so what they see meanwhile is not tried.
    """

    open_at: Callable[[str], Open]
    served: Callable[[str], Path | None] = lambda _: None
    plain: bool = True
    lasting: bool = True


Kind = Callable[[Path], Iterator[Ground]]


def memory(_: Path) -> Iterator[Ground]:
    shelves: dict[str, Shelf] = {}
    yield Ground(lambda name: lambda: MemoryHost(shelves.setdefault(name, Shelf())), lasting=False)


def folder(scratch: Path) -> Iterator[Ground]:
    yield Ground(lambda name: lambda: FolderHost(scratch / name), lambda name: scratch / name)


def over_sftp(scratch: Path) -> Iterator[Ground]:
    (scratch / "server").mkdir()
    with sshd(scratch / "server") as server:
        yield Ground(
            lambda name: sftp(server.address(scratch / name), "", server.key, server.host_keys[0]),
            lambda name: scratch / name,
        )


def over_plain_sftp(scratch: Path) -> Iterator[Ground]:
    make_key(scratch / "host", "ed25519")
    with plain_sftp(scratch / "host") as server:
        yield Ground(
            lambda name: sftp(server.address(scratch / name), PASSWORD, None, server.host_key),
            lambda name: scratch / name,
        )


KINDS: dict[str, Kind] = {"memory": memory, "folder": folder, "sftp": over_sftp, "sftp-plain": over_plain_sftp}
