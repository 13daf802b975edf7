"""What the pipeline makes, and the two kinds of it that may reach a host.

A `Page` is plaintext; its `repr` shows no content, so a traceback or a log can't either.
`Site` accepts only `SealedPage` and `PublicFile`: no other type can be published.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import final

from generator.errors import RenderError

_UNFIT = re.compile(r'[\s/\\:*?"<>|.#%&]+')
_LONGEST = 60
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices, whatever follows the first dot."""


def file_names(titles: Sequence[str]) -> Sequence[str]:
    """Return what the files of classes are called, in their order: the title without what no file system takes.

    Titles come from exports, so that none of them may lead into another folder. Of two that are alike, in capitals
    too, the later ones get a number.
    """
    found: list[str] = []
    taken: set[str] = set()
    for title in titles:
        printable = "".join(sign if sign.isprintable() else " " for sign in title)
        plain = _UNFIT.sub("-", printable).strip("-")[:_LONGEST] or "-"
        plain = f"{plain}-" if plain.casefold() in _DEVICES else plain
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.casefold())
        found.append(name)
    return found


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A page for a family, in clear.

    `page_id` is its permanent id (32 hex digits), `as_of` the ISO time of its data ("" where it has none). `chunks`
    joined are the HTML fragment; a chunk that several pages share (the weeks of a class) is worked on only once.
    """

    page_id: str
    as_of: str
    chunks: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the HTML fragment."""
        return "".join(self.chunks)

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Page(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A paper for families or the office, in clear: `name` is its file's name below `output/print`, `text` the HTML
    document. No function takes a sheet and a host.
    """

    name: str
    text: str

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Sheet(…)"


@final
@dataclass(frozen=True, slots=True, repr=False)
class SealedPage:
    """A whole HTML file with an encrypted envelope; `address` as in `Page`."""

    address: str
    content: bytes = field(repr=False)

    def __repr__(self) -> str:
        """Show the address and the size."""
        return f"SealedPage({self.address}, {len(self.content)} bytes)"


@final
@dataclass(frozen=True, slots=True, repr=False)
class PublicFile:
    """A file without personal data: the front page, an asset by digest, the service worker."""

    address: str
    content: bytes = field(repr=False)

    def __repr__(self) -> str:
        """Show the address and the size."""
        return f"PublicFile({self.address}, {len(self.content)} bytes)"


class Site(Mapping[str, SealedPage | PublicFile]):
    """A frozen mapping of path to file: the only thing that can be published."""

    __slots__ = ("_files",)

    def __init__(self, files: Iterable[SealedPage | PublicFile]) -> None:
        """Take sealed pages and public files; anything else, or two files at one path, is refused."""
        found: dict[str, SealedPage | PublicFile] = {}
        for file in files:
            if type(file) is not SealedPage and type(file) is not PublicFile:
                raise RenderError("not-publishable", f"a {type(file).__name__} can't be part of a site")
            if file.address in found:
                raise RenderError("same-address", f"two files at the address {file.address}")
            found[file.address] = file
        self._files = dict(sorted(found.items()))

    def __getitem__(self, address: str) -> SealedPage | PublicFile:
        """Return the file at a path."""
        return self._files[address]

    def __iter__(self) -> Iterator[str]:
        """Go through the paths, sorted."""
        return iter(self._files)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._files)

    def digest(self, address: str) -> str:
        """Return the SHA-256 of a file, in hex."""
        return hashlib.sha256(self._files[address].content).hexdigest()
