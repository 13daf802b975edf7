"""An export of a test as one zip, and all that the program does with an export before anything is joined."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from generator.errors import DiaryError, ReadError
from generator.model.entries import Entry, PersonRef
from generator.reading.about import NOTHING, About
from generator.reading.explaining.explain import explain
from generator.reading.exports import FoundExport, open_export
from generator.reading.mapping.mapping import NO_MAPPING, Mapping, read_mapping
from generator.reading.reader import Export, Ignored, Reading
from generator.reading.recognise import READERS, reader_for
from tests.exports.dump import YEAR, found_in, journal_of
from tests.exports.workbooks import archive_of

MAPPING = "mapping.yaml"
_KINDS = (*get_args(Entry), Ignored, ReadError)


def packs_of(case: Path) -> Iterator[bytes]:
    """Yield the exports of a case, each with the mapping of the case as a zip; what is a zip already stays one."""
    mapping = journal_of(case).mapping
    for found in found_in(case):
        root = case.parent / found.name
        names = {path: path.name if path == root else path.relative_to(root).as_posix() for path in found.paths}
        members = {name: path.read_bytes() for path, name in names.items()}
        if mapping:
            members[MAPPING] = (case / mapping).read_bytes()
        yield archive_of(members)


def read_with_all(content: bytes) -> None:
    """Recognise, read and explain an export, with every reader, whether it claims it or not.

    Raises when anything but an entry, `Ignored` or a `ReadError` with slug, message and place comes out.
    """
    opened = _opened(content)
    if isinstance(opened, ReadError):
        check(opened)
        return
    members = dict(opened.members)
    mapping, problems = NO_MAPPING, list[DiaryError]()
    if MAPPING in members:
        mapping, problems = read_mapping(MAPPING, members.pop(MAPPING))
    for problem in problems:
        check(problem)
    for about in (_everything(mapping), NOTHING):
        export = Export(opened.name, members, about)
        for reader in READERS:
            if reader.identify(export) not in {True, False}:
                raise AssertionError(reader.name)
            for reading in reader.read(export):
                check(reading)
    claimed = reader_for(export)
    if isinstance(claimed, ReadError):
        check(claimed)
    else:
        explain(export, claimed)


def check(reading: Reading | DiaryError) -> None:
    """Raise when a reading is not what the seam promises."""
    if isinstance(reading, DiaryError):
        if not (reading.slug and reading.message and reading.origin.file):
            raise AssertionError(reading.describe())
        reading.describe_without_people()
    elif not isinstance(reading, _KINDS):
        raise AssertionError(type(reading))


def _everything(mapping: Mapping) -> About:
    return About("8А", PersonRef("501", "Невидимов Никто"), "1 четверть", YEAR, mapping)


def _opened(content: bytes) -> Export | ReadError:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        path.write_bytes(content)
        return open_export(Path(folder), FoundExport(path.name, (path,)))
