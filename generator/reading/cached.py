"""Exports that are read once: what an earlier run read of the same bytes is taken from the disk.

Files are compared as they lie on the disk: nothing is unpacked or recognised before it is known that it must be.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ReadError
from generator.reading.about import NOTHING, About
from generator.reading.exports import FoundExport, open_export
from generator.reading.recognise import reader_for
from generator.reading.spool import Spooled, load_spooled, spool


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading any export needs: the site folder, where entries are spooled, and the program's own digest.

    `kept` is a second folder in which earlier reads are looked for, and nothing is written (None: there is none).
    """

    site: Path
    cache: Path
    program: str
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One export to read; `reader` "" means: recognise by content; `provides` () means: everything it holds. `about` is
    what the settings say of it.
    """

    found: FoundExport
    reader: str
    provides: tuple[str, ...]
    about: About = NOTHING


def find_read(context: ReadContext, task: ReadTask) -> Spooled | None:
    """Return what an earlier run read of the same files, None when they are to be read.

    What is found in `kept` is copied first: a build may let go of it at any time.
    """
    name = digest_task(context, task)
    if not name:
        return None
    found = load_spooled(context.cache / name)
    if found is None and context.kept:
        with suppress(OSError):
            shutil.copytree(context.kept / name, context.cache / name, dirs_exist_ok=True)
            found = load_spooled(context.cache / name)
    return found


def read_export(context: ReadContext, task: ReadTask) -> Spooled | list[ReadError]:
    """Read one export into the cache.

    Which has it already is asked before, with `find_read`: that is too quick to start processes for.
    """
    # Before the files are opened: what changes meanwhile is then read again by the next run.
    name = digest_task(context, task)
    export = open_export(context.site, task.found, task.about)
    if isinstance(export, ReadError):
        return [export]
    reader = reader_for(export, task.reader)
    if isinstance(reader, ReadError):
        return [reader]
    return spool(export, reader, task.provides, context.cache / (name or "unreadable"))


def digest_task(context: ReadContext, task: ReadTask) -> str:
    """Return a digest of everything that decides what is read: the files, what is said of them, the program.

    "" when a file can't be read, which reading says in words.
    """
    found = task.found
    said = (found.name, task.reader, task.provides, task.about, context.program)
    digest = hashlib.sha256(repr(said).encode())
    root = context.site / found.name
    try:
        for path in found.paths:
            name = path.name if path == root else path.relative_to(root).as_posix()
            with path.open("rb") as file:
                digest.update(f"\0{name}\0".encode() + hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return ""
    return digest.hexdigest()[:32]
