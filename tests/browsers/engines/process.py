"""A browser's process: started in a group of its own, its output read line by line, ended whole."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tests.browsers.engines.engine import EngineError


class Process:
    """A running program with a home of its own; what it prints is kept in `lines`."""

    def __init__(self, command: list[str], home: Path, **environment: str) -> None:
        self.lines: list[str] = []
        self._popen = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "HOME": str(home), **environment},
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        with self._popen.stdout as output:
            self.lines.extend(line.rstrip() for line in _until_closed(output))

    @property
    def pid(self) -> int:
        """The process's id, and on POSIX its group's."""
        return self._popen.pid

    def is_alive(self) -> bool:
        """Tell whether the program still runs."""
        return self._popen.poll() is None

    def wait_for_line(self, pattern: str, seconds: float) -> str:
        """Return the first group of the pattern in a printed line; EngineError when the program ends before."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for line in list(self.lines):
                if found := re.search(pattern, line):
                    return found[1]
            if not self.is_alive():
                break
            time.sleep(0.02)
        self.end()
        raise EngineError("the program did not start:\n" + "\n".join(self.lines[-20:]))

    def wait(self, seconds: float) -> bool:
        """Wait for an orderly end; tell whether it came."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(seconds)
            return True
        return False

    def end(self) -> None:
        """End the program with everything it started."""
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.pid)], capture_output=True, check=False)
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self._popen.wait(10)
        self._reader.join(5)


def _until_closed(output: IO[str]) -> Iterator[str]:
    """Yield lines; a pipe that breaks ends them."""
    with contextlib.suppress(OSError, ValueError):
        yield from output
