"""The way to a server over FTP with TLS: the certificate is always looked at, and no byte goes in clear.

RFC 4217 (AUTH TLS, PROT P), RFC 3659 (SIZE, MLSD), passive only. The standard library's client accepts any certificate
when nobody hands it a context, and opens a TLS session anew for every file, which strict servers refuse: they want to
see that the same client is there. Both are mended here.
"""

from __future__ import annotations

import ftplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.errors import HostError, HostRetryError
from generator.publishing.hosts.wire.address import Address, printable

PORT = 21
_BLOCK = 64 * 1024
_REFUSED_LOGIN = "look at the user in publish.to and at DIARY_PUBLISH_PASSWORD"


class Connection(ftplib.FTP_TLS):
    """A control connection. What goes wrong is raised as ftplib, ssl and socket have it; see `translated`."""

    def fetch(self, command: str) -> bytes:
        """Return what a command sends over a connection of its own (RETR, MLSD)."""
        parts = []
        with self.transfercmd(command) as data:
            while part := data.recv(_BLOCK):
                parts.append(part)
            _end(data)
        # a connection that was cut looks like an end: only this answer tells that everything came
        self.voidresp()
        return b"".join(parts)

    def store(self, path: str, content: bytes) -> None:
        """Write a file, in place, and make sure of its size. Whatever goes wrong, a part of it may stay."""
        with self.transfercmd(f"STOR {path}") as data:
            try:
                for start in range(0, len(content), _BLOCK):  # each block has the whole time-out
                    data.sendall(content[start : start + _BLOCK])
                _end(data)
            except TimeoutError:
                raise
            except OSError:
                self.voidresp()  # says why (a full disk), or raises as the connection is gone
                raise
        self.voidresp()
        if self.size(path) != len(content):
            raise EOFError

    def rename(self, fromname: str, toname: str) -> str:
        """Rename a file or folder; whether over one that is there depends on the server."""
        self.sendcmd(f"RNFR {fromname}")
        return self.voidcmd(f"RNTO {toname}")

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        """Open a data connection in the TLS session of the control connection."""
        plain, size = super(ftplib.FTP_TLS, self).ntransfercmd(cmd, rest)  # that class would open a session anew
        # else the word that nothing more comes waits for the server to confirm what came before: 40 ms for each file
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        try:
            return self.context.wrap_socket(plain, server_hostname=self.host, session=session), size
        except BaseException:
            plain.close()
            raise


def connect(address: Address, password: str, authorities: ssl.SSLContext, patience: float) -> Connection:
    """Return a connection that is encrypted and logged in.

    Raises `HostError` (`host-certificate`, `host-unencrypted`, `host-login`) and `HostRetryError`.
    """
    made = Connection(context=authorities, timeout=patience, encoding="utf-8")
    try:
        with translated():
            made.connect(address.host, address.port)
            _encrypt(made)
            _log_in(made, address.user, password)
            made.prot_p()
            made.voidcmd("TYPE I")
            with suppress(ftplib.error_perm):  # where names are UTF-8 anyway
                made.sendcmd("OPTS UTF8 ON")
    except BaseException:
        made.close()
        raise
    return made


def trusted(ca_file: Path | None) -> ssl.SSLContext:
    """Return what certificates are checked by: the authorities of the system, and one's own in a PEM file."""
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:  # ssl.SSLError is one too
            message = "the file with the certificates of an own authority can't be read"
            raise HostError("host-certificate", message, hint="publish.ca_file is a PEM file") from error
    return context


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the library and the system say into ours; errors of ours pass."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        message = f"the server's certificate is not to be trusted: {error.verify_message}"
        hint = "write the host name that the hosting names; for an authority of one's own set publish.ca_file"
        raise HostError("host-certificate", message, hint=hint) from error
    except ftplib.error_perm as error:
        hint = "look at the rights of the account and at the free space"
        raise HostError("host-refused", f"the server refuses: {printable(str(error))}", hint=hint) from error
    except ftplib.error_temp as error:
        raise HostRetryError("host-busy", f"the server asks to come later: {printable(str(error))}") from error
    except (ftplib.Error, EOFError, OSError, ValueError) as error:
        words = "no answer" if isinstance(error, TimeoutError) else getattr(error, "strerror", None) or "cut off"
        raise HostRetryError("host-unreachable", f"the server can't be reached: {words}") from error


def _encrypt(made: Connection) -> None:
    try:
        made.auth()
    except ftplib.error_perm as error:
        message = "the server offers no encryption, and without it nothing is sent"
        hint = "ask the hosting for FTPS (explicit TLS) or SFTP"
        raise HostError("host-unencrypted", message, hint=hint) from error


def _log_in(made: Connection, user: str, password: str) -> None:
    try:
        made.login(user, password)
    except ftplib.error_perm as error:
        # what the server says is not repeated: it may quote what was typed
        raise HostError("host-login", "the server does not accept this login", hint=_REFUSED_LOGIN) from error


def _end(data: socket.socket) -> None:
    """Say that nothing more comes. Many servers close without a word of theirs, so that is no error."""
    if isinstance(data, ssl.SSLSocket):
        with suppress(OSError):
            data.unwrap()
