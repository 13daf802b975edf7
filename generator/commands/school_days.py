"""The working days of the school: the production calendar, and what `content/calendar.csv` says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from generator.commands.fingerprint import CALENDAR
from generator.commands.inputs import Inputs, read_optional
from generator.errors import ReadError
from generator.reading.calendar_file import read_calendar
from generator.rules.working_days import WorkingDays


def read_days(inputs: Inputs) -> tuple[WorkingDays, Sequence[ReadError]]:
    """Return the working days, and the problems of the school's own file; without a file there are none."""
    content = read_optional(inputs.folder.root / CALENDAR)
    if not content:
        return WorkingDays(), ()
    found, problems = read_calendar(CALENDAR, content)
    return WorkingDays(found.days, found.complete), problems
