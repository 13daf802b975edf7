"""A systemd service with its timer: it knows the school's zone, and makes good what the computer slept through."""

from __future__ import annotations

from pathlib import Path

from generator.scheduling.timers import TIME_LIMIT_MINUTES, Installation, Job, Step, TimerFile, refuse_unusual

SYSTEM_UNITS = Path("/etc/systemd/system")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def service_text(job: Job, *, system_wide: bool) -> str:
    """Return the service: one run, then it ends. Raises UsageError `path-unusable`."""
    refuse_unusual((job.folder, job.site), "")
    # systemd refuses quotes and backslashes in a program's path; a $ there is not replaced, but is in the name by which
    # Python is called and finds its libraries.
    refuse_unusual((job.python,), "$'\"\\")
    lines = [
        "[Unit]",
        f"Description=School diaries: {_specifiers(job.school_name)}",
        "Wants=network-online.target" if system_wide else "",
        "After=network-online.target" if system_wide else "",
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={_quoted(str(job.python))} {' '.join(_argument(part) for part in job.arguments('tick'))}",
        # The rest of this line is the path: quotes would be a part of it.
        f"WorkingDirectory={_specifiers(str(job.folder))}",
        f"TimeoutStartSec={TIME_LIMIT_MINUTES}min",
        "# 75: another run was at work; there is nothing wrong.",
        "SuccessExitStatus=75",
        "Nice=10",
        "NoNewPrivileges=yes",
        *(_walls(job) if system_wide else ()),
    ]
    return _joined(lines)


def _walls(job: Job) -> tuple[str, ...]:
    # "strict" would shut out the site folder, the inbox and a host that is a folder; "full" protects the system only.
    # A user's own service manager can't build these walls on every kernel and would refuse to start the service.
    walls = ("ProtectSystem=full", "PrivateTmp=yes", "ProtectKernelTunables=yes", "ProtectControlGroups=yes")
    return (f"User={job.user}", *walls) if job.user else walls


def timer_text(job: Job) -> str:
    """Return the timer: the school's times in the school's zone, on the days of its week."""
    days = f"{_DAYS[0]}..{_DAYS[job.week_days - 1]}"
    lines = [
        "[Unit]",
        f"Description=Times of the school diaries: {_specifiers(job.school_name)}",
        "",
        "[Timer]",
        *(f"OnCalendar={days} *-*-* {at.hour:02}:{at.minute:02}:00 {job.timezone}" for at in job.times),
        "# What the computer slept through is made good when it wakes.",
        "Persistent=true",
        "# Not all schools of a region at the same second; each always at its own.",
        f"RandomizedDelaySec={job.spread_minutes}min",
        "FixedRandomDelay=yes",
        "AccuracySec=1min",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return _joined(lines)


def unit_folder(home: Path, *, system_wide: bool) -> Path:
    """Return where the units belong."""
    return SYSTEM_UNITS if system_wide else home / ".config" / "systemd" / "user"


def unit_paths(job: Job, folder: Path) -> tuple[Path, Path]:
    """Return the paths of service and timer."""
    return folder / f"{job.name}.service", folder / f"{job.name}.timer"


def installation(job: Job, folder: Path, *, system_wide: bool) -> Installation:
    """Return everything that installs the timer."""
    service, timer = unit_paths(job, folder)
    files = (
        TimerFile(service, service_text(job, system_wide=system_wide).encode()),
        TimerFile(timer, timer_text(job).encode()),
    )
    steps = [Step((*systemctl(system_wide), "daemon-reload"))]
    steps.append(Step((*systemctl(system_wide), "enable", "--now", timer.name)))
    if not system_wide:
        # Without it a user's timers rest until the user signs in.
        steps.append(Step(("loginctl", "enable-linger"), may_fail=True))
    return Installation(files, tuple(steps))


def removal(job: Job, *, system_wide: bool) -> tuple[Step, Step]:
    """Return the steps before and after the files are removed."""
    disable = Step((*systemctl(system_wide), "disable", "--now", f"{job.name}.timer"), may_fail=True)
    return disable, Step((*systemctl(system_wide), "daemon-reload"), may_fail=True)


def systemctl(system_wide: bool) -> tuple[str, ...]:  # noqa: FBT001 (a one-word question to a private detail)
    """Return the program with the option that says whose service manager is meant."""
    return ("systemctl",) if system_wide else ("systemctl", "--user")


def _joined(lines: list[str]) -> str:
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept) + "\n"


def _specifiers(text: str) -> str:
    """Keep `%` from being taken for a specifier (systemd.unit, "Specifiers")."""
    return " ".join(text.split("\n")).replace("%", "%%")


def _quoted(text: str) -> str:
    """Quote one word (systemd.syntax, "Quoting"): in double quotes a backslash begins an escape."""
    return '"' + _specifiers(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _argument(text: str) -> str:
    """Quote one argument: beside the above, `$` begins a variable (systemd.service, "Command lines")."""
    plain = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if plain else _quoted(text).replace("$", "$$")
