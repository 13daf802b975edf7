"""What the pipeline makes, and the two kinds of it that may reach a host.

`Page`, `Sheet` and `Report` are plaintext; their `repr` shows no content, so a traceback or a log can't either.
`Site` accepts only `SealedPage` and `PublicFile`: no other type can be published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import final

from generator.errors import RenderError


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """An HTML fragment for a family, in clear.

    `page_id` is the permanent id of the page (32 hex digits), `address` its path below the site
    (`d/<32 hex>/index.html`); `readers` are the register ids of the recipients; `bundle` names the pages that are
    padded to one length and sealed together (a class, or the family pages of the school).
    """

    page_id: str
    address: str
    text: str
    readers: tuple[str, ...]
    bundle: str
    as_of: datetime

    def __repr__(self) -> str:
        """Show the address only."""
        return f"Page({self.address})"


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """A printable HTML document for paper, in clear; `name` is its file name below `output/print` or `letters`."""

    name: str
    text: str

    def __repr__(self) -> str:
        """Show the name only."""
        return f"Sheet({self.name})"


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """A file for the staff, in clear; `name` is its file name below `output/staff`."""

    name: str
    text: str

    def __repr__(self) -> str:
        """Show the name only."""
        return f"Report({self.name})"


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
