"""`diary backup`: register, content and settings in one encrypted file that a printed code opens.

The backup code has 32 digits and the form of an access code. It is drawn at the first backup and shown once; the key
derived from it stays in the register, so that later backups need nobody. Whoever has a backup *and* its code has
every family's key: they are kept apart.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.commands.backup_archive import PARTS, REGISTER, Backup, pack
from generator.errors import DiaryError, RegisterError, UsageError
from generator.register.register import Register
from generator.sealing.box import box_salt, seal_box
from generator.sealing.codes import derive_kek, draw_code, draw_salt, group_digits

CODE_GROUPS = 8
_PASSED_OVER = ("register.sqlite", "register.new", "lock", "cache", "tmp", "crash-", "before-restore-", ".")
"""Beginnings of names in `private/` that a backup leaves out: the register comes as a snapshot, the rest is waste."""


@dataclass(frozen=True, slots=True)
class BackupResult:
    """What was written. `code` is the new backup code in groups, "" when the one in use was kept."""

    path: Path
    code: str = field(repr=False)
    files: int
    size: int


def back_up(
    site: Path, target: Path, register: Register, *, school: str, now: datetime, code: str = "", new_code: bool = False
) -> BackupResult:
    """Write a backup of a site folder to `target`, whole or not at all.

    `code`: use this backup code from now on; `new_code`: draw another one. An older backup at `target` is replaced,
    any other file is not. Raises UsageError `backup-place`, `backup-link`, RegisterError `backup-unwritable`,
    WrongCodeError for a mistyped `code`.
    """
    _check_target(site, target)
    known = register.backup_key()
    shown = ""
    if known is None or code or new_code:
        shown = "" if code else draw_code(CODE_GROUPS)
        salt = known[1] if known else draw_salt()
        key = (derive_kek(code or shown, salt), salt)
    else:
        key = known
    files = dict(_read_files(site))
    files[REGISTER] = register.snapshot()
    backup = Backup(now.isoformat(timespec="seconds"), school, register.uuid, dict(sorted(files.items())))
    box = seal_box(pack(backup), *key)
    _write(target, box)
    # A backup holds keys and names that may have to be destroyed one day: an act of destruction lists it.
    register.withdrawals.note_backup(target.name, now)
    # Only now: had the file failed, a code nobody has seen would be in use.
    if key != known:
        register.keep_backup_key(*key, now)
    return BackupResult(target, group_digits(shown), len(files), len(box))


def _check_target(site: Path, target: Path) -> None:
    resolved, root = target.resolve(), site.resolve()
    for part in (*PARTS, "output/site"):
        if resolved.is_relative_to(root / part):
            hint = "choose a place outside the site folder, best on another medium"
            raise UsageError("backup-place", f"a backup may not lie in {part}", hint=hint)
    if target.exists() and not _is_box(target):
        hint = "choose another name"
        raise UsageError("backup-place", f"{target.name} is there already and is not a backup", hint=hint)


def _is_box(path: Path) -> bool:
    try:
        box_salt(path.read_bytes())
    except (DiaryError, OSError):
        return False
    return True


def _read_files(site: Path) -> Iterator[tuple[str, bytes]]:
    for part in PARTS:
        top = site / part
        if top.is_symlink():
            raise _link(part)
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            name = path.relative_to(site).as_posix()
            if part == "private" and path.relative_to(top).parts[0].startswith(_PASSED_OVER):
                continue
            if path.is_symlink():
                raise _link(name)
            if path.is_file():
                yield name, path.read_bytes()


def _link(name: str) -> UsageError:
    hint = "put the files themselves there; what a link points to would be missing after a restore"
    return UsageError("backup-link", f"{name} is a link", hint=hint)


def _write(target: Path, box: bytes) -> None:
    aside = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(box)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        message = f"the backup can't be written: {error.strerror}"
        raise RegisterError("backup-unwritable", message, hint="is the medium there, and has it room?") from error
