"""Spreadsheets with a fault that belongs to no journal: hostile, encrypted, with macros, or something else altogether."""

from __future__ import annotations

import codecs
import struct

from tests.exports.old_workbooks import ODS_TYPE, ods, ods_of, ole, record, xls
from tests.exports.workbooks import archive_of, lessons_block, lessons_report, patched

_ROW = ["Алгебра", "5", "4", 4.5, 0, "5"]


def files() -> dict[str, bytes]:
    """Return the files by path."""
    found = {**_xlsx(), **_xls(), **_ods(), **_pages()}
    return {f"broken/{name}": content for name, content in found.items()}


def _xlsx() -> dict[str, bytes]:
    good = lessons_report(lessons_block("Берёзкина Ая", {"Сентябрь": [1, 2]}, [_ROW]))
    declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    late = "<?xml version='1.0'?><!--" + "." * 5_000 + "--><!DOCTYPE x [<!ENTITY a 'b'>]><x/>"
    row = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row></sheetData>'

    def with_row(number: int, column: str) -> bytes:
        end = row.format(number, column)
        return patched(good, {"xl/worksheets/sheet1.xml": lambda text: text.replace("</sheetData>", end)})

    return {
        "workbook-of-too-many-parts/report.xlsx": patched(good, {}, {f"xl/media/{n}.png": b"" for n in range(2_000)}),
        "workbook-with-entities-in-utf-16/report.xlsx": patched(
            good, {}, {"docProps/core.xml": codecs.BOM_UTF16_LE + declared.encode("utf-16-le")}
        ),
        "workbook-with-late-entities/report.xlsx": patched(good, {}, {"docProps/core.xml": late.encode()}),
        "workbook-with-a-row-too-far/report.xlsx": with_row(900_000, "A"),
        "workbook-with-a-column-too-far/report.xlsx": with_row(900, "ZZZ"),
        "workbook-of-sheets-that-are-one/report.xlsx": patched(
            good, {"xl/workbook.xml": lambda text: text.replace("<sheets>", '<sheets><sheet name="2" r:id="rId1"/>')}
        ),
        "workbook-of-too-much/report.xlsx": _said_to_be(good, packed=2**21, unpacked=201 * 2**20),
        "archive-of-too-much/export.zip": _said_to_be(archive_of({"a.csv": b"a"}), packed=2**22, unpacked=513 * 2**20),
        "workbook-without-sheets/report.xlsx": archive_of({"[Content_Types].xml": b"<Types/>"}),
    }


def _said_to_be(content: bytes, *, packed: int, unpacked: int) -> bytes:
    """Return a zip whose directory tells other sizes of its first file than it has."""
    changed = bytearray(content)
    struct.pack_into("<II", changed, changed.index(b"PK\x01\x02") + 20, packed, unpacked)
    return bytes(changed)


def _xls() -> dict[str, bytes]:
    cell = record(0x203, struct.pack("<HHHd", 60_000, 0, 0, 5.0))
    good = xls([["Предмет", "Оценки"], ["Алгебра", 5]])
    far = good.replace(record(0x27E, struct.pack("<HHHi", 1, 1, 0, 5 << 2 | 2)), cell[:14])
    return {
        "old-xls-with-password/report.xls": xls([["Предмет"]], more=record(0x2F, bytes(6))),
        "old-xls-with-macros/report.xls": xls([["Предмет"]], streams=["_VBA_PROJECT_CUR"]),
        "old-xls-cut-off/report.xls": good[:2_000],
        "old-xls-with-a-row-too-far/report.xls": far,
        "old-xls-of-excel-95/report.xls": ole({"Book": bytes(16)}),
        "old-xls-without-a-file-around/report.xls": record(0x809, bytes(8)) + record(0x0A, b""),
    }


def _ods() -> dict[str, bytes]:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    secret = f'<m:manifest xmlns:m="{space}"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    bomb = (
        '<table:table-row table:number-rows-repeated="40000"><table:table-cell office:value-type="float" '
        'office:value="5" table:number-columns-repeated="16000"/></table:table-row>'
    )
    return {
        "ods-with-password/report.ods": ods([["Предмет"]], more={"META-INF/manifest.xml": secret.encode()}),
        "ods-with-macros/report.ods": ods([["Предмет"]], more={"Basic/Standard/Module1.xml": b"<x/>"}),
        "ods-that-repeats-without-end/report.ods": ods_of(bomb),
        "ods-with-entities/report.ods": ods([["Предмет"]], more={"meta.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        "ods-cut-off/report.ods": ods([["Предмет"]])[:300],
        "ods-without-content/report.ods": archive_of({"mimetype": ODS_TYPE.encode(), "content.xml": b"<x/>"}),
    }


def _pages() -> dict[str, bytes]:
    def page(charset: str, more: str = "") -> str:
        meta = f'<meta charset="{charset}">' if charset else ""
        table = "<table><tr><th>Предмет<th>Средняя оценка<tr><td>Русский язык<td>4,5</table>"
        return f"<html><head>{meta}<title>Итоговые оценки</title></head><body>{more}{table}</body></html>"

    form = '<form action="/login"><input name="login"><input type="password" name="pw"></form>'
    return {
        "page-in-utf-8-that-says-cp1251/report.xls": page("windows-1251").encode(),
        "page-in-cp1251-that-says-utf-8/report.xls": page("utf-8").encode("cp1251"),
        "page-in-koi8-r-that-says-nothing/report.xls": page("").encode("koi8-r"),
        "page-that-asks-to-sign-in/report.html": page("utf-8", form).encode(),
        "page-of-tables-without-end/report.html": ("<html>" + "<table><tr><td>" * 500).encode(),
        "page-of-cells-without-end/report.html": (
            "<html><table>" + "<tr><td colspan=1000 rowspan=60000>5" * 400
        ).encode(),
    }
