"""Where a register may lie and who may read it: local disk only, mode 0700 and 0600 (on Windows the owner alone).

A folder that is synchronised or shared copies keys to other machines, and SQLite's locks fail on network file
systems (https://sqlite.org/howtocorrupt.html, section 2.1).
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from generator.errors import RegisterError

_SYNCED = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "мой диск", "яндекс.диск", "yandex.disk",
    "yandexdisk", "icloud", "com~apple~clouddocs", "mobile documents", "nextcloud", "owncloud", "облако mail.ru",
    "mail.ru cloud", "megasync", "pcloud",
)  # fmt: skip
"""A folder whose name begins like this is taken for synchronised."""

_SYNC_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".tmp.drivedownload", ".owncloudsync.log")
"""What synchronising programs leave in the folder they watch."""

_NETWORK = frozenset(
    (
        "nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "ncpfs", "afs", "coda", "9p", "ceph", "glusterfs", "davfs",
        "vboxsf", "fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs",
        "fuse.vmhgfs-fuse", "fuse.onedriver", "fuse.google-drive-ocamlfuse", "fuse.glusterfs", "fuse.ceph",
        "fuse.s3fs", "fuse.drvfs",
    )
)  # fmt: skip
_DRIVE_REMOTE = 4


def refuse_shared_folder(folder: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Raise RegisterError `register-shared-folder` when a folder is on the network or synchronised."""
    resolved = folder.resolve()
    reason = _synced(resolved) or _on_network(resolved, mounts)
    if reason:
        hint = "move the site folder to a local disk of this computer, outside such folders, and back it up instead"
        message = f"the register may not lie here: {reason}"
        raise RegisterError("register-shared-folder", message, hint=hint)


def _synced(folder: Path) -> str:
    for part in folder.parts:
        if part.casefold().startswith(_SYNCED):
            return f"the folder «{part}» looks synchronised"
    for parent in (folder, *folder.parents):
        if any((parent / mark).exists() for mark in _SYNC_MARKS):
            return f"the folder «{parent.name}» is synchronised"
    return ""


def _on_network(folder: Path, mounts: Path) -> str:
    if str(folder).startswith(("\\\\", "//")):
        return "this is a network path"
    if os.name == "nt":
        return _windows_network(folder)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    kind = mounted_kind(folder, lines)
    return f"the file system is a network one ({kind})" if kind in _NETWORK else ""


def mounted_kind(folder: Path, lines: list[str]) -> str:
    """Return the file system's type by the lines of `/proc/mounts` (fstab(5): a space is written as octal 040)."""
    best: tuple[int, str] = (-1, "")
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # `>=`: of two mounts at one point the later one covers the earlier.
        if folder.is_relative_to(point) and len(point.parts) >= best[0]:
            best = (len(point.parts), fields[2])
    return best[1]


def _windows_network(folder: Path) -> str:
    import ctypes  # noqa: PLC0415 (needed on Windows only)

    windll = getattr(ctypes, "windll", None)
    remote = windll is not None and windll.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _DRIVE_REMOTE
    return "this is a network drive" if remote else ""


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter (0700), or tighten one that is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tighten(folder)


def write_private_file(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read (0600), down to the disk; it must not exist yet."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def tighten(path: Path) -> None:
    """Take a folder (0700) or a file (0600) away from everybody but its owner."""
    if os.name == "nt":
        _restrict_windows(path)
        return
    mode = 0o700 if path.is_dir() else 0o600
    if path.stat().st_mode & 0o777 != mode:
        path.chmod(mode)


def _restrict_windows(path: Path) -> None:
    """Give a path to the current user alone; what is made inside a folder inherits it."""
    user = os.environ.get("USERNAME", "")
    inherit = "(OI)(CI)" if path.is_dir() else ""
    command = ["icacls", str(path), "/inheritance:r", "/grant:r", f"{user}:{inherit}F"]
    result = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 (fixed program, no shell)
    if result.returncode:
        hint = "does the disk have rights at all (NTFS)? An USB stick with FAT has none"
        raise RegisterError("register-rights", f"the rights of {path.name} can't be set", hint=hint)
