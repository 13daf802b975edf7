"""An SFTP server with nothing but version 3 of the protocol, and with login by password: what an old hosting may run.

It runs in this process, by paramiko's server side. `rename` refuses a name that is taken, as the draft says.
"""

# ruff: noqa: ARG002 (the library calls with all arguments, whether they are of use or not)

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import paramiko

USER = "school"
PASSWORD = "пароль из тестов"  # noqa: S105 (of a server that lives for a test)


@dataclass(frozen=True)
class PlainSftp:
    port: int
    host_key: str

    def address(self, folder: Path | str) -> str:
        return f"sftp://{USER}@127.0.0.1:{self.port}{folder}"


@contextmanager
def plain_sftp(key_file: Path, *, sftp_allowed: bool = True, full_at: int | None = None) -> Iterator[PlainSftp]:
    """Run the server; a write at the offset `full_at` finds the disk full, others go on."""

    class Files(_Files):
        full = full_at

    key = paramiko.Ed25519Key.from_private_key_file(str(key_file))
    transports: list[paramiko.Transport] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                transport = paramiko.Transport(connection)
                transports.append(transport)
                transport.add_server_key(key)
                if sftp_allowed:
                    transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
                transport.start_server(event=threading.Event(), server=_Door())

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield PlainSftp(listening.getsockname()[1], f"{key.get_name()} {key.get_base64()}")
        finally:
            done.set()
            thread.join()
            for transport in transports:
                transport.close()
            deadline = time.monotonic() + 5
            while any(transport.is_alive() for transport in transports) and time.monotonic() < deadline:
                time.sleep(0.01)


class _Door(paramiko.ServerInterface):
    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        fits = username == USER and password == PASSWORD
        return paramiko.AUTH_SUCCESSFUL if fits else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED if kind == "session" else paramiko.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED


def _told(call):
    """Return what a call returns, or the protocol's number for what the system says."""

    def asked(*arguments):
        try:
            return call(*arguments)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno)

    return asked


class _Handle(paramiko.SFTPHandle):
    full: int | None = None

    def write(self, offset, data):
        return paramiko.SFTP_FAILURE if offset == self.full else super().write(offset, data)


class _Files(paramiko.SFTPServerInterface):
    full: int | None = None

    @_told
    def open(self, path, flags, attr):
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o644)
        handle = _Handle(flags)
        handle.full = self.full
        handle.writefile = handle.readfile = os.fdopen(descriptor, "wb" if flags & os.O_WRONLY else "rb")
        return handle

    @_told
    def list_folder(self, path):
        found = []
        for file in Path(path).iterdir():
            with suppress(FileNotFoundError):
                found.append(paramiko.SFTPAttributes.from_stat(file.lstat(), file.name))
        return found

    @_told
    def lstat(self, path):
        return paramiko.SFTPAttributes.from_stat(Path(path).lstat())

    stat = lstat

    @_told
    def remove(self, path):
        Path(path).unlink()
        return paramiko.SFTP_OK

    @_told
    def rename(self, oldpath, newpath):
        if Path(newpath).exists():
            return paramiko.SFTP_FAILURE
        Path(oldpath).rename(newpath)
        return paramiko.SFTP_OK

    def posix_rename(self, oldpath, newpath):
        return paramiko.SFTP_OP_UNSUPPORTED

    @_told
    def mkdir(self, path, attr):
        Path(path).mkdir()
        return paramiko.SFTP_OK
