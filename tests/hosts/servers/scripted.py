"""A server that has one answer to everything, for answers that no server gives when it is asked to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Scripted(BaseHTTPRequestHandler):
    status: int
    content: bytes
    length: int

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Length", str(self.length))
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering(status: int, content: bytes = b"", *, missing: int = 0) -> Iterator[int]:
    """Run it for the length of the block and yield its port; so many bytes are `missing` from what it announces."""
    says = {"status": status, "content": content, "length": len(content) + missing}
    verbs = dict.fromkeys(("do_GET", "do_PUT", "do_POST", "do_PROPFIND"), _Scripted.answer)
    with serving(type("Scripted", (_Scripted,), {**verbs, **says})) as port:
        yield port


@contextmanager
def serving(kind: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """Serve on a free port of loopback for the length of the block and yield the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
