from __future__ import annotations

import pytest

from generator.errors import ReadError
from generator.reading.reader import Export
from generator.reading.recognise import READERS, TWINS, reader_for
from tests.exports import dnevnik as d
from tests.exports.workbooks import archive_of, grid, lessons_block, lessons_report

REPORT = lessons_report(lessons_block("Берёзкина Ая", {"Сентябрь": [1]}, [["Алгебра", "5", 5, 0, "5"]]))
MARKS = b"student;group;subject;date;mark\n"


def slug(export: Export, wanted: str = "") -> str:
    found = reader_for(export, wanted)
    return found.slug if isinstance(found, ReadError) else found.name


def test_readers_have_different_names() -> None:
    readers = (*READERS, *TWINS)
    assert len({reader.name for reader in readers}) == len(readers)


def test_a_twin_claims_only_when_it_is_asked_for_by_name() -> None:
    export = Export("a/students.json", {"students.json": d.students()})
    assert slug(export) == "dnevnikru"
    assert [slug(export, twin.name) for twin in TWINS] == ["kundelik", "emaktab", "schoolportal"]


def test_a_twin_that_is_asked_for_claims_nothing_else() -> None:
    marks = Export("a/marks.csv", {"marks.csv": MARKS})
    assert {slug(marks, twin.name) for twin in TWINS} == {"unknown-format"}


def test_content_decides_and_not_the_name() -> None:
    assert slug(Export("a/data.bin", {"data.bin": REPORT})) == "netschool"


def test_a_wanted_reader_alone_is_asked() -> None:
    both = Export("a.zip", {"marks.csv": MARKS, "report.xlsx": REPORT})
    assert slug(both) == "two-readers"
    assert slug(both, "tables") == "tables"
    assert slug(both, "dnevnikru") == "unknown-format"


def test_an_unknown_reader_is_said_to_be_unknown() -> None:
    assert slug(Export("a/marks.csv", {"marks.csv": MARKS}), "moodle") == "unknown-reader"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "unknown-format"),
        (b"<!DOCTYPE html><html>", "html-page"),
        (grid([["x"]]), "unknown-format"),
        (archive_of({"x": b""}), "unknown-format"),
        (b"PK\x03\x04", "broken-workbook"),
    ],
)
def test_what_no_reader_claims_is_explained(content: bytes, expected: str) -> None:
    assert slug(Export("a/x", {"x": content})) == expected
