"""The import log is kept (requirement B8.1): which exports came, what was read of them, what was rejected and why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from generator.commands.school import LoadedSchool
from generator.errors import DiaryError, ProblemsError
from generator.reading.exports import FoundExport
from generator.reading.spool import Spooled
from generator.register.acts.imports import ImportLine
from generator.register.register import Register

_DIGEST = "sha256"
"""A file beside an export's spooled entries: an export that did not change is not read again for its digest."""


@contextmanager
def noting(register: Register, loaded: LoadedSchool, now: datetime) -> Iterator[None]:
    """Note the exports of a school together with what goes wrong while it is used, and let the error go on."""
    try:
        yield
    except DiaryError as error:
        problems = error.problems if isinstance(error, ProblemsError) else (error,)
        note_imports(register, loaded.found, loaded.exports, problems, now)
        raise


def note_imports(
    register: Register,
    found: Sequence[FoundExport],
    spooled: Iterable[Spooled],
    problems: Iterable[DiaryError],
    now: datetime,
    *,
    joined: bool = False,
) -> int:
    """Note the exports that are not as they were the last time; return how many. `now` has the school's zone.

    `found` are all exports (`commands.fingerprint.find_journals`), `spooled` those that were read
    (`LoadedSchool.exports`), `problems` whatever was found wrong, in any file: those of an export are counted by their
    origin. Call it before ProblemsError is raised as well, for a rejected export is what the log is for.

    `joined`: every class was put together from these exports and nothing was wrong. Without it an export that could be
    read and was rejected stays so, for whether its faults are gone nobody has looked.
    """
    latest = {} if joined else register.acts.imports.latest()
    read = {export.name: export for export in spooled}
    faults = _faults([export.name for export in found], problems)
    lines = [_line(export, read.get(export.name), faults.get(export.name, {})) for export in found]
    return register.acts.imports.note([line for line in lines if not _undecided(line, latest.get(line.name))], now)


def _undecided(line: ImportLine, last: ImportLine | None) -> bool:
    """Say whether it is the export that was rejected last, and seems well only because its class was not made."""
    if last is None or last.accepted or not line.accepted:
        return False
    return (line.digest, line.reader, line.rows) == (last.digest, last.reader, last.rows)


def _line(found: FoundExport, read: Spooled | None, reasons: Mapping[str, int]) -> ImportLine:
    return ImportLine(
        name=found.name,
        digest=_kept_digest(found, read.folder) if read else export_digest(found),
        reader=read.reader if read else "",
        rows=dict(read.counts) if read else {},
        reasons=dict(reasons),
        accepted=read is not None and not reasons,
    )


def _faults(names: Sequence[str], problems: Iterable[DiaryError]) -> dict[str, Counter[str]]:
    """Return export → how often each slug was found in it or in one of its members."""
    counted: dict[str, Counter[str]] = {}
    for problem in problems:
        file = problem.origin.file
        own = [name for name in names if file == name or file.startswith((f"{name}/", f"{name}!"))]
        if own:
            counted.setdefault(max(own, key=len), Counter())[problem.slug] += 1
    return counted


def _kept_digest(found: FoundExport, folder: Path) -> str:
    kept = folder / _DIGEST
    try:
        return kept.read_text(encoding="ascii")
    except FileNotFoundError:
        digest = export_digest(found)
        kept.write_text(digest, encoding="ascii")
        return digest


def export_digest(found: FoundExport) -> str:
    """Return the SHA-256 of an export's file, as `sha256sum` shows it.

    Of an export of several files it is that of the list `sha256sum` prints for them, sorted by name: a line
    `<digest>  <name below the export's folder>` for each. A file that can't be read counts as empty.
    """
    if len(found.paths) == 1:
        return _file_digest(found.paths[0])
    lines = sorted((path.name, _file_digest(path)) for path in found.paths)
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in lines).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256(b"").hexdigest()
