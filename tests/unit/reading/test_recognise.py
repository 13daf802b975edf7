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
        (b"", "empty-file"),
        (b'{"days": [{"da', "bad-json"),
        (b'{"code": 401, "message": "Unauthorized"}', "journal-said-no"),
        (b"\x89PNG\r\n\x1a\n\0\0", "unknown-format"),
        (b"<!DOCTYPE html><html>", "html-page"),
        (grid([["x"]]), "unknown-format"),
        (archive_of({"x": b""}), "unknown-format"),
        (b"PK\x03\x04", "broken-workbook"),
    ],
)
def test_what_no_reader_claims_is_explained(content: bytes, expected: str) -> None:
    assert slug(Export("a/x", {"x": content})) == expected


OWN = ["ученик", "класс", "предмет", "дата", "отметка"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "x.xlsx",
            grid([OWN, ["Берёзкина Ая", "8А", "Алгебра", "01.09.2026", "5"]]),
            "save it as CSV (UTF-8), marks.csv",
        ),
        ("8А.csv", ";".join(OWN).encode(), "begin the file's name with «marks»"),
        ("8А.csv", "Фамилия;Имя;Оценка\nБерёзкина;Ая;5\n".encode(), "docs/how-to/own-spreadsheets.md"),
        ("8А.xlsx", grid([["Фамилия", "Имя"], ["Берёзкина", "Ая"]]), "docs/how-to/own-spreadsheets.md"),
        ("x.txt", "Здравствуйте, Ая!\nУрока, к сожалению, не будет.\nДо завтра".encode(), "a file for people"),
        ("x.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0", "a file for people"),
        ("x.png", b"\x89PNG\r\n\x1a\n\0\0", "a file for people"),
        ("x.json", b'{"user": {}}', "which exports are read"),
    ],
)
def test_what_no_reader_claims_comes_with_what_can_be_done(name: str, content: bytes, says: str) -> None:
    found = reader_for(Export(f"a/{name}", {name: content}))
    assert isinstance(found, ReadError)
    assert found.slug == "unknown-format"
    assert says in found.hint
    assert "Ая" not in f"{found}{found.hint}"


def test_the_hint_goes_by_the_file_that_looks_like_a_table() -> None:
    found = reader_for(Export("a.zip", {"a.png": b"\x89PNG\0", "b.csv": ";".join(OWN).encode()}))
    assert isinstance(found, ReadError)
    assert "«marks»" in found.hint
