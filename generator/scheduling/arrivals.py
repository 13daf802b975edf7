"""What lies in the inbox, and since when it has lain still.

A file counts as still when its size, time and inode have been the same for some seconds and in several looks. Events
of the operating system are only hints to look sooner; on a network share they don't come at all.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator.scheduling.completeness import Verdict, Whole
from generator.settings.sections import ScheduleSection

DONE, REJECTED = "done", "rejected"
READY = "_READY"
DIGEST = ".sha256"
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".download", ".swp")
_LEFTOVERS = {"thumbs.db", "desktop.ini"}
_NETWORKS = {"9p", "afs", "cifs", "davfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf", "virtiofs"}
_FUSE_NETWORKS = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd", "fuse.smbnetfs", "fuse.vmhgfs")
_DRIVE_REMOTE = 4
_NETWORK_SETTLE = 10.0


@dataclass(frozen=True, slots=True)
class Rules:
    """Times in seconds: how long and in how many looks a file lies still before it is judged, how long if its format
    can't show its end (`unsure`), and how long a broken one is waited for (`deadline`).
    """

    settle: float
    unsure: float
    deadline: float
    looks: int = 3

    @classmethod
    def usual(cls, section: ScheduleSection, *, is_network: bool) -> Rules:
        """Return the rules for a folder: over a network a pause says less."""
        settle = max(float(section.settle_seconds), _NETWORK_SETTLE) if is_network else float(section.settle_seconds)
        return cls(settle, unsure=max(60.0, 5 * settle), deadline=max(600.0, 30 * settle))

    @property
    def pause(self) -> float:
        """Return the time between two looks at something that is not still yet."""
        return min(2.0, self.settle / self.looks)


class InboxGoneError(Exception):
    """The inbox can't be looked into now; a share may come back."""


class Stamp(NamedTuple):
    """What tells that a file has changed: bytes, nanoseconds, inode."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file as it was seen last: `since` when (seconds) and in how many looks it has been so.

    `verdict` is what was thought of it in an earlier look. `settled`: it was dealt with, but can't be moved away, so it
    is not looked at again until it changes.
    """

    stamp: Stamp
    since: float
    looks: int
    verdict: Verdict | None = None
    settled: bool = False


Sightings = Mapping[str, Sighting]
"""By path below the inbox, with `/`."""


def remember(sightings: Sightings) -> str:
    """Return the sightings as JSON, so that the next run goes on where this one ended."""
    return json.dumps(
        {
            name: [*seen.stamp, seen.since, seen.looks, seen.verdict and seen.verdict.whole.value, seen.settled]
            for name, seen in sightings.items()
        }
    )


def recall(text: str) -> dict[str, Sighting]:
    """Return remembered sightings; whatever can't be read is begun anew."""
    try:
        return {
            name: Sighting(Stamp(size, mtime, inode), since, looks, Verdict(Whole(whole)) if whole else None, settled)
            for name, (size, mtime, inode, since, looks, whole, settled) in json.loads(text).items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def is_passed_over(name: str) -> bool:
    """Say whether a file's or folder's name is one of unfinished copies, locks of office programs or leftovers."""
    folded = name.casefold()
    return folded.startswith((".", "~$")) or folded.endswith(_UNFINISHED) or folded in _LEFTOVERS


def is_left_alone(name: str, *, is_top: bool) -> bool:
    """Say whether a folder of the inbox is not looked into: ours at the top, and those of `is_passed_over`."""
    return is_passed_over(name) or (is_top and name in {DONE, REJECTED})


def snapshot(inbox: Path) -> dict[str, Stamp]:
    """Return all files of the inbox that are meant for us, with companions. Links are not followed.

    A subfolder that may not be entered is left out as a whole. Raises InboxGoneError when a folder can't be looked into
    for another reason: half a list could be taken for the whole.
    """
    found: dict[str, Stamp] = {}

    def refuse(error: OSError) -> None:
        if Path(error.filename) == inbox or not isinstance(error, PermissionError | FileNotFoundError):
            raise InboxGoneError(error.strerror) from error

    for folder, subfolders, names in os.walk(inbox, onerror=refuse):
        is_top = Path(folder) == inbox
        subfolders[:] = [name for name in subfolders if not is_left_alone(name, is_top=is_top)]
        for name in names:
            if is_passed_over(name):
                continue
            path = Path(folder) / name
            try:
                status = path.lstat()
            except OSError:
                continue  # gone since the folder was listed
            if stat.S_ISREG(status.st_mode):
                found[path.relative_to(inbox).as_posix()] = stamp_of(status)
    return found


def stamp_of(status: os.stat_result) -> Stamp:
    """Return what is compared."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def looked_again(before: Sightings, stamps: Mapping[str, Stamp], now: float) -> dict[str, Sighting]:
    """Return the sightings after one more look; a changed file begins anew."""
    after: dict[str, Sighting] = {}
    for name, stamp in stamps.items():
        known = before.get(name)
        # A clock that was set back must neither make a file wait for ever nor pass it through.
        if known is None or known.stamp != stamp or known.since > now:
            after[name] = Sighting(stamp, now, 1)
        else:
            after[name] = replace(known, looks=known.looks + 1)
    return after


def is_still(sighting: Sighting, now: float, settle: float, looks: int) -> bool:
    """Say whether a file has lain still for `settle` seconds and in `looks` looks."""
    return sighting.looks >= looks and now - sighting.since >= settle


def is_companion(name: str) -> bool:
    """Say whether a path names a mark or a digest rather than an export."""
    last = name.rpartition("/")[2]
    return last == READY or last.casefold().endswith(DIGEST)


def is_network_path(folder: Path, mounts: str) -> bool:
    """Say whether a folder lies on another machine, where no events come from.

    `mounts` is the text of `/proc/mounts`, "" where there is none. Below `/mnt` and for UNC paths it is taken for
    granted: a look too many costs nothing, an event that never comes costs a day.
    """
    text = str(folder)
    if text.startswith(("\\\\", "//", "/mnt/")) or _is_network_drive(folder):
        return True
    kinds = {_unescaped(words[1]): words[2] for line in mounts.splitlines() if len(words := line.split()) > 2}
    # The nearest mount above the folder decides; of two mounts on one place the later one is seen.
    nearest = next((kinds[str(path)] for path in (folder, *folder.parents) if str(path) in kinds), "")
    return nearest in _NETWORKS or nearest.startswith(_FUSE_NETWORKS)


def _unescaped(word: str) -> str:
    r"""Return a path as it is: spaces and the like stand as `\040` in /proc/mounts (fstab(5))."""
    octal = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), os.fsencode(word))
    return os.fsdecode(octal)


def _is_network_drive(folder: Path) -> bool:
    """Say whether a drive letter stands for a share; such letters exist only for who is signed in."""
    if os.name != "nt" or not folder.drive:
        return False
    import ctypes  # noqa: PLC0415 (only there)

    windows: object = getattr(ctypes, "windll")  # noqa: B009 (the attribute exists only on Windows)
    return bool(windows.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _DRIVE_REMOTE)  # type: ignore[attr-defined] # see above
