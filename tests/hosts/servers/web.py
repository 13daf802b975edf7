"""A web server of the tests, with and without TLS, that serves a mapping and can do each thing wrong that hosts do."""

from __future__ import annotations

import gzip
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TYPES = {"html": "text/html; charset=utf-8", "js": "text/javascript"}


@dataclass
class Web:
    """What is served, and how. All paths are relative to the address, «d/0a…/index.html»."""

    files: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    cached: dict[str, bytes] = field(default_factory=dict)  # what comes to those who do not ask past the cache
    packed: dict[str, bytes] = field(default_factory=dict)  # what comes to those who take gzip, already packed
    hanging: set[str] = field(default_factory=set)
    dripping: set[str] = field(default_factory=set)  # a byte now and then, without end
    listing: bool = False
    soon: dict[str, tuple[int, bytes]] = field(default_factory=dict)  # after so many requests the file is this
    asked: list[str] = field(default_factory=list)
    address: str = ""
    port: int = 0
    ended: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65_536  # head and body in one piece: two small ones wait 40 ms for each other
    web: Web

    def do_GET(self):
        path = self.path.lstrip("/")
        self.web.asked.append(path)
        if path in self.web.hanging or "*" in self.web.hanging:
            self.web.ended.wait(30)
            self.close_connection = True
            return
        if path in self.web.dripping:
            self.answer(200, b" ", {"Content-Type": "text/html", "Content-Length": "1000000"})
            while not self.web.ended.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()
            return
        if path in self.web.moved:
            self.answer(301, b"", {"Location": self.web.moved[path]})
            return
        content = self.content(path)
        if content is None:
            self.answer(404, b"<html>not here</html>", {"Content-Type": "text/html"})
            return
        name = path if not path or path.endswith("/") is False else "index.html"
        kind = self.web.types.get(
            path, TYPES.get((name or "index.html").rpartition(".")[2], "application/octet-stream")
        )
        headers = {"Content-Type": kind} if kind else {}
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            content = self.web.packed.get(path, gzip.compress(content))
            headers["Content-Encoding"] = "gzip"
        self.answer(self.web.statuses.get(path, 200), content, headers)

    def content(self, path: str) -> bytes | None:
        after, later = self.web.soon.get(path, (0, b""))
        if later and self.web.asked.count(path) > after:
            return later
        if path in self.web.cached and "no-cache" not in self.headers.get("Cache-Control", ""):
            return self.web.cached[path]
        for name in (path, f"{path}index.html"):
            if name in self.web.files:
                return self.web.files[name]
        below = sorted({name[len(path) :].partition("/")[0] for name in self.web.files if name.startswith(path)})
        if self.web.listing and (not path or path.endswith("/")) and below:
            links = "".join(f'<a href="{name}/">{name}/</a>' for name in below)
            return f"<h1>Files</h1>{links}".encode()
        return None

    def answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Be silent: a client that stops reading, or refuses the certificate, is what some tests are about."""


@contextmanager
def serving(web: Web, tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Serve on a free port of this machine until the end of the block."""
    handler = type("Handler", (_Handler,), {"web": web})
    with _Server(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        web.port = server.server_address[1]
        web.address = f"http{'s' if tls else ''}://127.0.0.1:{web.port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield web
        finally:
            web.ended.set()
            server.shutdown()
            thread.join()
