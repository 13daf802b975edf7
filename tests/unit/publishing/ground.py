"""A small site and a host in memory for the tests of publishing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.errors import SealError
from generator.products import PublicFile, SealedPage
from generator.publishing.guards import Allowed
from generator.publishing.host import Open
from generator.publishing.hosts.memory import MemoryHost, Shelf
from generator.publishing.manifest import Box, FileState, names
from generator.publishing.publish import Job

KEY = b"k" * 32
NAMES = names(KEY)


def shut(content: bytes) -> bytes:
    return b"sealed" + content[::-1]


def unshut(content: bytes) -> bytes:
    if not content.startswith(b"sealed"):
        raise SealError("box-malformed", "not a box")
    return content[6:][::-1]


BOX = Box(shut, unshut)


def pages(count: int, text: str = "1") -> dict[str, bytes]:
    """Return a site of so many diaries, one family page, a front page and an asset."""
    site = {f"d/{number:032x}/index.html": f"diary {number} {text}".encode() for number in range(count)}
    return {**site, f"f/{0:032x}/index.html": b"family", "index.html": b"front", "a/0123.css": b"css"}


def job(site: Mapping[str, bytes], opener: Open, journal: Path, **more: object) -> Job:
    def load(path: str) -> SealedPage | PublicFile:
        return SealedPage(path, site[path]) if path.startswith(("d/", "f/")) else PublicFile(path, site[path])

    local = {path: FileState(hashlib.sha256(content).hexdigest(), len(content)) for path, content in site.items()}
    known: dict[str, object] = {
        "school": "school-0",
        "names": NAMES,
        "box": BOX,
        "latest": 0,
        "at": "2026-11-26T16:30:00+05:00",
        "allowed": Allowed(),
        **more,
    }
    return Job(opener=opener, host="memory", local=local, load=load, journal=journal, **known)  # type: ignore[arg-type]  # mixed


def opener(shelf: Shelf) -> Callable[[], MemoryHost]:
    return lambda: MemoryHost(shelf)


def visible(shelf: Shelf) -> dict[str, bytes]:
    """Return what readers find, without what only publishing reads."""
    return {path: content for path, (content, _) in shelf.files.items() if not path.startswith(".diary/")}
