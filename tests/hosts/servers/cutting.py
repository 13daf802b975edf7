"""A way to a server that breaks: it cuts the connections, or falls silent, after so many bytes that were sent."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Breaking:
    """`left` is how many bytes still go to the server, None: all of them. Then it cuts, or only stops (`silent`).

    `sent` counts those that went.
    """

    port: int
    silent: bool = False
    left: int | None = None
    sent: int = 0
    pairs: dict[socket.socket, socket.socket] = field(default_factory=dict)


@contextmanager
def breaking(port: int, *, silent: bool = False) -> Iterator[Breaking]:
    """Stand before the server on a port of this computer."""
    with socket.create_server(("127.0.0.1", 0)) as listening, selectors.DefaultSelector() as ready:
        made = Breaking(listening.getsockname()[1], silent)
        done = threading.Event()
        ready.register(listening, selectors.EVENT_READ)

        def carry() -> None:
            while not done.is_set():
                for key, _ in ready.select(0.05):
                    if key.fileobj is listening:
                        _accept(made, listening, port, ready)
                    elif key.fileobj in made.pairs:
                        _carry(made, key.fileobj, ready)

        thread = threading.Thread(target=carry, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            done.set()
            thread.join()
            for one in made.pairs:
                one.close()


def _accept(made: Breaking, listening: socket.socket, port: int, ready: selectors.BaseSelector) -> None:
    near, _ = listening.accept()
    far = socket.create_connection(("127.0.0.1", port))
    made.pairs |= {near: far, far: near}
    ready.register(near, selectors.EVENT_READ, data="near")
    ready.register(far, selectors.EVENT_READ)


def _carry(made: Breaking, one: socket.socket, ready: selectors.BaseSelector) -> None:
    other = made.pairs[one]
    with suppress(OSError):
        content = one.recv(16_384) if made.left != 0 or not made.silent else b""
        if ready.get_key(one).data == "near":
            content = content[: made.left]
            made.sent += len(content)
            made.left = None if made.left is None else made.left - len(content)
        other.sendall(content)
        if content and made.left != 0:
            return
    if made.silent:
        ready.unregister(one)  # nobody reads here any more, and nobody says so
        return
    for end in (one, other):
        ready.unregister(end)
        end.close()
        del made.pairs[end]
