"""The deadline radar as the panel's first page tells of it: counts by matter, and the codes that are due next.

Judging a school takes seconds, so it is done behind the page, after its check and after a refresh; the first page is
quick and shows what was found then, with the day it was found.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from generator.commands.folder import SiteFolder
from generator.commands.inputs import Inputs
from generator.commands.registers import open_register
from generator.commands.report_deadlines import report_deadlines
from generator.errors import DiaryError
from generator.reports.deadlines.values import Line, Matter, Tally

_OLD_AFTER_SECONDS = 3600
"""Hours and days run on while the panel stays open: after this the radar is looked at anew."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the radar found at `at`: how many things of each matter stand how, and the lines that are not met."""

    at: datetime
    matters: dict[Matter, Tally]
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Aside(SiteFolder):
    """The site folder with another place for entries of exports: a build that runs meanwhile uses the usual one."""

    aside: Path

    @property
    def cache(self) -> Path:
        """Where entries of exports are kept."""
        return self.aside


class Radar:
    """The last radar of a site folder, for all threads of the panel."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lock = threading.Lock()
        self._is_asked = False
        self.found: Found | None = None

    def look(self, inputs: Inputs, cache: Path) -> None:
        """Judge the school anew, with entries of exports below `cache`; nobody else may read through it meanwhile.

        A school that can't be judged just now keeps what was found before.
        """
        with self._lock:
            self._is_asked = False
        if not inputs.folder.register.is_file():
            return
        aside = replace(inputs, folder=_Aside(inputs.folder.root, cache))
        try:
            with open_register(inputs) as register:
                report = report_deadlines(aside, register, workers=1, quiet=True)
        except DiaryError:
            return
        self.found = Found(inputs.now, dict(report.school.matters), report.school.lines)

    def is_old(self, now: datetime) -> bool:
        """Say whether what was found is old; what nobody has looked at yet is not."""
        return self.found is not None and abs((now - self.found.at).total_seconds()) > _OLD_AFTER_SECONDS

    def ask(self) -> bool:
        """Ask for a look; False when one was asked for that has not begun: it will do for both."""
        with self._lock:
            is_new, self._is_asked = not self._is_asked, True
            return is_new
