"""`diary schedule`: show, install and remove the timer that starts `diary tick`."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import shlex
import sys
from datetime import date
from pathlib import Path

from generator.commands.inputs import PACKAGE, Inputs, load_inputs, refuse_now
from generator.commands.staff_words import staff_text
from generator.scheduling.due import SchoolDays, next_runs
from generator.scheduling.kinds import (
    Kind,
    Place,
    Shown,
    default_kind,
    install_timer,
    remove_timer,
    state,
    texts,
)
from generator.scheduling.shortcut import shortcut_files
from generator.scheduling.timers import Job, TimerFile, remove_files, trigger_times, write_file

_NEXT = 6
_SAID = {
    "installed": "installed",
    "outdated": "installed, but from other settings: diary schedule install --yes brings it up to date",
    "missing": "not installed",
}


def show(options: argparse.Namespace) -> int:
    """`diary schedule show`: the times, the next runs, what would be written, and whether it was."""
    inputs = load_inputs(options)
    kind, job, place = _chosen(options, inputs)
    found = state(kind, job, place)
    coming = next_runs(inputs.settings.schedule, week_of(inputs), inputs.moment, _NEXT)
    written = texts(kind, job, place)
    if options.format == "json":
        result = {
            "kind": kind,
            "state": found,
            "times": [f"{at:%H:%M}" for at in inputs.settings.schedule.times],
            "triggers": [f"{at:%H:%M}" for at in job.times],
            "timezone": job.timezone,
            "next": [moment.isoformat() for moment in coming],
            "files": [item._asdict() for item in written],
        }
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return 0
    times = ", ".join(f"{at:%H:%M}" for at in inputs.settings.schedule.times)
    lines = [f"{times} {job.timezone}, {job.week_days} days a week; {kind}: {_SAID[found]}", "next, holidays apart:"]
    lines += [f"  {moment:%a %d.%m.%Y %H:%M}" for moment in coming] or ["  none: the school year is over"]
    sys.stdout.write("\n".join(lines) + "\n\n" + _listing(written))
    return 0


def install(options: argparse.Namespace) -> int:
    """`diary schedule install`: print what would be written; write it and switch it on with `--yes`."""
    refuse_now(options, "schedule install")
    inputs = load_inputs(options)
    kind, job, place = _chosen(options, inputs)
    shortcuts = () if options.no_shortcut else _shortcuts(inputs, job, place)
    shown = texts(kind, job, place) + tuple(Shown(str(file.path), file.content.decode()) for file in shortcuts)
    warnings: tuple[str, ...] = ()
    if options.yes:
        inputs.folder.make_private()
        warnings = install_timer(kind, job, place)
        for file in shortcuts:
            write_file(file)
    if options.format == "json":
        result = {"kind": kind, "installed": options.yes, "files": [item._asdict() for item in shown]}
        sys.stdout.write(json.dumps({**result, "warnings": warnings}, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.write(_listing(shown))
    for warning in warnings:
        sys.stderr.write(f"warning: {warning}\n")
    if options.yes:
        sys.stderr.write(f"{kind}: installed\n")
    else:
        again = shlex.join(["diary", "schedule", "install", "--kind", kind, "--yes"])
        sys.stderr.write(f"nothing was written; {again} writes it and switches it on\n")
    return 0


def remove(options: argparse.Namespace) -> int:
    """`diary schedule remove`: remove the timer and the shortcuts."""
    refuse_now(options, "schedule remove")
    inputs = load_inputs(options)
    kind, job, place = _chosen(options, inputs)
    was_there = remove_timer(kind, job, place)
    gone = remove_files(tuple(file.path for file in _shortcuts(inputs, job, place)))
    if options.format == "json":
        result = {"kind": kind, "removed": was_there, "shortcuts": [str(path) for path in gone]}
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{kind}: {'removed' if was_there else 'there was no timer'}\n")
    return 0


def week_of(inputs: Inputs) -> SchoolDays:
    """Return the days of the school year without its holidays, which only the exports know."""
    calendar = inputs.settings.calendar

    def is_outside(day: date) -> bool:
        return not calendar.year_start <= day <= calendar.year_end

    return SchoolDays(inputs.zone, calendar.week_days, is_outside)


def _chosen(options: argparse.Namespace, inputs: Inputs) -> tuple[Kind, Job, Place]:
    kind: Kind = options.kind or default_kind()
    system_wide = kind == "systemd" and os.name == "posix" and os.geteuid() == 0
    settings, root = inputs.settings, inputs.folder.root
    job = Job(
        school_id=settings.school.id,
        school_name=settings.school.name,
        # Not resolved: the link in .venv is what makes the libraries there be found.
        python=Path(sys.executable),
        # In a checkout the program is found only from there; once installed it is found from anywhere.
        folder=PACKAGE.parent if (PACKAGE.parent / "run.py").is_file() else root,
        site=root,
        timezone=settings.school.timezone,
        week_days=settings.calendar.week_days,
        times=trigger_times(settings.schedule, settings.notify),
        spread_minutes=settings.schedule.spread_minutes,
        user=_user(root, system_wide=system_wide),
    )
    return kind, job, Place(Path.home(), system_wide, inputs.folder.private, inputs.now.date())


def _user(root: Path, *, system_wide: bool) -> str:
    """Return who a run belongs to where that is not whoever installs it: the owner of the site folder, never root."""
    if system_wide:
        try:
            owner = root.owner()
        except KeyError:
            return ""
        return "" if owner == "root" else owner
    domain = os.environ.get("USERDOMAIN", "") if os.name == "nt" else ""
    return f"{domain}\\{getpass.getuser()}" if domain else ""


def _shortcuts(inputs: Inputs, job: Job, place: Place) -> tuple[TimerFile, ...]:
    """Return the shortcuts to the panel; root has no desktop."""
    if place.system_wide:
        return ()
    name = staff_text(inputs.folder, inputs.settings.site.language, "shortcut.name")
    return shortcut_files(job, name, place.home)


def _listing(shown: tuple[Shown, ...]) -> str:
    return "\n".join(f"--- {item.place}\n{item.text}" for item in shown)
