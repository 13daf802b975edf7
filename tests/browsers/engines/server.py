"""Pages on loopback: a static server, and a proxy that takes the invented host name to it."""

from __future__ import annotations

import threading
import urllib.error
import urllib.parse
import urllib.request
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.browsers.engines.engine import INVENTED_HOST


class Served:
    """A folder behind two addresses: a secure context, and the same below an invented host name, which is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server = _start(partial(_Files, directory=str(folder)))
        self.url = f"http://localhost:{self._server.server_port}/"
        self.insecure_url = f"http://{INVENTED_HOST}:{self._server.server_port}/"

    def close(self) -> None:
        """Stop serving."""
        _stop(self._server)


class Proxy:
    """An HTTP proxy that knows one host only, this machine, whatever the request calls it."""

    def __init__(self) -> None:
        self._server = _start(_Forward)
        self.address = f"127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop forwarding."""
        _stop(self._server)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: browsers drop connections as they like."""


class _Files(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Forward(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        address = f"http://127.0.0.1:{parts.port or 80}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                self._answer(answer.status, answer.headers.get_content_type(), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                self._answer(error.code, "text/plain", b"")

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _start(handler: Any) -> _Server:
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def _stop(server: _Server) -> None:
    server.shutdown()
    server.server_close()
