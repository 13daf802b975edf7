"""A virtual screen for the one browser that has no headless mode."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from tests.browsers.engines.engine import EngineError, find
from tests.browsers.engines.process import Process

SIZE = "2600x1800x24"


class Screen:
    """An Xvfb on a display that was free; `display` is its name for DISPLAY."""

    def __init__(self) -> None:
        program = find("Xvfb")
        home = Path(tempfile.gettempdir())
        for number in range(90, 190):
            if not is_free(number):
                continue
            self.display = f":{number}"
            self._process = Process([program, self.display, "-screen", "0", SIZE, "-nolisten", "tcp"], home)
            if self._answers(number):
                return
            self._process.end()  # another one took the number between the look and the start
        raise EngineError("no display is free")

    def _answers(self, number: int) -> bool:
        end = time.monotonic() + 10
        while time.monotonic() < end and self._process.is_alive():
            if Path(f"/tmp/.X11-unix/X{number}").exists():  # noqa: S108  X's own place
                time.sleep(0.1)
                return self._process.is_alive()
            time.sleep(0.02)
        return False

    def is_alive(self) -> bool:
        """Tell whether the screen is still there: a browser started without it hangs for ever."""
        return self._process.is_alive()

    def close(self) -> None:
        """End the screen."""
        self._process.end()


def is_free(number: int) -> bool:
    """Say whether a display can be taken. What a screen left behind that was killed is cleared away, as X does."""
    lock, socket = Path(f"/tmp/.X{number}-lock"), Path(f"/tmp/.X11-unix/X{number}")  # noqa: S108  X's own place
    try:
        os.kill(int(lock.read_text(encoding="ascii")), 0)
    except PermissionError:
        return False  # somebody else's, and alive
    except (OSError, ValueError):
        try:
            lock.unlink(missing_ok=True)
            socket.unlink(missing_ok=True)
        except OSError:
            return False  # somebody else's
        return True
    return False
