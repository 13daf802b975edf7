"""Git servers: dulwich's own over https with a password, and the real git's daemon."""

from __future__ import annotations

import base64
import logging
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import trustme
from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from dulwich.repo import Repo
from dulwich.server import Backend
from dulwich.web import HTTPGitApplication, make_wsgi_chain

USER, PASSWORD = "school", "invented-token"


def bare(place: Path) -> Path:
    """Return an empty repository, made if it is not there."""
    if not place.exists():
        Repo.init_bare(str(place), mkdir=True).close()
    return place


class _Repositories(Backend):
    def __init__(self, root: Path) -> None:
        self._root = root

    def open_repository(self, path: str | bytes) -> Repo:
        return Repo(str(self._root / os.fsdecode(path).strip("/")))


@contextmanager
def git_over_https(root: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Serve the repositories below a folder; yield the address and the file with the authority."""
    logging.getLogger("dulwich").setLevel(logging.ERROR)
    authority = trustme.CA()
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(scratch / "server.pem")
    authority.cert_pem.write_to_path(scratch / "ca.pem")
    app = _with_password(make_wsgi_chain(_Repositories(root)))
    server = Server(("127.0.0.1", 0), app, numthreads=6, shutdown_timeout=1)
    server.ssl_adapter = BuiltinSSLAdapter(str(scratch / "server.pem"), str(scratch / "server.pem"))
    server.error_log = lambda *_, **__: None  # clients that refuse the certificate are what a test is about
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"https://{USER}@127.0.0.1:{server.bind_addr[1]}", scratch / "ca.pem"
    finally:
        server.stop()
        thread.join(20)


def _with_password(app: HTTPGitApplication) -> Callable[..., Iterable[bytes]]:
    wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    def guarded(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environment.get("HTTP_AUTHORIZATION") == wanted:
            return app(environment, start)
        start("401 Unauthorized", [("WWW-Authenticate", 'Basic realm="git"'), ("Content-Length", "0")])
        return [b""]

    return guarded


def missing_git() -> str:
    """Return what is not installed, "" when all is there."""
    return "" if shutil.which("git") else "no git (Debian: git)"


@contextmanager
def git_daemon(root: Path) -> Iterator[int]:
    """Run the real git's server for the repositories below a folder; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["git", "daemon", "--reuseaddr", "--export-all", "--enable=receive-pack", f"--base-path={root}"]
    process = subprocess.Popen(
        [*command, "--listen=127.0.0.1", f"--port={port}", str(root)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"PATH": "/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": str(root)},
    )
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.02)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
