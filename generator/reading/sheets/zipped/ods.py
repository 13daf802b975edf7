"""The bytes of an `.ods` become sheets, or a reason why they are refused ([ODF] 1.3, parts 2 and 3)."""

from __future__ import annotations

import re

from generator.reading.sheets.sheet import DAMAGED, ENCRYPTED, MACROS, RefusedError, Sheet
from generator.reading.sheets.zipped.ods_cells import read_tables
from generator.reading.sheets.zipped.parts import Parts, open_parts
from generator.reading.sheets.zipped.xml_part import EnoughError, parse_part

_ENCRYPTION = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_MACRO = re.compile(r"(?:Basic/.+(?<!script-l[bc])\.xml|Scripts/.+)", re.IGNORECASE)
"""A module of macros; libraries without one are written by some programs into every workbook."""


def open_ods(content: bytes, limit: int | None = None) -> list[Sheet]:
    """Return the sheets in order; with a `limit` only the first one, and only so many rows of it.

    Raises `RefusedError`.
    """
    with open_parts(content) as parts:
        # Newer programs encrypt the whole workbook into one part, older ones each part, and say so in the manifest.
        if "encrypted-package" in parts.names or _is_encrypted(parts):
            raise RefusedError(ENCRYPTED)
        if any(_MACRO.fullmatch(name) for name in parts.names):
            raise RefusedError(MACROS)
        parts.check_all()
        found = read_tables(parts.read("content.xml"), limit)
    if not found:
        raise RefusedError(DAMAGED)
    return found


def _is_encrypted(parts: Parts) -> bool:
    encrypted = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal encrypted
        if name == _ENCRYPTION:
            encrypted = True
            raise EnoughError

    if "META-INF/manifest.xml" in parts.names:
        parse_part(parts.read("META-INF/manifest.xml"), start)
    return encrypted
