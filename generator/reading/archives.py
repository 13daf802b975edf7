"""Zip archives from outside: opened only within limits, so that a small hostile file cannot fill memory or escape.

An `.xlsx` is a zip too: `sheets.workbook` checks workbooks with the same limits before any library sees them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

MAX_ENTRIES = 2_000
MAX_TOTAL = 256 * 2**20
"""Bytes of an export, unpacked. Reading may take 20 times as much and 100 MB: of this 5 GB, which a school's computer
has at its worst. An honest export takes 3 to 10 times its size, and a year's marks of a school of 1,000 are 170 MB.
"""
MAX_RATIO = 200
RATIO_FROM = 2**20
"""Below 1 MiB a high ratio does no harm: a sheet of empty cells reaches it honestly."""

ZIP_MAGIC = b"PK\x03\x04"
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
    struct.error,
)
"""What zipfile raises for damage, by trial: also RuntimeError for unknown flags and ValueError for bad names."""

_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800
_END = b"PK\x05\x06"
_MAX_DIRECTORY = MAX_ENTRIES * 600
"""Bytes of the archive's directory: 46 for an entry and its name, on average far below this."""


class Refusal(NamedTuple):
    """Why bytes are not read: the parts of an error without its place; `member` names the entry at fault,
    `line` the line of a text.
    """

    slug: str
    message: str
    hint: str
    member: str = ""
    line: int = 0


TOO_MANY = Refusal(
    "archive-too-many-files",
    f"the archive has more than {MAX_ENTRIES} files",
    "export less at once, or pack fewer files",
)


def open_archive(content: bytes) -> Mapping[str, bytes] | Refusal:
    """Return the files of a zip by name (with `/`, folders left out), in the archive's order, or why it is refused."""
    refusal = check_directory(content)
    if refusal:
        return refusal
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            refusal = refuse_entries(infos)
            if refusal:
                return refusal
            return {name_of(info): archive.read(info) for info in infos}
    except DAMAGE:
        return Refusal("broken-archive", "the archive is damaged", "export it again, or copy it again")


def name_of(info: zipfile.ZipInfo) -> str:
    """Return an entry's name with `/`; Explorer writes Russian names in cp866 without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG and not name.isascii():
        name = name.encode("cp437", "replace").decode("cp866")
    return name.replace("\\", "/")


def check_directory(content: bytes) -> Refusal | None:
    """Refuse an archive by what its end says of its directory, before zipfile makes an object of every entry."""
    end = content.rfind(_END, max(0, len(content) - 2**16 - 22))
    if end < 0 or len(content) < end + 22:
        return None
    count, size = struct.unpack_from("<HI", content, end + 10)
    # 0xffff and 0xffffffff send to a larger field elsewhere, which only archives of that many need.
    return TOO_MANY if count > MAX_ENTRIES or size > _MAX_DIRECTORY else None


def refuse_entries(infos: list[zipfile.ZipInfo]) -> Refusal | None:
    """Say why an archive with these entries is not opened; None: it may be."""
    if len(infos) > MAX_ENTRIES:
        return TOO_MANY
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        limit = MAX_TOTAL // 2**20
        return Refusal("archive-too-large", f"the archive unpacks to more than {limit} MiB", "export less at once")
    seen: set[str] = set()
    for info in infos:
        refusal = _refuse_entry(info, seen)
        if refusal:
            return refusal
    return None


def _refuse_entry(info: zipfile.ZipInfo, seen: set[str]) -> Refusal | None:
    name = name_of(info)
    # Windows and macOS take names for equal that differ only in case.
    if name.casefold() in seen:
        return Refusal("same-name", "the archive holds two files of one name", "pack it again", name)
    seen.add(name.casefold())
    if name.startswith("/") or ":" in name or ".." in name.split("/") or "\0" in name:
        return Refusal("bad-name", "a name in the archive leads outside it", "pack it again, by yourself")
    if info.flag_bits & _ENCRYPTED_FLAG:
        return Refusal("encrypted-archive", "the archive has a password", "unpack it here, or pack it without", name)
    if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        message = f"an entry unpacks to more than {MAX_RATIO} times its size"
        return Refusal("archive-bomb", message, "this is how harmful files look; export again", name)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return Refusal("broken-archive", "the archive is packed in an unusual way", "pack it as an ordinary zip", name)
    return None
