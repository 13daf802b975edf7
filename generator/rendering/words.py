"""The visible words of one language, with plural forms, dates and numbers.

A word file is a nested mapping; keys are joined by dots («week.free»). A text holds `{name}` for values; only plain
names are replaced, so a word file can't reach into objects. A mapping of `one`, `few`, `many`, `other` is a text
with plural forms, chosen by the value `n` after the rules of Unicode CLDR for Russian and English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from generator.errors import RenderError

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language (an ISO 639 code), from a parsed word file."""

    language: str
    table: Mapping[str, object]
    _flat: dict[str, object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Join the keys: a page asks for a word some thousand times."""
        object.__setattr__(self, "_flat", dict(_flatten(self.table, "")))

    def text(self, key: str, **values: object) -> str:
        """Return a text with its values put in; RenderError `missing-word` when key or value is not there."""
        found = self._flat.get(key)
        if type(found) is not str:
            found = self._form(key, values.get("n"))
        if "{" not in found:
            return found
        return _FIELD.sub(lambda match: self._value(key, match[1], values), found)

    def one_of(self, key: str, index: int) -> str:
        """Return an item of a list of words, counted from 0."""
        found = self._flat.get(key)
        if not isinstance(found, list) or not 0 <= index < len(found):
            raise RenderError("missing-word", f"{key} has no word {index} in language {self.language}")
        return str(found[index])

    def day(self, day: date) -> str:
        """«16 ноября», with a no-break space."""
        return self.text("dates.day", day=day.day, month=self.one_of("dates.months", day.month - 1))

    def day_short(self, day: date) -> str:
        """«16 ноя»."""
        return self.text("dates.day_short", day=day.day, month=self.one_of("dates.months_short", day.month - 1))

    def day_year(self, day: date) -> str:
        """«16 ноября 2026 г.»."""
        month = self.one_of("dates.months", day.month - 1)
        return self.text("dates.day_year", day=day.day, month=month, year=day.year)

    def span(self, first: date, last: date) -> str:
        """«16–21 ноября», «28 сентября – 3 октября», one day alone when both are the same."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            month = self.one_of("dates.months", first.month - 1)
            return self.text("dates.span_in_month", first=first.day, last=last.day, month=month)
        return self.text("dates.span", first=self.day(first), last=self.day(last))

    def span_short(self, first: date, last: date) -> str:
        """«16–21 ноя», «28 сен – 3 окт»."""
        if (first.year, first.month) == (last.year, last.month):
            month = self.one_of("dates.months_short", first.month - 1)
            return self.text("dates.span_in_month", first=first.day, last=last.day, month=month)
        return self.text("dates.span", first=self.day_short(first), last=self.day_short(last))

    def weekday_short(self, day: date) -> str:
        """«пн»."""
        return self.one_of("dates.weekdays_short", day.weekday())

    def weekday_day(self, day: date) -> str:
        """«вт 24»."""
        return self.text("dates.weekday_day", weekday=self.weekday_short(day), day=day.day)

    def clock(self, moment: time | datetime) -> str:
        """«8:30»."""
        return f"{moment.hour}:{moment.minute:02}"

    def moment(self, moment: datetime) -> str:
        """«19 ноября, 15:40»; the day alone at midnight, which stands for a time nobody knows."""
        if not (moment.hour or moment.minute):
            return self.day(moment.date())
        return self.text("dates.moment", day=self.day(moment.date()), time=self.clock(moment))

    def number(self, value: Decimal | int) -> str:
        """«3,75»: as many places as the value has, except that whole numbers have none."""
        whole = int(value)
        return str(whole) if value == whole else f"{value:f}".replace(".", self.text("dates.decimal"))

    def hundredths(self, value: Decimal) -> str:
        """«4,00»: always two places, as averages are written."""
        return f"{value:.2f}".replace(".", self.text("dates.decimal"))

    def _form(self, key: str, count: object) -> str:
        """Return the form of a plural text, whose forms stand one level below its key."""
        if isinstance(count, int):
            found = self._flat.get(f"{key}.{plural_form(self.language, count)}")
            if isinstance(found, str):
                return found
        raise RenderError("missing-word", f"the words of language {self.language} have no text {key}")

    def _value(self, key: str, name: str, values: Mapping[str, object]) -> str:
        if name not in values:
            raise RenderError("missing-word", f"{key} needs the value {name}")
        return str(values[name])


def _flatten(table: Mapping[str, object], before: str) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def plural_form(language: str, count: int) -> str:
    """Return the CLDR category of a whole number: Russian has one, few, many; other languages here one, other."""
    count = abs(count)
    if language != "ru":
        return "one" if count == 1 else "other"
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}:
        return "few"
    return "many"
