"""The bytes of a CSV file become rows: encoding, separator, quotes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PEEK = 4096
_SEPARATORS = ";\t,"
_CYRILLIC_IN_UTF8 = re.compile(rb"[\xd0\xd1][\x80-\xbf]")
_HIGH = bytes(range(0x80, 0x100))


class TextFault(NamedTuple):
    """Why text cannot be read any further."""

    slug: str
    message: str
    line: int = 0
    hint: str = ""


def decode(content: bytes) -> str | TextFault:
    """Decode UTF-8 with or without a BOM, UTF-16 with one (Excel's "Unicode text"), or else windows-1251.

    UTF-8 with a damaged byte is a fault, not windows-1251: it would turn every name into nonsense.
    """
    if content.startswith(_UTF16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            return TextFault("bad-encoding", "the file is damaged UTF-16", hint="save it as CSV in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        high = len(content) - len(content.translate(None, _HIGH))
        cyrillic = sum(1 for _ in _CYRILLIC_IN_UTF8.finditer(content))  # a list of them would be larger than the file
        if cyrillic * 2 > high * 0.8:
            line = content.count(b"\n", 0, error.start) + 1
            return TextFault("bad-encoding", "a damaged letter in UTF-8 text", line, "save it as CSV in UTF-8 again")
        text = content.decode("cp1251", "replace")
    if "\0" in text or "\ufffd" in text:
        at = min(position for position in (text.find("\0"), text.find("\ufffd")) if position >= 0)
        line = text.count("\n", 0, at) + 1
        return TextFault("bad-encoding", "a character that no text has", line, "save it as CSV in UTF-8")
    return text


def peek(content: bytes) -> str:
    """Return the beginning of a file as text, whatever is wrong with it: enough to look for a header."""
    head = content[:_PEEK]
    if head.startswith(_UTF16):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    # Cut at a line end, so that no letter is cut in two.
    head = head[: head.rfind(b"\n") + 1] or head
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return head.decode("cp1251", "ignore") if b"\xd0" not in head[:200] else head.decode("utf-8-sig", "ignore")


def separator_of(text: str) -> str:
    """Return the separator that occurs most in the first line outside quotes."""
    line = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(_SEPARATORS, key=line.count)


def rows_of(text: str, separator: str = "") -> Iterator[tuple[int, list[str]] | TextFault]:
    """Yield the rows with the line each begins on (an empty line is an empty row); a broken quote ends the file.

    Without a `separator` the first line tells it.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or separator_of(text), strict=True)
    # Without quotes every line is a row, and counting them needs no Python at all.
    plain = '"' not in text and "\r" not in text.replace("\r\n", "") and not _has_long_line(text)
    return enumerate(reader, 1) if plain else _quoted_rows(reader)


def _has_long_line(text: str) -> bool:
    """Say whether a cell may be longer than the csv module takes."""
    step = csv.field_size_limit() // 2
    return any(text.find("\n", at, at + step) < 0 for at in range(0, len(text) - step, step))


def _quoted_rows(reader: CsvReader) -> Iterator[tuple[int, list[str]] | TextFault]:
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        yield TextFault("broken-quotes", "quotes that don't close, or text behind them", line, 'write " inside as ""')


class SmallTable(NamedTuple):
    """The rows of a small CSV file of the school's own, with their lines; `bad_line` (0: none) is no row of a table."""

    rows: list[tuple[int, list[str]]]
    separator: str
    bad_line: int = 0


def small_table(content: bytes) -> SmallTable:
    """Read a file in UTF-8 or windows-1251, with the separator that its first line has; cells without spaces around."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return SmallTable([(rows.line_num, [cell.strip() for cell in row]) for row in rows], separator)
    except csv.Error:
        return SmallTable([], separator, rows.line_num)
