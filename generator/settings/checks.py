"""What no single setting can be blamed for: two of them that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

from generator.settings.kinds import LOCAL_HOSTS
from generator.settings.sections import Settings
from generator.strict_yaml import Path

_LONGEST_YEAR = 370  # days; a longer school year is a mistyped date


def contradictions(settings: Settings) -> Iterator[tuple[Path, str, str]]:
    """Yield the path of the setting to look at, what is wrong, and a hint."""
    yield from _calendar(settings)
    yield from _marks(settings)
    yield from _site(settings)
    yield from _publish(settings)
    yield from _notify(settings)


def contradictions_of_rules(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Path, str, str]]:
    """Yield the same for the items of `rules`, in the order in which they are written."""
    seen: set[date] = set()
    for position, item in enumerate(items):
        title = f"rules[{position + 1}]"
        if item["from"] in seen:
            yield ("rules", position, "from"), f"{title}.from: another profile begins on the same day", "keep one"
        seen.add(item["from"])
        for level, days in item["levels"]:
            if days > item["marks_days"]:
                message = f"{title}.levels: the limit of {level} is longer than marks_days"
                hint = "a level may only have a shorter one"
                yield ("rules", position, "levels", level, "marks_days"), message, hint


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


def _publish(settings: Settings) -> Iterator[tuple[Path, str, str]]:
    publish = settings.publish
    if publish.kind == "webdav" and urlsplit(publish.to).hostname not in LOCAL_HOSTS:
        message = "publish.to: over webdav: the password would travel in clear"
        yield ("publish", "to"), message, "write webdavs://; webdav:// is for localhost only"
    if publish.kind == "s3" and not publish.endpoint:
        yield ("publish", "endpoint"), "publish.endpoint: an s3 host needs the address of its server", ""
    if publish.switch and publish.kind != "folder":
        yield ("publish", "switch"), "publish.switch: only a folder host can be changed by a link", "write false"


def _notify(settings: Settings) -> Iterator[tuple[Path, str, str]]:
    notify = settings.notify
    if len(notify.quiet) not in {0, 2}:
        yield ("notify", "quiet"), "notify.quiet: two times are expected, or none", 'as in ["21:00", "08:00"]'
    elif notify.quiet and _between(notify.hour, *notify.quiet):
        yield ("notify", "hour"), "notify.hour: the hour lies in the quiet time, so nobody would ever be told", ""
    if notify.mail_server and not notify.mail_from:
        yield ("notify", "mail_from"), "notify.mail_from: e-mail needs a sender", ""
    if notify.mail_security == "none" and notify.mail_server.partition(":")[0] not in {"", *LOCAL_HOSTS}:
        message = "notify.mail_security: addresses of families would travel in clear"
        yield ("notify", "mail_security"), message, "write tls or starttls; none is for localhost only"


def _between(moment: time, start: time, end: time) -> bool:
    """Say whether a time of day lies in a span that may run over midnight."""
    return start <= moment < end if start <= end else moment >= start or moment < end
