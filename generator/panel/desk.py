"""What the page can do, as functions handed in: the panel imports no command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.errors import DiaryError
from generator.panel.pages import Given
from generator.panel.state import Panel, Problem
from generator.progress import Tell


class Asset(NamedTuple):
    """A file that the page loads: its media type and its text."""

    kind: str
    text: str


class Shown(NamedTuple):
    """A whole page of the counter; `is_done` False: what was asked was not done, and the page says why."""

    text: str
    is_done: bool = True


class Paper(NamedTuple):
    """A paper of this school: its media type and its bytes."""

    kind: str
    content: bytes


class Job(NamedTuple):
    """What runs behind the page beside the refresh: what it does, and the stages it goes through."""

    run: Callable[[Tell], None]
    stages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The functions behind the page; all may be called from several threads.

    `look` is quick and reads no export. `check` reads everything and writes nothing. `refresh` brings the diaries up to
    date and tells how far it is (stage, done, total; 0: not known); it raises `DiaryError`, which `explain` puts into
    plain words. `receive` takes an export by its plain name and stores it, or says why not: without a problem of level
    error it was stored. `render`, `report` (of the last publication) and `closed` (for who has no right to come in)
    return whole documents. `assets` are the files that they load, by name. `jobs` are started by name and run one at a
    time, as the refresh does.

    `show` returns a page of the counter by its name, `act` does what its form asks and returns the page that says so;
    both take the key that the page's requests must carry, and return None for a name that no page has. `paper` returns
    a paper that lies ready, by its path, None for whatever is no such paper.
    """

    look: Callable[[], Panel]
    check: Callable[[], tuple[Problem, ...]]
    refresh: Callable[[Tell], None]
    receive: Callable[[str, bytes], tuple[Problem, ...]]
    explain: Callable[[DiaryError], tuple[Problem, ...]]
    render: Callable[[Panel], str]
    report: Callable[[Panel], str]
    closed: Callable[[], str]
    assets: Mapping[str, Asset]
    jobs: Mapping[str, Job] = field(default_factory=dict)
    show: Callable[[str, str], Shown | None] = lambda _name, _key: None
    act: Callable[[str, Given, str], Shown | None] = lambda _name, _given, _key: None
    paper: Callable[[str], Paper | None] = lambda _name: None
