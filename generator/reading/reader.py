"""The seam between the journals and the rest: what an export is and what a reader promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Protocol

from generator.errors import ReadError
from generator.model.entries import Entry
from generator.origin import Origin
from generator.reading.about import NOTHING, About


@dataclass(frozen=True, slots=True)
class Export:
    """One export of a journal: a name and an ordered mapping of member names to bytes, never a path.

    `name` is the path below the site folder, with `/`; it is what origins print. A plain file is one member whose
    name is the file's own; a zip, or a folder with a `manifest.csv` or our own tables, is one export of many members.
    `about` is what the settings say of it.
    """

    name: str
    members: Mapping[str, bytes] = field(repr=False)
    about: About = field(default=NOTHING, repr=False)

    def __post_init__(self) -> None:
        """Freeze the members."""
        object.__setattr__(self, "members", MappingProxyType(dict(self.members)))

    def place_of(self, member: str) -> str:
        """Return what an `Origin` calls a member: the name itself for a plain file, `name/member` or `name!member`."""
        if tuple(self.members) == (member,) and self.name.endswith(member):
            return self.name
        return f"{self.name}!{member}" if self.name.endswith(".zip") else f"{self.name}/{member}"

    def files(self) -> list[tuple[str, bytes]]:
        """Return the members as place and content."""
        return [(self.place_of(member), content) for member, content in self.members.items()]


class Ignored(NamedTuple):
    """Something of an export that is understood and not taken over: `what` (a table, or a word for it) and `why`.

    Both are short and the same for all of a kind, because they are counted: ("students", "has left the class").
    """

    origin: Origin
    what: str
    why: str


Reading = Entry | Ignored | ReadError
"""What comes out of a reader, piece by piece."""


class Reader(Protocol):
    """Turns the bytes of one kind of export into entries.

    * `name` is what `site.yaml` and messages call the format; `system` is the namespace of its ids (two formats of
      one journal share it).
    * `identify` looks at content, never at an extension; it neither raises nor reads everything. Exactly one reader
      may claim an export: none or two is an error of the caller's.
    * `read` yields entries, what it passes over (`Ignored`) and, for every bad place, a `ReadError`; one fault does not
      hide the next. What the file doesn't say may be in `export.about`; what the file says goes before it. Whatever the
      bytes are, it raises nothing else, comes to an end, and yields the same for the same bytes. It guesses nothing:
      what the file does not say stays empty. No message quotes more of a cell than is needed to find it, and never a
      student's name.
    """

    name: str
    system: str

    def identify(self, export: Export) -> bool:
        """Say whether this export is of this format."""
        ...

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the export says."""
        ...
