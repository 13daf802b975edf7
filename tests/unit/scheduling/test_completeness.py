"""Files of every format, whole and cut at many places."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.scheduling.completeness import Whole, judge

ROOT = Path(__file__).resolve().parents[3]
ROWS = "Ученик;Отметка\nВымыслов Егор;5\nСеребрякова Лада;4\n"
PAGE = "<html><head></head><body><table><tr><td>5</td></tr></table></body></html>"


def workbook() -> bytes:
    book = Workbook()
    for row in range(60):
        book.active.append([f"строка {row}", row, row * 7 % 5])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.csv", content)
    return out.getvalue()


def old_workbook() -> bytes:
    """The frame of an .xls ([MS-CFB]): a header, one sector of the allocation table, seven sectors of content."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    table = [0xFFFFFFFD, 2, 3, 4, 5, 6, 7, 0xFFFFFFFE] + [0xFFFFFFFF] * 120
    return bytes(header) + struct.pack("<128I", *table) + b"x" * (7 * 512)


WHOLE = {
    "a.xlsx": workbook(),
    "a.zip": packed(marks=ROWS.encode(), more=b"a" * 3000),
    "a.xls": old_workbook(),
    "a.json": json.dumps({"marks": [5, 4], "имя": "Лада"}).encode(),
    "bom.json": b"\xef\xbb\xbf" + json.dumps([1, 2]).encode(),
    "a.csv": ROWS.encode(),
    "cp1251.csv": ROWS.encode("cp1251"),
    "quotes.csv": b'a,b\n"one\ntwo","say ""x"""\n',
    "a.xml": '<?xml version="1.0" encoding="windows-1251"?><t><r n="Лада"/></t>\n'.encode("cp1251"),
    "page.xls": f"\n{PAGE}\n".encode(),
    "a.html": ("<!DOCTYPE html>" + PAGE.upper()).encode(),
}


def verdict(tmp_path: Path, name: str, content: bytes, digest: str = "") -> tuple[Whole, str]:
    file = tmp_path / name
    file.write_bytes(content)
    return judge(file, digest)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_is_known_as_whole(tmp_path: Path, name: str):
    assert verdict(tmp_path, name, WHOLE[name])[0] is Whole.YES


@pytest.mark.parametrize("name", WHOLE)
def test_no_beginning_of_a_file_is_taken_for_the_whole(tmp_path: Path, name: str):
    content = WHOLE[name].rstrip()
    places = {1, 7, 100, 511, 512, 513, len(content) // 3, len(content) // 2, len(content) - 30, len(content) - 1}
    for place in sorted(place for place in places if 0 < place < len(content)):
        found = verdict(tmp_path, name, content[:place])
        if name.endswith(".csv") and content[:place].endswith((b"\n", b"\r")):
            continue  # a table that ends with a row is whole as far as anybody can tell
        assert found[0] is not Whole.YES, place


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip", "a.json", "a.csv", "a.xml", "a.html"])
def test_a_file_that_windows_made_as_long_as_it_will_be_is_not_whole_before_it_is_filled(tmp_path: Path, name: str):
    content = WHOLE[name]
    half = content[: len(content) // 2].ljust(len(content), b"\0")
    assert verdict(tmp_path, name, half)[0] is Whole.NO


@pytest.mark.parametrize("name", ["a.xlsx", "a.zip"])
def test_a_hole_in_the_middle_of_an_archive_is_found(tmp_path: Path, name: str):
    content = bytearray(WHOLE[name])
    content[200:300] = bytes(100)
    assert verdict(tmp_path, name, bytes(content))[0] is Whole.NO


def test_an_archive_that_ends_with_the_end_of_an_inner_one_is_not_whole(tmp_path: Path):
    inner = packed(a=b"x" * 50)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner)
        archive.writestr("later.csv", "b" * 50)
    cut = outer.getvalue()[: outer.getvalue().index(inner) + len(inner)]
    assert verdict(tmp_path, "a.zip", cut) == (Whole.NO, "cut-archive")


def test_an_empty_file_is_not_whole(tmp_path: Path):
    assert verdict(tmp_path, "a.csv", b"") == (Whole.NO, "empty")
    assert verdict(tmp_path, "a.csv", b"\xef\xbb\xbf\r\n") == (Whole.NO, "empty")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b"a;b\n1;2"), ("table.xls", b"<table><tr><td>5</td></tr></table>"), ("a.bin", b"\1\2\3")],
)
def test_what_does_not_show_its_end_is_doubtful(tmp_path: Path, name: str, content: bytes):
    assert verdict(tmp_path, name, content)[0] is Whole.MAYBE


def test_a_digest_beside_the_file_decides_alone(tmp_path: Path):
    content = b"\1\2\3"
    assert verdict(tmp_path, "a.bin", content, hashlib.sha256(content).hexdigest())[0] is Whole.YES
    assert verdict(tmp_path, "a.csv", WHOLE["a.csv"], "0" * 64) == (Whole.NO, "digest")


def test_the_exports_of_the_example_school_are_whole():
    found = [path for path in (ROOT / "content/exports").rglob("*") if path.is_file()]
    assert found
    assert {path.name: judge(path, "") for path in found if judge(path, "").whole is not Whole.YES} == {}
