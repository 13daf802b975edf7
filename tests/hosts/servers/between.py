"""Stands between a client and a real server, and does to them what networks and busy servers do."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from generator.publishing.host import Host

_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Between:
    """Passes everything on, except: `busy` (503 to each request), `silent` (no answer), `left` (bytes that the client
    may still send before the line is cut).
    """

    def __init__(self, server_port: int) -> None:
        self.busy = False
        self.silent = False
        self.left: int | None = None
        self._server_port = server_port
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        self._over.set()
        for one in self._threads:
            one.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            if select.select([self._listener], [], [], 0.05)[0]:
                client = self._listener.accept()[0]
                self._threads.append(threading.Thread(target=self._serve, args=(client,)))
                self._threads[-1].start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._server_port)) as server, suppress(OSError):
            while not self._over.is_set():
                for one in select.select([client, server], [], [], 0.05)[0]:
                    told = one.recv(65536)
                    if not told or not self._pass_on(told, client, server if one is client else client):
                        return

    def _pass_on(self, told: bytes, client: socket.socket, to: socket.socket) -> bool:
        if self.silent:
            return True
        if to is client:
            to.sendall(told)
            return True
        if self.busy:
            client.sendall(_BUSY)
            return False
        if self.left is not None:
            told, self.left = told[: self.left], self.left - len(told)
        to.sendall(told)
        return self.left is None or self.left > 0


@contextmanager
def between(server_port: int) -> Iterator[Between]:
    """Stand before a port of loopback for the length of the block."""
    made = Between(server_port)
    try:
        yield made
    finally:
        made.close()


def every_call(host: Host) -> tuple[Callable[[], object], ...]:
    """Return one call of each kind, for a line on which none of them comes through."""
    return (
        lambda: host.write("index.html", b"x"),
        lambda: host.read("index.html"),
        lambda: host.list(""),
        lambda: host.delete(["index.html"]),
        lambda: host.create_exclusive("lock", b"x"),
    )
