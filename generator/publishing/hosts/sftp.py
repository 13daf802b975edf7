"""A host over SFTP: the best that plain hosting offers. `sftp://user@host:22/folder`, see `address`.

Files are written beside and renamed over the old one, where the server has OpenSSH's `posix-rename` (it says so at the
beginning); elsewhere the old one is removed first, and for a moment there is none: `traits.atomic_replace` is False.

A lock is a hard link to a file that is complete, where the server can make one: so whoever reads it reads all of it.
Elsewhere it is a file opened exclusively: exactly one client still makes it, but who reads it at once may read nothing
yet, and after a crash an empty one stays. Its time is the server's, by which it grows old like any other.
"""

from __future__ import annotations

import posixpath
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from paramiko import SFTPError, SSHException, Transport

from generator.errors import HostError, HostRetryError
from generator.publishing.host import TEMPORARY, Listed, Open, Traits
from generator.publishing.hosts.wire.address import Address, beside, parse_address, printable
from generator.publishing.hosts.wire.sftp_client import HARD_LINK, POSIX_RENAME, Client, StatusError
from generator.publishing.hosts.wire.ssh import PORT, connect, translated

_CONNECTIONS = 4


def sftp(address: str, password: str, key_file: Path | None, known_host: str, *, patience: float = 30) -> Open:
    """Return what opens connections; each waits `patience` seconds at most for every answer.

    `known_host` is the key that the server must have («type base64», see `ssh.fetch_host_key`). With a `key_file` the
    password is its passphrase; without either the agent is asked. Raises `SettingsError`.
    """
    where = parse_address(address, PORT)

    def opened() -> SftpHost:
        with _answered():
            transport = connect(where, password, key_file, known_host, patience)
            try:
                client = _begin(transport, patience)
            except BaseException:
                transport.close()
                raise
        return SftpHost(client, transport, where)

    return opened


class SftpHost:
    """See `Host`."""

    def __init__(self, client: Client, transport: Transport, where: Address) -> None:
        """Use a connection that is logged in; it belongs to this host from now on."""
        self._client = client
        self._transport = transport
        self._folder = where.folder
        self._renames_over = POSIX_RENAME in client.extensions
        self._links = HARD_LINK in client.extensions
        self.traits = Traits(
            atomic_replace=self._renames_over,
            exclusive_create=True,
            immediate_erase=True,
            headers=False,
            connections=_CONNECTIONS,
        )

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        with _answered():
            try:
                return self._client.get(self._place(path))
            except StatusError as error:
                if error.absent:
                    return None
                raise

    def list(self, folder: str) -> list[Listed]:
        """See `Host`."""
        with _answered():
            return sorted(self._below(folder))

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        place = self._place(path)
        with _answered():
            aside = self._put_beside(place, content)
            try:
                if self._renames_over:
                    self._client.posix_rename(aside, place)
                else:
                    self._remove(place)
                    self._client.rename(aside, place)
            except StatusError:
                with suppress(StatusError):
                    self._remove(aside)
                raise

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        with _answered():
            for path in paths:
                self._remove(self._place(path))

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`, and above for servers without hard links."""
        place = self._place(path)
        with _answered():
            for _ in range(2 if self._links else 0):  # again when the one who had it let it go meanwhile
                made = self._link(place, content)
                if made is not None:
                    return made
            return self._create_in_place(place, content)

    def flush(self) -> None:
        """See `Host`."""

    def close(self) -> None:
        """See `Host`."""
        with suppress(Exception):
            self._client.close()
        with suppress(Exception):
            self._transport.close()

    def _place(self, path: str) -> str:
        return posixpath.join(self._folder, path) if path else self._folder or "."

    def _put_beside(self, place: str, content: bytes) -> str:
        aside = beside(place, uuid4().hex[:12], TEMPORARY)
        self._put(aside, content)
        return aside

    def _put(self, place: str, content: bytes) -> None:
        try:
            self._client.put_new(place, content)
        except StatusError as error:
            if not error.absent:
                raise
            self._make_folder(posixpath.dirname(place))
            self._client.put_new(place, content)

    def _make_folder(self, folder: str) -> None:
        """Make a folder and those above it. What refuses here is told by the file that goes into it."""
        try:
            self._client.mkdir(folder)
        except StatusError as error:
            above = posixpath.dirname(folder)
            if error.absent and above != folder:
                self._make_folder(above)
                with suppress(StatusError):
                    self._client.mkdir(folder)

    def _link(self, place: str, content: bytes) -> bool | None:
        """Return whether the place is ours now; None when it is free and still can't be linked."""
        aside = self._put_beside(place, content)
        try:
            self._client.hard_link(aside, place)
        except StatusError:
            # version 3 has no word for "is there already", and some disks can't link at all
            return False if self._is_there(place) else None
        else:
            return True
        finally:
            self._remove(aside)

    def _create_in_place(self, place: str, content: bytes) -> bool:
        try:
            self._put(place, content)
        except StatusError:
            if self._is_there(place):
                return False
            raise
        return True

    def _is_there(self, place: str) -> bool:
        try:
            self._client.lstat(place)
        except StatusError as error:
            if error.absent:
                return False
            raise
        return True

    def _remove(self, place: str) -> None:
        try:
            self._client.remove(place)
        except StatusError as error:
            if not error.absent:
                raise

    def _below(self, folder: str) -> Iterator[Listed]:
        """Yield regular files. Links are passed over: the program makes none, and they may lead anywhere."""
        try:
            found = self._client.listdir_attr(self._place(folder))
        except StatusError as error:
            if error.absent:
                return
            raise
        for one in found:
            path = posixpath.join(folder, one.filename)
            if stat.S_ISDIR(one.st_mode or 0):
                yield from self._below(path)
            elif one.st_mode is None or stat.S_ISREG(one.st_mode):
                yield Listed(path, one.st_size or 0, one.st_mtime)


def _begin(transport: Transport, patience: float) -> Client:
    """Return the SFTP client of a connection that is logged in."""
    channel = transport.open_session(timeout=patience)
    channel.settimeout(patience)
    # this wait has no time-out in the library: the connection is ended instead
    timer = threading.Timer(patience, transport.close)
    timer.start()
    try:
        channel.invoke_subsystem("sftp")
    except SSHException as error:
        if not transport.is_active():
            raise
        hint = "ask the hosting whether SFTP is switched on"
        raise HostError("host-login", "this account may not use SFTP", hint=hint) from error
    finally:
        timer.cancel()
    return Client(channel)


@contextmanager
def _answered() -> Iterator[None]:
    """Turn what a request raises into our errors."""
    with translated():
        try:
            yield
        except StatusError as error:
            words = printable(error.words) or "without a word"
            hint = "look at the rights of the account and at the free space"
            raise HostError("host-refused", f"the server refuses: {words}", hint=hint) from error
        except UnicodeDecodeError as error:
            raise HostError("host-refused", "a name in the folder is not in UTF-8", hint="rename that file") from error
        except SFTPError as error:
            message = "the server does not answer as SFTP does"
            raise HostRetryError("host-unreachable", message) from error
