"""The contract of `Reader`, asked of every reader with every test export, good, broken and mutilated."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.model.entries import Entry, StudentEntry
from generator.reading import recognise
from generator.reading.reader import Export, Ignored, Reader
from generator.reading.recognise import READERS, reader_for
from tests.exports import make_exports
from tests.exports.dump import (
    EXPECTED,
    EXPECTED_ERROR,
    HERE,
    broken_cases,
    dump_case,
    dump_errors,
    exports_of,
    found_in,
    good_cases,
    journal_of,
    opened_at,
)

GOOD = good_cases()
BROKEN = broken_cases()
KINDS = (*get_args(Entry), Ignored)
SMALL = [case for case in GOOD if not case.name.startswith("sample")]

readers = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
good = pytest.mark.parametrize("case", GOOD, ids=lambda case: f"{case.parent.name}/{case.name}")
broken = pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)


def opened(case: Path) -> list[Export]:
    found = (opened_at(case, item) for item in found_in(case))
    return [item for item in found if isinstance(item, Export)]


def text_of(case: Path, name: str) -> str:
    return (case / name).read_text(encoding="utf-8")


@good
def test_an_export_gives_all_and_only_the_entries_expected(case: Path) -> None:
    assert dump_case(case) == text_of(case, EXPECTED)


@good
def test_an_export_without_a_fault_gives_no_error(case: Path) -> None:
    for export in exports_of(case):
        reader = reader_for(export, journal_of(case).reader)
        assert not isinstance(reader, ReadError)
        assert [item for item in reader.read(export) if isinstance(item, ReadError)] == []


@broken
def test_a_fault_gives_exactly_its_message(case: Path) -> None:
    assert dump_errors(case) == text_of(case, EXPECTED_ERROR)


@broken
def test_a_fault_has_a_place_in_its_own_files(case: Path) -> None:
    lines = [line for line in text_of(case, EXPECTED_ERROR).splitlines() if not line.startswith("  hint: ")]
    assert lines
    for line in lines:
        assert re.match(rf"{re.escape(case.name)}/[^:]+(:[^ ]+)?: error: .+ \[[a-z0-9-]+\]$", line)


@broken
def test_no_message_names_a_student(case: Path) -> None:
    text = text_of(case, EXPECTED_ERROR).casefold()
    for name in ("берёзкина", "ёлкина", "сидоров"):
        assert name not in text


def test_there_are_at_least_25_faults_and_every_format_has_some() -> None:
    assert len(BROKEN) >= 25
    claimed = {
        reader.name for case in BROKEN for export in opened(case) for reader in READERS if reader.identify(export)
    }
    assert claimed == {reader.name for reader in READERS}


def test_the_script_makes_the_same_files_again() -> None:
    # Compressed ones are compared by what the fault is, not by bytes: another zlib packs differently.
    for name, content in make_exports.files().items():
        if "bomb" not in name:
            assert (HERE / name).read_bytes() == content, name


@good
def test_only_the_reader_of_its_folder_claims_an_export(case: Path) -> None:
    for export in exports_of(case):
        assert [reader.name for reader in READERS if reader.identify(export)] == [case.parent.name]


def test_the_order_of_the_readers_never_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    exports = [export for case in (*SMALL, *BROKEN) for export in opened(case)]
    results = []
    for order in (READERS, READERS[::-1], READERS[1::2] + READERS[::2]):
        monkeypatch.setattr(recognise, "READERS", order)
        results.append({e.name: r.slug if isinstance(r := reader_for(e), ReadError) else r.name for e in exports})
    assert all(result == results[0] for result in results)


@good
def test_the_same_bytes_give_the_same_entries(case: Path) -> None:
    for export in exports_of(case):
        reader = reader_for(export, journal_of(case).reader)
        assert not isinstance(reader, ReadError)
        assert list(reader.read(export)) == list(reader.read(replace(export)))


@good
def test_every_entry_names_a_place_inside_the_export(case: Path) -> None:
    for export in exports_of(case):
        reader = reader_for(export, journal_of(case).reader)
        assert not isinstance(reader, ReadError)
        places = {export.place_of(member) for member in export.members}
        for item in reader.read(export):
            assert isinstance(item, KINDS)
            assert item.origin.file in places
            assert item.origin.line > 0 or item.origin.column


@readers
def test_a_reader_reads_whatever_another_format_is_without_raising(reader: Reader) -> None:
    for case in (*GOOD, *BROKEN):
        for export in opened(case):
            for item in reader.read(export):
                assert isinstance(item, (*KINDS, ReadError))


@readers
def test_a_reader_does_not_claim_nothing(reader: Reader) -> None:
    assert not reader.identify(Export("empty.zip", {}))
    assert not reader.identify(Export("empty.csv", {"empty.csv": b""}))


def assert_keeps_the_contract(reader: Reader, export: Export) -> None:
    assert reader.identify(export) in {True, False}
    for item in reader.read(export):
        assert isinstance(item, (*KINDS, ReadError))
        if isinstance(item, StudentEntry):
            assert item.person.id or item.person.name


_MEMBERS = [
    (member, content) for case in SMALL for export in exports_of(case) for member, content in export.members.items()
]


@readers
@given(data=st.data())
def test_a_file_cut_off_anywhere_raises_nothing(reader: Reader, data: st.DataObject) -> None:
    member, content = data.draw(st.sampled_from(_MEMBERS))
    cut = data.draw(st.integers(0, len(content)))
    assert_keeps_the_contract(reader, Export(f"x/{member}", {member: content[:cut]}))


@readers
@given(data=st.data())
def test_a_file_with_changed_bytes_raises_nothing(reader: Reader, data: st.DataObject) -> None:
    member, content = data.draw(st.sampled_from(_MEMBERS))
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    assert_keeps_the_contract(reader, Export(f"x/{member}", {member: bytes(changed)}))


_STARTS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"student;group;subject;date;mark\n", b'{"days":[',
           b'{"students":[],"studyyear":1,"group":', b'[{"start":1,"finish":1,"number":1,"type":')  # fmt: skip
_NAMES = ("marks.csv", "report.xlsx", "payload.json", "дз.txt")


@readers
@given(name=st.sampled_from(_NAMES), start=st.sampled_from(_STARTS), rest=st.binary(max_size=300))
def test_random_bytes_raise_nothing(reader: Reader, name: str, start: bytes, rest: bytes) -> None:
    assert_keeps_the_contract(reader, Export(f"x/{name}", {name: start + rest}))
