"""Rows of the families file as the spreadsheet or the CSV file has them, before anything is understood."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from generator.errors import ReadError
from generator.origin import Origin

MAX_SHEET_BYTES = 200_000_000
"""What a spreadsheet may unpack to; a real one is below a hundredth of it."""

Line = tuple[int, Sequence[object]]
"""A row of a table: its 1-based number and its cells."""


def read_lines(name: str, content: bytes) -> tuple[str, Iterator[Line]]:
    """Return the sheet's name ("" for CSV) and the rows, by the content and not by the extension.

    Raises `ReadError` for what is neither.
    """
    if content.startswith(b"PK\x03\x04"):
        return _read_sheet(name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "save it as .xlsx without a password"
        raise ReadError("unreadable-table", "this is an old .xls, or locked by a password", origin=Origin(name),
                        hint=hint)  # fmt: skip
    return "", _read_csv(name, content)


def _read_sheet(name: str, content: bytes) -> tuple[str, Iterator[Line]]:
    # Imported here: start-up must not pay for a spreadsheet library, and a families.csv never needs one.
    import zipfile  # noqa: PLC0415

    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415

    hint = "open it in a spreadsheet program and save it anew as .xlsx"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > MAX_SHEET_BYTES:
            raise ReadError("unreadable-table", "the spreadsheet unpacks to an absurd size", origin=Origin(name))
        workbook = load_workbook(io.BytesIO(content))
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError) as error:
        raise ReadError("unreadable-table", "the spreadsheet can't be opened", origin=Origin(name),
                        hint=hint) from error  # fmt: skip
    return sheet.name, iter(list(enumerate(rows, start=1)))


def _read_csv(name: str, content: bytes) -> Iterator[Line]:
    text = _decode(name, content)
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") >= heading.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    start = 1
    try:
        for row in reader:
            lines.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        hint = "a quotation mark inside a cell is written twice, and a quoted cell ends with one"
        raise ReadError("unreadable-table", "the quotation marks of this row don't match",
                        origin=Origin(name, line=start), hint=hint) from error  # fmt: skip
    return iter(lines)


def _decode(name: str, content: bytes) -> str:
    try:
        if b"\0" not in content:
            try:
                return content.decode("utf-8-sig")
            except UnicodeDecodeError:
                return content.decode("cp1251")
    except UnicodeDecodeError:
        pass
    hint = "save it as «CSV UTF-8», or as .xlsx"
    raise ReadError("bad-encoding", "the text is neither UTF-8 nor Windows-1251", origin=Origin(name), hint=hint)
