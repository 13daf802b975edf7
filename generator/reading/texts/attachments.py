"""The files beside a text that it shows or offers: found, measured, and judged by their bytes.

A file lies in the same folder as the text; nothing is fetched from an address, and no path leads anywhere else. What
a text mentions and a page could not carry is an error at the line that mentions it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from generator.errors import DiaryError, ReadError
from generator.model.letters import Attachment, Letter
from generator.origin import Origin
from generator.reading.texts.file_types import FileType, file_type
from generator.reading.texts.references import Reference, find_references

KB = 1024
_KINDS = "PNG, JPEG, GIF, WebP, PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP (without macros) and plain text in UTF-8"


class Limits(NamedTuple):
    """How many bytes one file may have, and all files of one diary."""

    file: int
    diary: int


class _Known(NamedTuple):
    """A file that was looked into; `type` None: it is too large, or nothing a page may carry."""

    size: int
    type: FileType | None
    digest: str


class Files:
    """The files of one folder below the site folder («content/recommendations»)."""

    def __init__(self, root: Path, folder: str, limits: Limits) -> None:
        """List the folder; a file is looked into when a text mentions it, and once."""
        self._folder = folder
        self._limits = limits
        place = root / folder
        paths = [path for path in place.iterdir() if path.is_file()] if place.is_dir() else []
        # a file system may hold «й» as two characters where the text has one
        self._paths = {unicodedata.normalize("NFC", path.name): path for path in paths}
        self._known: dict[str, _Known] = {}

    def attach(self, body: str, origin: Origin) -> tuple[tuple[Attachment, ...], list[DiaryError]]:
        """Return the files that a text mentions, one for each time, and what is wrong; `origin` is its first line."""
        found: list[Attachment] = []
        problems: list[DiaryError] = []
        for reference in find_references(body):
            place = origin._replace(line=origin.line + reference.line)
            try:
                found.append(self._attach(reference, place))
            except ReadError as problem:
                problems.append(problem)
        return tuple(found), problems

    def _attach(self, reference: Reference, place: Origin) -> Attachment:
        name = self._name(reference, place)
        try:
            known = self._look_into(name)
        except OSError as error:
            message = f"the file can't be read: {error.strerror}"
            raise ReadError("unreadable-file", message, origin=place) from error
        if known.size > self._limits.file:
            message = f"the file {name} has {in_kb(known.size)} kB, more than {self._limits.file // KB}"
            hint = "make it smaller, or raise site.attachment_kb: every family of the class fetches that much more"
            raise ReadError("attachment-too-large", message, origin=place, hint=hint)
        if known.type is None:
            hint = f"known are {_KINDS}; save an SVG as PNG and an old .doc as PDF"
            message = f"the file {name} is of no kind that a diary may hold"
            raise ReadError("attachment-type", message, origin=place, hint=hint)
        if reference.is_shown and not known.type.is_picture:
            hint = "without the ! before it the file is offered to be saved"
            raise ReadError("attachment-type", f"the file {name} is no picture", origin=place, hint=hint)
        path = f"{self._folder}/{self._paths[name].name}"
        return Attachment(place, reference.address, path, known.type.type, known.size, known.digest, *known.type[1:])

    def _name(self, reference: Reference, place: Origin) -> str:
        """Return the name of the file that is meant; ReadError when there is none, or nothing is said of it."""
        name = unicodedata.normalize("NFC", reference.address)
        if name not in self._paths:
            name = unicodedata.normalize("NFC", unquote(reference.address))
        if "/" in name or "\\" in name:
            hint = f"put the file into {self._folder} and write its name only"
            raise ReadError("attachment-outside", "a file is named by a path", origin=place, hint=hint)
        if name not in self._paths or self._paths[name].is_symlink():
            hint = f"put it into {self._folder}; a web address begins with https://"
            raise ReadError("attachment-missing", f"there is no file {name}", origin=place, hint=hint)
        if name.lower().endswith(".md"):
            hint = "a text of its own has a place of its own; it is not handed on inside another"
            raise ReadError("attachment-type", "another text can't be attached", origin=place, hint=hint)
        if not reference.words:
            hint = "write between the square brackets what is seen, or what the file is: ![План класса](plan.png)"
            raise ReadError("attachment-without-words", f"nothing is said of the file {name}", origin=place, hint=hint)
        return name

    def _look_into(self, name: str) -> _Known:
        if name not in self._known:
            path = self._paths[name]
            size = path.stat().st_size
            content = path.read_bytes() if size <= self._limits.file else b""
            self._known[name] = _Known(size, file_type(content), hashlib.sha256(content).hexdigest())
        return self._known[name]


def load_files(root: Path, letters: Iterable[Letter]) -> dict[str, bytes]:
    """Return the bytes of all files of some letters by path. Raises ReadError `attachment-changed`."""
    found: dict[str, bytes] = {}
    for file in (file for letter in letters for file in letter.files):
        if file.path not in found:
            path = root / file.path
            content = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(content).hexdigest() != file.digest:
                hint = "leave it alone for a moment and run again"
                message = "the file changed while the diaries were made"
                raise ReadError("attachment-changed", message, origin=file.origin, hint=hint)
            found[file.path] = content
    return found


def in_kb(size: int) -> int:
    """Return bytes in whole kB of 1,024, rounded up."""
    return -(-size // KB)
