"""Many files to a host at once: a bounded number of connections, fewer after a failure, slowly more again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Self

from generator.products import PublicFile, SealedPage
from generator.publishing.host import Host, Open
from generator.publishing.wrappers.retry import RetryingHost

_CALM = 20
"""Files sent without a failure after which one connection more is tried."""

Load = Callable[[str], SealedPage | PublicFile]
"""Returns the file of the site at a path; nothing else can be sent. Raises DiaryError when it is not what it was."""


class Gate:
    """How many may work at once: halved by `narrow`, one more after 20 successes, never above the limit."""

    def __init__(self, limit: int) -> None:
        """Begin at the limit."""
        self._limit = limit
        self._room = limit
        self._inside = 0
        self._calm = 0
        self._changed = threading.Condition()

    @property
    def room(self) -> int:
        """Return how many may work now."""
        return self._room

    def narrow(self) -> None:
        """Halve the room after a failure."""
        with self._changed:
            self._room, self._calm = max(1, self._room // 2), 0

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait for room, and leave when done."""
        with self._changed:
            while self._inside >= self._room:
                self._changed.wait()
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._calm += 1
                if self._calm >= _CALM and self._room < self._limit:
                    self._room, self._calm = self._room + 1, 0
                self._changed.notify_all()


class Transfers(AbstractContextManager["Transfers"]):
    """Sends files over up to `limit` connections of its own."""

    def __init__(self, opener: Open, limit: int, load: Load) -> None:
        """Take what is needed; connections are made with the first files."""
        self._open = opener
        self._load = load
        self.gate = Gate(limit)
        self._pool = ThreadPoolExecutor(limit, thread_name_prefix="publish")
        self._limit = limit
        self._local = threading.local()
        self._hosts: list[RetryingHost] = []

    @property
    def retries(self) -> int:
        """Return how many calls had to be repeated."""
        return sum(host.retries for host in self._hosts)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let what is under way end, and close all connections."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        for host in self._hosts:
            host.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def write(self, paths: Sequence[str], sent: Callable[[str, int], None]) -> None:
        """Send these files; `sent` is told of each with its bytes, in this thread. The first error ends it.

        At most twice as many files as connections are under way or in memory.
        """
        waiting: set[Future[tuple[str, int]]] = set()
        ahead = iter(paths)
        try:
            while True:
                while len(waiting) < 2 * self._limit and (path := next(ahead, "")):
                    waiting.add(self._pool.submit(self._send, path))
                if not waiting:
                    return
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    waiting.discard(future)
                    sent(*future.result())
        finally:
            for future in waiting:
                future.cancel()
            # what is under way is told as well: the host has it
            for future in wait(waiting).done:
                if not future.cancelled() and future.exception() is None:
                    sent(*future.result())

    def _send(self, path: str) -> tuple[str, int]:
        content = self._load(path).content
        with self.gate.passing():
            host = self._host()
            host.write(path, content)
        return path, len(content)

    def _host(self) -> Host:
        host = getattr(self._local, "host", None)
        if host is None:
            host = self._local.host = RetryingHost(self._open, on_retry=self.gate.narrow)
            self._hosts.append(host)
        return host
