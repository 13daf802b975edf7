"""The tables in an export's files: sheets of workbooks, text files. What has none, such as JSON, has records only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.reading.archives import Refusal
from generator.reading.reader import Export
from generator.reading.sheets.text import TextFault, decode, rows_of
from generator.reading.sheets.workbook import open_workbook


class Source(NamedTuple):
    """A table: the place and title that origins have, and its cells with a value (0-based); "" is an empty text."""

    place: str
    title: str
    cells: dict[tuple[int, int], Any]


def tables_of(export: Export) -> Iterator[Source]:
    """Yield every table, in order."""
    for member, content in export.members.items():
        place = export.place_of(member)
        sheets = open_workbook(content)
        if not isinstance(sheets, Refusal):
            for sheet in sheets:
                yield Source(place, sheet.title, _filled(enumerate(sheet.rows)))
        elif not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[", b"<")):
            text = decode(content)
            if isinstance(text, str) and "\n" in text:
                yield Source(place, "", _filled(_rows(text)))


def _rows(text: str) -> Iterator[tuple[int, list[str | None]]]:
    for numbered in rows_of(text):
        if isinstance(numbered, TextFault):
            return
        # a text file can't tell an empty text from no value
        yield numbered[0] - 1, [value or None for value in numbered[1]]


def _filled(rows: Any) -> dict[tuple[int, int], Any]:
    return {(row, column): value for row, values in rows for column, value in enumerate(values) if value is not None}
