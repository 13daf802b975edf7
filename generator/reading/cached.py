"""Exports that are read once: what an earlier run read of the same bytes is taken from the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import ReadError
from generator.reading.about import NOTHING, About
from generator.reading.exports import FoundExport, open_export
from generator.reading.recognise import reader_for
from generator.reading.spool import Spooled, digest_export, load_spooled, spool


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading any export needs: the site folder, where entries are spooled, and the program's own digest."""

    site: Path
    cache: Path
    program: str


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
    """Return what an earlier run read of an export with the same bytes, None when it is to be read."""
    export = open_export(context.site, task.found, task.about)
    reader = export if isinstance(export, ReadError) else reader_for(export, task.reader)
    if isinstance(export, ReadError) or isinstance(reader, ReadError):
        return None
    folder = context.cache / digest_export(export, reader.name, context.program, repr(task.about), *task.provides)
    return load_spooled(folder) if (folder / "index.json").is_file() else None


def read_export(context: ReadContext, task: ReadTask) -> Spooled | list[ReadError]:
    """Read one export into the cache.

    Which has it already is asked before, with `find_read`: that is too quick to start processes for.
    """
    export = open_export(context.site, task.found, task.about)
    if isinstance(export, ReadError):
        return [export]
    reader = reader_for(export, task.reader)
    if isinstance(reader, ReadError):
        return [reader]
    folder = context.cache / digest_export(export, reader.name, context.program, repr(task.about), *task.provides)
    return spool(export, reader, task.provides, folder)
