"""What several readers understand and pass over, in the same words for the same thing: reports count by them."""

from __future__ import annotations

from generator.origin import Origin
from generator.reading.reader import Ignored

BY_MAPPING = "the mapping file passes over it"


def code_by_mapping(origin: Origin) -> Ignored:
    """Return that the school's mapping file says of a code that it means nothing."""
    return Ignored(origin, "codes", BY_MAPPING)


def files(origin: Origin) -> Ignored:
    """Return that files hang on homework or a lesson."""
    return Ignored(origin, "files", "they open only in the journal")


def extra_lessons(origin: Origin) -> Ignored:
    """Return that clubs, the extended day or their homework stand among lessons."""
    return Ignored(origin, "extra lessons", "they are not part of the timetable")


def holidays(origin: Origin) -> Ignored:
    """Return that a day is called a holiday: whose, a diary of one student does not say."""
    return Ignored(origin, "holidays", "the calendar of the school says them")
