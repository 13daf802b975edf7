"""Paramiko's SFTP client, made to tell what the server can do, why it refuses, and whether every byte arrived.

The library's own files have three faults that matter here: a write that is not waited for loses its error (a full disk
would pass unseen), "no such file" and a closed connection are both an `OSError`, and what the server says about its
extensions is thrown away. Protocol: draft-ietf-secsh-filexfer-02 (version 3), and OpenSSH's PROTOCOL, §4.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from paramiko import Message, SFTPAttributes, SFTPClient, SFTPError
from paramiko.sftp import (
    CMD_CLOSE,
    CMD_EXTENDED,
    CMD_HANDLE,
    CMD_INIT,
    CMD_OPEN,
    CMD_READ,
    CMD_VERSION,
    CMD_WRITE,
    SFTP_EOF,
    SFTP_FLAG_CREATE,
    SFTP_FLAG_EXCL,
    SFTP_FLAG_READ,
    SFTP_FLAG_WRITE,
    SFTP_NO_SUCH_FILE,
    SFTP_OK,
    int64,
)

_VERSION = 3
_CHUNK = 32_768
"""Bytes in one request: what every server must take."""
_UNDER_WAY = 6
"""Requests sent and not answered. All of them fit into the buffer of the socket, so that it is always the answer that
is waited for, which has a time-out; the library's sending has none."""

POSIX_RENAME = b"posix-rename@openssh.com"
HARD_LINK = b"hardlink@openssh.com"


class StatusError(Exception):
    """The server refuses: its code (filexfer-02, §7) and its words."""

    def __init__(self, code: int, words: str) -> None:
        """Keep both."""
        super().__init__(words)
        self.words = words
        self.absent = code == SFTP_NO_SUCH_FILE


class Client(SFTPClient):
    """Requests are answered or raise: `StatusError` when the server says no, else what the connection raises."""

    extensions: frozenset[bytes]
    """What the server said it can do beyond the protocol."""

    if TYPE_CHECKING:  # the stubs leave out what is not public

        def _request(self, kind: int, *arguments: object) -> tuple[int, Message]: ...
        def _async_request(self, waiting: object, kind: int, *arguments: object) -> int: ...
        def _read_response(self) -> object: ...
        def _send_packet(self, kind: int, packet: Message) -> None: ...
        def _read_packet(self) -> tuple[int, bytes]: ...

    def get(self, path: str) -> bytes:  # type: ignore[override]  # the library's writes into a file of this computer
        """Return the bytes of a file."""
        handle = self._open(path, SFTP_FLAG_READ)
        parts: list[bytes] = []
        size = 0
        with suppress(EOFError):
            while True:
                _, answer = self._request(CMD_READ, handle, int64(size), _CHUNK)
                parts.append(answer.get_binary())
                size += len(parts[-1])
        self._request(CMD_CLOSE, handle)
        return b"".join(parts)

    def put_new(self, path: str, content: bytes) -> None:
        """Make a file that must not be there. When the server refuses nothing stays; after a cut a part may."""
        handle = self._open(path, SFTP_FLAG_WRITE | SFTP_FLAG_CREATE | SFTP_FLAG_EXCL)
        waiting = _Waiting(self)
        try:
            for start in range(0, len(content), _CHUNK):
                waiting.count += 1
                self._async_request(waiting, CMD_WRITE, handle, int64(start), content[start : start + _CHUNK])
                while waiting.count >= _UNDER_WAY:
                    self._read_response()
            while waiting.count:
                self._read_response()
            self._request(CMD_CLOSE, handle)  # some disks (NFS, quotas) refuse only here
        except StatusError:
            with suppress(StatusError):
                self._request(CMD_CLOSE, handle)
            with suppress(StatusError):
                self.remove(path)
            raise

    def hard_link(self, path: str, other: str) -> None:
        """Give a file another name, which must not be taken. Only where `HARD_LINK` is an extension."""
        self._request(CMD_EXTENDED, HARD_LINK, path, other)

    def _open(self, path: str, flags: int) -> bytes:
        kind, answer = self._request(CMD_OPEN, path, flags, SFTPAttributes())
        if kind != CMD_HANDLE:
            raise SFTPError("a handle was expected")
        return answer.get_binary()

    def _send_version(self) -> int:
        greeting = Message()
        greeting.add_int(_VERSION)
        self._send_packet(CMD_INIT, greeting)
        kind, content = self._read_packet()
        if kind != CMD_VERSION:
            raise SFTPError("the server does not begin as SFTP does")
        answer = Message(content)
        version = answer.get_int()
        names = set()
        while answer.get_remainder():
            names.add(answer.get_binary())
            answer.get_binary()  # the version of the extension
        self.extensions = frozenset(names)
        return version

    def _convert_status(self, answer: Message) -> None:
        code = answer.get_int()
        words = answer.get_binary().decode("utf-8", "replace")
        if code == SFTP_EOF:
            raise EOFError(words)
        if code != SFTP_OK:
            raise StatusError(code, words)


class _Waiting:
    """Counts the answers that a file still waits for, in whatever order they come."""

    def __init__(self, client: Client) -> None:
        self.count = 0
        self._client = client

    def _async_response(self, kind: int, answer: Message, number: int) -> None:
        del kind, number
        self.count -= 1
        self._client._convert_status(answer)  # noqa: SLF001 (of the same file; named by the library)
