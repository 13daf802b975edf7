"""The records of a BIFF8 workbook ([MS-XLS] 2.1.4): a number, a length, bytes; and texts that run over several."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from generator.reading.sheets.sheet import DAMAGED, RefusedError

CONTINUE = 0x3C


def records_of(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of each record."""
    position, end = 0, len(stream) - 4
    while position <= end:
        number, length = struct.unpack_from("<HH", stream, position)
        position += 4
        if position + length > len(stream):
            raise RefusedError(DAMAGED)
        yield number, stream[position : position + length]
        position += length


def short_text(content: bytes, position: int, length: int) -> str:
    """Return a text within one record: its flags stand at the position, then `length` characters."""
    wide = content[position] & 1
    start = position + 1
    if wide:
        return content[start : start + 2 * length].decode("utf-16-le", "replace")
    return content[start : start + length].decode("latin-1")


class Texts:
    """Reads texts one after the other from a record and its continuations ([MS-XLS] 2.5.293).

    Within the letters of a text each continuation begins with a byte that says again how wide they are.
    """

    def __init__(self, pieces: list[bytes]) -> None:
        """Begin with the first of the records."""
        self._pieces = pieces
        self._index = self._at = 0

    def read(self, count: int) -> list[str]:
        """Return `count` texts, or those that are there."""
        found: list[str] = []
        while len(found) < count and not self._is_at_end():
            found.append(self._text())
        return found

    def _is_at_end(self) -> bool:
        while self._index < len(self._pieces) and self._at >= len(self._pieces[self._index]):
            self._index += 1
            self._at = 0
        return self._index >= len(self._pieces)

    def _text(self) -> str:
        piece, at = self._pieces[self._index], self._at
        if len(piece) - at >= 3 and piece[at + 2] < 2:
            # The common case: a plain text that ends in this record.
            end = at + 3 + (int.from_bytes(piece[at : at + 2], "little") << piece[at + 2])
            if end <= len(piece):
                self._at = end
                return piece[at + 3 : end].decode("utf-16-le" if piece[at + 2] else "latin-1", "replace")
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        more = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        text = self._letters(length, flags & 1)
        self._take(4 * runs)
        self._take(more)
        return text

    def _letters(self, length: int, wide: int) -> str:
        text = ""
        while True:
            piece = self._pieces[self._index]
            size = 2 if wide else 1
            count = min(length, (len(piece) - self._at) // size)
            letters = piece[self._at : self._at + count * size]
            text += letters.decode("utf-16-le", "replace") if wide else letters.decode("latin-1")
            self._at += count * size
            length -= count
            if not length:
                return text
            self._index += 1
            if self._index >= len(self._pieces) or not self._pieces[self._index]:
                raise RefusedError(DAMAGED)
            wide = self._pieces[self._index][0] & 1
            self._at = 1

    def _take(self, count: int) -> bytes:
        taken: list[bytes] = []
        while count:
            if self._is_at_end():
                raise RefusedError(DAMAGED)
            piece = self._pieces[self._index][self._at : self._at + count]
            self._at += len(piece)
            count -= len(piece)
            taken.append(piece)
        return b"".join(taken)
