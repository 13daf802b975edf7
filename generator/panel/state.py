"""What the staff's page shows, as frozen values: no clock, no file, no HTML. Times are the school's, without a zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["ok", "note", "warning", "error"]
"""How much a line matters: done, worth knowing, a question, something that stops the diaries."""
What: TypeAlias = Literal["build", "publish", "notify", "tick"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in plain words, and its place: `file` below the site folder, a sheet, a row from 1, a column (a
    number, a letter of a sheet, or a heading), and `value`, what stands there ("" when nobody said).

    `slug` is the word to look up in `docs/reference/errors.md`.
    """

    level: Level
    sentence: str
    slug: str
    hint: str = ""
    file: str = ""
    sheet: str = ""
    line: int = 0
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run did: when it began, the verb, whether all of it was done, one sentence, and how many problems."""

    at: datetime
    what: What
    ok: bool
    sentence: str
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """The last publication: files sent and deleted, bytes sent, and what looking at the public address found.

    `verified`: whether the public address showed what was sent; None: nobody looked.
    """

    at: datetime
    generation: int
    host: str
    sent: int
    deleted: int
    bytes: int
    verified: bool | None
    findings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """An export that was dropped on the page: its name, whether it was stored, and what is wrong with it."""

    name: str
    stored: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """A link on the first page: to a page of the counter, or to papers that lie ready (`prints`)."""

    href: str
    text: str
    about: str = ""
    prints: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A section that a feature adds to the page; `id` is its HTML id, `lines` are sentences for the staff, `link` leads
    to where it is dealt with. `levels` says of each line how much it matters, `level` of all where that is empty.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    level: Level = "note"
    link: Lead | None = None
    levels: tuple[Level, ...] = ()

    @property
    def marked(self) -> tuple[tuple[Level, str], ...]:
        """Return the lines, each with how much it matters."""
        return tuple(zip(self.levels or (self.level,) * len(self.lines), self.lines, strict=True))


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything the page shows.

    `stages` are those that a refresh of this site goes through, in their order. `diaries` None: nothing was built yet;
    `new_files` are exports that came after the last build; `drops` are those dropped since the last refresh, newest
    first. `counter` leads to the pages of the counter, `printed` to the newest papers. `key` is what the page's own
    requests must carry.
    """

    school: str
    address: str
    now: datetime
    runs: tuple[Run, ...] = ()
    problems: tuple[Problem, ...] = ()
    drops: tuple[Drop, ...] = ()
    publication: Publication | None = None
    next_run: datetime | None = None
    cards: tuple[Card, ...] = ()
    counter: tuple[Lead, ...] = ()
    printed: tuple[Lead, ...] = ()
    stages: tuple[str, ...] = ("reading", "diaries")
    diaries: int | None = None
    new_files: int = 0
    is_running: bool = False
    is_checking: bool = False
    key: str = field(default="", repr=False)
