"""Small workbooks of Excel 97 (`.xls`) and of LibreOffice (`.ods`), written byte by byte; see `make_exports`.

Values are None (no cell), str, int, float, bool, date, or FORMULA (one that was never calculated).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from tests.exports.workbooks import FORMULA, archive_of

Row = Sequence[Any]

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_DATE_STYLE = 1
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def xls(rows: Sequence[Row], title: str = "Лист1", *, more: bytes = b"", streams: Sequence[str] = ()) -> bytes:
    """Return an `.xls` of one sheet. `more` are records that follow the first one, `streams` names of further streams."""
    texts = list(dict.fromkeys(value for row in rows for value in row if isinstance(value, str)))
    before = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + more
    styles = b"".join(record(0xE0, struct.pack("<HH16x", 0, format_)) for format_ in (0, 14))
    after = styles + _shared(texts) + record(0x0A, b"")
    name = title.encode("utf-16-le")
    place = len(before) + 4 + 8 + len(name) + len(after)
    sheet = record(0x85, struct.pack("<IBBBB", place, 0, 0, len(title), 1) + name)
    cells = b"".join(
        _cell(number, column, value, texts)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if value is not None
    )
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + cells + record(0x0A, b"")
    return ole({"Workbook": before + sheet + after + body, **dict.fromkeys(streams, b"\0" * 8)})


def record(number: int, content: bytes) -> bytes:
    """Return one record of BIFF."""
    return struct.pack("<HH", number, len(content)) + content


def _shared(texts: Sequence[str]) -> bytes:
    """Return the texts as a record with continuations, cut wherever 8,224 bytes are full."""
    content = struct.pack("<II", len(texts), len(texts))
    pieces = []
    for text in texts:
        letters = text.encode("utf-16-le")
        if len(content) + 5 > 8224:
            pieces.append(content)
            content = b""
        content += struct.pack("<HB", len(text), 1)
        while len(content) + len(letters) > 8224:
            room = (8224 - len(content)) // 2 * 2
            pieces.append(content + letters[:room])
            content, letters = b"\1", letters[room:]
        content += letters
    pieces.append(content)
    return b"".join(record(0x3C if number else 0xFC, piece) for number, piece in enumerate(pieces))


def _cell(row: int, column: int, value: Any, texts: Sequence[str]) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if value == FORMULA:
        return record(0x06, place + b"\0\0\0\0\0\0\xff\xff" + bytes(8))
    if isinstance(value, str):
        return record(0xFD, place + struct.pack("<I", texts.index(value)))
    if isinstance(value, bool):
        return record(0x205, place + bytes((value, 0)))
    if isinstance(value, int):
        return record(0x27E, place + struct.pack("<i", value << 2 | 2))
    if isinstance(value, date):
        days = (value - date(1899, 12, 30)).days
        return record(0x203, struct.pack("<HHHd", row, column, _DATE_STYLE, days))
    return record(0x203, place + struct.pack("<d", value))


def ole(streams: dict[str, bytes]) -> bytes:
    """Return an OLE file of these streams, each as long as whole sectors that are no small ones."""
    chains, sectors = [], 0
    table: list[int] = []
    body = b""
    for content in streams.values():
        length = max(len(content), 4096)
        count = -(-length // _SECTOR)
        chains.append((sectors, length))
        table += [*range(sectors + 1, sectors + count), _END]
        body += content.ljust(count * _SECTOR, b"\0")
        sectors += count
    entries = _entry("Root Entry", 5, _END, 0, 1) + b"".join(
        _entry(name, 2, first, length, _FREE if number == len(chains) else number + 1)
        for number, (name, (first, length)) in enumerate(zip(streams, chains, strict=True), 1)
    )
    directory = -(-len(entries) // _SECTOR)
    table += [*range(sectors + 1, sectors + directory), _END]
    tables = next(count for count in range(1, 110) if count * 128 >= len(table) + count)
    first_table = sectors + directory
    table += [_TABLE] * tables
    table += [_FREE] * (tables * 128 - len(table))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, tables, sectors, 0, 4096, _END, 0, _END, 0)
    header += struct.pack(f"<{tables}I", *range(first_table, first_table + tables))
    header = header.ljust(_SECTOR, b"\xff")
    return header + body + entries.ljust(directory * _SECTOR, b"\0") + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, first: int, size: int, right: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    child = right if kind == 5 else _FREE
    links = struct.pack("<III", _FREE, _FREE if kind == 5 else right, child)
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1) + links
    return head.ljust(116, b"\0") + struct.pack("<III", first, size, 0)


def ods(rows: Sequence[Row], title: str = "Лист1", *, more: dict[str, bytes] | None = None) -> bytes:
    """Return an `.ods` of one sheet; `more` are parts to add or replace."""
    return ods_of(
        "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows), title, more
    )


def ods_of(body: str, title: str = "Лист1", more: dict[str, bytes] | None = None) -> bytes:
    """Return an `.ods` whose one sheet has this XML."""
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="{title}">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"/>'
    parts = {"mimetype": ODS_TYPE.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    return archive_of({**parts, **(more or {})})


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if value == FORMULA:
        return '<table:table-cell table:formula="of:=1+1"/>'
    if isinstance(value, str):
        inner = f"<text:p>{escape(value)}</text:p>" if value else ""
        return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'
    if isinstance(value, bool):
        return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
