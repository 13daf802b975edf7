"""Files below the site folder in, `Export`s out: what belongs together is found first, its bytes are read later.

A file is one export. A folder with a `manifest.csv`, with the folders below it that have one too, is one; so are the
tables of our own that lie in one folder. A zip (told by its bytes, not its name) is one export of its files. Lock files
of office programs and leftovers of operating systems are passed over. Nothing here decides what an export means; that
is `recognise`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.about import NOTHING, About
from generator.reading.archives import MAX_TOTAL, ZIP_MAGIC, Refusal, open_archive
from generator.reading.formats.tables.names import table_of
from generator.reading.reader import Export

_IGNORED_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "readme.md", "readme.txt", ".gitkeep", ".gitignore",
                  "plaintext-never-publish.txt"}  # fmt: skip
"""In small letters. The last is our own: it marks folders of plain text, and people copy such folders whole."""
_IGNORED_FOLDERS = {"__macosx", ".git"}
_SPREADSHEET_PARTS = {"[Content_Types].xml", "mimetype"}
"""What tells an xlsx or ods from a plain zip."""


class FoundExport(NamedTuple):
    """One export that was not read yet: its name (path below the site folder, with `/`) and its files, sorted."""

    name: str
    paths: tuple[Path, ...]


def find_exports(
    site: Path, patterns: Sequence[str], *, together: bool = False, besides: Iterable[str] = ()
) -> list[FoundExport]:
    """Return the exports that match the globs (relative to `site`), by name, without reading any.

    Patterns may be written with backslashes as well. Links that lead out of the site folder are not followed.
    `together`: all files that lie in one folder are one export, and so are bundles in folders beside one another.
    `besides` names files (relative to `site`) that are no exports whatever the globs match: mapping files.
    """
    return group_files(matching_files(site, patterns, besides), together=together)


def matching_files(site: Path, patterns: Iterable[str], besides: Iterable[str] = ()) -> dict[str, Path]:
    """Return the files that match the globs, by their names below the site folder; what is ignored is left out.

    `patterns` and `besides` as in `find_exports`.
    """
    files: dict[str, Path] = {}
    root = site.resolve()
    others = {(site / name.replace("\\", "/")).resolve() for name in besides if name}
    for pattern in patterns:
        for path in site.glob(pattern.replace("\\", "/")):
            name = path.relative_to(site).as_posix()
            place = path.resolve()
            is_here = place.is_relative_to(root) and place not in others
            if path.is_file() and not is_ignored(name) and is_here:
                files[name] = path
    return files


def group_files(files: dict[str, Path], *, together: bool = False) -> list[FoundExport]:
    """Return the exports that files make, by name; `files` are names below the site folder (with `/`) and paths."""
    return sorted(_by_folder(files) if together else _together(files))


def is_ignored(name: str) -> bool:
    """Say whether a path (with `/`) is a lock file, an operating system's leftover or a note for people."""
    *folders, last = name.casefold().split("/")
    return last.startswith(("~$", "._", ".~lock")) or last in _IGNORED_NAMES or not _IGNORED_FOLDERS.isdisjoint(folders)


def _together(files: dict[str, Path]) -> Iterable[FoundExport]:
    bundles = _bundles(files)
    folders: dict[str, list[Path]] = {}
    for name in sorted(files):
        folder = str(PurePosixPath(name).parent)
        if folder in bundles:
            folders.setdefault(bundles[folder], []).append(files[name])
        elif table_of(name):
            folders.setdefault(folder, []).append(files[name])
        else:
            yield FoundExport(name, (files[name],))
    for folder, paths in folders.items():
        yield FoundExport(folder, tuple(paths))


def _bundles(files: Iterable[str]) -> dict[str, str]:
    """Return the folders with a manifest and the export of each: a delta may lie in a folder below its bulk bundle."""
    folders = sorted({str(PurePosixPath(name).parent) for name in files if PurePosixPath(name).name == "manifest.csv"})
    return {f: next(top for top in folders if top == f or PurePosixPath(f).is_relative_to(top)) for f in folders}


def _by_folder(files: dict[str, Path]) -> Iterable[FoundExport]:
    bundles = _bundles(files)
    beside = Counter(str(PurePosixPath(top).parent) for top in set(bundles.values()))
    folders: dict[str, list[Path]] = {}
    for name in sorted(files):
        folder = str(PurePosixPath(name).parent)
        top = bundles.get(folder, folder)
        above = str(PurePosixPath(top).parent)
        folders.setdefault(above if folder in bundles and beside[above] > 1 else top, []).append(files[name])
    return (FoundExport(folder, tuple(paths)) for folder, paths in folders.items())


def open_export(site: Path, found: FoundExport, about: About = NOTHING) -> Export | ReadError:
    """Read an export's bytes; a zip becomes its files, one among other files becomes `zip!file` for each of its own.

    A file that cannot be read or passes a limit is an error.
    """
    sizes = 0
    members: dict[str, bytes] = {}
    for path in found.paths:
        place = path.relative_to(site).as_posix()
        try:
            sizes += path.stat().st_size
            if sizes > MAX_TOTAL:
                return _too_large(place)
            members[_member(site / found.name, path)] = path.read_bytes()
        except OSError as error:
            reason = error.strerror or "no reason given"
            hint = "close the program that has the file open, or check the rights"
            return ReadError("unreadable-file", f"the file can't be read: {reason}", origin=Origin(place), hint=hint)
    unpacked: dict[str, bytes] = {}
    for member, content in members.items():
        if not is_zip(content):
            unpacked[member] = content
            continue
        alone = len(members) == 1
        inner = _unpack(found.name if alone else f"{found.name}/{member}", content)
        if isinstance(inner, ReadError):
            return inner
        unpacked.update({file if alone else f"{member}!{file}": data for file, data in inner.items()})
    return Export(found.name, unpacked, about)


def is_zip(content: bytes) -> bool:
    """Say whether bytes are a zip that is not a spreadsheet."""
    if not content.startswith((ZIP_MAGIC, b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _SPREADSHEET_PARTS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        # Damaged: the first local header may still tell whose it was.
        return not any(part.encode() in content[:200] for part in _SPREADSHEET_PARTS)


def _unpack(name: str, content: bytes) -> Mapping[str, bytes] | ReadError:
    files = open_archive(content)
    if isinstance(files, Refusal):
        place = f"{name}!{files.member}" if files.member else name
        return ReadError(files.slug, files.message, origin=Origin(place), hint=files.hint)
    kept = {member: data for member, data in files.items() if not is_ignored(member)}
    for member, data in kept.items():
        if is_zip(data):
            hint = "unpack the inner archive and put its files into content/exports"
            return ReadError("nested-archive", "an archive in an archive", origin=Origin(f"{name}!{member}"), hint=hint)
    return dict(sorted(kept.items()))


def _member(root: Path, path: Path) -> str:
    return path.name if path == root else re.sub(r"\\", "/", path.relative_to(root).as_posix())


def _too_large(place: str) -> ReadError:
    message = f"the export is larger than {MAX_TOTAL // 2**20} MiB"
    return ReadError("too-large", message, origin=Origin(place), hint="export less at once")
