"""The seam to web hosting: a few calls that every protocol can make, and what each can't promise.

A `Host` is one connection, used by one thread at a time; `Open` makes another. Paths are relative to the folder that
is served, with forward slashes («d/0123…/index.html»); a host makes the folders it needs. Every call raises
`HostRetryError` when the same call may go through later (a cut connection, a busy server), `HostError` when it won't
(no right, a wrong password, a full disk), and lets nothing else out. Only publishing's `Site` brings what is written,
so no page in clear can get here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Traits:
    """What a connection promises; where servers differ it is tried out when the connection is made.

    `atomic_replace`: a reader sees the old file or the new one, never a part and never none.
    `exclusive_create`: of several clients that create one name, exactly one is told that it did.
    `immediate_erase`: what was deleted is gone for everybody at once. A git host keeps it in its objects.
    `headers`: content type and caching are kept as the host is told; else `.htaccess` is all there is.
    `connections`: how many at once serve well.
    `deferred`: readers see what was written only after `flush`, all of it at once; the connection holds it until then.
    """

    atomic_replace: bool
    exclusive_create: bool
    immediate_erase: bool
    headers: bool
    connections: int
    deferred: bool = False


class Listed(NamedTuple):
    """A file on the host: path, bytes, and the server's time of its last change (seconds since 1970, None: unknown)."""

    path: str
    size: int
    modified: float | None


class Host(Protocol):
    """One connection to a host."""

    @property
    def traits(self) -> Traits:
        """Return what this connection promises."""
        ...

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, None when it is surely absent.

        Surely: the server says that there is no such file. Whatever else keeps it from being read is an error, because
        a manifest that is taken for absent would mean that a whole site is uploaded again.
        """
        ...

    def list(self, folder: str) -> list[Listed]:
        """Return every file below a folder, at any depth, hidden ones too; [] when the folder is absent. "": all."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Make or replace a file, whole: a reader never sees a part of it where `traits.atomic_replace` says so."""
        ...

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files; those that are absent already count as deleted. Folders left empty may stay."""
        ...

    def create_exclusive(self, path: str, content: bytes) -> bool:
        """Make a file only if there is none; return whether this call made it. The content is there whole or not."""
        ...

    def flush(self) -> None:
        """Make everything so far visible to readers. Most hosts do so with each call; a git host pushes here.

        A connection reads what it wrote before this too, others only afterwards; what `create_exclusive` made is there
        for all at once. A host that changes as a whole raises `HostRetryError` `host-moved` when somebody else has
        changed it since this connection was made: then only a new connection helps, and a new plan.
        """
        ...

    def close(self) -> None:
        """Give the connection back; never raises."""
        ...


Open = Callable[[], Host]
"""Makes a connection. Raises `HostRetryError` or `HostError`."""

TEMPORARY = ".part"
"""How the name of a half-written file ends, on hosts that write beside and rename. Such leftovers may be swept."""
