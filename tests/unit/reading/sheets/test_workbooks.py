"""Sheets of XLSX, XLS and ODS: the same values whatever program wrote them."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from python_calamine import load_workbook

from generator.reading.archives import Refusal
from generator.reading.sheets.biff.records import Texts
from generator.reading.sheets.dates import is_date_format, serial_date, written_date
from generator.reading.sheets.kinds import kind_of
from generator.reading.sheets.sheet import Sheet
from generator.reading.sheets.workbook import head_of, open_sheets, refuse
from tests.exports.old_workbooks import ods, ods_of, xls
from tests.exports.workbooks import DATE, FORMULA, archive_of, grid, patched

SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
MAKERS: dict[str, Callable[..., bytes]] = {"xlsx": grid, "xls": xls, "ods": ods}

makers = pytest.mark.parametrize("kind", MAKERS)


def only(content: bytes) -> Sheet:
    sheets = open_sheets(content)
    assert not isinstance(sheets, Refusal), sheets
    (sheet,) = sheets
    return sheet


def slug(content: bytes) -> str:
    found = open_sheets(content)
    assert isinstance(found, Refusal)
    return found.slug


def cells(xml: str, **parts: Callable[[str], str]) -> list[tuple[Any, ...]]:
    """Read a workbook whose rows are this XML."""
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    changes = {f"xl/{name}.xml": change for name, change in parts.items()}
    return only(patched(grid([["а", "б"]]), {SHEET: lambda _: f"{start}{xml}</sheetData></worksheet>", **changes})).rows


@makers
def test_texts_numbers_and_gaps_are_the_same_in_every_kind(kind: str) -> None:
    rows = [["Ученик", None, "", 5, 4.5], [], [None, "Н", -3]]
    assert only(MAKERS[kind](rows)).rows == [("Ученик", None, "", 5, 4.5), (), (None, "Н", -3)]


@makers
def test_a_whole_number_is_an_int_in_every_kind(kind: str) -> None:
    (row,) = only(MAKERS[kind]([[5, 12345678]])).rows
    assert [type(value) for value in row] == [int, int]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_days_and_truths_have_their_types(kind: str) -> None:
    assert only(MAKERS[kind]([[date(2026, 9, 1), True]])).rows == [(datetime(2026, 9, 1), True)]


def test_a_number_shown_as_a_day_is_a_day() -> None:
    assert only(grid([[DATE]])).rows == [(datetime(2026, 4, 5),)]


@makers
def test_a_formula_without_a_value_is_remembered(kind: str) -> None:
    sheet = only(MAKERS[kind]([["x", FORMULA], [FORMULA]]))
    assert sheet.formulas == {(0, 1), (1, 0)}
    assert sheet.rows == [("x", None), (None,)]


@makers
def test_a_head_is_the_first_rows_and_no_more(kind: str) -> None:
    content = MAKERS[kind]([[number] for number in range(30)])
    assert head_of(content, 3) == [(0,), (1,), (2,)]


@makers
def test_a_title_that_may_be_a_name_becomes_a_number(kind: str) -> None:
    assert only(MAKERS[kind]([["x"]], "8А")).title == "8А"
    assert only(MAKERS[kind]([["x"]], "Берёзкина")).title == "1"


@makers
def test_the_kind_is_told_by_the_bytes(kind: str) -> None:
    assert kind_of(MAKERS[kind]([["x"]])) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", ""), (b" \n", ""), (b"\0\1", ""), (b"a;b", "text"), ("Имя;5".encode("cp1251"), "text"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "html"), ("<html>".encode("utf-16"), "html"), (b" <TABLE border=1>", "html"),
        ("Имя\t5".encode("utf-16"), "text"), (archive_of({"a.csv": b""}), ""), (b'{"a": "<b>"}', "text"),
        (b"\x09\x08\x10\x00\x00\x06", "xls"), (grid([["x"]])[:300], "xlsx"), (ods([["x"]])[:300], "ods"),
    ],
)  # fmt: skip
def test_other_kinds_are_told_too(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_a_text_of_several_runs_is_one_and_what_stands_above_it_is_left_out() -> None:
    texts = "<si><r><t>О</t></r><r><t xml:space='preserve'> 2</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    rows = cells('<row><c t="s"><v>0</v></c></row>', sharedStrings=lambda text: text.replace("<si>", texts + "<si>", 1))
    assert rows == [("О 2",)]
    assert cells("<row><c t='inlineStr'><is><r><t>О</t></r><r><t> 2</t></r></is></c></row>") == [("О 2",)]


def test_every_type_of_cell_becomes_its_value() -> None:
    xml = (
        '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#DIV/0!</v></c><c t="str"><f>A1</f><v></v></c>'
        '<c t="d"><v>2026-09-01</v></c><c><v>1e3</v></c><c><v>x</v></c><c t="inlineStr"><is><t/></is></c><c/></row>'
    )
    assert cells(xml) == [(True, False, "#DIV/0!", "", datetime(2026, 9, 1), 1000.0, "x", "")]


def test_cells_without_places_follow_each_other_and_those_with_places_stand_there() -> None:
    assert cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>") == [(1, 2), (3,)]
    assert cells('<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c></row>') == [(), (None, None, 1, 2)]


@pytest.mark.parametrize(
    "xml",
    ['<row r="x"/>', '<row r="-1"/>', '<row><c r="1A"/></row>', '<row><c t="s"><v>2</v></c></row>',
     '<row><c t="s"><v>-1</v></c></row>', "<row>", "<c>" * 100 + "</c>" * 100],
)  # fmt: skip
def test_places_that_are_none_are_damage(xml: str) -> None:
    with pytest.raises(AssertionError, match="broken-workbook"):
        cells(xml)


def test_strict_and_prefixed_names_are_read() -> None:
    def strict(text: str) -> str:
        text = text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        for name in ("worksheet", "sheetData", "row", "c", "v", "dimension"):
            text = text.replace(f"<{name}", f"<x:{name}").replace(f"</{name}", f"</x:{name}")
        return text.replace("xmlns=", "xmlns:x=")

    assert only(patched(grid([["а", 5]]), {SHEET: strict})).rows == [("а", 5)]


def test_openpyxl_and_this_reading_agree_on_what_openpyxl_wrote() -> None:
    book = openpyxl.Workbook()
    rows = [("Имя", 5, 4.25, None, True, datetime(2026, 9, 1, 8, 30)), (time(8, 30), "1.09", "=1+1")]
    for row in rows:
        book.active.append(row)
    book.create_sheet("Лист2").append(["x"])
    out = io.BytesIO()
    book.save(out)
    first, second = open_sheets(out.getvalue())
    assert first.rows == [rows[0], (time(8, 30), "1.09", None)]
    assert first.formulas == {(1, 2)}
    assert (second.title, second.rows) == ("Лист2", [("x",)])


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_another_program_reads_our_test_workbooks_alike(kind: str) -> None:
    # The bytes are made by us; here somebody else says that they are what they claim to be.
    rows = [["Ученик", "ж" * 300], [5, 4.5], *([f"{number}" * 60] * 2 for number in range(300))]
    content = MAKERS[kind](rows)
    assert [list(row) for row in only(content).rows] == load_workbook(io.BytesIO(content)).get_sheet_by_index(
        0
    ).to_python()


def test_a_text_cut_by_a_continuation_may_change_the_width_of_its_letters() -> None:
    first = b"\x06\0\1" + "Алг".encode("utf-16-le")
    rich = struct.pack("<HBHI", 1, 12, 1, 2) + b"z" + bytes(4)
    assert Texts([first, b"\0abc" + rich, b"..\1\0\0y"]).read(9) == ["Алгabc", "z", "y"]


def test_an_ods_repeats_rows_and_cells_only_where_something_stands() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="5" table:number-columns-repeated="2"/>'
    filler = '<table:table-cell table:number-columns-repeated="16382"/>'
    rows = (
        f'<table:table-row table:number-rows-repeated="2">{cell}{filler}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048574">{filler}</table:table-row>'
    )
    assert only(ods_of(rows)).rows == [(5, 5), (5, 5)]


def test_an_ods_text_keeps_its_spaces_and_lines_and_not_the_comments_on_it() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>нет</text:p></office:annotation>'
        '<text:p>О<text:s text:c="2"/>4</text:p><text:p>и <text:span>5</text:span></text:p></table:table-cell>'
    )
    assert only(ods_of(f"<table:table-row>{cell}</table:table-row>")).rows == [("О  4\nи 5",)]


@pytest.mark.parametrize(
    ("number", "code", "shows"),
    [(14, None, True), (0, None, False), (164, "dd.mm.yyyy", True), (164, "0.00", False), (164, '0" дней"', False),
     (164, "[Red]0", False), (164, "[h]:mm", True), (164, "General", False), (164, "0;d", False), (164, r"0\d", False)],
)  # fmt: skip
def test_formats_that_show_days_are_told(number: int, code: str | None, shows: bool) -> None:
    assert is_date_format(number, code) is shows


def test_days_are_counted_from_1900_or_1904() -> None:
    assert serial_date(46117, from_1904=False) == datetime(2026, 4, 5)
    assert serial_date(44655, from_1904=True) == datetime(2026, 4, 5)
    assert serial_date(1, from_1904=False) == datetime(1900, 1, 1)
    assert serial_date(0.5, from_1904=False) == time(12)
    assert serial_date(-1, from_1904=False) == -1
    assert serial_date(1e300, from_1904=False) == 1e300


def test_written_days_and_times_are_read_and_others_stay_text() -> None:
    assert written_date("2026-09-01T08:30:00") == datetime(2026, 9, 1, 8, 30)
    assert written_date("PT08H30M00S") == time(8, 30)
    assert written_date("PT30H00M00S") == "PT30H00M00S"
    assert written_date("вчера") == "вчера"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "not-a-workbook"),
        (b"a;b", "not-a-workbook"),
        (archive_of({"a.csv": b""}), "not-a-workbook"),
        (grid([["x"]])[:400], "broken-workbook"),
        (patched(grid([["x"]]), {STYLES: lambda _: "<x"}), "broken-workbook"),
        (patched(grid([["x"]]), {}, {"xl/vbaProject.bin": b""}), "macros"),
        (patched(grid([["x"]]), {TEXTS: lambda text: text.replace("<sst", "<!DOCTYPE x><sst", 1)}), "xml-entities"),
        (patched(grid([["x"]]), {TEXTS: lambda text: text.replace("</sst>", "<!--" + "." * 300_000 + "--></sst>")}), "broken-workbook"),
        (xls([["x"]], streams=["EncryptedPackage"]), "encrypted-workbook"),
        (xls([["x"]]).replace(b"\0\6\5\0", b"\0\5\5\0"), "old-workbook"),
        (ods([["x"]], more={"encrypted-package": b""}), "encrypted-workbook"),
        (ods([["x"]], more={"Scripts/python/a.py": b""}), "macros"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(content: bytes, expected: str) -> None:
    assert slug(content) == expected
    assert refuse(content) is not None
    assert head_of(content, 5) == []


def test_an_empty_library_of_macros_is_none() -> None:
    assert only(ods([["x"]], more={"Basic/script-lc.xml": b"<x/>", "Basic/Standard/script-lb.xml": b"<x/>"})).rows == [
        ("x",)
    ]
