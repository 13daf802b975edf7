"""A workbook of one sheet, written by hand so that it has the same bytes on every machine: nothing is compressed, no
time stands in it. Strings are shared, as in the workbooks of Сетевой город; an empty string is a cell, None is none.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

GENERAL, TWO_DIGITS, TEXT, HEADING = range(4)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def letter(column: int) -> str:
    """Return a column's name: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass
class Sheet:
    """Cells by (row, column) from 1, merged ranges, widths by column, drop-down lists by column."""

    title: str
    cells: dict[tuple[int, int], tuple[str | int | float, int]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)
    text_columns: int = 0

    def put(self, row: int, column: int, value: str | float, style: int = GENERAL) -> None:
        """Set a cell."""
        self.cells[row, column] = (value, style)

    def merge(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Merge the cells from `first` to `last`; a single cell stays as it is."""
        if first != last:
            self.merged.append(f"{letter(first[1])}{first[0]}:{letter(last[1])}{last[0]}")


def workbook(sheet: Sheet) -> bytes:
    """Return the bytes of an .xlsx file."""
    strings: dict[str, int] = {}
    body = _sheet(sheet, strings)
    shared = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/></Types>',
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{escape(sheet.title)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": body,
    }
    return _archive(parts)


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _sheet(sheet: Sheet, strings: dict[str, int]) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), (value, style) in sorted(sheet.cells.items()):
        place = f'<c r="{letter(column)}{row}"' + (f' s="{style}"' if style else "")
        if isinstance(value, str):
            cell = f'{place} t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
        else:
            cell = f"{place}><v>{value!r}</v></c>"
        rows.setdefault(row, []).append(cell)
    data = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows.items())
    last = max(row for row, _ in sheet.cells), max(column for _, column in sheet.cells)
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{letter(last[1])}{last[0]}"/>{_view(sheet)}'
        f"{_columns(sheet)}<sheetData>{data}</sheetData>{_merged(sheet)}{_choices(sheet)}</worksheet>"
    )


def _view(sheet: Sheet) -> str:
    if not sheet.text_columns:
        return ""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'


def _columns(sheet: Sheet) -> str:
    style = f' style="{TEXT}"' if sheet.text_columns else ""
    lines = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"{style}/>'
        for column, width in sorted(sheet.widths.items())
    )
    return f"<cols>{lines}</cols>" if lines else ""


def _merged(sheet: Sheet) -> str:
    lines = "".join(f'<mergeCell ref="{place}"/>' for place in sheet.merged)
    return f'<mergeCells count="{len(sheet.merged)}">{lines}</mergeCells>' if lines else ""


def _choices(sheet: Sheet) -> str:
    lines = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{letter(column)}2:{letter(column)}2000">'
        f'<formula1>"{escape(",".join(words))}"</formula1></dataValidation>'
        for column, words in sorted(sheet.choices.items())
    )
    return f'<dataValidations count="{len(sheet.choices)}">{lines}</dataValidations>' if lines else ""


def _archive(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 11, 19, 18, 30, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return out.getvalue()
