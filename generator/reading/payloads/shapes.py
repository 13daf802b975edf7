"""Which payload a JSON file is, told by how it begins: cheap, and without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_HEAD = 2**16
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|meta)\b", re.IGNORECASE)
_KEY = re.compile(rb'"([\w-]{1,40})"\s*:')


class Shape(NamedTuple):
    """How a JSON text begins: `{` or `[` ("" for anything else), and the keys near its beginning, in small letters."""

    start: str
    keys: frozenset[str]


NO_SHAPE = Shape("", frozenset())


def shape_of(content: bytes) -> Shape:
    """Return the shape of a file's first 64 KiB."""
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    start = head[:1].decode("ascii", "replace")
    if start not in {"{", "["}:
        return NO_SHAPE
    return Shape(start, frozenset(key.decode("ascii", "replace").lower() for key in _KEY.findall(head)))


def kind_by_keys(content: bytes, kinds: Iterable[tuple[str, set[str]]]) -> str:
    """Return the first of these kinds whose keys all stand near the beginning of a file, "" for none."""
    keys = shape_of(content).keys
    return next((kind for kind, needed in kinds if needed <= keys), "")


def is_page(content: bytes) -> bool:
    """Say whether a file is a web page."""
    return bool(_PAGE.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf")))
