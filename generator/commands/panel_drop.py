"""Taking an export from the panel: read through the reader seam first, and only then put in its place, whole.

An export with a fault is not taken: the build stops at any problem, so the earlier file of the same name is worth more
than a newer one that nobody can read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.commands.folder import write_atomically
from generator.commands.found_exports import exports_of, left_out
from generator.commands.inputs import Inputs
from generator.commands.panel_read import read_as_dropped
from generator.errors import DiaryError, ReadError
from generator.origin import Origin
from generator.reading.exports import is_ignored


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
    wrong, elsewhere = read_as_dropped(inputs, target.relative_to(inputs.folder.root).as_posix(), content)
    if wrong:
        return Received(None, wrong)
    write_atomically(target, content)
    return Received(target, (*_left_out(inputs, target), *elsewhere))


def _left_out(inputs: Inputs, place: Path) -> Sequence[DiaryError]:
    """Return a question when no item of `journals` takes a stored file in, so that no build would read it."""
    read = (export for journal in inputs.settings.journals for export in exports_of(inputs, journal))
    if any(place in export.paths for export in read):
        return ()
    return [left_out(place.relative_to(inputs.folder.root).as_posix())]


def _places(exports: Path, name: str) -> list[Path]:
    """Return the files of this name; capitals and the form of letters make no difference, as on most computers."""
    return sorted(p for p in exports.rglob("*") if _folded(p.name) == _folded(name) and p.is_file())


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
