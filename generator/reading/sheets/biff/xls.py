"""The bytes of an `.xls` of Excel 97 to 2003 become sheets ([MS-XLS]).

Libraries were tried: python-calamine allots a full grid for what a few bytes declare, xlrd fills rows up to column
65,535 and has had no care for years; both would need a reading of the records before them to be safe, and then little
is left to do. Only values are read: of the 200 kinds of records a dozen.
"""

from __future__ import annotations

import struct
from bisect import bisect
from typing import NamedTuple

from generator.reading.archives import Refusal
from generator.reading.sheets.biff.cells import read_cells
from generator.reading.sheets.biff.ole import OleFile
from generator.reading.sheets.biff.records import CONTINUE, Texts, records_of, short_text
from generator.reading.sheets.dates import is_date_format
from generator.reading.sheets.kinds import OLE_MAGIC
from generator.reading.sheets.sheet import (
    DAMAGED,
    ENCRYPTED,
    MACROS,
    SAVE_AGAIN,
    TOO_LARGE,
    Budget,
    RefusedError,
    Sheet,
    safe_title,
)

_OLD = Refusal("old-workbook", "this is an .xls from before Excel 97", SAVE_AGAIN)
_NO_WORKBOOK = Refusal("not-a-workbook", "this is not a workbook", SAVE_AGAIN)

_BOF, _EOF, _DATEMODE, _FILEPASS, _BOUNDSHEET, _XF, _SST, _FORMAT = 0x809, 0x0A, 0x22, 0x2F, 0x85, 0xE0, 0xFC, 0x41E
_BIFF8 = 0x600
_WORKSHEET, _MACRO_SHEET = 0, 1
_MAX_SHEETS = 500
_MAX_TEXTS = 300_000


class Book(NamedTuple):
    """What the sheets share: texts, which formats of cells (by number of the XF) are dates, where days count from."""

    texts: list[str]
    dates: frozenset[int]
    from_1904: bool
    budget: Budget


def open_xls(content: bytes, limit: int | None = None) -> list[Sheet]:
    """Return the sheets in order; with a `limit` only the first one, and only so many rows of it.

    Raises `RefusedError`.
    """
    try:
        stream = _workbook_stream(content)
        places, book = _globals(stream)
        # No sheet is read beyond the next one's beginning, so that many sheets of one place cost no more than one.
        ends = sorted({place for _, place in places} | {len(stream)})
        return [
            read_cells(stream[place : ends[bisect(ends, place)]], book, safe_title(title, number), limit)._replace(
                name=title
            )
            for number, (title, place) in enumerate(places[: None if limit is None else 1], 1)
        ]
    except (struct.error, IndexError) as error:
        raise RefusedError(DAMAGED) from error


def _workbook_stream(content: bytes) -> bytes:
    if not content.startswith(OLE_MAGIC):
        raise RefusedError(_OLD)
    file = OleFile(content)
    names = {entry.name.casefold(): entry for entry in file.entries}
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise RefusedError(ENCRYPTED)
    if any(name.startswith("_vba_project") or name == "vba" for name in names):
        raise RefusedError(MACROS)
    if "workbook" in names:
        return file.stream(names["workbook"])
    raise RefusedError(_OLD if "book" in names else _NO_WORKBOOK)


def _globals(stream: bytes) -> tuple[list[tuple[str, int]], Book]:
    """Read what stands before the sheets: their titles and places, and what they share."""
    places: list[tuple[str, int]] = []
    codes: dict[int, str] = {}
    formats: list[int] = []
    texts: list[bytes] = []
    from_1904, previous = False, -1
    for number, data in records_of(stream):
        if previous < 0:
            _check_version(number, data)
        if number == _FILEPASS:
            raise RefusedError(ENCRYPTED)
        if number == _BOUNDSHEET:
            places += _place(data)
        elif number == _FORMAT:
            index, length = struct.unpack_from("<HH", data)
            codes[index] = short_text(data, 4, length)
        elif number == _XF:
            formats.append(struct.unpack_from("<H", data, 2)[0])
        elif number == _DATEMODE:
            from_1904 = data[:1] == b"\1"
        elif number == _SST or (number == CONTINUE and previous == _SST):
            texts.append(data)
            number = _SST  # noqa: PLW2901 (a continuation of a continuation belongs to the first)
        elif number == _EOF:
            break
        previous = number
    if not places or len(places) > _MAX_SHEETS or len({place for _, place in places}) < len(places):
        raise RefusedError(DAMAGED)
    shown = {number: is_date_format(number, codes.get(number)) for number in set(formats)}
    dates = frozenset(index for index, number in enumerate(formats) if shown[number])
    return places, Book(_texts(texts), dates, from_1904, Budget())


def _check_version(number: int, data: bytes) -> None:
    if number != _BOF:
        raise RefusedError(DAMAGED)
    if struct.unpack_from("<H", data)[0] != _BIFF8:
        raise RefusedError(_OLD)


def _place(data: bytes) -> list[tuple[str, int]]:
    place, kind, length = struct.unpack_from("<IxBB", data)
    if kind == _MACRO_SHEET:
        raise RefusedError(MACROS)
    return [(short_text(data, 7, length), place)] if kind == _WORKSHEET else []


def _texts(pieces: list[bytes]) -> list[str]:
    if not pieces:
        return []
    count: int = struct.unpack_from("<I", pieces[0], 4)[0]
    found = Texts([pieces[0][8:], *pieces[1:]]).read(min(count, _MAX_TEXTS + 1))
    if len(found) > _MAX_TEXTS:
        raise RefusedError(TOO_LARGE)
    return found
