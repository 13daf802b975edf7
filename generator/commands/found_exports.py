"""Which files below the site folder are exports, which item of `journals` reads each, and which files none reads.

A file that several items match belongs to the first of them, so that a last item may take everything else. This module
must stay quick to import: every build begins here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.commands.inputs import Inputs
from generator.errors import DiaryError, ProblemsError, ReadError
from generator.origin import Origin
from generator.reading.exports import FoundExport, group_files, matching_files
from generator.settings.sections import JournalSection

_FEW = 3
"""So many files of a folder are named one by one; of more, the folder is."""


def exports_of(inputs: Inputs, journal: JournalSection) -> list[FoundExport]:
    """Return the exports that one item of `journals` reads; a mapping file is none, whichever item it belongs to."""
    return next((exports for item, exports in _by_item(inputs) if item is journal), [])


def find_journals(inputs: Inputs) -> list[tuple[FoundExport, JournalSection]]:
    """Return all exports, each with the item of `journals` that reads it.

    Raises ProblemsError `no-exports` for an item that matches no file, `export-twice` for two that share the tables of
    one folder. Between a closed year and the first export of the next one there may be none at all.
    """
    found: dict[str, tuple[FoundExport, JournalSection]] = {}
    problems: list[DiaryError] = []
    for journal, exports in _by_item(inputs):
        if not exports and not matching_files(inputs.folder.root, journal.files, _mappings(inputs)):
            problems.append(_no_exports(inputs.folder.root, journal))
        for export in exports:
            if export.name in found:
                message = f"two items of journals share the files of {export.name}, which are read together"
                hint = "name all of them in one item, or put those of the other item into another folder"
                problems.append(ReadError("export-twice", message, origin=Origin("site.yaml"), hint=hint))
            found[export.name] = (export, journal)
    if problems and not found and inputs.folder.kept.is_dir():
        return []  # the year is closed, and the new one has brought nothing yet
    if problems:
        raise ProblemsError(problems)
    return list(found.values())


def files_left_out(inputs: Inputs) -> list[DiaryError]:
    """Return a warning for every file below `content/exports` that no item of `journals` reads, or for its folder."""
    folder = inputs.folder
    everything = f"{folder.exports.relative_to(folder.root).as_posix()}/**/*"
    taken = {path for _, exports in _by_item(inputs) for export in exports for path in export.paths}
    by_folder: dict[str, list[str]] = defaultdict(list)
    for name, path in matching_files(folder.root, [everything], _mappings(inputs)).items():
        if path not in taken:
            by_folder[str(PurePosixPath(name).parent)].append(name)
    return [warning for place, names in sorted(by_folder.items()) for warning in _left_out(place, sorted(names))]


def left_out(place: str, message: str = "not read, no item of journals names it") -> ReadError:
    """Return the warning about a file (or a folder of them) that no build reads."""
    hint = "name its place under journals.files in site.yaml, or put it into a folder that is named there"
    return ReadError("export-left-out", message, origin=Origin(place), hint=hint)


def _left_out(folder: str, names: list[str]) -> Iterator[ReadError]:
    if len(names) > _FEW:
        yield left_out(folder, f"{len(names)} files not read, no item of journals names them")
    else:
        yield from map(left_out, names)


def _mappings(inputs: Inputs) -> list[str]:
    return [journal.mapping for journal in inputs.settings.journals]


def _by_item(inputs: Inputs) -> Iterator[tuple[JournalSection, list[FoundExport]]]:
    """Yield the items with their exports; a file belongs to the first item that matches it."""
    taken: set[str] = set()
    for journal in inputs.settings.journals:
        matching = matching_files(inputs.folder.root, journal.files, _mappings(inputs))
        files = {name: path for name, path in matching.items() if name not in taken}
        taken |= files.keys()
        yield journal, group_files(files, together=journal.together == "folder")


def _no_exports(root: Path, journal: JournalSection) -> ReadError:
    patterns = [pattern.replace("\\", "/") for pattern in journal.files]
    folders = [
        path.relative_to(root).as_posix() for one in patterns for path in sorted(root.glob(one)) if path.is_dir()
    ]
    hint = "drop the journal's exports there, or mend journals.files"
    if folders:
        hint = f"there is a folder {folders[0]}: write {folders[0]}/*"
    message = f"no export matches {', '.join(journal.files)}"
    return ReadError("no-exports", message, origin=Origin("site.yaml"), hint=hint)
