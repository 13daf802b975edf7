"""`diary restore`: a backup back into a site folder, all of it or nothing.

Everything is unpacked aside into `.restore/` and looked at there. What the folder holds now is compared with it, and
only after a yes the two change places, in two phases that `finish_restore` can complete after a power cut:

    away   what is there now moves to `.restore/old`
    in     what was unpacked moves to its place

What was there before is kept in `private/before-restore-…`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.commands.backup_archive import PARTS, REGISTER, Backup, unpack
from generator.commands.inputs import STAGING
from generator.errors import RegisterError, SuspiciousError, UsageError
from generator.register.place import make_private_folder, write_private_file
from generator.register.register import BACKUP_CODE_SET, Register
from generator.register.withdrawals.records import BACKUP_MADE
from generator.sealing.box import box_salt, open_box
from generator.sealing.codes import derive_kek

Key = tuple[bytes, bytes]
"""The key of a backup and the salt it was derived with."""

_OF_BACKUPS = {BACKUP_CODE_SET, BACKUP_MADE}
"""Lines of the log that every backup makes after it was taken."""
_PHASE = "phase"
_KEPT = ("lock", "before-restore-")
"""Beginnings of names in `private/` that stay where they are."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What a restore would change in a folder that is not empty.

    `revived`: recipients (id and name) whose code was revoked or replaced since and would open pages again;
    `ended`: recipients whose present letter would stop working; `later`: entries of the register's log that are not
    in the backup; `changed`: files that differ or would go. `unreadable`: there is a register, and it can't be read,
    so the first three are not known.
    """

    revived: tuple[tuple[str, str], ...] = ()
    ended: tuple[tuple[str, str], ...] = ()
    later: int = 0
    changed: tuple[str, ...] = ()
    unreadable: bool = False

    def __bool__(self) -> bool:
        """Say whether there is anything to confirm."""
        return bool(self.revived or self.ended or self.later or self.changed or self.unreadable)

    def lines(self) -> tuple[str, ...]:
        """Return the list for a person."""
        return (
            *(["the register there now can't be read and would be replaced"] if self.unreadable else []),
            *(f"{id_} {name}: a revoked or replaced code would open pages again" for id_, name in self.revived),
            *(f"{id_} {name}: the present letter would stop working" for id_, name in self.ended),
            *([f"{self.later} later entries of the register's log would be lost"] if self.later else []),
            *(f"{name}: would be replaced or removed" for name in self.changed),
        )


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What was restored; `kept` is where the former state lies, None when there was none."""

    made_at: str
    school: str
    files: int
    kept: Path | None


def open_backup(file: Path, code: str) -> tuple[Backup, Key]:
    """Read and decrypt a backup; raises UsageError `no-backup`, WrongCodeError, SealError or RegisterError."""
    try:
        box = file.read_bytes()
    except OSError as error:
        raise UsageError("no-backup", f"the backup can't be read: {error.strerror}") from error
    salt = box_salt(box)
    kek = derive_kek(code, salt)
    return unpack(open_box(box, kek)), (kek, salt)


def restore(
    file: Path, site: Path, code: str, *, confirm: Callable[[Differences], bool], now: datetime, who: str = ""
) -> RestoreResult:
    """Restore a backup. `confirm` is asked when the folder is not empty; a no raises SuspiciousError `restore-differs`.

    Call it without an open register, and before any other verb call `finish_restore`.
    """
    finish_restore(site)
    backup, key = open_backup(file, code)
    staging = site / STAGING
    try:
        _unpack(backup, staging / "new")
        _examine(staging / "new", key, now, who)
        _note_backup(staging / "new", file.name, backup, who)
        _ask(compare(backup, site, staging / "new"), confirm)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    kept = _swap(site, now)
    return RestoreResult(backup.made_at, backup.school, len(backup.files), kept)


def _unpack(backup: Backup, target: Path) -> None:
    for name, content in backup.files.items():
        path = target / name
        if name.startswith("private/"):
            make_private_folder(path.parent)
            write_private_file(path, content)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    make_private_folder(target.parent)


def _examine(unpacked: Path, key: Key, now: datetime, who: str) -> None:
    """Open the unpacked register as any register is opened; later backups from here go on with the same code."""
    with Register.open(unpacked / REGISTER, who=who) as register:
        register.keep_backup_key(*key, now)


def _note_backup(unpacked: Path, name: str, backup: Backup, who: str) -> None:
    """Let the register know of the backup it comes from: it was made after that register was copied."""
    with Register.open(unpacked / REGISTER, who=who) as register:
        register.withdrawals.note_backup(name, datetime.fromisoformat(backup.made_at))


def _ask(differences: Differences, confirm: Callable[[Differences], bool]) -> None:
    if differences and not confirm(differences):
        hint = "with --yes the backup goes before what is there"
        message = "\n".join(("the folder is not as the backup has it:", *differences.lines()))
        raise SuspiciousError("restore-differs", message, hint=hint)


