"""The lock on the host: of several computers that publish one site exactly one does, and a dead one's lock ends.

The body says who holds it and for how long after its last change. How old it is, is asked of the server's own clock,
by the time of a file that is written for it: clocks of office computers are wrong. Where a host tells no times, the
time in the body has to do.
Taking over a stale lock is itself won by creating a file that carries the stale owner's name: exactly one can. An
owner who was only slow finds out, because the lock is read again before every step that matters.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from generator.errors import BusyError
from generator.publishing.host import Host

LEASE = 120.0
"""Seconds after which a lock that nobody renews is stale."""


@dataclass(slots=True)
class Lock:
    """A lock that is held."""

    host: Host
    path: str
    owner: str
    lease: float
    clock: Callable[[], float]
    renewed: float

    def beat(self) -> None:
        """Renew the lock when a third of the lease is over; cheap to call often. Raises BusyError `lock-lost`."""
        if self.clock() - self.renewed > self.lease / 3:
            self.check()
            self.host.write(self.path, _body(self.owner, self.lease, self.clock()))
            self.host.flush()
            self.renewed = self.clock()

    def check(self) -> None:
        """Raise BusyError `lock-lost` when somebody else has taken the lock over."""
        if _owner(self.host.read(self.path)) != self.owner:
            raise BusyError("lock-lost", "another computer has taken over this publication", hint="it will finish it")

    def release(self) -> None:
        """Give the lock back, if it is still ours."""
        if _owner(self.host.read(self.path)) == self.owner:
            self.host.delete([self.path])
            self.host.flush()


def take_lock(host: Host, path: str, *, lease: float = LEASE, clock: Callable[[], float] = time.time) -> Lock:
    """Take the lock, taking over a stale one. Raises BusyError `host-locked`."""
    owner = uuid4().hex
    if _create(host, path, owner, lease, clock):
        return Lock(host, path, owner, lease, clock, clock())
    content = host.read(path)
    if content is not None and _stale(host, path, content, clock):
        _take_over(host, path, content, clock)
        if _create(host, path, owner, lease, clock):
            return Lock(host, path, owner, lease, clock, clock())
    raise BusyError("host-locked", "another computer is publishing this site", hint="wait some minutes and try again")


def _create(host: Host, path: str, owner: str, lease: float, clock: Callable[[], float]) -> bool:
    # after a cut connection the first try may have made it: then the body is ours
    made = host.create_exclusive(path, _body(owner, lease, clock()))
    return made or _owner(host.read(path)) == owner


def _take_over(host: Host, path: str, stale: bytes, clock: Callable[[], float]) -> None:
    """Remove a stale lock, if nobody else is about to."""
    mark = f"{path}.{_owner(stale) or 'unreadable'}"
    if host.create_exclusive(mark, stale):
        if host.read(path) == stale:
            host.delete([path])
        host.delete([mark])
        host.flush()
    elif (content := host.read(mark)) is not None and _stale(host, mark, content, clock):
        host.delete([mark])  # its maker died half way; the next run takes over
        host.flush()


def _stale(host: Host, path: str, content: bytes, clock: Callable[[], float]) -> bool:
    at, lease = _times(content)
    folder = path.rpartition("/")[0]
    probe = f"{folder}/{uuid4().hex}"
    host.write(probe, b"")
    host.flush()
    times = {found.path: found.modified for found in host.list(folder)}
    host.delete([probe])
    host.flush()
    changed, now = times.get(path), times.get(probe)
    if path not in times:
        return False  # it went in the meantime: its owner is alive
    if changed is None or now is None:
        return clock() - at > lease
    return now - changed > lease


def _body(owner: str, lease: float, now: float) -> bytes:
    return json.dumps({"owner": owner, "lease": lease, "at": now}).encode()


def _owner(content: bytes | None) -> str:
    try:
        return str(json.loads(content or b"")["owner"])
    except (ValueError, KeyError, TypeError):
        return ""


def _times(content: bytes) -> tuple[float, float]:
    try:
        found = json.loads(content)
        return float(found["at"]), float(found["lease"])
    except (ValueError, KeyError, TypeError):
        return 0.0, LEASE
