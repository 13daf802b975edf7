"""Every kind of host that there is, with the server it is tried against; the conformance suite runs all of them.

A kind is a function that starts its server, yields a `Ground`, and stops the server. It raises `NotHereError` with a reason
when the server is not installed: a loud skip, and in CI a failure. Servers run once for a whole test run; each test
gets a folder of its own on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import trustme

from generator.publishing.host import Open
from generator.publishing.hosts.folder import FolderHost
from generator.publishing.hosts.folder_switch import FolderSwitchHost
from generator.publishing.hosts.ftps import ftps
from generator.publishing.hosts.git import open_git
from generator.publishing.hosts.memory import MemoryHost, Shelf
from generator.publishing.hosts.s3 import open_s3
from generator.publishing.hosts.sftp import sftp
from generator.publishing.hosts.webdav import open_webdav
from tests.hosts.servers import git as git_server
from tests.hosts.servers import nginx, seaweed, wsgidav
from tests.hosts.servers.plain_sftp import PASSWORD, plain_sftp
from tests.hosts.servers.process import NotHereError
from tests.hosts.servers.proftpd import Ftp, proftpd
from tests.hosts.servers.pyftpd import pyftpd
from tests.hosts.servers.sshd import make_key, sshd


@dataclass(frozen=True)
class Ground:
    """A running server: `open_at(name)` returns the opener of an empty folder of that name.

    `served(name)` is that folder on this disk, as the web server would read it; None where there is no such folder.
    `forks` False: its library can't live in a forked process. `lasting` False: it is in this process's memory only. `plain` False: readers are not served from single files (git), so what they see meanwhile is not tried.
    """

    open_at: Callable[[str], Open]
    served: Callable[[str], Path | None] = lambda _: None
    plain: bool = True
    lasting: bool = True
    forks: bool = True


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


def over_proftpd(scratch: Path) -> Iterator[Ground]:
    yield from _over_ftps(scratch, proftpd)


def over_pyftpdlib(scratch: Path) -> Iterator[Ground]:
    yield from _over_ftps(scratch, pyftpd)


def _over_ftps(
    scratch: Path, start: Callable[[Path, Path, trustme.CA], AbstractContextManager[Ftp]]
) -> Iterator[Ground]:
    server, root = scratch / "server", scratch / "root"
    server.mkdir()
    root.mkdir()
    with start(server, root, trustme.CA()) as running:
        yield Ground(
            lambda name: ftps(running.address(f"/~/{name}"), PASSWORD, server / "authority.pem"),
            lambda name: root / name,
        )


def folder_switch(scratch: Path) -> Iterator[Ground]:
    yield Ground(lambda name: lambda: FolderSwitchHost(scratch / name), lambda name: scratch / name)


def git(scratch: Path) -> Iterator[Ground]:
    yield Ground(lambda name: open_git(str(git_server.bare(scratch / name)), "pages"), plain=False)


def git_ssh(scratch: Path) -> Iterator[Ground]:
    if reason := git_server.missing():
        raise NotHereError(reason)
    (scratch / "server").mkdir()

    def open_at(name: str) -> Open:
        address = f"ssh://{server.user}@127.0.0.1:{server.port}{git_server.bare(scratch / name)}"
        return open_git(address, "pages", key_file=server.key, known_host=server.host_keys[0])

    with sshd(scratch / "server") as server:
        yield Ground(open_at, plain=False)


def git_https(scratch: Path) -> Iterator[Ground]:
    if reason := git_server.missing():
        raise NotHereError(reason)
    (root := scratch / "root").mkdir()

    def open_at(name: str) -> Open:
        git_server.bare(root / name)
        return open_git(f"{address}/{name}", "pages", git_server.PASSWORD, ca_file=ca_file)

    with git_server.git_over_https(root, scratch) as (address, ca_file):
        yield Ground(open_at, plain=False)


def webdav_nginx(scratch: Path) -> Iterator[Ground]:
    """Over TLS; replaces in one step."""
    _need(nginx.missing())
    with nginx.nginx(scratch) as server:
        address = f"webdavs://localhost:{server.tls_port}/dav"
        yield Ground(
            lambda name: open_webdav(f"{address}/{name}", "", ca_file=server.ca_file), lambda name: server.root / name
        )


def webdav_wsgidav(scratch: Path) -> Iterator[Ground]:
    """With user and password; removes and then moves."""
    _need(wsgidav.missing())
    with wsgidav.wsgidav(scratch) as server:
        address = f"webdav://{wsgidav.USER}@127.0.0.1:{server.port}"
        yield Ground(lambda name: open_webdav(f"{address}/{name}", wsgidav.PASSWORD), lambda name: server.root / name)


def s3(scratch: Path) -> Iterator[Ground]:
    _need(seaweed.missing())
    with seaweed.seaweed(scratch) as server:
        yield Ground(
            lambda name: open_s3(
                f"s3://{seaweed.BUCKET}/{name}", seaweed.KEY_ID, seaweed.SECRET, endpoint=server.endpoint, region=""
            ),
            forks=False,
        )


def _need(missing: str) -> None:
    if missing:
        raise NotHereError(missing)


KINDS: dict[str, Kind] = {
    "memory": memory,
    "folder": folder,
    "sftp": over_sftp,
    "sftp-plain": over_plain_sftp,
    "ftps-proftpd": over_proftpd,
    "ftps-pyftpdlib": over_pyftpdlib,
    "folder-switch": folder_switch,
    "git": git,
    "git-https": git_https,
    "git-ssh": git_ssh,
    "webdav-nginx": webdav_nginx,
    "webdav-wsgidav": webdav_wsgidav,
    "s3": s3,
}
