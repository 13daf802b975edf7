"""Watching the inbox: events of the operating system wake the watcher, looks of its own decide."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.scheduling.arrivals import Rules, is_left_alone
from generator.scheduling.inbox import InboxResult

_IDLE_LOCAL = 30.0
"""A look without any event, in seconds: the number of events that a system keeps is limited."""
_IDLE_NETWORK = 5.0
_AGAIN = 5.0


class Hints:
    """A context that wakes when something happens in a folder; without events it sleeps.

    The folder may vanish and come back and subfolders come and go: call `again` after every look. Where the system
    refuses to watch (a limit is reached, a share), nothing is said: looks find everything too, only later.

    Each folder is watched by itself and never with all that is below: watchdog 7.1 stumbles over folders that are made
    one in another at once, as ours in `done/` are, and is deaf from then on.
    """

    def __init__(self, folder: Path, *, is_network: bool) -> None:
        self._folder = folder
        self._is_network = is_network
        self._woken = threading.Event()
        self._observer: BaseObserver | None = None
        self._watched: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        """Begin."""
        self.again()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        """End the observer and its threads."""
        self._end()

    @property
    def idle(self) -> float:
        """Return how long to sleep at most, in seconds, when nothing is on its way."""
        return _IDLE_NETWORK if self._is_network or self._observer is None else _IDLE_LOCAL

    def again(self) -> None:
        """Watch what is there now; what came before it was watched is looked for at once."""
        if self._is_network:
            return
        wanted = _folders(self._folder)
        if wanted == self._watched and self._is_alive():
            return
        self._end()
        if not wanted:
            return
        observer = Observer()
        try:
            for folder in wanted:
                observer.schedule(_Waker(self._woken), folder, recursive=False)
            observer.start()
        except OSError:
            observer.unschedule_all()
            return
        self._observer, self._watched = observer, wanted
        self._woken.set()

    def _is_alive(self) -> bool:
        return self._observer is not None and all(emitter.is_alive() for emitter in self._observer.emitters)

    def wait(self, seconds: float) -> None:
        """Sleep for so long, or until something happens."""
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        """End the sleep."""
        self._woken.set()

    def _end(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
        self._observer, self._watched = None, {}


def _folders(inbox: Path) -> dict[str, tuple[int, int]]:
    """Return the inbox and its subfolders with device and inode: a folder of the same name may be another one."""
    found: dict[str, tuple[int, int]] = {}
    for folder, subfolders, _ in os.walk(inbox):
        is_top = Path(folder) == inbox
        subfolders[:] = [name for name in subfolders if not is_left_alone(name, is_top=is_top)]
        with suppress(OSError):
            status = os.stat(folder)  # noqa: PTH116 (a string is what is kept)
            found[folder] = (status.st_dev, status.st_ino)
    return found


class _Waker(FileSystemEventHandler):
    """Every event only wakes: which it was is not asked, since events get lost and lie about unfinished copies."""

    def __init__(self, woken: threading.Event) -> None:
        self._woken = woken

    def on_any_event(self, event: FileSystemEvent) -> None:
        # Opening and reading are our own doing; to be woken by them would never end.
        if event.event_type not in {"opened", "closed_no_write"}:
            self._woken.set()


def watch(
    hints: Hints,
    rules: Rules,
    receive: Callable[[], InboxResult],
    tick: Callable[[], bool],
    stop: threading.Event,
) -> None:
    """Look, run, sleep, until `stop` (whoever sets it also calls `hints.wake`).

    `receive` looks once. `tick` runs when something new was received, and says whether it ran: a run that another one
    kept from running is owed, and comes as soon as it can. Both deal with their own errors.
    """
    owed = False
    while not stop.is_set():
        result = receive()
        if result.changed or owed:
            owed = not tick()
        hints.again()
        if result.waiting:
            # Not by hints: events of a copy that goes on come by the thousand, and a look is one look.
            stop.wait(rules.pause)
        else:
            hints.wait(min(hints.idle, _until_next_look(rules, result, owed=owed)))


def _until_next_look(rules: Rules, result: InboxResult, *, owed: bool) -> float:
    if owed:
        return _AGAIN
    return max(rules.pause, min(rules.unsure, rules.deadline) / 10) if result.doubtful else _IDLE_LOCAL


def receive_until_still(receive: Callable[[], InboxResult], rules: Rules) -> InboxResult:
    """Look until nothing is on its way, but not longer than a file needs that is dropped while we look.

    What keeps changing, and what is not whole, is left to the next run.
    """
    end = time.monotonic() + 3 * rules.settle + rules.looks * rules.pause
    result = receive()
    while result.waiting and time.monotonic() < end:
        time.sleep(rules.pause)
        result = result.then(receive())
    return result


def mounts_text() -> str:
    """Return the text of `/proc/mounts`, "" where there is none."""
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape") if os.name == "posix" else ""
    except OSError:
        return ""
