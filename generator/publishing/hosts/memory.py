"""A host in memory: the reference that says what the other hosts must do, and the host of fast tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.publishing.host import Listed, Traits

_TRAITS = Traits(atomic_replace=True, exclusive_create=True, immediate_erase=True, headers=False, connections=4)


@dataclass(slots=True)
class Shelf:
    """What lies on the host, for all its connections: path to content and time."""

    files: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class MemoryHost:
    """See `Host`."""

    def __init__(self, shelf: Shelf, traits: Traits = _TRAITS) -> None:
        """Connect to what lies there."""
        self._shelf = shelf
        self.traits = traits

    def read(self, path: str) -> bytes | None:
        """See `Host`."""
        with self._shelf.lock:
            found = self._shelf.files.get(path)
        return found[0] if found else None

    def list(self, folder: str) -> list[Listed]:
        """See `Host`."""
        below = f"{folder}/" if folder else ""
        with self._shelf.lock:
            return [
                Listed(path, len(content), at)
                for path, (content, at) in sorted(self._shelf.files.items())
                if path.startswith(below)
            ]

    def write(self, path: str, content: bytes) -> None:
        """See `Host`."""
        with self._shelf.lock:
            self._shelf.files[path] = (content, time.time())

    def delete(self, paths: Iterable[str]) -> None:
        """See `Host`."""
        with self._shelf.lock:
            for path in paths:
                self._shelf.files.pop(path, None)

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """See `Host`."""
        with self._shelf.lock:
            if path in self._shelf.files:
                return False
            self._shelf.files[path] = (content, time.time())
            return True

    def flush(self) -> None:
        """See `Host`."""

    def close(self) -> None:
        """See `Host`."""
