"""pyftpdlib with TLS, in a process of its own: runs wherever Python does. Run as a program it is the server."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from tests.hosts.servers.process import NotHereError, free_port, greets, running
from tests.hosts.servers.proftpd import PASSWORD, USER, Ftp, certify


@contextmanager
def pyftpd(
    folder: Path, root: Path, authority: trustme.CA, *, host: str = "localhost", rights: str = "elradfmwMT"
) -> Iterator[Ftp]:
    """Run the server with a certificate for `host`; `rights` are pyftpdlib's letters."""
    try:
        import OpenSSL  # noqa: F401 (the server can't do without)
        import pyftpdlib  # noqa: F401
    except ImportError as missing:
        raise NotHereError(f"{missing.name} is not installed (it is in the lock)") from missing
    certify(authority, folder, host)
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "certificate.pem").read_bytes())
    both.chmod(0o600)
    port = free_port()
    command = [sys.executable, "-m", "tests.hosts.servers.pyftpd", str(port), str(root), str(both), rights]
    with running(command, folder / "log", lambda: greets(port, b"220")) as process:
        yield Ftp(port, root, process)


def serve(port: int, root: str, certificate: str, rights: str) -> None:
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import TLS_FTPHandler
    from pyftpdlib.servers import ThreadedFTPServer

    authorizer = DummyAuthorizer()
    authorizer.add_user(USER, PASSWORD, root, perm=rights)

    class Handler(TLS_FTPHandler):
        certfile = certificate
        tls_control_required = True
        tls_data_required = True
        auth_failed_timeout = 0

    Handler.authorizer = authorizer
    ThreadedFTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of the library's own
    serve(int(sys.argv[1]), *sys.argv[2:])
