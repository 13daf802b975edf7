"""What a record says, in the words of a page's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from generator.reading.explaining.phrases import phrases
from generator.reading.explaining.understood import Kind, Meaning
from generator.rendering.words import Words

_KINDS_OF_ABSENCE = "device.absences.kinds"
_DECIMALS = 2
_DATE = len("2026-09-01")


class SaidWords:
    """Puts the values of records into the words of a language, with words for what a number alone does not tell."""

    def __init__(self, words: Words) -> None:
        """Take the words."""
        self._words = words
        self.tables = self._section("explained.tables")
        self._fields, self._numbered = self._section("explained.fields"), self._section("explained.numbered")
        self._choices = {
            "kind": self._section(_KINDS_OF_ABSENCE),
            "status": self._section("explained.statuses"),
            "scope": {
                name: found["title"] for name, found in self._section("scopes").items() if isinstance(found, Mapping)
            },
        }

    def of(self, meaning: Meaning) -> str:
        """Return what a record says."""
        return ", ".join(dict.fromkeys(self._phrases(meaning)))

    def _phrases(self, meaning: Meaning) -> Iterator[str]:
        if len(meaning.said) == 1 and meaning.said[0][0] == meaning.what and meaning.kind is not Kind.RECORD:
            # the kind of the cell is the word for its one value
            yield self._value(*meaning.said[0])
            return
        for key, value in phrases(meaning) if len(meaning.said) > 1 else meaning.said:
            told = self._value(key, value)
            if key in self._numbered and value.isdecimal():
                yield self._words.text(f"explained.numbered.{key}", value=value)
            elif key in self._fields:
                yield self._words.text(f"explained.fields.{key}", value=told)
            else:
                yield told

    def _value(self, key: str, value: str) -> str:
        choice = self._choices.get(key, {}).get(value)
        if choice:
            return str(choice)
        if key == "weekday":
            return self._words.one_of("dates.weekdays", int(value) - 1)
        if key in {"average", "weighted_average"} and len(value.partition(".")[2]) > _DECIMALS:
            return f"{Decimal(value):.{_DECIMALS}f}"
        return self._day(value)

    def _day(self, value: str) -> str:
        try:
            return self._words.day(date.fromisoformat(value)) if len(value) == _DATE else value
        except ValueError:
            return value

    def _section(self, key: str) -> Mapping[str, object]:
        found: object = self._words.table
        for name in key.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else {}
