"""A host over FTP with TLS (explicit): what nearly every hosting has. `ftps://user@host:21/folder`, see `address`.

Files are written beside and renamed over the old one. A server that does not rename over a file that is there gets the
old one deleted first, and for a moment there is none; that is tried out when `traits` is first asked for.

FTP can't create a file exclusively, but it can move a folder that is not empty, and a move onto a folder that is not
empty is refused. So a lock is a folder of the lock's name with the content in one file, `.held`: it appears complete or
not at all, and exactly one client moves its own there. `read`, `write`, `list` and `delete` take such a folder for the
file that it stands for. After a crash in between only a leftover that ends in `TEMPORARY` stays, or an empty folder,
which counts as absent and is moved over by the next one. A guard made by MKD would stay for ever instead, and to call
it stale and remove it is a race. Where a server moves one folder onto another `traits.exclusive_create` is False.
"""

from __future__ import annotations

import ftplib
import posixpath
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from generator.errors import HostError
from generator.publishing.host import TEMPORARY, Listed, Open, Traits
from generator.publishing.hosts.wire.address import beside, parse_address
from generator.publishing.hosts.wire.ftp_tls import PORT, Connection, connect, translated, trusted

_HELD = ".held"
_CONNECTIONS = 2
"""Shared hosting often takes no more than a few from one address."""


class _Entry(NamedTuple):
    """A line of MLSD: name, "file" or "dir" (or what else there is), bytes, seconds since 1970."""

    name: str
    kind: str
    size: int
    modified: float | None


