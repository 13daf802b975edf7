"""Laws of the export: what is written as our own tables or as OneRoster is read back equal."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given

from generator.commands.export import MEANING
from generator.errors import ReadError
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.reader import Export
from generator.writing.own_tables.directory import directory_rows
from generator.writing.own_tables.records import class_rows
from generator.writing.own_tables.text import write_table
from tests.properties.drawn_schools import Joined, joined, schools


def said(value: object) -> str:
    """Return what a value says, whatever stands before ids of our own tables."""
    return repr(value).replace("tables:", "")


def facts(found: Joined) -> dict[str, list[str] | str]:
    """Return everything that a school says, table by table; only the order of rows is left out."""
    school, records = found
    told: dict[str, list[str] | str] = {}
    for name in school.__slots__:
        value = getattr(school, name)
        items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        told[name] = sorted(map(said, items))
    for group_id, one in records.items():
        for name in one.__slots__:
            value = getattr(one, name)
            told[f"{group_id} {name}"] = (
                sorted(map(said, value)) if isinstance(value, tuple | frozenset) else said(value)
            )
    return told


def tables_of(found: Joined, folder: Path) -> tuple[dict[str, bytes], Counter[str]]:
    """Write a school as our own tables and return the files, and what they have no words for."""
    school, records = found
    lost: Counter[str] = Counter()
    for number, one in enumerate(records.values()):
        for table, rows in class_rows(school, one, MEANING, lost).items():
            write_table(folder / f"{table}-{number}.csv", table, rows)
    for table, rows in directory_rows(school).items():
        write_table(folder / f"{table}.csv", table, rows)
    return {path.name: path.read_bytes() for path in folder.iterdir()}, lost


@given(schools())
def test_a_school_written_as_our_own_tables_is_read_back_equal(found: Joined) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files, lost = tables_of(found, Path(folder))
    told = list(TablesReader().read(Export("export", files)))
    assert [error.describe() for error in told if isinstance(error, ReadError)] == []
    assert not lost
    before, after = facts(found), facts(joined([("tables", told)]))
    assert [(name, after[name], before[name]) for name in before if before[name] != after[name]] == []
    assert list(before) == list(after)
