"""Single cells of the families file: text, dates, telephone numbers, addresses, choices.

Every function takes what a spreadsheet or a CSV file gives (text, a number, a date, a truth value, nothing) and
returns a value, or raises a `CellError` that says what is wrong in words and never quotes a name or a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from generator.reading.family.columns import fold_heading

Cell = object
_Value = TypeVar("_Value")

_RUSSIAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s+г\.?)?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eEеЕ]\+?\d+")
_PHONE_SIGNS = re.compile(r"[\s()\-–.]+")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")
_EXACT = 10**15
"""Below this a spreadsheet's number has kept all its digits."""

PHONE_CURE = "format the column as text and type the number anew, for example +7 900 123-45-67"


class CellError(Exception):
    """What is wrong with a cell: slug, message, hint."""

    def __init__(self, slug: str, message: str, hint: str = "") -> None:
        """Keep the three parts."""
        super().__init__(message)
        self.slug = slug
        self.message = message
        self.hint = hint


def read_text(cell: Cell) -> str:
    """Return the text of a cell, spaces joined; a whole number without its decimal point, a date as ISO."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else str(cell).lower()
    if isinstance(cell, int | float):
        if abs(cell) >= _EXACT:
            hint = "format the column as text and paste the value again"
            raise CellError("number-lost-digits", "the spreadsheet has rounded this long number", hint)
        return str(int(cell)) if cell == int(cell) else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def refuse_text(cell: Cell) -> None:
    """Refuse a cell that nothing asks for."""
    if read_text(cell):
        raise CellError("extra-cell", "this cell stands in a column without a heading")


def read_date(cell: Cell) -> date | None:
    """Return a date (`dd.mm.yyyy`, ISO, or a real date cell), None for an empty cell."""
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    if isinstance(cell, int | float):
        raise CellError("bad-date", "this is a number, not a date", "give the cell a date format, or type 01.09.2026")
    text = read_text(cell)
    if not text:
        return None
    if found := _RUSSIAN_DATE.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise CellError("bad-date", "this is not a date", "write 01.09.2026 or 2026-09-01, the year with four digits")
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        raise CellError("bad-date", "there is no such day in the calendar", "write 01.09.2026 or 2026-09-01") from None


def _plausible(day: date) -> date:
    if not 2000 <= day.year < 2100:
        raise CellError("bad-date", f"the year {day.year} can't be meant", "write the year with four digits")
    return day


def read_phone(cell: Cell) -> str:
    """Return `+7…` or another international number, digits only, "" for an empty cell.

    A number cell is refused even when its digits are all there: the next saving in another program loses them.
    """
    if isinstance(cell, int | float) or (isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip())):
        message = "the spreadsheet has turned this telephone number into a calculated number (like 7.9E+10)"
        raise CellError("phone-as-number", message, PHONE_CURE)
    text = read_text(cell)
    digits = _PHONE_SIGNS.sub("", text)
    if not digits:
        return ""
    if re.fullmatch(r"\+[1-9]\d{9,14}", digits):
        return digits
    if re.fullmatch(r"[78]\d{10}", digits):
        return f"+7{digits[1:]}"
    if re.fullmatch(r"9\d{9}", digits):
        return f"+7{digits}"
    hint = "write one number with its area code, for example +7 900 123-45-67"
    raise CellError("bad-phone", "this is not a telephone number", hint)


def read_email(cell: Cell) -> str:
    """Return an e-mail address in lower case, "" for an empty cell."""
    text = read_text(cell).lower()
    if text and not _EMAIL.fullmatch(text):
        raise CellError("bad-email", "this is not an e-mail address", "write one address, like name@example.org")
    return text


def read_choice(cell: Cell, choices: Mapping[str, _Value]) -> _Value:
    """Return what one of a few words means."""
    word = fold_heading(read_text(cell))
    if word not in choices:
        known = ", ".join(f"«{choice}»" for choice in choices if choice)
        raise CellError("bad-choice", "this word is not known here", f"known are {known}")
    return choices[word]
