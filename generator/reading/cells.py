"""How a cell's text becomes a value: dates, times, numbers, marks, codes. One place for all formats.

Every function takes the text as the export has it (spaces around are dropped, NBSP counts as a space) and raises
`BadCellError` with what was expected; the caller adds the place. Nothing is guessed: `5-` has no number, because what a
minus is worth is the school's rule.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar, NamedTuple, TypeVar

from generator.model.kinds import MarkKind

K = TypeVar("K")
T = TypeVar("T")


class BadCellError(ValueError):
    """A cell that cannot be read: what was expected, never what stands there; `column` when the caller can't know.

    `slug` is that of the `ReadError` the caller makes of it.
    """

    slug: ClassVar[str] = "bad-value"

    def __init__(self, expected: str, column: str = "") -> None:
        """Keep what was expected."""
        super().__init__(expected)
        self.expected = expected
        self.column = column


class NoSuchDayError(BadCellError):
    """A date that no calendar has, such as 30 February."""

    slug = "no-such-day"


class Memo(dict[K, T]):
    """A parser that remembers: `memo[text]` is the value. Dates, codes and names repeat thousands of times.

    Only for few different texts; it never forgets.
    """

    def __init__(self, parse: Callable[[K], T]) -> None:
        """Wrap a parser."""
        self._parse = parse

    def __missing__(self, text: K) -> T:
        """Parse a text that was not seen before."""
        value = self._parse(text)
        self[text] = value
        return value


class MarkText(NamedTuple):
    """What a mark's text says: `raw` as written, what it means, and its number if it is one."""

    raw: str
    kind: MarkKind
    value: Decimal | None = None


_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,7})?)?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,20})?", re.ASCII)
_MARK = re.compile(r"\d{1,3}", re.ASCII)
_SHADED = re.compile(r"\d{1,3}[-+−–]", re.ASCII)

_MARK_WORDS = {
    **dict.fromkeys(("зач", "зач.", "зачет", "зачёт", "pass"), MarkKind.PASS),
    **dict.fromkeys(("незач", "незач.", "незачет", "незачёт", "н/з", "нз", "fail"), MarkKind.FAIL),
    **dict.fromkeys(("осв", "осв.", "освобожден", "освобождён", "освобождена", "exempt"), MarkKind.EXEMPT),
    **dict.fromkeys(("н/а", "на", "не аттестован", "не аттестована", "not_assessed"), MarkKind.NOT_ASSESSED),
    **dict.fromkeys((".", "•", "●", "точка", "pending"), MarkKind.PENDING),
    **dict.fromkeys(("долг", "debt"), MarkKind.DEBT),
}


def clean(text: str) -> str:
    """Return the text without spaces around it and with single spaces inside; NBSP and line breaks are spaces."""
    return " ".join(text.split())


def parse_date(text: str) -> date:
    """Read `dd.mm.yyyy`, `dd.mm.yy` (20yy), ISO, or `yyyymmdd`; a time of day behind an ISO date is dropped."""
    text = text.strip()
    try:
        if found := _DATE.fullmatch(text):
            day, month, year = found.groups()
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        if found := _ISO_DATE.fullmatch(text[:10]) or _COMPACT_DATE.fullmatch(text):
            if len(text) > 10:
                parse_datetime(text)
            return date(int(found[1]), int(found[2]), int(found[3]))
    except BadCellError:
        # the time of day behind it
        raise
    except ValueError as error:
        raise NoSuchDayError("a day that exists") from error
    raise BadCellError("a date like 01.09.2026 or 2026-09-01")


def parse_time(text: str) -> time:
    """Read `8:30`, `08:30` or `08:30:00`."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        if found:
            return time(int(found[1]), int(found[2]), int(found[3] or 0))
    except ValueError as error:
        raise BadCellError("a time that exists") from error
    raise BadCellError("a time like 08:30")


def parse_span(text: str) -> tuple[time, time]:
    """Read `08:30 - 09:15`, with a hyphen or any dash."""
    parts = re.split(r"[-–—−]", text)
    if len(parts) != 2:
        raise BadCellError("two times like 08:30 - 09:15")
    start, end = parse_time(parts[0]), parse_time(parts[1])
    if end <= start:
        raise BadCellError("an end after the start")
    return start, end


def parse_datetime(text: str) -> datetime | None:
    """Read a date and a time of day, split by `T` or a space, to the second; 0 to 7 fraction digits are dropped.

    None when a zone stands behind it: entries carry the school's local time, and the zone of the school is not known
    here. A bare date is not a point in time and is refused.
    """
    day, _, clock = text.strip().replace(" ", "T", 1).partition("T")
    if not clock:
        raise BadCellError("a date and a time like 01.09.2026 14:05")
    zone = re.search(r"(?:Z|[+-]\d{2}:?\d{2})$", clock)
    moment = datetime.combine(parse_date(day), parse_time(clock[: zone.start()] if zone else clock))
    return None if zone else moment


def parse_number(text: str) -> Decimal:
    """Read a number with a decimal comma or point."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise BadCellError("a number")
    return Decimal(text.replace(",", "."))


def parse_count(text: str) -> int:
    """Read a whole number from 0 on; Excel's `3.0` is one."""
    number = parse_number(text)
    if number != number.to_integral_value() or number < 0:
        raise BadCellError("a whole number")
    return int(number)


def parse_ordinal(text: str) -> int:
    """Read a whole number from 1 on."""
    number = parse_count(text)
    if not number:
        raise BadCellError("a whole number from 1 on")
    return number


def parse_weight(text: str) -> Decimal:
    """Read a weight, which is above 0: a weight that is not known is not written."""
    weight = parse_number(text)
    if weight <= 0:
        raise BadCellError("a weight above 0, or nothing when it is not known")
    return weight


def parse_mark(text: str) -> MarkText:
    """Read the text of one mark: a number, or a word for passed, failed, exempt, not assessed, debt or still to come.

    A shaded mark (`5-`) is TEXT without a value. A point is a place whose mark is to come, as in our own tables; a
    reader of a journal in which it means something else says so.
    """
    raw = clean(text)
    if _MARK.fullmatch(raw):
        return MarkText(raw, MarkKind.NUMERIC, Decimal(raw))
    kind = _MARK_WORDS.get(raw.casefold())
    if kind:
        return MarkText(raw, kind)
    if _SHADED.fullmatch(raw):
        return MarkText(raw, MarkKind.TEXT)
    raise BadCellError("a mark: a number, зач, н/з, осв, н/а, долг, or a point for a mark to come")


def zero_as_text(mark: MarkText) -> MarkText:
    """Keep a 0 as text with its value: it is on no scale, but journals that write it may count it."""
    return mark._replace(kind=MarkKind.TEXT) if mark.value == 0 else mark


def grade_of(title: str) -> int | None:
    """Return the grade a class title begins with («8А» is 8), or None."""
    found = re.match(r"\s*(\d{1,2})(?!\d)", title, re.ASCII)
    return int(found[1]) if found and 1 <= int(found[1]) <= 12 else None


def quotable(text: str) -> str:
    """Return how a message may show what stands in a cell: a short code, and nothing that may be a name.

    A name may be as short as «Анна»: a word of three letters or more with a capital only at its beginning is one.
    """
    may_be_a_name = len(text) > 2 and text.isalpha() and text.istitle()
    return f"«{text}»" if len(text) <= 4 and not may_be_a_name else "a longer text"


def column_letter(index: int) -> str:
    """Return a spreadsheet's name of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = string.ascii_uppercase[rest] + letters
    return letters
