"""What no single setting can be blamed for: two of them that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.settings.sections import Settings
from generator.strict_yaml import Path

_LONGEST_YEAR = 370  # days; a longer school year is a mistyped date


def contradictions(settings: Settings) -> Iterator[tuple[Path, str, str]]:
    """Yield the path of the setting to look at, what is wrong, and a hint."""
    yield from _calendar(settings)
    yield from _marks(settings)
    yield from _site(settings)


def _calendar(settings: Settings) -> Iterator[tuple[Path, str, str]]:
    calendar = settings.calendar
    days = (calendar.year_end - calendar.year_start).days
    if days <= 0:
        yield ("calendar", "year_end"), "calendar.year_end: the year ends before it begins", "check both dates"
    elif days > _LONGEST_YEAR:
        yield ("calendar", "year_end"), "calendar.year_end: the year is longer than a year", "check both dates"
    today = settings.example.today
    if today and not calendar.year_start <= today.date() <= calendar.year_end:
        yield ("example", "today"), "example.today: the day is outside the school year", "see calendar.year_start"


def _marks(settings: Settings) -> Iterator[tuple[Path, str, str]]:
    marks = settings.marks
    for mark, border in marks.borders:
        path: Path = ("marks", "borders", str(mark))
        if not marks.lowest <= mark <= marks.highest:
            yield path, f"marks.borders: {mark} is not on the scale {marks.lowest} to {marks.highest}", ""
        elif not marks.lowest * 100 <= border <= marks.highest * 100:
            yield path, f"marks.borders: no average reaches the border of {mark}", ""


def _site(settings: Settings) -> Iterator[tuple[Path, str, str]]:
    site = settings.site
    if site.own_origin and urlsplit(site.address).path:
        message = "site.own_origin: an address with a folder shares its host with something else"
        yield ("site", "own_origin"), message, "write false, or give the diary a host name of its own"
