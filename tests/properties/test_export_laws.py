"""Laws of the export: what is written as our own tables or as OneRoster is read back equal."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import Counter
from itertools import chain
from pathlib import Path

from hypothesis import given

from generator.commands.export import MEANING
from generator.errors import ReadError
from generator.reading.about import About
from generator.reading.formats.oneroster.reader import OnerosterReader
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.reader import Export, Ignored
from generator.writing.left_out import Lost
from generator.writing.oneroster.export import OneRoster, Scale
from generator.writing.own_tables.directory import directory_rows
from generator.writing.own_tables.records import class_rows
from generator.writing.own_tables.text import write_table
from tests.properties.drawn_schools import FIRST, LAST, Joined, joined, schools
from tests.schools.sayable import sayable
from tests.unit.writing.oneroster_rules import faults


def said(value: object) -> str:
    """Return what a value says, whatever stands before ids of our own tables."""
    return repr(value).replace("tables:", "")


def facts(found: Joined) -> dict[str, list[str] | str]:
    """Return everything that a school says, table by table; only the order of rows is left out."""
    school, _, records = found
    told: dict[str, list[str] | str] = {}
    for name in school.__slots__:
        value = getattr(school, name)
        items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        told[name] = sorted(map(said, items))
    for group_id, one in records.items():
        for name in one.__slots__:
            value = getattr(one, name)
            value = tuple(chain.from_iterable(value)) if name == "elsewhere" else value
            told[f"{group_id} {name}"] = (
                sorted(map(said, value)) if isinstance(value, tuple | frozenset) else said(value)
            )
    return told


def tables_of(found: Joined, folder: Path) -> tuple[dict[str, bytes], Lost]:
    """Write a school as our own tables and return the files, and what they have no words for."""
    school, classes, _ = found
    lost: Lost = Counter()
    for number, one in enumerate(classes.values()):
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


def bundle_of(found: Joined) -> bytes:
    """Write a school as OneRoster and return the zip."""
    school, classes, _ = found
    with (
        tempfile.TemporaryDirectory() as folder,
        OneRoster(Path(folder), school, "a", MEANING, Scale(1, 5)) as made,
    ):
        for one in classes.values():
            made.add(one)
        made.pack(Path(folder) / "made.zip")
        return (Path(folder) / "made.zip").read_bytes()


def read_bundle(content: bytes) -> list[object]:
    """Read a bundle as an export of the school year."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    export = Export("made.zip", members, About(year=(FIRST, LAST)))
    assert OnerosterReader().identify(export)
    return list(OnerosterReader().read(export))


@given(schools())
def test_a_bundle_keeps_every_rule_and_is_read_back_as_far_as_oneroster_can_say(found: Joined) -> None:
    content = bundle_of(found)
    assert faults(content) == []
    told = read_bundle(content)
    assert [error.describe() for error in told if isinstance(error, ReadError)] == []
    again = joined([("oneroster", [entry for entry in told if not isinstance(entry, Ignored)])])
    before, after = sayable(found), sayable(again, is_back=True)
    assert [(name, before[name] - after[name], after[name] - before[name])
            for name in before if before[name] != after[name]] == []  # fmt: skip
