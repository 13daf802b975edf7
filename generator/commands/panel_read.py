"""Reading a dropped file as the next build would: with what `journals` says of it, and with the files it belongs to.

A file may be one of several that make an export: tables of our own in one folder, a bundle with a manifest, all files
of a folder for `together: folder`. So the whole export is read as it would be with the new file in it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator.commands.found_exports import exports_of
from generator.commands.inputs import Inputs
from generator.commands.journals import read_mappings
from generator.errors import DiaryError, ReadError
from generator.reading.about import NOTHING, About, about
from generator.reading.exports import FoundExport, find_exports, group_files, open_export
from generator.reading.recognise import reader_for
from generator.settings.sections import JournalSection

MOST = 100
"""Faults told of one file; who has more has the wrong file."""


_NO_ITEM = JournalSection(files=(), reader="", provides=())


class Judged(NamedTuple):
    """What is wrong with a file, for which it is not taken, and what was wrong before with files it belongs to."""

    wrong: Sequence[DiaryError]
    elsewhere: Sequence[DiaryError]


def read_as_dropped(inputs: Inputs, name: str, content: bytes) -> Judged:
    """Read what a file of this name (its path below the site folder) would make; nothing in the site changes.

    It is read by the first item of `journals` that names it; a file that none names is read by what it contains.
    """
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder)
        path = aside / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        items = (item for item in inputs.settings.journals if find_exports(aside, item.files))
        judged = _judge(inputs, aside, name, next(items, _NO_ITEM))
    wrong, elsewhere = ({problem.describe(): problem for problem in found}.values() for found in judged)
    return Judged(tuple(wrong), tuple(elsewhere))


def _judge(inputs: Inputs, aside: Path, name: str, item: JournalSection) -> Judged:
    """Read the export of one item to which the file belongs; its other files are copied aside."""
    together = item.together == "folder"
    lying = {
        path.relative_to(inputs.folder.root).as_posix(): path
        for export in exports_of(inputs, item)
        for path in export.paths
    }
    found = _export_of(name, {**lying, name: aside / name}, together=together)
    for other, path in lying.items():
        if path in found.paths:
            (aside / other).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, aside / other)
    names = {path: other for other, path in lying.items()}
    found = found._replace(paths=tuple(aside / names.get(path, name) for path in found.paths))
    problems = list(islice(_problems(inputs, aside, found, item), MOST))
    others = [problem for problem in problems if not _is_of(name, problem)]
    if not others or not lying:
        return Judged(problems, ())
    was = next((export for export in group_files(lying, together=together) if export.name == found.name), None)
    before = {problem.describe() for problem in _problems(inputs, inputs.folder.root, was, item)} if was else set()
    elsewhere = [problem for problem in others if problem.describe() in before]
    return Judged([problem for problem in problems if problem not in elsewhere], elsewhere)


def _export_of(name: str, files: dict[str, Path], *, together: bool) -> FoundExport:
    path = files[name]
    return next(export for export in group_files(files, together=together) if path in export.paths)


def _problems(inputs: Inputs, root: Path, found: FoundExport, item: JournalSection) -> Iterator[DiaryError]:
    """Yield what is wrong with an export as an item of `journals` has it read."""
    problems: list[DiaryError] = []
    known = _about(inputs, found.name, item, problems)
    yield from problems
    export = known if isinstance(known, ReadError) else open_export(root, found, known)
    if isinstance(export, ReadError):
        yield export
        return
    reader = reader_for(export, item.reader)
    if isinstance(reader, ReadError):
        yield reader
        return
    yield from (entry for entry in reader.read(export) if isinstance(entry, ReadError))


def _about(inputs: Inputs, name: str, item: JournalSection, problems: list[DiaryError]) -> About | ReadError:
    """Return what the item says of an export; what is wrong with its own mapping file goes to `problems`."""
    if item is _NO_ITEM:
        return NOTHING
    found: list[DiaryError] = []
    mappings = read_mappings(inputs, found)
    problems += [problem for problem in found if problem.origin.file == item.mapping]
    calendar = inputs.settings.calendar
    return about(name, item, (calendar.year_start, calendar.year_end), mappings[item.mapping])


def _is_of(name: str, problem: DiaryError) -> bool:
    """Say whether a fault is in a file or a member of it."""
    return problem.origin.file == name or problem.origin.file.startswith(f"{name}!")