class _Tried:
    """What was found out about a server, once for all connections to it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.traits: Traits | None = None


def ftps(address: str, password: str, ca_file: Path | None, *, patience: float = 30) -> Open:
    """Return what opens connections; each waits `patience` seconds at most for every answer.

    `ca_file` (PEM) holds authorities to trust beside those of the system. Raises `SettingsError` and `HostError`.
    """
    where = parse_address(address, PORT)
    authorities = trusted(ca_file)
    tried = _Tried()

    def opened() -> FtpsHost:
        connection = connect(where, password, authorities, patience)
        try:
            with translated():
                start = "" if where.folder.startswith("/") else connection.pwd()
        except BaseException:
            connection.close()
            raise
        return FtpsHost(connection, posixpath.join(start, where.folder), tried)

    return opened


class FtpsHost:
    """See `Host`."""

    def __init__(self, connection: Connection, folder: str, tried: _Tried) -> None:
        """Use a connection that is logged in; it belongs to this host from now on. The folder is absolute."""
        self._connection = connection
        self._folder = folder
        self._tried = tried
        self._made: set[str] = set()

    @property
    def traits(self) -> Traits:
        """See `Host`. Tried out with two small folders, removed again; a server that refuses them promises nothing."""
        with self._tried.lock:
            if self._tried.traits is None:
                with translated():
                    self._tried.traits = self._try_out()
            return self._tried.traits

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        place = self._place(path)
        with translated():
            for _ in range(2):  # again when it is there after all: somebody has just made it
                for file in (place, posixpath.join(place, _HELD)):
                    with suppress(ftplib.error_perm):
                        return self._connection.fetch(f"RETR {file}")
                if not self._is_file(place):
                    return None
            hint = "look at the rights of the account"
            raise HostError("host-refused", "a file is there and the server does not hand it out", hint=hint)

    def list(self, folder: str) -> list[Listed]:
        """See `Host`."""
        with translated():
            return sorted(self._below(folder))

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        place = self._place(path)
        aside = beside(place, uuid4().hex[:12], TEMPORARY)
        with translated():
            self._make_folder(posixpath.dirname(place))
            try:
                self._connection.store(aside, content)
                self._replace(aside, place)
            except ftplib.Error:
                self._try_to("DELE", aside)
                raise

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        with translated():
            for path in paths:
                self._delete(self._place(path))

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`, and above for how."""
        place = self._place(path)
        with translated():
            self._make_folder(posixpath.dirname(place))
            try:
                self._claim(place, content)
            except ftplib.error_perm:
                # refused to a folder that is not empty, so this can take away only what a crash has left
                self._try_to("RMD", place)
                if self._find(place) is not None:
                    return False
                self._claim(place, content)
            return True

    def flush(self) -> None:
        """See `Host`."""

    def close(self) -> None:
        """See `Host`."""
        with suppress(*ftplib.all_errors):
            self._connection.quit()
        self._connection.close()

    def _place(self, path: str) -> str:
        return posixpath.join(self._folder, path) if path else self._folder

    def _make_folder(self, folder: str) -> None:
        """Make a folder and those above it. What refuses here is told by the file that goes into it."""
        if folder in self._made or folder == "/":
            return
        self._make_folder(posixpath.dirname(folder))
        self._try_to("MKD", folder)
        self._made.add(folder)

    def _replace(self, aside: str, place: str) -> None:
        try:
            self._connection.rename(aside, place)
        except ftplib.error_perm:
            with suppress(ftplib.error_perm):  # a lock that is written anew by its holder
                self._connection.rename(aside, posixpath.join(place, _HELD))
                return
            if self.traits.atomic_replace:
                raise
            self._try_to("DELE", place)
            self._connection.rename(aside, place)

    def _claim(self, place: str, content: bytes) -> None:
        aside = beside(place, uuid4().hex[:12], TEMPORARY)
        try:
            self._connection.mkd(aside)
            self._connection.store(posixpath.join(aside, _HELD), content)
            self._connection.rename(aside, place)
        except ftplib.Error:
            self._remove_folder(aside)
            raise

    def _delete(self, place: str) -> None:
        try:
            self._connection.voidcmd(f"DELE {place}")
        except ftplib.error_perm:
            if not self._remove_folder(place) and self._is_file(place):
                raise

    def _remove_folder(self, place: str) -> bool:
        """Remove the folder of a lock; between the two steps another client may move its own there, which stays."""
        held = self._try_to("DELE", posixpath.join(place, _HELD))
        return self._try_to("RMD", place) or held

    def _try_to(self, command: str, place: str) -> bool:
        try:
            self._connection.voidcmd(f"{command} {place}")
        except ftplib.error_perm:
            return False
        return True

    def _is_file(self, place: str) -> bool:
        """Tell whether there is a file or a lock. "No" is certain; a server that hides one still tells its size."""
        found = self._find(place)
        if found is None:
            return self._try_to("SIZE", place)
        return found.kind != "dir" or any(entry.name == _HELD for entry in self._entries(place))

    def _find(self, place: str) -> _Entry | None:
        """Return what stands at a place; None only when its folder, or one further up, is listed and lacks it.

        The answer to a command for an absent file is 550, and so is the answer to one that is forbidden.
        """
        folder, name = posixpath.split(place)
        try:
            entries = self._entries(folder)
        except ftplib.error_perm:
            if folder != place and self._find(folder) is None:
                return None
            raise
        return next((entry for entry in entries if entry.name == name), None)

    def _below(self, folder: str) -> Iterator[Listed]:
        place = self._place(folder)
        try:
            entries = self._entries(place)
        except ftplib.error_perm:
            if self._find(place) is None:
                return
            raise
        for entry in entries:
            path = posixpath.join(folder, entry.name)
            if entry.kind == "dir":
                yield from self._below(path)
            elif entry.kind == "file":
                yield Listed(folder if entry.name == _HELD else path, entry.size, entry.modified)

    def _entries(self, place: str) -> tuple[_Entry, ...]:
        lines = self._connection.fetch(f"MLSD {place}").decode("utf-8", "replace").splitlines()
        return tuple(entry for line in lines if line and (entry := _parse(line)).kind in {"file", "dir"})

    def _try_out(self) -> Traits:
        one, other = (posixpath.join(self._folder, f".try.{uuid4().hex[:12]}{TEMPORARY}") for _ in range(2))
        over = onto = False
        self._make_folder(self._folder)
        try:
            for made in (one, other):
                self._connection.mkd(made)
                self._connection.store(posixpath.join(made, _HELD), b"")
            onto = self._renames(other, one)
            over = self._renames(posixpath.join(other, _HELD), posixpath.join(one, _HELD))
        except ftplib.error_perm:
            onto = True  # no right, or no space: nothing is promised, and deleting must go on
        for made in (one, other):
            self._remove_folder(made)
        return Traits(
            atomic_replace=over,
            exclusive_create=not onto,
            immediate_erase=True,
            headers=False,
            connections=_CONNECTIONS,
        )

    def _renames(self, place: str, other: str) -> bool:
        try:
            self._connection.rename(place, other)
        except ftplib.error_perm:
            return False
        return True


def _parse(line: str) -> _Entry:
    """Return a line of MLSD (RFC 3659, §7): «type=file;size=12;modify=20261119183000; name», the time in UTC."""
    said, _, name = line.partition(" ")
    facts = {key.lower(): value for key, _, value in (fact.partition("=") for fact in said.split(";"))}
    modified = None
    with suppress(ValueError):
        modified = datetime.strptime(facts.get("modify", "")[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()
    size = facts.get("size", "")
    return _Entry(name, facts.get("type", "").lower(), int(size) if size.isdigit() else 0, modified)
