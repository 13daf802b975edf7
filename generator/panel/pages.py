"""What a page of the secretary's counter shows, as frozen values: forms, papers to tick, a row to copy, links.

No clock, no file, no HTML; texts are in the language of the staff already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from generator.panel.state import Level, Problem

Kind: TypeAlias = Literal["text", "date", "datetime-local", "email", "tel", "choice", "hidden"]
"""How a field is asked for; `choice` is one of `options`, `text` with options suggests them."""

Given: TypeAlias = Mapping[str, Sequence[str]]
"""What a form sent: field → its values."""


class Option(NamedTuple):
    """One of the values of a field, and how it is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field with what stands in it; `hint` is shown below its label. `pair`: it may stand beside the next one."""

    name: str
    label: str
    kind: Kind = "text"
    value: str = field(default="", repr=False)
    hint: str = ""
    options: tuple[Option, ...] = field(default=(), repr=False)
    required: bool = False
    pair: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick: its value, the person or thing, and what is said of it."""

    value: str
    label: str = field(repr=False)
    detail: str = field(default="", repr=False)
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes under a heading, which ticks them all; they are sent under `name`."""

    name: str
    title: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form; `act` says what is to be done with it. `grave`: it can't be undone."""

    act: str
    button: str
    title: str = ""
    about: str = ""
    ticks: tuple[Ticks, ...] = ()
    fields: tuple[Field, ...] = ()
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row for the families file: headings with their values, in the order of its columns; `form` takes it away."""

    title: str
    cells: tuple[tuple[str, str], ...] = field(repr=False)
    about: str = ""
    form: Form | None = None

    @property
    def line(self) -> str:
        """Return the values as one line that a spreadsheet takes apart again."""
        return "\t".join(value for _, value in self.cells)


@dataclass(frozen=True, slots=True)
class Link:
    """A link below the panel; `prints`: it leads to a paper, which is to be printed."""

    href: str
    text: str
    meta: str = ""
    prints: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """Links under a heading."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What came of an act."""

    level: Level
    text: str = field(repr=False)


Part: TypeAlias = Form | Row | Links
"""What stands on a page, one after the other."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the counter. `problems`: why the last act was not done; `said`: what came of it."""

    title: str
    about: str = ""
    said: tuple[Said, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: tuple[Part, ...] = ()
