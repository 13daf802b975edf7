"""Entries as readable lines, and the comparison of every test export with its expectation.

python -m tests.exports.dump [--write] [folder ...]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Any

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.model.undated import UndatedMark
from generator.reading.about import about
from generator.reading.exports import FoundExport, find_exports, open_export
from generator.reading.mapping.mapping import NO_MAPPING, read_mapping
from generator.reading.reader import Export, Ignored, Reading
from generator.reading.recognise import READERS, reader_for
from generator.settings.sections import JournalSection
from generator.strict_yaml import load

HERE = Path(__file__).parent
EXPECTED = "expected.txt"
EXPECTED_ERROR = "expected-error.txt"
JOURNAL = "journal.yaml"
NOT_EXPORTS = {EXPECTED, EXPECTED_ERROR, JOURNAL, "mapping.yaml"}
YEAR = (date(2026, 9, 1), date(2027, 5, 26))
"""The school year of all cases, as `calendar` in `site.yaml` would say it."""


def good_cases() -> list[Path]:
    """Return the folders with an export that is read without a problem."""
    names = [reader.name for reader in READERS]
    folders = [HERE / name for name in names if (HERE / name).is_dir()]
    return sorted(case for folder in folders for case in folder.iterdir() if case.is_dir())


def broken_cases() -> list[Path]:
    """Return the folders with a fault."""
    return sorted(case for case in (HERE / "broken").iterdir() if case.is_dir())


def found_in(case: Path) -> list[FoundExport]:
    """Find the exports of a case; their names begin with the case's own."""
    patterns = [
        str(path.relative_to(case.parent))
        for path in case.rglob("*")
        if path.is_file() and path.name not in NOT_EXPORTS
    ]
    return find_exports(case.parent, patterns, together=journal_of(case).together == "folder")


def journal_of(case: Path) -> JournalSection:
    """Return the item of `journals` that a case stands for: what its `journal.yaml` says, in the words of `site.yaml`."""
    path = case / JOURNAL
    said: Any = load(path.read_text(encoding="utf-8"), JOURNAL).value if path.is_file() else {}
    return JournalSection(files=(), reader=said.pop("reader", ""), provides=(), **said)


def opened_at(case: Path, found: FoundExport) -> Export | ReadError:
    """Open an export of a case with what its `journal.yaml` says of it; `mapping` is a file in the folder of the case."""
    journal = journal_of(case)
    mapping, problems = NO_MAPPING, []
    if journal.mapping:
        mapping, problems = read_mapping(journal.mapping, (case / journal.mapping).read_bytes())
    assert not problems, problems
    known = about(found.name, journal, YEAR, mapping)
    return known if isinstance(known, ReadError) else open_export(case.parent, found, known)


def exports_of(case: Path) -> list[Export]:
    """Return the exports of a good case."""
    opened = [opened_at(case, item) for item in found_in(case)]
    assert all(isinstance(item, Export) for item in opened), opened
    return [item for item in opened if isinstance(item, Export)]


def dump_case(case: Path) -> str:
    """Return the entries of a good case as text."""
    lines = []
    for export in exports_of(case):
        reader = reader_for(export, journal_of(case).reader)
        assert not isinstance(reader, ReadError), reader.describe()
        lines.append(f"== {export.name} [{reader.name}]")
        lines += [line_of(entry) for entry in reader.read(export)]
    return "\n".join(lines) + "\n"


def errors_of(case: Path) -> Iterator[ReadError]:
    """Yield what is wrong with a broken case: with opening, recognising or reading it."""
    for item in found_in(case):
        export = opened_at(case, item)
        if isinstance(export, ReadError):
            yield export
            continue
        reader = reader_for(export, journal_of(case).reader)
        if isinstance(reader, ReadError):
            yield reader
            continue
        yield from (entry for entry in reader.read(export) if isinstance(entry, ReadError))


def dump_errors(case: Path) -> str:
    """Return the messages of a broken case as text."""
    return "\n".join(error.describe() for error in errors_of(case)) + "\n"


def line_of(entry: Reading) -> str:
    """Return one entry: kind, place, and the fields that differ from their default."""
    if isinstance(entry, Ignored):
        return f"Ignored {entry.origin}: {entry.what}: {entry.why}"
    if isinstance(entry, ReadError):
        return entry.describe()
    defaults = entry._field_defaults
    fields = (
        f"{name}={_text(value)}"
        for name, value in zip(entry._fields[1:], entry[1:], strict=True)
        if name not in defaults or value != defaults[name]
    )
    return f"{type(entry).__name__.removesuffix('Entry')} {entry.origin}: {'; '.join(fields)}"


def _text(value: Any) -> str:
    if isinstance(value, PersonRef):
        return "·".join(part for part in value if part)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return "|".join(_undated(each) if isinstance(each, UndatedMark) else str(each) for each in value)
    return str(value).replace("\n", "⏎")


def _undated(mark: UndatedMark) -> str:
    return " ".join(f"{name}={_text(said)}" for name, said in mark._asdict().items() if said is not None)


def main() -> int:
    """Compare or write; return 1 when something differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("folders", nargs="*", type=Path)
    asked = parser.parse_args()
    chosen = {folder.resolve() for folder in asked.folders}
    differs = 0
    for case in [*good_cases(), *broken_cases()]:
        if chosen and case.resolve() not in chosen:
            continue
        broken = case.parent.name == "broken"
        text, file = (dump_errors(case), EXPECTED_ERROR) if broken else (dump_case(case), EXPECTED)
        path = case / file
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        differs += 1
        if asked.write:
            path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{'written' if asked.write else 'differs'}: {path.relative_to(HERE)}\n")
    return int(differs > 0 and not asked.write)


if __name__ == "__main__":
    sys.exit(main())
