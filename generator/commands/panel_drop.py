"""Taking an export from the panel: read through the reader seam first, and only then put in its place, whole.

An export with a fault is not taken: the build stops at any problem, so the earlier file of the same name is worth more
than a newer one that nobody can read.
"""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator.commands.fingerprint import exports_of
from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs
from generator.errors import DiaryError, ReadError
from generator.origin import Origin
from generator.reading.exports import FoundExport, is_ignored, open_export
from generator.reading.recognise import reader_for

MOST = 100
"""Faults told of one file; who has more has the wrong file."""


class Received(NamedTuple):
    """Where the file was stored (None: nowhere), and what is wrong with it, or what is asked about it."""

    place: Path | None
    problems: Sequence[DiaryError]


def receive(inputs: Inputs, name: str, content: bytes) -> Received:
    """Store an export under its plain name, unless something is wrong with it.

    A file of this name that is there already, in whatever folder of exports, is replaced.
    """
    if not content or is_ignored(name):
        hint = "drop the file that the journal gives"
        message = "there is nothing to read in this file"
        return Received(None, [ReadError("nothing-to-read", message, origin=Origin(name), hint=hint)])
    places = _places(inputs.folder.exports, name)
    if len(places) > 1:
        listed = ", ".join(place.relative_to(inputs.folder.exports).as_posix() for place in places)
        hint = "copy it into the right folder by hand, or give the files different names"
        message = f"several exports have this name: {listed}"
        return Received(None, [ReadError("which-export", message, origin=Origin(name), hint=hint)])
    target = places[0] if places else inputs.folder.exports / name
    problems = _read(inputs, target.relative_to(inputs.folder.root), content)
    if problems:
        return Received(None, problems)
    write_atomically(target, content)
    return Received(target, _left_out(inputs, target))


def _left_out(inputs: Inputs, place: Path) -> Sequence[DiaryError]:
    """Return a question when no item of `journals` takes a stored file in, so that no build would read it."""
    read = (export for journal in inputs.settings.journals for export in exports_of(inputs, journal))
    if any(place in export.paths for export in read):
        return ()
    hint = "name its place under journals.files in site.yaml, or put it into a folder that is named there"
    origin = Origin(place.relative_to(inputs.folder.root).as_posix())
    return [ReadError("export-left-out", "the settings don't read this file", origin=origin, hint=hint)]


def _places(exports: Path, name: str) -> list[Path]:
    """Return the files of this name; capitals and the form of letters make no difference, as on most computers."""
    return sorted(p for p in exports.rglob("*") if _folded(p.name) == _folded(name) and p.is_file())


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _read(inputs: Inputs, place: Path, content: bytes) -> Sequence[DiaryError]:
    """Read an export as a build would, at the same place below another folder, so that problems name its place."""
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / place
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        export = open_export(Path(aside), FoundExport(place.as_posix(), (path,)))
    if isinstance(export, ReadError):
        return [export]
    reader = reader_for(export, _wanted(inputs, place))
    if isinstance(reader, ReadError):
        return [reader]
    return list(islice((entry for entry in reader.read(export) if isinstance(entry, ReadError)), MOST))


def _wanted(inputs: Inputs, place: Path) -> str:
    """Return the format that `journals` says files at this place have, "" when it leaves that to their content."""
    for journal in inputs.settings.journals:
        if any(Path(place).match(pattern.replace("\\", "/")) for pattern in journal.files):
            return journal.reader
    return ""
