"""Packing what every page carries: raw DEFLATE, written in printable characters that HTML leaves alone.

Two of 91 characters carry 13 bits, so the text is 8 % shorter than Base64. `generator/sealing/loader.js` reads it.
Zopfli deflates 4 % harder than zlib and takes half a second for it (fifteen rounds cost little more than one), so what
it made is kept.
"""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import zopfli.zlib

ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in "&<>")


def pack(text: str, kept: Path | None = None) -> tuple[str, int]:
    """Return the packed text and the number of bytes it stands for; `kept`: a folder for what was packed before."""
    content = text.encode()
    file = kept / f"packed-{hashlib.sha256(content).hexdigest()}" if kept else None
    packed = file.read_bytes() if file and file.is_file() else b""
    if not packed:
        packed = _deflate(content)
        if file:
            file.write_bytes(packed)
    return _printable(packed), len(packed)


def _deflate(content: bytes) -> bytes:
    """Return raw DEFLATE: what zopfli writes (RFC 1950), without its head of two bytes and checksum of four."""
    return bytes(zopfli.zlib.compress(content, numiterations=15)[2:-4])


def _printable(content: bytes) -> str:
    number = int.from_bytes(content, "little")
    groups = -(-len(content) * 8 // 13)
    return "".join(
        ALPHABET[value // 91] + ALPHABET[value % 91] for value in ((number >> 13 * n) & 8191 for n in range(groups))
    )


def unpack(text: str, size: int) -> str:
    """Return what was packed into `text`, which stands for `size` bytes."""
    pairs = zip(text[::2], text[1::2], strict=True)
    number = sum((ALPHABET.index(a) * 91 + ALPHABET.index(b)) << 13 * n for n, (a, b) in enumerate(pairs))
    return zlib.decompress(number.to_bytes(size, "little"), -15).decode()
