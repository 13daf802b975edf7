"""The job that the golden texts are of: its paths have everything that some timer stumbles over."""

from __future__ import annotations

import os
import shutil
from datetime import time
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from generator.scheduling.timers import Job

GOLDEN = Path(__file__).parent / "golden"

LINUX = Job(
    school_id="school-0",
    school_name="Школа № 0, 100 % вымысла",
    python=PurePosixPath("/opt/дневник школы/.venv/bin/python"),
    folder=PurePosixPath("/opt/дневник школы"),
    site=PurePosixPath('/srv/Школа № 0/50% "a" it\'s $HOME'),
    timezone="Asia/Yekaterinburg",
    week_days=6,
    times=(time(7, 30), time(16, 30)),
    spread_minutes=10,
)

WINDOWS = Job(
    school_id="school-0",
    school_name="Школа № 0 <вымысел & Ко>",
    python=PureWindowsPath(r"C:\Program Files\дневник\.venv\Scripts\python.exe"),
    folder=PureWindowsPath(r"C:\Program Files\дневник"),
    site=PureWindowsPath(r"D:\Школа № 0\100%PATH% & more"),
    timezone="Asia/Yekaterinburg",
    week_days=5,
    times=(time(7, 30), time(16, 30)),
    spread_minutes=10,
    user=r"SCHOOL\Секретарь",
)


def golden(name: str) -> str:
    return (GOLDEN / name).read_text(encoding="utf-8")


def program(name: str, package: str) -> str:
    """Return a program's path. A missing one is a loud skip, and in CI a failure."""
    found = shutil.which(name)
    if found:
        return found
    reason = f"PROGRAM MISSING: {name} (Debian package {package})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
