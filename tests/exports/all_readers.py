"""An export of a test as one zip, and all that the program does with an export before anything is joined."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from generator.errors import DiaryError, ReadError
from generator.model.entries import Entry, PersonRef
from generator.reading.about import NOTHING, About, about
from generator.reading.explaining.explain import explain
from generator.reading.exports import FoundExport, is_zip, open_export
from generator.reading.mapping.mapping import NO_MAPPING, Mapping, read_mapping
from generator.reading.reader import Export, Ignored, Reading
from generator.reading.recognise import READERS, reader_for
from generator.settings.sections import JournalSection
from generator.strict_yaml import load
from tests.exports.dump import JOURNAL, YEAR, found_in
from tests.exports.fuzz import parts_of
from tests.exports.workbooks import archive_of

MAPPING = "mapping.yaml"
_KINDS = (*get_args(Entry), Ignored, ReadError)


def packs_of(case: Path) -> Iterator[bytes]:
    """Yield the exports of a case, each as a zip together with what the case's settings and mapping say of it."""
    said = {name: path.read_bytes() for name in (MAPPING, JOURNAL) if (path := case / name).is_file()}
    for found in found_in(case):
        root = case.parent / found.name
        names = {path: path.name if path == root else path.relative_to(root).as_posix() for path in found.paths}
        members = {name: path.read_bytes() for path, name in names.items()}
        packed = next(iter(members.values()))
        members = (parts_of(packed) if len(members) == 1 and is_zip(packed) else {}) or members
        yield archive_of({**members, **said})


def read_with_all(content: bytes) -> None:
    """Recognise and read an export with every reader, whether it claims it or not.

    Raises when anything but an entry, `Ignored` or a `ReadError` with slug, message and place comes out.
    """
    export = _exported(content)
    if export is None:
        return
    for known in (export, replace(export, about=NOTHING)):
        for reader in READERS:
            if reader.identify(known) not in {True, False}:
                raise AssertionError(reader.name)
            for reading in reader.read(known):
                check(reading)
    claimed = reader_for(export)
    if isinstance(claimed, ReadError):
        check(claimed)


def read_and_explain(content: bytes) -> None:
    """Do the same, and show how the export is understood, as `diary import --explain` does."""
    read_with_all(content)
    export = _exported(content)
    claimed = reader_for(export) if export else None
    if export and claimed and not isinstance(claimed, ReadError):
        explain(export, claimed)


def problems_of(content: bytes) -> Iterator[DiaryError]:
    """Yield what is wrong with an export in the words of the reader that claims it."""
    opened = _opened(content)
    if isinstance(opened, ReadError):
        yield opened
        return
    members = dict(opened.members)
    mapping, problems = read_mapping(MAPPING, members.pop(MAPPING, b""))
    yield from problems
    export = Export(opened.name, members, _about(members.pop(JOURNAL, b""), mapping))
    reader = reader_for(export)
    if isinstance(reader, ReadError):
        yield reader
        return
    yield from (reading for reading in reader.read(export) if isinstance(reading, ReadError))


def check(reading: Reading | DiaryError) -> None:
    """Raise when a reading is not what the seam promises."""
    if isinstance(reading, DiaryError):
        if not (reading.slug and reading.message and reading.origin.file):
            raise AssertionError(reading.describe())
        reading.describe_without_people()
    elif not isinstance(reading, _KINDS):
        raise TypeError(type(reading))


def _about(journal: bytes, mapping: Mapping) -> About:
    """Return what a case's `journal.yaml` says, or something to read by when there is none (left)."""
    try:
        said: Any = load(journal.decode(), JOURNAL).value
        keys = ("group", "student", "term")
        found = about("export", JournalSection((), "", (), **{key: said.get(key, "") for key in keys}), YEAR, mapping)
        if isinstance(found, About) and journal:
            return found
    except (DiaryError, ValueError, AttributeError, TypeError):
        pass
    return About("8А", PersonRef("501", "Невидимов Никто"), "1 четверть", YEAR, mapping)


def _exported(content: bytes) -> Export | None:
    """Return the export with what its pack says of it; None when it can't be opened."""
    opened = _opened(content)
    if isinstance(opened, ReadError):
        check(opened)
        return None
    members = dict(opened.members)
    mapping, problems = NO_MAPPING, list[DiaryError]()
    if MAPPING in members:
        mapping, problems = read_mapping(MAPPING, members.pop(MAPPING))
    for problem in problems:
        check(problem)
    return Export(opened.name, members, _about(members.pop(JOURNAL, b""), mapping))


def _opened(content: bytes) -> Export | ReadError:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        path.write_bytes(content)
        return open_export(Path(folder), FoundExport(path.name, (path,)))
