"""Whether a file arrived whole, told by its bytes: every format ends in a way of its own.

A quiet time alone proves nothing, for a copy over a bad line may pause longer. What a file *says* is not asked here: a
whole file that nobody can read is a matter for the build, which names the place. The kind is told by the content,
because journals call HTML `.xls`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from enum import Enum
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

_MOST_UNPACKED = 512 * 2**20
"""Archives that unpack to more are taken as they are: reading refuses them, with better words."""
_CHUNK = 2**20
_OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_CLOSED = re.compile(rb"</[A-Za-z][\w:.-]*\s*>\s*(?:<!--.*?-->\s*)*$", re.DOTALL)


class Whole(Enum):
    """`YES`: the format shows that nothing is missing. `MAYBE`: it can't show it. `NO`: something is missing."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Verdict(NamedTuple):
    """Whether a file is whole; `reason` (for NO) is a key of the words `inbox.reasons`."""

    whole: Whole
    reason: str = ""


_YES = Verdict(Whole.YES)
_MAYBE = Verdict(Whole.MAYBE)


def judge(path: Path, digest: str) -> Verdict:
    """Judge a file. `digest` is the SHA-256 in hex that its sender wrote beside it, "" for none; it decides alone."""
    if digest:
        return _YES if sha256_of(path) == digest else Verdict(Whole.NO, "digest")
    with path.open("rb") as file:
        start = file.read(4096)
    if not start:
        return Verdict(Whole.NO, "empty")
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        is_workbook = any(part in start for part in (b"[Content_Types].xml", b"mimetype", b"xl/", b"_rels/"))
        return _YES if _archive_is_whole(path) else Verdict(Whole.NO, "cut-workbook" if is_workbook else "cut-archive")
    if start.startswith(_OLE_MAGIC):
        return _judge_ole(path)
    return _judge_text(path.read_bytes(), path.suffix.lower())


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _archive_is_whole(path: Path) -> bool:
    """Read every member up to its check sum: Windows makes a file as long as it will be before it fills it."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if min((info.header_offset for info in infos), default=0):
                return False  # what was found is the directory of an archive inside this one, whose own is missing
            if sum(info.file_size for info in infos) > _MOST_UNPACKED:
                return True
            for info in infos:
                if not info.flag_bits & 1:  # one with a password can't be read here; the directory was there
                    _read_through(archive, info)
    except NotImplementedError:
        return True  # packed in an unusual way, and with a directory at its end
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error):
        return False
    return True


def _read_through(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    with archive.open(info) as member:
        while member.read(_CHUNK):
            pass


def _judge_ole(path: Path) -> Verdict:
    """Judge an old .xls: it must have every sector that its allocation table has in use ([MS-CFB] 2.2, 2.3)."""
    cut = Verdict(Whole.NO, "cut-workbook")
    size = path.stat().st_size
    with path.open("rb") as file:
        header = file.read(512)
        if len(header) < 512:
            return cut
        sector: int = 1 << struct.unpack_from("<H", header, 30)[0]
        tables = [number for number in struct.unpack_from("<109I", header, 76) if number < 0xFFFFFFFA]
        if sector not in {512, 4096} or not tables:
            return cut
        last = 0
        for position, number in enumerate(tables):
            file.seek((number + 1) * sector)
            table = file.read(sector)
            if len(table) < sector:
                return cut
            entries = struct.unpack(f"<{sector // 4}I", table)
            used = [index for index, entry in enumerate(entries) if entry != 0xFFFFFFFF]
            last = max(last, position * (sector // 4) + used[-1] if used else 0)
    if size >= (last + 2) * sector:
        return _YES
    # Some programs leave out what follows the content of the last sector.
    return _MAYBE if size > (last + 1) * sector else cut


def _judge_text(content: bytes, suffix: str) -> Verdict:
    text = content.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        return Verdict(Whole.NO, "empty")
    if text.startswith((b"{", b"[")) or suffix == ".json":
        return _judge_json(content)
    if text.startswith(b"<"):
        return _judge_markup(text, is_xml=text.startswith(b"<?xml") or suffix == ".xml")
    if suffix in {".csv", ".tsv", ".txt"}:
        return _judge_rows(content)
    return _MAYBE


def _judge_json(content: bytes) -> Verdict:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return Verdict(Whole.NO, "cut-json")
    return _YES


def _judge_markup(text: bytes, *, is_xml: bool) -> Verdict:
    if is_xml:
        try:
            expat.ParserCreate().Parse(text, True)  # noqa: FBT003 (the library takes it by place only)
        except (expat.ExpatError, ValueError, LookupError):
            return Verdict(Whole.NO, "cut-xml")
        return _YES
    if b"<html" in text[:4096].lower():
        return _YES if text.lower().endswith(b"</html>") else Verdict(Whole.NO, "cut-page")
    # A table alone, as some journals give it: its own end may be any.
    return _MAYBE if _CLOSED.search(text[-4096:]) else Verdict(Whole.NO, "cut-page")


def _judge_rows(content: bytes) -> Verdict:
    """Judge a table of rows: it must end with a line break outside quotes; without one its last cell may be cut."""
    text = _decoded(content)
    cut = Verdict(Whole.NO, "cut-rows")
    if "\0" in text or text.count('"') % 2:
        return cut
    if text.endswith(("\n", "\r")):
        return _YES
    lines = text.splitlines()
    delimiter = max(";,\t", key=lines[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return _MAYBE if len(rows) > 1 and len(rows[-1]) == len(rows[0]) else cut


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")
