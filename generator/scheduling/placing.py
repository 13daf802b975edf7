"""Moves of the inbox: a copy into the private staging folder, from there to `content/exports` in one step, and the
original to `done/` or `rejected/`.

Nothing is ever lost to a race: what changed while it was copied is not used, and an original that was written over in
the last moment goes back to the inbox.
"""

from __future__ import annotations

import errno
import os
import shutil
import unicodedata
import uuid
from pathlib import Path
from typing import BinaryIO

from generator.errors import ReadError
from generator.origin import Origin
from generator.scheduling.arrivals import Stamp, stamp_of
from generator.scheduling.completeness import sha256_of

_ASIDE = "._"
"""Names that begin so are passed over by whoever reads exports."""


class ChangedError(Exception):
    """The file was written to, replaced or taken away while it was being copied."""


def stage(source: Path, stamp: Stamp, staging: Path) -> Path:
    """Copy a file into the staging folder.

    Raises ChangedError when it is not what was seen, OSError when it can't be read, and ReadError `inbox-unwritable`
    when the copy can't be written.
    """
    target = staging / f"{uuid.uuid4().hex}{source.suffix}"
    try:
        if os.name == "nt":
            # A rename to itself fails while another program has the file open for writing.
            source.rename(source)
        with source.open("rb") as original:
            _write_copy(original, target)
        status = source.lstat()
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        raise ChangedError from None
    except OSError:
        target.unlink(missing_ok=True)
        raise
    if stamp_of(status) != stamp or target.stat().st_size != stamp.size:
        target.unlink()
        raise ChangedError
    return target


def _write_copy(original: BinaryIO, target: Path) -> None:
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("xb") as copy:
            while chunk := _read(original):
                copy.write(chunk)
    except _UnreadableError as error:
        raise OSError(*error.args) from error
    except OSError as error:
        message = f"a received export can't be copied: {error.strerror}"
        hint = "look at the rights and the free space"
        raise ReadError("inbox-unwritable", message, origin=Origin("private"), hint=hint) from error


class _UnreadableError(Exception):
    """A fault of the original, told apart from one of the copy."""


def _read(original: BinaryIO) -> bytes:
    try:
        return original.read(2**20)
    except OSError as error:
        raise _UnreadableError(*error.args) from error


def place(staged: Path, exports: Path, name: str) -> bool:
    """Move a staged file to its place below `exports`; say whether its bytes are new there.

    Raises ReadError `inbox-unwritable`. A Mac writes «й» as two characters: names are composed, or a newer file would
    come to lie beside the older one.
    """
    composed = unicodedata.normalize("NFC", name)
    target = exports / composed
    try:
        if target.is_file() and target.stat().st_size == staged.stat().st_size and _same(target, staged):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        # mode 0644 less what the system takes away, as if it had been put there by hand
        staged.chmod(0o644)
        _move(staged, target)
    except OSError as error:
        message = f"a received export can't be put there: {error.strerror}"
        hint = "look at the rights and the free space"
        raise ReadError("inbox-unwritable", message, origin=Origin(f"content/exports/{composed}"), hint=hint) from error
    return True


def _same(one: Path, other: Path) -> bool:
    return sha256_of(one) == sha256_of(other)


def _move(staged: Path, target: Path) -> None:
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # private/ lies on another disk: copied beside the target, under a name that no reader takes, then moved.
        aside = target.with_name(f"{_ASIDE}{uuid.uuid4().hex}")
        try:
            shutil.copyfile(staged, aside)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)


def put_away(inbox: Path, name: str, stamp: Stamp, into: str, *, may_remove: bool) -> Path | None:
    """Move an original to `into` (a path below the inbox) and return where it lies; None: it lies there no more.

    Raises OSError when it can neither be moved nor, if it may, be removed.
    """
    source = inbox / name
    if not inbox.is_dir():
        return None  # gone meanwhile; making its folders anew would only hide that
    try:
        target = _free(inbox / into / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    except FileNotFoundError:
        return None
    except OSError:
        if not may_remove:
            raise
        if _is_as_seen(source, stamp):
            source.unlink(missing_ok=True)
        return None
    if not _is_as_seen(target, stamp) and not source.exists():
        # Written over between the copy and the move: it is a newer file, and its turn comes.
        target.rename(source)
        return None
    return target


def _is_as_seen(path: Path, stamp: Stamp) -> bool:
    # Not the inode: some shares give a new one with a new name.
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    return (status.st_size, status.st_mtime_ns) == (stamp.size, stamp.mtime_ns)


def _free(path: Path) -> Path:
    """Return the path, or one with a number if something lies there."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found
