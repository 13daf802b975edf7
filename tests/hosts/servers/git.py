"""The real git behind https with a password, as the big services have it: `git http-backend`, called for each request.

The server that dulwich brings does not do as a stand-in: it answers "ok" to a push that came too late.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trustme
from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from dulwich.repo import Repo

USER, PASSWORD = "school", "invented-token"


def missing() -> str:
    """Return what is not installed, "" when all is there."""
    return "" if shutil.which("git") else "no git (Debian: git)"


def bare(place: Path) -> Path:
    """Return an empty repository, made if it is not there."""
    if not place.exists():
        Repo.init_bare(str(place), mkdir=True).close()
    return place


@contextmanager
def git_over_https(root: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Serve the repositories below a folder; yield the address and the file with the authority."""
    authority = trustme.CA()
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(scratch / "server.pem")
    authority.cert_pem.write_to_path(scratch / "ca.pem")
    server = Server(("127.0.0.1", 0), _backend(root), numthreads=6, shutdown_timeout=1)
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


def _backend(root: Path) -> Callable[..., Iterable[bytes]]:
    wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    own = {"GIT_PROJECT_ROOT": str(root), "GIT_HTTP_EXPORT_ALL": "1", "REMOTE_USER": USER, "HOME": str(root)}
    own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}

    def answer(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        asked = environment["wsgi.input"].read()
        if environment.get("HTTP_AUTHORIZATION") != wanted:
            start("401 Unauthorized", [("WWW-Authenticate", 'Basic realm="git"'), ("Content-Length", "0")])
            return [b""]
        told = {name: value for name, value in environment.items() if isinstance(value, str) and name.isupper()}
        told |= {"CONTENT_LENGTH": str(len(asked))}
        done = subprocess.run(["git", "http-backend"], input=asked, capture_output=True, env=told | own, check=True)
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        headers = [(name, value) for name, _, value in (line.partition(": ") for line in head.decode().splitlines())]
        status = next((value for name, value in headers if name == "Status"), "200 OK")
        start(
            status,
            [*((name, value) for name, value in headers if name != "Status"), ("Content-Length", str(len(body)))],
        )
        return [body]

    return answer
