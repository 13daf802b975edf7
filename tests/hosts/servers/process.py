"""A server as a process of its own: started on a free port, waited for, and stopped whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE = 30.0  # seconds until a server that does not answer is given up; on a busy machine some take ten


class NotHereError(Exception):
    """A server is not installed."""


def program(name: str, package: str) -> str:
    """Return the path of a program; Debian keeps servers where a user's PATH does not lead."""
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin")))
    if found is None:
        raise NotHereError(f"{name} is not installed (apt install {package})")
    return found


def free_port() -> int:
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Return ports of loopback that nobody listens on; all are held at once, so that they differ."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


@contextmanager
def running(
    command: Sequence[str],
    log: Path,
    ready: Callable[[], bool],
    *,
    grace: float = 5.0,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; `grace` seconds are given to stop, then it is killed with its children."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=os.name == "posix",
            env={**os.environ, **(environment or {})},
        )
    try:
        _wait(process, log, ready)
        yield process
    finally:
        _stop(process, grace)


def listens(port: int) -> bool:
    """Say whether somebody accepts connections on a port of loopback."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def greets(port: int, greeting: bytes) -> bool:
    """Say whether a server on a port of loopback begins as it should."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as heard:
        return heard.recv(64).startswith(greeting)
    return False


def _wait(process: subprocess.Popen[bytes], log: Path, ready: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"the server did not start (exit {process.poll()}):\n{tail}")
        time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes], grace: float) -> None:
    """End the process and those that it started, which share its group and nobody else's."""
    for number, patience in ((signal.SIGTERM, grace), (getattr(signal, "SIGKILL", signal.SIGTERM), 10.0)):
        if process.poll() is None and patience:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number) if os.name == "posix" else process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(patience)
