"""What all timers share: what is run, when it is triggered, and the files and commands that installing comes down to.

A timer only starts `diary tick`, which decides by itself whether anything is due (`due`). So a trigger too many costs
a second, and one too few is made good by the next. The makers of `systemd`, `cron`, `windows` and `shortcut` are pure:
they return texts. `install` writes them.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path, PurePath

from generator.errors import UsageError
from generator.settings.sections import NotifySection, ScheduleSection

TIME_LIMIT_MINUTES = 30
"""After so long a run is ended: it hangs, and would hold the lock against all later ones."""
_SECOND_CHANCE = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Job:
    """What is run, and when.

    `school_id` (a-z, 0-9, -) names everything that is installed. `python` is the interpreter's full path, `folder` the
    folder in which `-m generator` is found, `site` the site folder; all absolute. `times` are of the zone `timezone`
    (IANA) on the first `week_days` days of each week; `spread_minutes` is the most by which a run may begin later.
    `user` is who runs it ("": whoever installs it).
    """

    school_id: str
    school_name: str
    python: PurePath
    folder: PurePath
    site: PurePath
    timezone: str
    week_days: int
    times: tuple[time, ...]
    spread_minutes: int
    user: str = ""

    @property
    def name(self) -> str:
        """Return the name of units, tasks and marks."""
        return f"diary-{self.school_id}"

    def arguments(self, verb: str) -> tuple[str, ...]:
        """Return what follows the interpreter."""
        return ("-m", "generator", verb, "--site", str(self.site))


@dataclass(frozen=True, slots=True)
class TimerFile:
    """A file to be written: its whole content and its mode."""

    path: Path
    content: bytes
    mode: int = 0o644


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the operating system; `stdin` is what it is handed, `may_fail` that the rest holds without it."""

    command: tuple[str, ...]
    stdin: str = ""
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that installing a timer does, in this order: files, then steps."""

    files: tuple[TimerFile, ...]
    steps: tuple[Step, ...]


def trigger_times(schedule: ScheduleSection, notify: NotifySection) -> tuple[time, ...]:
    """Return when a run is triggered: the times of the schedule and, where families are told, that hour.

    There are at least two triggers a day, so that a run that failed (no network at half past seven) has another chance
    on the same day: with a single time one follows three hours later, or before it if that would be tomorrow.
    """
    times = set(schedule.times)
    if notify.mail_server or notify.sms_gateway:
        times.add(notify.hour)
    if len(times) == 1:
        only = datetime(2026, 9, 1, *_clock(next(iter(times))))  # noqa: DTZ001 (any day does: only its hours are used)
        later = only + _SECOND_CHANCE
        times.add((later if later.date() == only.date() else only - _SECOND_CHANCE).time())
    return tuple(sorted(times))


def _clock(at: time) -> tuple[int, int]:
    return at.hour, at.minute


def refuse_unusual(paths: tuple[PurePath, ...], characters: str) -> None:
    """Raise UsageError `path-unusable` for a path with a line break, another control character or one of these."""
    for path in paths:
        found = next((character for character in str(path) if ord(character) < 32 or character in characters), "")
        if found:
            message = f"a timer can't be told of the path {str(path)!r}: it holds the character {found!r}"
            raise UsageError("path-unusable", message, hint="rename the folder, or choose another --kind")


def install(installation: Installation) -> tuple[str, ...]:
    """Write the files, run the steps, and return what steps that may fail said.

    Raises UsageError `timer-refused` when a file can't be written or a step fails.
    """
    for file in installation.files:
        write_file(file)
    return tuple(said for step in installation.steps if (said := run_step(step)))


def write_file(file: TimerFile) -> None:
    """Replace a file as a whole."""
    aside = file.path.with_name(f".{file.path.name}.{os.getpid()}")
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, file.mode), "wb") as handle:
                handle.write(file.content)
            aside.replace(file.path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        message = f"{file.path} can't be written: {error.strerror}"
        raise UsageError("timer-refused", message, hint="look at the rights, or choose another --kind") from error


def remove_files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Remove what is there of these files and return it."""
    there = tuple(path for path in paths if path.is_file())
    try:
        for path in there:
            path.unlink()
    except OSError as error:
        raise UsageError("timer-refused", f"{error.filename} can't be removed: {error.strerror}") from error
    return there


def run_step(step: Step) -> str:
    """Run a step and return what it said if it failed and may; else UsageError `timer-refused`."""
    code, said = ask(step.command, step.stdin)
    if not code:
        return ""
    words = said.strip().splitlines()
    message = f"{' '.join(step.command[:3])} failed: {words[-1] if words else f'exit code {code}'}"
    if step.may_fail:
        return message
    raise UsageError("timer-refused", message, hint="look at the rights, or choose another --kind")


def ask(command: tuple[str, ...], stdin: str = "") -> tuple[int, str]:
    """Run a program of the operating system; return its exit code (127: there is none) and stdout, or else stderr."""
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program; paths are single arguments and never seen by a shell)
            command, input=stdin.encode(), capture_output=True, timeout=60, check=False
        )
    except FileNotFoundError:
        return 127, f"there is no program {command[0]}"
    except subprocess.TimeoutExpired:
        return 124, f"{command[0]} does not answer"
    return done.returncode, (done.stderr if done.returncode else done.stdout).decode("utf-8", "replace")
