"""The archive of a school year: written like a backup, read back, and only then what it holds is removed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.commands.backup import BackupResult, back_up
from generator.commands.backup_archive import REGISTER, unpack
from generator.commands.folder import SiteFolder
from generator.commands.found_exports import find_journals
from generator.commands.inputs import Inputs
from generator.errors import DiaryError, RegisterError, UsageError
from generator.reading.exports import is_ignored
from generator.register.place import make_private_folder
from generator.register.register import Register
from generator.sealing.box import open_box

OF_THE_YEAR = ("content/exports", "content/recommendations", "content/notices")
"""What goes with its year. Families, aliases, calendar and the pages of the front stay: people carry them on."""

SUFFIX = ".diary-backup"


def archive_path(inputs: Inputs, asked: Path | None, year: str) -> Path:
    """Return where the archive goes: as asked, else `archive/` in the site folder."""
    return asked.resolve() if asked else inputs.folder.root / "archive" / f"{year}{SUFFIX}"


def refuse_elsewhere(inputs: Inputs) -> None:
    """Raise UsageError `exports-elsewhere` for exports outside `content/exports`: an archive would not hold them."""
    for export, _ in find_journals(inputs):
        if not all(path.is_relative_to(inputs.folder.exports) for path in export.paths):
            hint = "move them below content/exports, and say so in journals.files"
            raise UsageError("exports-elsewhere", f"the export {export.name} is not below content/exports", hint=hint)


def write_archive(inputs: Inputs, register: Register, target: Path, *, new_code: bool) -> BackupResult:
    """Write the archive; `new_code`: draw a code although one is known, because nobody has seen that one."""
    if target.parent == inputs.folder.root / "archive":
        make_private_folder(target.parent)
    name = inputs.settings.school.name
    return back_up(inputs.folder.root, target, register, school=name, now=inputs.moment, new_code=new_code)


def check_archive(folder: SiteFolder, register: Register, target: Path) -> str:
    """Read the archive back, compare it with everything that is to go, and return its SHA-256.

    Raises RegisterError `archive-differs`.
    """
    files, digest = read_archive(register, target)
    missing = [name for name, path in of_the_year(folder) if files.get(name) != path.read_bytes()]
    if missing or REGISTER not in files:
        raise _differs(f"the archive does not hold {missing[0] if missing else REGISTER} as it is")
    return digest


def read_archive(register: Register, target: Path, digest: str = "") -> tuple[dict[str, bytes], str]:
    """Return the files of an archive, opened with the key in the register, and its SHA-256.

    Raises RegisterError `archive-differs` when it can't be opened or is not the one with this digest.
    """
    key = register.backup_key()
    try:
        box = target.read_bytes()
        found = hashlib.sha256(box).hexdigest()
        if key is None or digest not in {"", found}:
            raise _differs("the archive is not the one that was written")
        return dict(unpack(open_box(box, key[0])).files), found
    except OSError as error:
        raise _differs(f"the archive can't be read: {error.strerror}") from error
    except DiaryError as error:
        if error.slug == "archive-differs":
            raise
        raise _differs(f"the archive can't be opened: {error.message}") from error


def _differs(message: str) -> RegisterError:
    hint = "nothing was removed without it; bring the archive back to its place, then run `diary year close` again"
    return RegisterError("archive-differs", message, hint=hint)


def of_the_year(folder: SiteFolder) -> Iterator[tuple[str, Path]]:
    """Yield name and path of every file that goes with its year; notes for people stay."""
    for part in OF_THE_YEAR:
        for path in sorted((folder.root / part).rglob("*")):
            name = path.relative_to(folder.root).as_posix()
            if path.is_file() and not is_ignored(name):
                yield name, path


def remove_archived(folder: SiteFolder, files: dict[str, bytes]) -> tuple[int, tuple[str, ...]]:
    """Remove what lies in the archive byte for byte; return how many files, and the names of those that stay.

    A file that came after the archive was written, or was changed since, is nowhere else: it stays.
    """
    removed, left = 0, []
    for name, path in list(of_the_year(folder)):
        if files.get(name) == path.read_bytes():
            path.unlink()
            removed += 1
        else:
            left.append(name)
    for part in OF_THE_YEAR:
        _remove_empty(sorted((folder.root / part).rglob("*"), reverse=True))
    return removed, tuple(left)


def _remove_empty(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
