"""A git repository over ssh: dulwich speaks to the server's git through a connection that has checked the host's key.

dulwich would start the `ssh` program of this computer, which follows its user's settings and may accept any key.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from dulwich.client import GitClient, SSHGitClient, SSHVendor, SubprocessWrapper
from dulwich.protocol import Protocol
from paramiko import Channel, SSHException, Transport

from generator.errors import HostError, HostRetryError
from generator.publishing.hosts.wire.address import parse_address
from generator.publishing.hosts.wire.ssh import PORT, connect, translated


def over_ssh(
    repository: str, password: str, key_file: Path | None, known_host: str, seconds: float
) -> tuple[Callable[[], GitClient], str]:
    """Return what makes a connection to `ssh://user@host:22/name.git`, and the repository's path there.

    `known_host` is the key that the server must have, see `ssh.fetch_host_key`; with a `key_file` the password is its
    passphrase. Raises `SettingsError`. The connection is made with the first call, and raises what `ssh.connect` does.
    """
    address = parse_address(repository, PORT)

    def logged_in() -> Transport:
        with translated():
            return connect(address, password, key_file, known_host, seconds)

    # as it was written: the server's git knows «/~/» itself, and hosts with names instead of folders take no other
    path = unquote(urlsplit(repository).path)
    return lambda: _Client(address.host, vendor=_Pinned(logged_in, seconds)), path


class _Client(SSHGitClient):
    """Ends each command before the next: dulwich leaves one that failed to the garbage collector."""

    _running: Protocol | None = None

    def _connect(
        self, cmd: bytes, path: str | bytes, protocol_version: int | None = None
    ) -> tuple[Protocol, Callable[[], bool], IO[bytes] | None]:
        self.close()
        made = super()._connect(cmd, path, protocol_version)
        self._running = made[0]
        return made

    def close(self) -> None:
        if self._running:
            self._running.close()
        self._running = None


class _Pinned(SSHVendor):
    """Runs each command of git over a connection of its own: publishing pauses for longer than hosts keep one open."""

    def __init__(self, logged_in: Callable[[], Transport], seconds: float) -> None:
        self._logged_in = logged_in
        self._seconds = seconds

    def run_command(self, host: str, command: bytes, *_: object, **__: object) -> SubprocessWrapper:  # noqa: ARG002 - dulwich's
        transport = self._logged_in()
        try:
            with translated():
                channel = transport.open_session(timeout=self._seconds)
                channel.settimeout(self._seconds)
                channel.exec_command(command.decode())
        except BaseException:
            transport.close()
            raise
        return _Command(transport, channel)


class _Command(SubprocessWrapper):
    """A command on the server, where dulwich expects a process here; so its own constructor is not called."""

    def __init__(self, transport: Transport, channel: Channel) -> None:
        self._transport = transport
        self._channel = channel
        self._incoming = channel.makefile("rb")
        self._silent = True

    def read(self, size: int | None = None, /) -> bytes:
        """Return so many bytes, fewer at the end. A command that ends without a word has found no repository."""
        try:
            found = self._incoming.read(size)
            if not found and self._silent and self._channel.recv_exit_status() != 0:
                hint = "look at the address, and at what this account may see"
                raise HostError("host-no-repository", "there is no git repository at this address", hint=hint)
        except (SSHException, EOFError) as error:
            raise HostRetryError("host-unreachable", "the connection to the git host fails") from error
        self._silent = self._silent and not found
        return found

    def write(self, content: bytes, /) -> int:  # type: ignore[override] # of all buffers dulwich gives only bytes
        """Send all of it."""
        try:
            self._channel.sendall(content)
        except (SSHException, EOFError) as error:
            raise HostRetryError("host-unreachable", "the connection to the git host fails") from error
        return len(content)

    @property
    def stderr(self) -> IO[bytes] | None:
        """Return nothing: what the server says there may quote names."""
        return None

    def can_read(self) -> bool:
        """Tell whether something has come."""
        return self._channel.recv_ready()

    def close(self, timeout: int | None = None) -> None:  # noqa: ARG002 - dulwich's
        """End the connection."""
        self._channel.close()
        self._transport.close()
