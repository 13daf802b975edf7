"""`diary preview`: serve `output/site` on this computer, and build again when something changes."""

from __future__ import annotations

import argparse
import functools
import http.server
import sys
import threading
import time

from generator.commands.build import build
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.registers import open_register
from generator.errors import DiaryError, UsageError

_PAUSE = 2.0


def run(options: argparse.Namespace) -> int:
    """`diary preview`: until interrupted."""
    inputs = load_inputs(options)
    inputs.folder.site.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_Quiet, directory=str(inputs.folder.site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except OSError as error:
        hint = "another program listens there; choose another with --port"
        raise UsageError("port-taken", f"port {options.port} can't be used: {error.strerror}", hint=hint) from error
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stderr.write(f"http://localhost:{server.server_port}/  (Ctrl+C ends)\n")
        try:
            while True:
                if not options.once:
                    _rebuild(options)
                time.sleep(_PAUSE)
        finally:
            server.shutdown()


def _rebuild(options: argparse.Namespace) -> None:
    # Every round reads the settings again: they may be what has changed. A build that finds nothing is cheap.
    try:
        inputs: Inputs = load_inputs(options)
        with inputs.folder.locked(), open_register(inputs) as register:
            result = build(inputs, register, quiet=True)
    except DiaryError as error:
        sys.stderr.write(error.describe() + "\n")
    else:
        if result.changed:
            sys.stderr.write(result.sentence() + "\n")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files without caching and without a log line for each."""

    def end_headers(self) -> None:
        """Tell browsers to ask again: what is served changes under their hands."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""
