"""What all pages of a site share: where the templates lie, the words, and what they say of the school.

A `Look` crosses process boundaries. Its Jinja environment does not: it is made once in every process, and again when
a template file or a word has changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment

from generator.rendering.environment import make_environment
from generator.rendering.words import Words


@dataclass(frozen=True, slots=True)
class Look:
    """Template folders (overrides first), words, and the school's lines on every page.

    `contact` says whom to call; `journal` and `portal` are the official addresses ("" hides the line);
    `example_today` is the clock of an example school's pages (None in a real school). `compiled` is a folder that keeps
    compiled templates from build to build (None: nowhere). `regulations` are titles by their first day, in this order.
    `tells`: the school has a server for e-mails or SMS about news.
    """

    folders: tuple[Path, ...]
    words: Words
    school_name: str
    contact: str
    journal: str = ""
    portal: str = ""
    example_today: datetime | None = None
    compiled: Path | None = None
    regulations: tuple[tuple[date, str], ...] = ()
    tells: bool = False

    def regulation_on(self, day: date) -> str:
        """Return the title of the regulation that the service ran under on a day (A0.1), "" when none is told.

        Pages ask for the day of their data, never for today: a new regulation changes no page that says nothing new.
        """
        return next((title for start, title in reversed(self.regulations) if start <= day), "")

    def environment(self) -> Environment:
        """Return the environment of this look, compiled at most once per process."""
        stamp = tuple(_stamps(self.folders))
        return _made(self.folders, _Keyed(self.words, _digest(self.words)), stamp, self.compiled)


class _Keyed:
    """Words that compare by their digest, because a nested mapping can't be a key of a cache."""

    def __init__(self, words: Words, digest: str) -> None:
        self.words = words
        self.digest = digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


# A cache of a function, not state: compiling the templates takes longer than rendering a diary.
@lru_cache(maxsize=4)
def _made(folders: tuple[Path, ...], keyed: _Keyed, stamp: tuple[object, ...], compiled: Path | None) -> Environment:
    del stamp  # only a key: another stamp means that a file has changed
    return make_environment(folders, keyed.words, compiled)


def _stamps(folders: tuple[Path, ...]) -> list[tuple[str, int, int]]:
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                status = path.stat()
                found.append((str(path), status.st_mtime_ns, status.st_size))
    return found


def _digest(words: Words) -> str:
    return hashlib.sha256(f"{words.language}{words.table!r}".encode()).hexdigest()
