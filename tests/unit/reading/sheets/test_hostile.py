"""No bytes make the opening of a spreadsheet raise, hang or fill the memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.exports.fuzz import mutations, noise, watch
from tests.exports.old_workbooks import ods, xls
from tests.exports.workbooks import DATE, grid
from tests.unit.reading.sheets.hostile import old_workbooks, pages, texts, workbooks

HERE = "tests.unit.reading.sheets.hostile"
OPEN = f"{HERE}:open_everything"
ROWS = [["Имя", 5, "", 4.5, None, "4/5"], [], [None, "Н", DATE, "О 2"]] * 4
PAGE = "<html><meta charset=utf-8><table><tr><th rowspan=2>Имя<td colspan=2>5 &nbsp;4<tr><td>Н</table>".encode()
KINDS = {
    "xlsx": grid(ROWS),
    "xls": xls(ROWS),
    "ods": ods(ROWS),
    "html": PAGE * 4,
    "text": 'Имя;5;"4\n5"\n;;Н\n'.encode() * 4,
}  # fmt: skip
STARTS = (b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"<html>", b"\xff\xfe", b"\x09\x08\x10\x00")

kinds = pytest.mark.parametrize("kind", KINDS)
hostile = pytest.mark.parametrize("make", [workbooks, old_workbooks, pages, texts], ids=lambda make: make.__name__)


def test_damaged_spreadsheets_and_noise_raise_nothing_and_stay_small() -> None:
    contents = [bad for kind in KINDS.values() for bad in mutations(kind, seed=7, count=40)]
    contents += [bad for start in STARTS for bad in noise(start, seed=7, count=10)]
    assert watch(OPEN, contents) == []


@hostile
def test_hostile_spreadsheets_of_20_kb_stay_small(make: Callable[[int], Iterator[bytes]]) -> None:
    assert watch(OPEN, make(20_000)) == []


@pytest.mark.long
@hostile
@pytest.mark.timeout(1200)
def test_hostile_spreadsheets_of_10_mb_stay_small(make: Callable[[int], Iterator[bytes]]) -> None:
    assert watch(OPEN, make(10_000_000), seconds=60) == []


@pytest.mark.long
@kinds
@pytest.mark.timeout(600)
def test_many_damaged_spreadsheets_raise_nothing_and_stay_small(kind: str) -> None:
    assert watch(OPEN, mutations(KINDS[kind], seed=8, count=6_000)) == []


def test_the_watch_sees_what_raises_hangs_or_grows() -> None:
    (raised,) = watch(f"{HERE}:fail", [b"x"])
    assert "raises KeyError" in raised
    (hung,) = watch(f"{HERE}:hang", [b"x"], seconds=0.2)
    assert "ended with -27" in hung
    (grown,) = watch(f"{HERE}:grow", [b"x"])
    assert "MB for 1 bytes" in grown
