"""What the page can do, as functions handed in: the panel imports no command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.errors import DiaryError
from generator.panel.state import Panel, Problem
from generator.progress import Tell


class Asset(NamedTuple):
    """A file that the page loads: its media type and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The functions behind the page; all may be called from several threads.

    `look` is quick and reads no export. `check` reads everything and writes nothing. `refresh` brings the diaries up to
    date and tells how far it is (stage, done, total; 0: not known); it raises `DiaryError`, which `explain` puts into
    plain words. `receive` takes an export by its plain name and stores it, or says why not: without a problem of level
    error it was stored. `render`, `report` (of the last publication) and `closed` (for who has no right to come in)
    return whole documents. `assets` are the files that they load, by name.
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
