"""Serving the page: on 127.0.0.1 only, until Ctrl+C."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from generator.errors import UsageError
from generator.panel.app import LARGEST, make_app
from generator.panel.desk import Desk
from generator.panel.doors import Doors
from generator.panel.work import Work

LOOPBACK = "127.0.0.1"
_THREADS = 10
"""Up to six listen to progress, the others answer; what takes long runs in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Served:
    """A panel that is being served."""

    doors: Doors
    work: Work

    def wait(self) -> None:
        """Wait for ever, which means for Ctrl+C; in small steps, because Windows interrupts no longer ones."""
        while True:
            time.sleep(0.5)


@contextlib.contextmanager
def open_panel(
    desk: Desk, *, draw: Callable[[int], bytes], port: int = 0, entered: Callable[[str], None] = lambda _: None
) -> Iterator[Served]:
    """Serve the panel as long as the context is open; port 0 takes a free one. Raises UsageError `port-taken`.

    `draw` gives random bytes; `entered` is told the address of the next first visit as soon as one was made. At the end
    a refresh that runs is waited for.
    """
    with _listen(port) as listening:
        doors = Doors(listening.getsockname()[1], draw, entered)
        work = Work(desk)
        sockets: dict[int, Any] = {}
        server = create_server(
            make_app(desk, doors, work),
            map=sockets,
            sockets=[listening],
            threads=_THREADS,
            ident="",
            expose_tracebacks=False,
            max_request_body_size=2 * LARGEST,  # the application refuses first, so that the page can say why
            channel_request_lookahead=1,  # else nobody notices that a listener has gone
        )
        serving = threading.Thread(target=server.run, name="panel", daemon=True)
        serving.start()
        try:
            yield Served(doors, work)
        finally:
            work.close()
            server.task_dispatcher.shutdown()
            # Sockets are closed by the thread that waits on them: a loop without sockets ends.
            # One that was awake already may have closed the trigger before it is pulled.
            with contextlib.suppress(OSError):
                server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))
            serving.join(5)
            work.wait()


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # On Windows SO_REUSEADDR would let two programs listen on one port; elsewhere it only shortens a wait.
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        hint = "another program listens there; choose another with --port, or none"
        raise UsageError("port-taken", f"port {port} can't be used: {reason}", hint=hint) from error
    return listening
