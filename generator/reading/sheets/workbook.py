"""The bytes of a spreadsheet become sheets of plain values, whatever program wrote it and whatever its name says."""

from __future__ import annotations

from typing import Any

from generator.reading.archives import Refusal
from generator.reading.sheets.biff.xls import open_xls
from generator.reading.sheets.kinds import OLE_MAGIC, kind_of
from generator.reading.sheets.pages.html import html_tables
from generator.reading.sheets.sheet import DAMAGED, ENCRYPTED, MAX_ROWS, SAVE_AGAIN, RefusedError, Sheet
from generator.reading.sheets.zipped.ods import open_ods
from generator.reading.sheets.zipped.parts import open_parts
from generator.reading.sheets.zipped.xlsx import open_xlsx

__all__ = ["Sheet", "head_of", "open_sheets", "open_workbook", "refuse"]

_NO_WORKBOOK = Refusal("not-a-workbook", "this is not a workbook", SAVE_AGAIN)
_NO_TABLE = Refusal("html-page", "this is a web page without a table", "export the report again")


def open_sheets(content: bytes) -> list[Sheet] | Refusal:
    """Return all sheets in order: of an XLSX, XLS or ODS workbook, or the tables of a web page, titled by number.

    For the spans, headers and texts of a page use `html.html_tables`, for text `grid.text_grid`.
    """
    return _open(content, None)


open_workbook = open_sheets
"""The name that readers of workbooks know."""


def head_of(content: bytes, rows: int) -> list[tuple[Any, ...]]:
    """Return the first rows of the first sheet, or nothing if it is none that may be opened."""
    sheets = _open(content, rows)
    return [] if isinstance(sheets, Refusal) or not sheets else sheets[0].rows[:rows]


def refuse(content: bytes) -> Refusal | None:
    """Say why bytes are no spreadsheet that is read; None: they are one. This reads all of it."""
    sheets = open_sheets(content)
    return sheets if isinstance(sheets, Refusal) else None


def _open(content: bytes, limit: int | None) -> list[Sheet] | Refusal:
    try:
        return _read(content, limit)
    except RefusedError as error:
        return error.refusal
    except Exception:  # noqa: BLE001 (the last resort: damage that nobody thought of must not end a run)
        return DAMAGED


def _read(content: bytes, limit: int | None) -> list[Sheet]:
    kind = kind_of(content)
    if kind == "xlsx":
        if content.startswith(OLE_MAGIC):
            raise RefusedError(ENCRYPTED)
        return open_xlsx(content, limit)
    if kind == "xls":
        return open_xls(content, limit)
    if kind == "ods":
        return open_ods(content, limit)
    if kind == "html":
        page = html_tables(content, rows=MAX_ROWS if limit is None else limit)
        if isinstance(page, Refusal):
            raise RefusedError(page)
        if not page.tables:
            raise RefusedError(_NO_TABLE)
        return [table.sheet(str(number)) for number, table in enumerate(page.tables, 1)]
    if content.startswith(b"PK"):
        # An archive of something else, or a damaged one: opening it says which.
        with open_parts(content):
            raise RefusedError(_NO_WORKBOOK)
    raise RefusedError(_NO_WORKBOOK)
