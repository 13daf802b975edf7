"""Spreadsheets of several sheets as XLSX, XLS and ODS, written byte by byte so that they are the same everywhere.

A book is a mapping of titles to rows; a cell is None, a text, a number, a day, or `FORMULA` (never calculated).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from tests.exports.workbooks import archive_of
from tests.schools.spreadsheet import letter

Book = Mapping[str, Sequence[Sequence[Any]]]

FORMULA = object()

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DATE_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def serial(day: date) -> int:
    """Return a day as spreadsheets count it."""
    return (day - date(1899, 12, 30)).days


def cells(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int, Any]]:
    """Yield the cells that are there, with row and column from 0."""
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                yield number, column, value


def xlsx(book: Book) -> bytes:
    """Return the bytes of an .xlsx file."""
    sheets = {f"xl/worksheets/sheet{number}.xml": _xlsx_sheet(rows) for number, rows in enumerate(book.values(), 1)}
    names = "".join(
        f'<sheet name="{escape(title)}" sheetId="{number}" r:id="rId{number}"/>' for number, title in enumerate(book, 1)
    )
    targets = [("worksheet", name.removeprefix("xl/")) for name in sheets] + [("styles", "styles.xml")]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{_TYPES}.worksheet+xml"/>' for name in sheets)
    parts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>{overrides}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(targets),
        "xl/styles.xml": _DATE_STYLES,
        **sheets,
    }
    return archive_of({name: text.encode() for name, text in parts.items()})


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _xlsx_sheet(rows: Sequence[Sequence[Any]]) -> str:
    lines: dict[int, str] = {}
    for row, column, value in cells(rows):
        place = f'<c r="{letter(column + 1)}{row + 1}"'
        if isinstance(value, str):
            text = f'{place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        elif isinstance(value, date):
            text = f'{place} s="1"><v>{serial(value)}</v></c>'
        elif value is FORMULA:
            text = f"{place}><f>1+1</f></c>"
        else:
            text = f"{place}><v>{value!r}</v></c>"
        lines[row] = lines.get(row, "") + text
    data = "".join(f'<row r="{row + 1}">{text}</row>' for row, text in lines.items())
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'


def ods(book: Book) -> bytes:
    """Return the bytes of an .ods file."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{"".join(map(_ods_row, rows))}</table:table>'
        for title, rows in book.items()
    )
    content = (
        f'{_XML}<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
        f'xmlns:text="{urn}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'{_XML}<manifest:manifest xmlns:manifest="{urn}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return archive_of(
        {"mimetype": _ODS.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def _ods_row(row: Sequence[Any]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        kind, shown = 'office:value-type="string"', value
    elif isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value.isoformat()}"', f"{value:%d.%m}"
    else:
        kind, shown = f'office:value-type="float" office:value="{value!r}"', str(value)
    return f"<table:table-cell {kind}><text:p>{escape(shown)}</text:p></table:table-cell>"


def xls(book: Book) -> bytes:
    """Return the bytes of an .xls file of Excel 97: BIFF8 records in a compound file."""
    strings: dict[str, int] = {}
    sheets = [_biff_sheet(rows, strings) for rows in book.values()]
    before = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0x07CC, 0, 6)) + _record(
        0x0042, struct.pack("<H", 1200)
    )
    before += b"".join(
        _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, form, 0, 0x20, 0, 0, 0, 0, 0, 0)) for form in (0, 14)
    )
    table = struct.pack("<II", len(strings), len(strings)) + b"".join(
        struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in strings
    )
    after = _record(0x00FC, table) + _record(0x000A, b"")
    titles = [struct.pack("<BB", len(title), 1) + title.encode("utf-16-le") for title in book]
    start = len(before) + sum(4 + 6 + len(title) for title in titles) + len(after)
    bound = b""
    for title, sheet in zip(titles, sheets, strict=True):
        bound += _record(0x0085, struct.pack("<IH", start, 0) + title)
        start += len(sheet)
    return _compound(before + bound + after + b"".join(sheets))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _biff_sheet(rows: Sequence[Sequence[Any]], strings: dict[str, int]) -> bytes:
    width = max(map(len, rows))
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0x07CC, 0, 6))
    out += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for row, column, value in cells(rows):
        if isinstance(value, str):
            out += _record(0x00FD, struct.pack("<HHHI", row, column, 0, strings.setdefault(value, len(strings))))
        else:
            number, style = (serial(value), 1) if isinstance(value, date) else (value, 0)
            out += _record(0x0203, struct.pack("<HHHd", row, column, style, number))
    return out + _record(0x000A, b"")


def _compound(stream: bytes) -> bytes:
    """Return a compound file with one stream «Workbook»: the table of sectors, the directory, the stream."""
    size = max(len(stream), 4096)
    count = -(-size // _SECTOR)
    chain = [_FAT, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    directory = (
        _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, size) + _entry("", 0, _FREE, 0, 0) * 2
    )
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    head += struct.pack("<108I", *[_FREE] * 108)
    return head + table + directory + stream.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
