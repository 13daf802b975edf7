"""The streams of an OLE file ([MS-CFB]), which is what an `.xls` is inside.

Chains of sectors are followed by their own counts, so that one that bites its tail is damage and not for ever.
"""

from __future__ import annotations

import struct
import sys
from array import array
from typing import NamedTuple

from generator.reading.sheets.sheet import DAMAGED, RefusedError

_LAST = 0xFFFFFFFA
"""Sector numbers from here on say "end", "free" and the like."""
_HEADER = 512
_ENTRY = 128


class Entry(NamedTuple):
    """An entry of the directory: its name, kind (1 storage, 2 stream), first sector and size in bytes."""

    name: str
    kind: int
    first: int
    size: int


class OleFile:
    """The directory and the streams. Raises `RefusedError` for damage."""

    def __init__(self, content: bytes) -> None:
        """Read the tables and the directory."""
        if len(content) < _HEADER:
            raise RefusedError(DAMAGED)
        self._content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or small_shift != 6:
            raise RefusedError(DAMAGED)
        self._sector, self._small = 1 << shift, 1 << small_shift
        directory, _, self._cutoff, small_table = struct.unpack_from("<IIII", content, 48)
        self._table = _numbers(b"".join(self._sector_at(number) for number in self._table_sectors()))
        self._small_table = _numbers(self._chain(small_table))
        self.entries = self._directory(self._chain(directory))
        root = next((entry for entry in self.entries if entry.kind == 5), None)
        self._small_stream = self._chain(root.first) if root else b""

    def stream(self, entry: Entry) -> bytes:
        """Return the bytes of a stream."""
        if entry.size >= self._cutoff:
            return self._chain(entry.first)[: entry.size]
        pieces: list[bytes] = []
        number = entry.first
        while number < _LAST and len(pieces) * self._small < entry.size:
            pieces.append(self._small_stream[number * self._small : (number + 1) * self._small])
            number = _next(self._small_table, number)
        return b"".join(pieces)[: entry.size]

    def _sector_at(self, number: int) -> bytes:
        at = (number + 1) * self._sector
        if number >= _LAST or at >= len(self._content):
            raise RefusedError(DAMAGED)
        return self._content[at : at + self._sector]

    def _table_sectors(self) -> list[int]:
        """Return the sectors of the allocation table: 109 in the header, the rest in a chain of their own."""
        most = len(self._content) // self._sector
        found = list(struct.unpack_from("<109I", self._content, 76))
        following: int = struct.unpack_from("<I", self._content, 68)[0]
        rounds = 0
        while following < _LAST and rounds <= most:
            *numbers, following = _numbers(self._sector_at(following))
            found += numbers
            rounds += 1
            if len(found) > most + 2 * len(numbers) + 109:
                raise RefusedError(DAMAGED)
        return [number for number in found if number < _LAST][: most + 1]

    def _chain(self, first: int) -> bytes:
        pieces: list[bytes] = []
        number = first
        while number < _LAST:
            if len(pieces) > len(self._table):
                raise RefusedError(DAMAGED)
            pieces.append(self._sector_at(number))
            number = _next(self._table, number)
        return b"".join(pieces)

    @staticmethod
    def _directory(content: bytes) -> tuple[Entry, ...]:
        found = []
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            first, size = struct.unpack_from("<II", content, at + 116)
            if kind:
                name = content[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
                found.append(Entry(name, kind, first, size))
        return tuple(found)


def _numbers(content: bytes) -> array[int]:
    found = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        found.byteswap()
    return found


def _next(table: array[int], number: int) -> int:
    if number >= len(table):
        raise RefusedError(DAMAGED)
    return table[number]
