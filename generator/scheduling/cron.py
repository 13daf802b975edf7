"""A block in the user's crontab, for systems without systemd.

cron knows no zone but the computer's and makes nothing good, so it starts `tick` every quarter of an hour, all year:
`tick` knows the school's hours and finds most of the time that nothing is due.
"""

from __future__ import annotations

import hashlib
import shlex

from generator.errors import UsageError
from generator.scheduling.timers import Installation, Job, Step, ask, refuse_unusual

_EVERY = 15


def block_text(job: Job) -> str:
    """Return the block with its two marks. Raises UsageError `path-unusable`."""
    # Programs called cron differ in what they make of a backslash, so no path may hold one.
    refuse_unusual((job.python, job.folder, job.site), "\\")
    command = " ".join(shlex.quote(part) for part in (str(job.python), *job.arguments("tick")))
    line = f"cd {shlex.quote(str(job.folder))} && {command} >/dev/null"
    begin, end = _marks(job)
    return f"{begin}\n{_minutes(job)} * * * * {_percents(line)}\n{end}\n"


def with_block(crontab: str, job: Job) -> str:
    """Return the crontab with the block, in its old place if it was there."""
    before, _, after = _parts(crontab, job)
    return before + block_text(job) + after


def without_block(crontab: str, job: Job) -> str:
    """Return the crontab without the block."""
    before, _, after = _parts(crontab, job)
    return before + after


def has_block(crontab: str, job: Job) -> bool:
    """Say whether the block is there."""
    return bool(_parts(crontab, job)[1])


def read_crontab() -> str:
    """Return the user's crontab, "" when there is none. Raises UsageError `timer-refused`: it is never guessed empty,
    because what is written afterwards replaces all of it.
    """
    code, said = ask(("crontab", "-l"))
    if not code:
        return said
    if "no crontab" in said.lower():
        return ""
    hint = "install cron, or choose another --kind"
    raise UsageError("timer-refused", f"the crontab can't be read: {said.strip()}", hint=hint)


def installation(crontab: str) -> Installation:
    """Return what replaces the user's crontab by this one."""
    return Installation((), (Step(("crontab", "-"), stdin=crontab),))


def _marks(job: Job) -> tuple[str, str]:
    return f"# >>> {job.name}: written by `diary schedule install`", f"# <<< {job.name}"


def _parts(crontab: str, job: Job) -> tuple[str, str, str]:
    """Split a crontab into what stands before the block, the block and what follows."""
    begin, end = _marks(job)
    lines = crontab.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    marks = [number for number, line in enumerate(lines) if line.rstrip() in {begin, end}]
    if not marks:
        return "".join(lines), "", ""
    if len(marks) != 2 or lines[marks[0]].rstrip() != begin or lines[marks[1]].rstrip() != end:
        message = f"the marks of {job.name} in the crontab are damaged"
        raise UsageError("crontab-damaged", message, hint="remove them and the line between them with crontab -e")
    first, last = marks
    return "".join(lines[:first]), "".join(lines[first : last + 1]), "".join(lines[last + 1 :])


def _minutes(job: Job) -> str:
    """Return the minutes: every school at its own, so that they do not meet at one host."""
    own = int.from_bytes(hashlib.sha256(job.school_id.encode()).digest()[:4], "big") % _EVERY
    return ",".join(str(minute) for minute in range(own, 60, _EVERY))


def _percents(line: str) -> str:
    """Keep `%` from ending the command (crontab(5)); the backslash is taken away before the shell sees it."""
    return line.replace("%", "\\%")
