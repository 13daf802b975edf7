"""What kind of spreadsheet bytes are, whatever their name says."""

from __future__ import annotations

import codecs
import io
import re
import zipfile

from generator.reading.archives import ZIP_MAGIC

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

_BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
"""How workbooks of Excel 2 to 5 begin that are in no OLE file; old scripts on web servers still write them."""

_HTML = re.compile(r"<(!doctype\s+html|html|table|meta|head|body)\b", re.IGNORECASE)
_HEAD = 4096
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(content: bytes) -> str:
    """Return "xlsx", "xls", "ods", "html", "text" or "" (nothing of these), by the bytes alone.

    A workbook that is encrypted, damaged or hostile has a kind all the same; opening it says what is wrong.
    """
    if content.startswith(OLE_MAGIC):
        return "xlsx" if "EncryptedPackage".encode("utf-16-le") in content else "xls"
    if content.startswith(_BARE_BIFF):
        return "xls"
    if content.startswith((ZIP_MAGIC, b"PK\x05\x06")):
        return _zip_kind(content)
    head = content[:_HEAD]
    text = head[: len(head) // 2 * 2].decode("utf-16", "replace") if head.startswith(_UTF16) else head.decode("latin-1")
    if _HTML.search(text):
        return "html"
    return "text" if text.strip() and "\0" not in text else ""


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except Exception:  # noqa: BLE001 (zipfile raises what it likes for damage; the first header may still tell)
        return _kind_of_damaged(content)
    if "mimetype" in names:
        return "ods" if ODS_TYPE in content[:200] or "content.xml" in names else ""
    return "xlsx" if "[Content_Types].xml" in names else ""


def _kind_of_damaged(content: bytes) -> str:
    head = content[:_HEAD]
    if head[30:].startswith(b"mimetype"):
        return "ods" if ODS_TYPE in head else ""
    return "xlsx" if b"[Content_Types].xml" in head or b"xl/" in head or b"_rels/" in head else ""
