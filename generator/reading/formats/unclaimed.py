"""Why no reader claims an export, and what its owner can do: told by what its files look like, whatever their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.formats.tables.columns import TABLES
from generator.reading.formats.tables.header import field_of
from generator.reading.formats.tables.names import table_of
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.payloads.refused import empty_file, is_empty, why_no_answer
from generator.reading.payloads.shapes import shape_of
from generator.reading.reader import Export, Reader
from generator.reading.sheets.kinds import kind_of
from generator.reading.sheets.text import TextFault, peek, rows_of
from generator.reading.sheets.workbook import head_of, refuse

_HEAD_ROWS = 15
_ENOUGH = 2
"""So many headers of a table of our own make a table one of them: a single word stands in many tables."""
_OF_NO_JOURNAL = "docs/reference/journals.md says which exports are read"
_FOR_PEOPLE = f"{_OF_NO_JOURNAL}; a file for people belongs elsewhere"
_NO_MAPPING = f"{_OF_NO_JOURNAL}; a table of your own needs a mapping file: docs/how-to/own-spreadsheets.md"


def why_unclaimed(export: Export, asked: Sequence[Reader]) -> ReadError:
    """Return what keeps an export from being read by one of the readers that were asked.

    Often the bytes are no report at all. Else the hint goes by the first file that looks like a table.
    """
    hints = []
    for member, content in export.members.items():
        fault = _fault(
            export.place_of(member), member, content, is_table=any(r.name == TablesReader.name for r in asked)
        )
        if fault:
            return fault
        hints.append(_hint(content))
    hint = next((hint for hint in hints if hint != _FOR_PEOPLE), _FOR_PEOPLE)
    message = f"this is no export of {asked[0].name}" if len(asked) == 1 else "this is of no format that is read"
    return ReadError("unknown-format", message, origin=Origin(export.name), hint=hint)


def _fault(place: str, member: str, content: bytes, *, is_table: bool) -> ReadError | None:
    """Return what is wrong with a file by itself, None when it is whole."""
    if is_empty(content):
        return empty_file(Origin(place))
    refusal = refuse(content)
    if refusal and refusal.slug != "not-a-workbook":
        return ReadError(refusal.slug, refusal.message, origin=Origin(place), hint=refusal.hint)
    if table_of(member) and is_table:
        hint = "the first line must be headers as in docs/reference/own-tables.md, in UTF-8 or windows-1251"
        message = "the name is that of a table, but the first line has none of its headers"
        return ReadError("no-header", message, origin=Origin(place), hint=hint)
    return why_no_answer(place, content) if shape_of(content).start else None


def _hint(content: bytes) -> str:
    if shape_of(content).start:
        return _OF_NO_JOURNAL
    is_text = kind_of(content) == "text"
    rows = [row for row in (_text_rows if is_text else _sheet_rows)(content) if any(cell.strip() for cell in row)]
    if not rows:
        return _FOR_PEOPLE
    table = own_table(rows[0])
    if table and is_text:
        return f"this looks like our table {table}: begin the file's name with «{table}», as {table}.csv"
    if table:
        return (
            f"this looks like our table {table}: save it as CSV (UTF-8), {table}.csv; see docs/reference/own-tables.md"
        )
    return _FOR_PEOPLE if is_text and not _is_even(rows) else _NO_MAPPING


def _is_even(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether most lines of a text have equally many columns: a letter has commas too, but here and there."""
    width, times = Counter(map(len, rows)).most_common(1)[0]
    return width > 1 and times > 1 and times * 2 > len(rows)


def own_table(header: Sequence[str]) -> str:
    """Return which table of our own has most of these headers and all that it needs, "" for none."""
    titles = [title for title in header if title.strip()]
    found: dict[str, int] = {}
    for name, table in TABLES.items():
        fields = {field_of(table, title) for title in titles} - {""}
        if len(fields) >= _ENOUGH and all(column.field in fields for column in table.columns if column.required):
            found[name] = len(fields)
    return max(found, key=lambda name: found[name], default="")


def _sheet_rows(content: bytes) -> list[list[str]]:
    return [[str(cell or "") for cell in row] for row in head_of(content, _HEAD_ROWS)]


def _text_rows(content: bytes) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in rows_of(peek(content)):
        if isinstance(row, TextFault) or len(rows) == _HEAD_ROWS:
            break
        rows.append(row[1])
    return rows
