"""An object storage of a kind that no wheel brings: one that knows no conditional puts. It keeps objects in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.hosts.servers.scripted import serving


class _Storage(BaseHTTPRequestHandler):
    """Puts, gets and the deletion of several, which deletes nothing; whoever asks may do it."""

    objects: dict[str, bytes]
    refuses: bool

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.refuses and self.headers["If-None-Match"]:
            self._answer(501, b"<Error><Code>NotImplemented</Code></Error>")
        else:
            self.objects[self.path] = content
            self._answer(200)

    def do_GET(self) -> None:
        content = self.objects.get(self.path)
        self._answer(404 if content is None else 200, content or b"")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200, b"<DeleteResult/>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, content: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT")
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def old_storage(*, refuses: bool) -> Iterator[int]:
    """Run it for the length of the block and yield its port; it ignores conditions, or `refuses` such puts."""
    with serving(type("Storage", (_Storage,), {"objects": {}, "refuses": refuses})) as port:
        yield port
