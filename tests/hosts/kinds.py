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
from generator.publishing.hosts.s3 import open_s3
from generator.publishing.hosts.webdav import open_webdav
from tests.hosts.servers import nginx, seaweed, wsgidav


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
            )
        )


def _need(missing: str) -> None:
    if missing:
        raise NotHereError(missing)


KINDS: dict[str, Kind] = {
    "memory": memory,
    "folder": folder,
    "webdav-nginx": webdav_nginx,
    "webdav-wsgidav": webdav_wsgidav,
    "s3": s3,
}
