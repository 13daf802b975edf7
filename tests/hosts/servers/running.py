"""A server as a process: started on a port that is free, waited for, always stopped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotHereError(Exception):
    """A server is not installed."""


def program(name: str, package: str) -> str:
    """Return the path of a program; Debian keeps servers where a user's PATH does not lead."""
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin")))
    if found is None:
        raise NotHereError(f"{name} is not installed (apt install {package})")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, greeting: bytes, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; it is there when it sends its greeting."""
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=os.name == "posix"
        )
    try:
        _wait(process, port, greeting, log)
        yield process
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[bytes], port: int, greeting: bytes, log: Path) -> None:
    for _ in range(1500):
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as heard:
                if heard.recv(64).startswith(greeting):
                    return
        except OSError:
            time.sleep(0.01)
    tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise AssertionError(f"{process.args!r} did not start:\n{tail}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and those that it started, which share its group and nobody else's."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        if os.name == "posix":
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                break
        else:
            process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    process.wait(timeout=5)
