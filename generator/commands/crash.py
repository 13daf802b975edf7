"""The report of a fault of the program itself: a file in `private/`, because a traceback may quote what was read."""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from pathlib import Path

from generator import __version__


def write_crash(private: Path) -> Path:
    """Write the traceback of the exception being handled; the folder must be there."""
    path = private / f"crash-{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
    path.write_text(f"diary {__version__}, Python {sys.version}\n\n{traceback.format_exc()}", encoding="utf-8")
    return path
