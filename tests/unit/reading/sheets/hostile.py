"""Small inputs that would fill memory or take for ever if they were believed; and the functions that are given them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.reading.sheets.pages.html import html_tables
from generator.reading.sheets.text_grid import text_grid
from generator.reading.sheets.workbook import head_of, open_sheets
from tests.exports.old_workbooks import ods_of, ole, record, xls
from tests.exports.workbooks import archive_of, grid, patched

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def open_everything(content: bytes) -> None:
    """Call all that opens bytes."""
    head_of(content, 15)
    open_sheets(content)
    html_tables(content)
    text_grid(content)


def workbooks(size: int) -> Iterator[bytes]:
    """Yield workbooks whose unpacked size is about `size` bytes."""
    good = grid([["x"]])

    def sheet(body: str) -> bytes:
        xml = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        return patched(good, {SHEET: lambda _: xml + body})

    yield sheet("<row>" + "<c/>" * (size // 4))
    yield sheet("<row>" * (size // 5))
    yield sheet("<row><c>" + "<v>" * (size // 3))
    yield sheet("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, size // 45)))
    yield sheet("".join(f'<row><c r="XFD1" t="str"><v>{n}</v></c></row>' for n in range(size // 45)))
    yield sheet("<row><c t='str'><v>" + "а" * (size // 2) + "</v></c></row>")
    yield sheet("<row><c " + " ".join(f"a{n}=''" for n in range(size // 8)) + "/></row>")
    yield sheet("<row>" + "<c><v>7</v></c>" * (size // 15) + "</row>")
    yield sheet("".join(f"<row><c><f>1</f></c><c><v>{n}.5</v></c></row>" for n in range(size // 48)))
    yield patched(good, {TEXTS: lambda text: text.replace("</sst>", "<si/>" * (size // 5) + "</sst>")})
    yield patched(good, {TEXTS: lambda text: text.replace("</sst>", "<si><t>" + "&#1040;" * (size // 7))})
    many = "".join(f'<sheet name="{n}" r:id="rId1"/>' for n in range(400))
    yield patched(good, {"xl/workbook.xml": lambda text: text.replace("<sheets>", f"<sheets>{many}"),
                         SHEET: lambda _: _full_row(size // 30)})  # fmt: skip
    repeated = '<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{n}"/>'
    yield ods_of(repeated.format(rows=49_999, cells=cell.format(n=16_000)))
    yield ods_of(repeated.format(rows=2**40, cells=cell.format(n=1)))
    yield ods_of(repeated.format(rows=1, cells=cell.format(n=2**40)))
    yield ods_of(repeated.format(rows=1, cells=cell.format(n=1)) * (size // 220))
    yield ods_of(
        "<table:table-row><table:table-cell office:value-type='string'><text:p>"
        + '<text:s text:c="999999"/>' * (size // 26)
    )
    yield ods_of("<table:table>" * (size // 13))
    yield archive_of({f"{n}": b"" for n in range(size // 110)})


def _full_row(cells: int) -> str:
    xml = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{xml}<row>{'<c><v>1</v></c>' * min(cells, 16_000)}</row></sheetData></worksheet>"


def old_workbooks(size: int) -> Iterator[bytes]:
    """Yield the same of the old kind; ours are at most 7 MB long."""
    size = min(size, 5_000_000)
    number = record(0x203, struct.pack("<HHHd", 60_000, 255, 0, 1.0))
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))

    def book(body: bytes, places: int = 1) -> bytes:
        sheets = b"".join(record(0x85, struct.pack("<IBBBBB", 20 + 4 * n, 0, 0, 1, 0, 65)) for n in range(places))
        return ole({"Workbook": begin + body + sheets + record(0x0A, b"")})

    yield xls([["x"]], more=number)
    cells = b"".join(record(0x203, struct.pack("<HHHd", n, 16_000, 0, 1.0)) for n in range(min(size // 18, 49_000)))
    yield _with_cells(cells)
    yield _with_cells(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 2**31)))
    yield book(begin * (size // 20), places=400)
    yield book(
        record(0xFC, struct.pack("<II", 2**31, 2**31) + b"\0\0\0" * 2_000)
        + (record(0x3C, bytes(8_000)) * (size // 8_004))
    )
    yield book(record(0xFC, struct.pack("<IIHBI", 1, 1, 1, 12, 2**31)))
    loop = bytearray(xls([["x"]]))
    table = loop.rindex(struct.pack("<I", 0xFFFFFFFD)) // 512 * 512
    loop[table : table + 4] = struct.pack("<I", 0)
    yield bytes(loop)


def _with_cells(cells: bytes) -> bytes:
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    sheet = record(0x85, struct.pack("<IBBBBB", len(head) + 4 + 9 + 4, 0, 0, 1, 0, 65))
    end = record(0x0A, b"")
    return ole({"Workbook": head + sheet + end + head + cells + end})


def pages(size: int) -> Iterator[bytes]:
    """Yield web pages."""
    yield from (
        b"<html>" + body
        for body in (
            b"<i>" * (size // 3), b"<div>" * (size // 5), b"<!--" * (size // 4), b"<" * size, b"<a b='" * (size // 6),
            b"<script>" + b"</s" * (size // 3), b"&" * size, b"&#" + b"9" * size, b"<table>" * (size // 7),
            b"<table><tr>" + b"<td>" * (size // 4),
            b"<table>" + b"<tr>" * (size // 4),
            b"<table><tr>" + b"<td>1<td>2" * (size // 10),
            b"<table>" + b"<tr><td colspan=1000 rowspan=65534>" * (size // 36),
            b"<table>" + b"".join(b"<tr><td rowspan=9999 colspan=%d>" % n for n in range(size // 36)),
            b"<table><tr><td>" + b"<span>" * (size // 6) + b"x</span>" * 1_000,
            b"<a " + b"".join(b"a%d " % n for n in range(size // 7)) + b">",
            b"<p>a" * (size // 4),
            b"<title>" * (size // 7),
            b"<a" + b"=" * size, b"<a " + b"=x" * (size // 2), b"<!" * (size // 2), b"</" * (size // 2),
            b"<b " + b'"' * size, b"<table><tr><td>" + b"a<br>" * (size // 5), b"<table></table>" * (size // 15),
        )
    )  # fmt: skip


def texts(size: int) -> Iterator[bytes]:
    """Yield text tables."""
    yield b";" * size
    yield b"a;\n" * (size // 3)
    yield b"\n" * size
    yield b'"' * size
    yield b'"' + b"a" * size
    yield b"a" * size
    yield ("а" * (size // 2)).encode("utf-16")
    yield b"\xff\xfe" + b"\0" * size


def fail(content: bytes) -> None:
    """Raise."""
    if content:
        raise KeyError(content)


def hang(content: bytes) -> None:
    """Go on for ever."""
    while content:
        pass


def grow(content: bytes) -> None:
    """Fill memory."""
    bytearray(content * 150_000_000)
