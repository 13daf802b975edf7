"""A host that tries again: reconnects and repeats a call that failed for the moment; permanent errors pass at once.

Waits 0.5, 1, 2, 4 seconds, each by chance up to half longer, so that many schools don't come back at one second.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from generator.errors import HostRetryError
from generator.publishing.host import Host, Listed, Open, Traits

TRIES = 5
T = TypeVar("T")


class RetryingHost:
    """See `Host`. `on_retry` is told of each failure, so that the number of connections can be lowered."""

    def __init__(self, opener: Open, *, on_retry: Callable[[], None] = lambda: None) -> None:
        """Take the opener; the connection is made with the first call."""
        self._open = opener
        self._on_retry = on_retry
        self._host: Host | None = None
        self.retries = 0

    @property
    def traits(self) -> Traits:
        """See `Host`."""
        return self._try(lambda host: host.traits)

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        return self._try(lambda host: host.read(path))

    def list(self, folder: str) -> list[Listed]:
        """See `Host`."""
        return self._try(lambda host: host.list(folder))

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        self._try(lambda host: host.write(path, content))

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        kept = list(paths)
        self._try(lambda host: host.delete(kept))

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`. After a cut connection False may mean that an earlier try made it: compare the content."""
        return self._try(lambda host: host.create_exclusive(path, content))

    def flush(self) -> None:
        """See `Host`."""
        self._try(lambda host: host.flush())

    def close(self) -> None:
        """See `Host`."""
        if self._host is not None:
            self._host.close()
            self._host = None

    def _try(self, call: Callable[[Host], T]) -> T:
        for attempt in range(TRIES):
            try:
                if self._host is None:
                    self._host = self._open()
                return call(self._host)
            except HostRetryError:
                if self._host is not None and not self._host.traits.deferred:
                    self.close()  # but a connection that holds what was not flushed is kept
                self.retries += 1
                self._on_retry()
                if attempt == TRIES - 1:
                    raise
                pause(attempt)
        raise AssertionError  # the last try returns or raises


def pause(attempt: int) -> None:
    """Wait before the next try; `attempt` counts from 0."""
    time.sleep(2**attempt / 2 * (1 + random.random() / 2))  # noqa: S311  no secret: only a pause
