"""A virtual screen for the one browser that has no headless mode."""

from __future__ import annotations

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
            if Path(f"/tmp/.X11-unix/X{number}").exists() or Path(f"/tmp/.X{number}-lock").exists():  # noqa: S108  X's own place
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
