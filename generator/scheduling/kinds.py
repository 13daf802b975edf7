"""The three kinds of timer behind one set of functions: what installing does, whether it was done, and its undoing."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from generator.errors import UsageError
from generator.scheduling import cron, systemd, windows
from generator.scheduling.timers import Installation, Job, ask, install, remove_files, run_step

Kind = Literal["systemd", "cron", "windows"]
KINDS: tuple[Kind, ...] = ("systemd", "cron", "windows")
State = Literal["installed", "outdated", "missing"]


class Place(NamedTuple):
    """Where things are put: the user's home, whether for the whole system (root, systemd only), the folder in which
    the XML of a Windows task is kept, and the day of the installation.
    """

    home: Path
    system_wide: bool
    keep: Path
    today: date


class Shown(NamedTuple):
    """A text for a person: where it goes, and what it says."""

    place: str
    text: str


def default_kind() -> Kind:
    """Return the kind that suits this computer."""
    if os.name == "nt":
        return "windows"
    # The folder is how systemd wants to be recognised (sd_booted(3)): its programs alone don't mean that it runs.
    return "systemd" if Path("/run/systemd/system").is_dir() and shutil.which("systemctl") else "cron"


def texts(kind: Kind, job: Job, place: Place) -> tuple[Shown, ...]:
    """Return what would be written."""
    if kind == "cron":
        return (Shown("crontab", cron.block_text(job)),)
    files = _installation(kind, job, place).files
    encoding = "utf-16" if kind == "windows" else "utf-8"
    return tuple(Shown(str(file.path), file.content.decode(encoding).replace("\r\n", "\n")) for file in files)


def state(kind: Kind, job: Job, place: Place) -> State:
    """Say whether the timer is there, and whether it says what the settings say now (not asked of a Windows task)."""
    if kind == "windows":
        return "installed" if not ask(windows.query(job))[0] else "missing"
    if kind == "cron":
        there = shutil.which("crontab") is not None
        crontab = cron.read_crontab() if there else ""
        if not cron.has_block(crontab, job):
            return "missing"
        return "installed" if cron.with_block(crontab, job) == crontab else "outdated"
    files = systemd.installation(job, _units(place), system_wide=place.system_wide).files
    found = [file.path.read_bytes() if file.path.is_file() else None for file in files]
    if None in found:
        return "missing"
    return "installed" if found == [file.content for file in files] else "outdated"


def install_timer(kind: Kind, job: Job, place: Place) -> tuple[str, ...]:
    """Install the timer; return what went wrong without mattering. Raises UsageError."""
    _refuse_foreign(kind, job, place)
    return install(_installation(kind, job, place))


def remove_timer(kind: Kind, job: Job, place: Place) -> bool:
    """Remove the timer; say whether there was one. Raises UsageError."""
    if state(kind, job, place) == "missing":
        return False
    if kind == "cron":
        install(cron.installation(cron.without_block(cron.read_crontab(), job)))
    elif kind == "windows":
        run_step(windows.removal(job))
        remove_files((_task_file(job, place),))
    else:
        before, after = systemd.removal(job, system_wide=place.system_wide)
        run_step(before)
        remove_files(systemd.unit_paths(job, _units(place)))
        run_step(after)
    return True


def _installation(kind: Kind, job: Job, place: Place) -> Installation:
    if kind == "systemd":
        return systemd.installation(job, _units(place), system_wide=place.system_wide)
    if kind == "windows":
        return windows.installation(job, _task_file(job, place), None, place.today)
    return cron.installation(cron.with_block(cron.read_crontab(), job))


def _refuse_foreign(kind: Kind, job: Job, place: Place) -> None:
    """Refuse to replace the timer of another site folder whose school has the same id."""
    if kind != "systemd":
        return
    service = systemd.unit_paths(job, _units(place))[0]
    ours = systemd.service_text(job, system_wide=place.system_wide)
    start = next(line for line in ours.splitlines() if line.startswith("ExecStart="))
    site = start.partition(" --site ")[2]
    if service.is_file() and not service.read_text(encoding="utf-8").partition(" --site ")[2].startswith(site):
        message = f"{service} belongs to another site folder with the same school.id"
        raise UsageError("timer-refused", message, hint="give one of the two schools another school.id")


def _units(place: Place) -> Path:
    return systemd.unit_folder(place.home, system_wide=place.system_wide)


def _task_file(job: Job, place: Place) -> Path:
    return place.keep / f"{job.name}.xml"