def compare(backup: Backup, site: Path, unpacked: Path) -> Differences:
    """Return what would change; raises RegisterError `register-other-school` over another school's folder."""
    changed = tuple(sorted(name for name, path in _present(site) if _differs(backup, name, path)))
    if not (site / REGISTER).exists():
        return Differences(changed=changed)
    with Register.open(unpacked / REGISTER) as old:
        try:
            present = Register.open(site / REGISTER)
        except RegisterError:
            return Differences(changed=changed, unreadable=True)
        with present:
            return _compare_registers(old, present, changed)


def _compare_registers(old: Register, present: Register, changed: tuple[str, ...]) -> Differences:
    if present.uuid != old.uuid:
        hint = "restore into an empty folder"
        raise RegisterError("register-other-school", "the backup is of another school's folder", hint=hint)
    names = {r.id: r.name for r in (*old.recipients().values(), *present.recipients().values())}
    then, now = old.keks(), present.keks()
    return Differences(
        revived=tuple((id_, names[id_]) for id_, kek in then.items() if now.get(id_) != kek),
        ended=tuple((id_, names[id_]) for id_, kek in now.items() if then.get(id_) != kek),
        later=sum(1 for e in set(present.events()) - set(old.events()) if e.kind not in _OF_BACKUPS),
        changed=changed,
    )


def _present(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield what people brought: settings, content and templates, without the register and what the program made."""
    for part in PARTS[:-1]:
        top = site / part
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file():
                yield path.relative_to(site).as_posix(), path


def _differs(backup: Backup, name: str, path: Path) -> bool:
    if name.startswith("templates/") and not any(known.startswith("templates/") for known in backup.files):
        return False
    return backup.files.get(name) != path.read_bytes()


def _swap(site: Path, now: datetime) -> Path | None:
    staging = site / STAGING
    (staging / "stamp").write_text(f"{now:%Y%m%d-%H%M%S}", encoding="ascii")
    # A part the backup has not (templates, perhaps) stays as it is.
    parts = [part for part in PARTS if (staging / "new" / part).exists()]
    (staging / "parts").write_text(" ".join(parts), encoding="ascii")
    _set_phase(staging, "away")
    try:
        return _go_on(site)
    except OSError as error:
        _undo(site)
        hint = "close whatever has files of this folder open, then restore again"
        message = f"the restore was taken back, because something is in use: {error.strerror}"
        raise RegisterError("restore-blocked", message, hint=hint) from error


def finish_restore(site: Path) -> bool:
    """Complete a restore that was cut off while changing places, or clear away one that had not got that far.

    Call it before every verb. Says whether there was one to complete.
    """
    staging = site / STAGING
    if not staging.is_dir():
        return False
    if not (staging / _PHASE).is_file():
        shutil.rmtree(staging)
        return False
    _go_on(site)
    return True


def _go_on(site: Path) -> Path | None:
    staging = site / STAGING
    old, new, parts = staging / "old", staging / "new", _parts(staging)
    if _phase(staging) == "away":
        _move(site, old, parts)
        _set_phase(staging, "in")
    # The other way round: without site.yaml no verb runs, and a register is never missing while its mark is there.
    _move(new, site, parts[::-1])
    kept = None
    if old.is_dir():
        stamp = (staging / "stamp").read_text(encoding="ascii")
        kept = _free_name(site / "private" / f"before-restore-{stamp}")
        old.replace(kept)
    shutil.rmtree(staging)
    return kept


def _free_name(path: Path) -> Path:
    names = (path, *(path.with_name(f"{path.name}-{number}") for number in range(2, 1000)))
    return next(name for name in names if not name.exists())


def _undo(site: Path) -> None:
    staging = site / STAGING
    old, new, parts = staging / "old", staging / "new", _parts(staging)
    if _phase(staging) == "in":
        _move(site, new, parts)
    _move(old, site, parts[::-1])
    shutil.rmtree(staging)


def _parts(staging: Path) -> tuple[str, ...]:
    return tuple((staging / "parts").read_text(encoding="ascii").split())


def _move(source: Path, target: Path, parts: tuple[str, ...]) -> None:
    """Move parts from one root to another. `private` goes entry by entry: its lock is held open and stays."""
    for part in parts:
        for path in [source / part] if part != "private" else sorted((source / part).glob("*")):
            if not path.exists() or (part == "private" and path.name.startswith(_KEPT)):
                continue
            place = target / path.relative_to(source)
            make_private_folder(place.parent) if part == "private" else place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)


def _phase(staging: Path) -> str:
    return (staging / _PHASE).read_text(encoding="ascii")


def _set_phase(staging: Path, phase: str) -> None:
    aside = staging / f"{_PHASE}.new"
    aside.write_text(phase, encoding="ascii")
    aside.replace(staging / _PHASE)
