"""A web server for a folder, as a school's hosting would serve it: no lists of folders."""

from __future__ import annotations

import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def list_directory(self, _path: str | os.PathLike[str]) -> None:  # type: ignore[override]  # nothing is listed
        self.send_error(404)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this computer and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
