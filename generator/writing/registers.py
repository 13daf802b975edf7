"""Registers as files for office programs: CSV and XLSX, every cell a text.

A cell never becomes a formula: what a family or a journal wrote stands in registers, and a text that begins with `=`
would be run by the office program that opens it («CSV injection»).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import openpyxl
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_STARTS_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With the full-width forms, which office programs of some languages take for the plain ones."""

_NUMBER = re.compile(r"-\d{1,12}(,\d{1,4})?")
"""A number below 0 begins with a sign and computes nothing."""

_NARROWEST, _WIDEST = 6, 48
_TITLE_LENGTH = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A register to be shown: `name` is its key and the name of its file, `columns` are keys as well.

    `title` and `headings` are the same for people. All rows are as long as `columns`; days are `2026-11-19`, times
    `2026-11-19 15:04`, so that texts sort as times do.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


def registers_csv(table: RegisterTable) -> bytes:
    """Return a register as CSV the way a Russian Excel opens it by a double click: UTF-8 with a mark, semicolons.

    A text that would be a formula gets an apostrophe before it: a CSV can't say that a cell is a text.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.headings)
    writer.writerows([_harmless(_clean(text)) for text in row] for row in table.rows)
    return made.getvalue().encode("utf-8-sig")


def registers_xlsx(tables: Iterable[RegisterTable]) -> bytes:
    """Return registers as a workbook with a sheet for each (at least one): texts, the first row frozen, A4 across."""
    workbook = openpyxl.Workbook()
    for sheet in workbook.worksheets:
        workbook.remove(sheet)
    for table in tables:
        _fill(workbook.create_sheet(sheet_title(table.title)), table)
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def sheet_title(title: str) -> str:
    """Return a title that a sheet may have: at most 31 signs, none of brackets, colon, asterisk, slashes and `?`."""
    return title.translate(_NOT_IN_TITLES)[:_TITLE_LENGTH].strip()


def _fill(sheet: Worksheet, table: RegisterTable) -> None:
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for column, heading in enumerate(table.headings, start=1):
        cell = _text_cell(sheet, 1, column, heading)
        cell.font, cell.alignment = bold, wrapped
    for line, row in enumerate(table.rows, start=2):
        for column, text in enumerate(row, start=1):
            if text:
                _text_cell(sheet, line, column, text)
    for column, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _text_cell(sheet: Worksheet, line: int, column: int, text: str) -> Cell:
    cell = sheet.cell(line, column)
    assert isinstance(cell, Cell)  # noqa: S101  there are no merged cells here
    cell.value = _clean(text)
    cell.data_type = "s"  # else the library makes a formula of «=…»
    if _is_formula(text):
        cell.quotePrefix = True  # nor does the office program when somebody edits the cell
    return cell


def _widths(table: RegisterTable) -> Sequence[int]:
    columns = zip(table.headings, *table.rows, strict=True)
    return [min(max(_NARROWEST, *(len(text) for text in column)) + 2, _WIDEST) for column in columns]


def _harmless(text: str) -> str:
    return f"'{text}" if _is_formula(text) and not _NUMBER.fullmatch(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip().startswith(_STARTS_FORMULA)


def _clean(text: str) -> str:
    """Return a text on one line without signs that a workbook may not hold."""
    return " ".join(ILLEGAL_CHARACTERS_RE.sub(" ", text).split())
