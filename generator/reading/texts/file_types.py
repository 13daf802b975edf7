"""What kind of file some bytes are, by what stands in them; a name says nothing.

Known are pictures (PNG, JPEG, GIF, WebP) with their size in pixels, PDF, documents of the office programs without
macros, and plain text. SVG and HTML are not: both may hold a script.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import NamedTuple

TEXT = "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OFFICE_PARTS = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)(?=PK)")
_OPEN_DOCUMENT_AT = 38
_MOST_PIXELS = 20_000
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# the markers of a JPEG that begin a frame and tell its size: C0 to CF but for C4, C8 and CC
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class FileType(NamedTuple):
    """A media type, and of a picture its width and height in pixels."""

    type: str
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        """Say whether a page can show it."""
        return self.type.startswith("image/")


def file_type(content: bytes) -> FileType | None:
    """Return what these bytes are, None when they are nothing known or a picture without a sensible size."""
    picture = _picture(content)
    if picture is not None:
        return picture if min(picture[1:]) > 0 and max(picture[1:]) <= _MOST_PIXELS else None
    if content.startswith(b"%PDF-"):
        return FileType("application/pdf")
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return _text(content)


def _picture(content: bytes) -> FileType | None:
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return FileType("image/png", *struct.unpack_from(">II", content, 16))
        if content.startswith((b"GIF87a", b"GIF89a")):
            return FileType("image/gif", *struct.unpack_from("<HH", content, 6))
        if content.startswith(b"\xff\xd8\xff"):
            return FileType("image/jpeg", *_jpeg_size(content))
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return FileType("image/webp", *_webp_size(content))
    except struct.error:
        return FileType("image/png")
    return None


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Return width and height from the first frame header (ITU-T T.81, B.2.2)."""
    place = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", content, place)
        if mark != 0xFF:
            return 0, 0
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return width, height
        place += 1 if kind == 0xFF else 2 + length


def _webp_size(content: bytes) -> tuple[int, int]:
    """Return width and height from the first chunk (RFC 9649, 2.5 to 2.7)."""
    kind = content[12:16]
    if kind == b"VP8X":
        low, high, low2, high2 = struct.unpack_from("<HBHB", content, 24)
        return (low | high << 16) + 1, (low2 | high2 << 16) + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0


def _document(content: bytes) -> FileType | None:
    found = _OPEN_DOCUMENT.match(content, _OPEN_DOCUMENT_AT)
    if content[30:_OPEN_DOCUMENT_AT] == b"mimetype" and found:
        return FileType(found[0].decode("ascii"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.lower().endswith(".bin") and "vba" in name.lower() for name in names):
        return None
    return next((FileType(kind) for part, kind in _OFFICE_PARTS.items() if part in names), None)


def _text(content: bytes) -> FileType | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    # what begins with a tag is SVG, HTML or XML, whatever its name
    if not text.strip() or text.lstrip().startswith("<") or _NO_TEXT.search(text):
        return None
    return FileType(TEXT)
