"""Days and times in workbooks: numbers that a format makes dates of, and dates that are written as text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of the formats that a program knows without a code and that are dates or times ([ECMA-376] 18.8.30)."""

_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ISO_DURATION = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,9})?S", re.ASCII)
_LAST_SERIAL = 2_958_466
"""The day after 31 December 9999."""


def is_date_format(number: int, code: str | None) -> bool:
    """Say whether a number format shows dates or times: by its code, or by its number if it has none."""
    if code is None:
        return number in _BUILT_IN
    shown = _NOT_LETTERS.sub("", code.split(";")[0])
    # "General" and its translations hold such letters too, and no other format is a word.
    return bool(re.search(r"[dmyhs]", shown, re.IGNORECASE)) and not re.fullmatch(
        r"general|standard", shown.strip(), re.IGNORECASE
    )


def serial_date(number: float, *, from_1904: bool) -> datetime | time | float:
    """Return the moment of a day number, the time of one below 1, or the number if it is no day."""
    if not 0 <= number < _LAST_SERIAL:
        return number
    if number < 1 and not from_1904:
        seconds = round(number * 86_400)
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60) if seconds < 86_400 else number
    # Before 1 March 1900 days are one off: the format has a 29 February of that year, for the sake of Lotus 1-2-3.
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if number < 60 else 30)  # noqa: DTZ001 (local)
    try:
        return epoch + _to_second(number)
    except OverflowError:
        return number


def _to_second(days: float) -> timedelta:
    return timedelta(seconds=round(days * 86_400))


def written_date(text: str) -> datetime | time | str:
    """Read an ISO date or moment, an ISO time, or ODF's duration for a time of day (`PT08H30M00S`); else the text."""
    duration = _ISO_DURATION.fullmatch(text)
    try:
        if duration:
            return time(int(duration[1]), int(duration[2]), int(duration[3]))
        if ":" in text and "-" not in text:
            return time.fromisoformat(text)
        found = datetime.fromisoformat(text) if len(text) > 10 else datetime.combine(date.fromisoformat(text), time())
        return found.replace(tzinfo=None)
    except ValueError:
        return text
