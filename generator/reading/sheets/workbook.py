"""The bytes of an `.xlsx` become sheets of plain values, or a reason why they are refused.

openpyxl in read-only mode is slower than others but keeps "no value" (None) and an empty text ("") apart, which in
Сетевой город is the difference between no lesson and a lesson without a mark. Refused before openpyxl sees them:
workbooks that are encrypted, hold macros, or break the limits of `archives`, and other things under an `.xlsx` name.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from generator.origin import Origin
from generator.reading.archives import ZIP_MAGIC, Refusal, open_archive, refuse_entries
from generator.reading.cells import column_letter

MAX_ROWS = 50_000
MAX_CELLS = 5_000_000
MAX_BYTES = 200 * 2**20

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_HTML = re.compile(rb"<(!doctype\s+html|html|table|meta|head|body)\b", re.IGNORECASE)
_PLAIN_TITLE = re.compile(r"(?:лист|sheet)? ?\d{0,3}|\d{1,2}[ -]?[А-ЯЁA-Z]", re.IGNORECASE)

_SAVE_AGAIN = "open it and save it as an Excel workbook (.xlsx)"


class Sheet(NamedTuple):
    """One sheet: rows of None, str, int, float, bool, date or datetime; rows may differ in length.

    `formulas` holds the cells (row, column; 0-based) with a formula that was never calculated.
    """

    title: str
    rows: list[tuple[Any, ...]]
    formulas: frozenset[tuple[int, int]] = frozenset()

    def origin(self, place: str, row: int, column: int | None = None) -> Origin:
        """Return the place of a 0-based row and column."""
        return Origin(place, self.title, row + 1, "" if column is None else column_letter(column))


def open_workbook(content: bytes) -> list[Sheet] | Refusal:
    """Return all sheets, in order."""
    refusal = refuse(content)
    if refusal:
        return refusal
    try:
        parts = open_archive(content)
        if isinstance(parts, Refusal):
            return parts
        sheets = list(_sheets(content, calculated=True))
        if any(re.search(rb"<f[ >/]", part) for name, part in parts.items() if "worksheets" in name):
            sheets = _with_formulas(sheets, list(_sheets(content, calculated=False)))
    except _TooLargeError:
        return Refusal("sheet-too-large", f"a sheet has more than {MAX_ROWS} rows or too many cells", "export less")
    except Exception:  # noqa: BLE001 (openpyxl and the XML parser raise what they like for damage: KeyError, ValueError…)
        return Refusal("broken-workbook", "the workbook is damaged", f"export it again, or {_SAVE_AGAIN}")
    return sheets


def head_of(content: bytes, rows: int) -> list[tuple[Any, ...]]:
    """Return the first rows of the first sheet, or nothing if it is no workbook that may be opened."""
    if refuse(content):
        return []
    try:
        return next((list(islice(sheet, rows)) for _, sheet in _open(content, calculated=True)), [])
    except Exception:  # noqa: BLE001 (as above)
        return []


def refuse(content: bytes) -> Refusal | None:
    """Say why bytes are no workbook that may be opened; None: they may be."""
    if content.startswith(_OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in content:
            hint = "open it and save it without a password"
            return Refusal("encrypted-workbook", "the workbook is protected by a password", hint)
        return Refusal("old-workbook", "this is an .xls of the old kind", _SAVE_AGAIN)
    if not content.startswith(ZIP_MAGIC):
        if _HTML.search(content[:4096]):
            hint = f"a report: {_SAVE_AGAIN}; a page that asks to sign in: export again"
            return Refusal("html-page", "this is a web page, whatever its name says", hint)
        return Refusal("not-a-workbook", "this is not a workbook", _SAVE_AGAIN)
    return _refuse_parts(content)


def _refuse_parts(content: bytes) -> Refusal | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            refusal = refuse_entries(infos)
            if refusal:
                return refusal._replace(member="")
            if sum(info.file_size for info in infos) > MAX_BYTES:
                return Refusal("archive-too-large", "the workbook unpacks to too much", "export less at once")
            names = {info.filename for info in infos}
            if any(_declares_entities(archive, info) for info in infos):
                return Refusal("broken-workbook", "the workbook declares entities", "export it again")
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, zlib.error, EOFError):
        return Refusal("broken-workbook", "the workbook is damaged", f"export it again, or {_SAVE_AGAIN}")
    return _refuse_names(names)


def _refuse_names(names: set[str]) -> Refusal | None:
    if "[Content_Types].xml" not in names:
        return Refusal("not-a-workbook", "this is not a workbook", _SAVE_AGAIN)
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        return Refusal("macros", "the workbook holds macros", f"a report has none; {_SAVE_AGAIN}")
    return None


def _declares_entities(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Say whether a part begins as no report does: a few bytes of entities can unfold to a full memory."""
    with archive.open(info) as part:
        head = part.read(2000)
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


class _TooLargeError(Exception):
    """A sheet passes a limit."""


def _open(content: bytes, *, calculated: bool) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    with warnings.catch_warnings():
        # openpyxl warns of missing styles and of extensions, which say nothing about the values.
        warnings.simplefilter("ignore")
        # Imported here: with numpy behind it, it takes longer to load than most builds take.
        import openpyxl  # noqa: PLC0415

        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=calculated)
        try:
            for number, sheet in enumerate(book.worksheets, 1):
                # The size that a sheet declares is not to be trusted: rows would be padded to it.
                sheet.reset_dimensions()
                yield _safe_title(sheet.title, number), sheet.iter_rows(values_only=True)
        finally:
            book.close()


def _sheets(content: bytes, *, calculated: bool) -> Iterator[Sheet]:
    for title, rows in _open(content, calculated=calculated):
        kept: list[tuple[Any, ...]] = []
        cells = 0
        for row in rows:
            cells += len(row)
            if len(kept) >= MAX_ROWS or cells > MAX_CELLS:
                raise _TooLargeError
            kept.append(row)
        yield Sheet(title, kept)


def _with_formulas(sheets: list[Sheet], written: list[Sheet]) -> list[Sheet]:
    """Mark the cells that hold a formula and no value."""
    return [
        sheet._replace(
            formulas=frozenset(
                (row, column)
                for row, (values, texts) in enumerate(zip(sheet.rows, formulas.rows, strict=False))
                for column, (value, text) in enumerate(zip(values, texts, strict=False))
                if value is None and text is not None
            )
        )
        for sheet, formulas in zip(sheets, written, strict=True)
    ]


def _safe_title(title: str, number: int) -> str:
    """Return a sheet's title, or its number if the title might be a person's name: places are logged."""
    return title if _PLAIN_TITLE.fullmatch(title) else str(number)
