"""What every page of the counter works with: the site folder as it is now, the words, and what a form sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from generator.commands.counter.rolls import Roll, Rolls
from generator.commands.inputs import Inputs
from generator.commands.registers import open_register
from generator.errors import UsageError
from generator.model.acts import Source
from generator.panel.pages import Field, Given, Kind, Option, Page, Part, Said
from generator.register.register import Register
from generator.rendering.words import Words

SOURCE = Source.PANEL


@dataclass(frozen=True, slots=True)
class Office:
    """The counter at this moment: settings are read for every page anew; `rolls` remembers who is in the school."""

    inputs: Inputs
    words: Words
    rolls: Rolls

    def t(self, key: str, **values: object) -> str:
        """Return a text of the counter."""
        return self.words.text(f"panel.desk.{key}", **values)

    @property
    def today(self) -> date:
        """Return the day of the school's clock."""
        return self.inputs.now.date()

    @contextmanager
    def reading(self) -> Iterator[Register]:
        """Open the register to look into it."""
        with open_register(self.inputs) as register:
            yield register

    @contextmanager
    def changing(self) -> Iterator[Register]:
        """Hold the lock of the site folder and open the register. Raises BusyError `busy`."""
        with self.inputs.folder.locked(), open_register(self.inputs) as register:
            yield register

    def roll(self) -> Roll:
        """Return who is in the school. Raises ProblemsError for exports that can't be read."""
        return self.rolls.roll(self.inputs)

    def field(
        self,
        sent: Sent,
        name: str,
        kind: Kind = "text",
        *,
        default: str = "",
        options: Sequence[Option] = (),
        required: bool = False,
        pair: bool = False,
        hint: bool = False,
    ) -> Field:
        """Return a field with what was sent in it, or what usually stands there."""
        value = sent.first(name) if sent else default
        about = self.t(f"hints.{name}") if hint else ""
        return Field(name, self.t(f"fields.{name}"), kind, value, about, tuple(options), required, pair)

    def day_field(self, sent: Sent, name: str, *, empty: bool = False, pair: bool = False) -> Field:
        """Return a field for a day, of today unless it may be left out."""
        default = "" if empty else self.today.isoformat()
        return self.field(sent, name, "date", default=default, pair=pair, required=not empty)


class Done(NamedTuple):
    """What came of an act, and what the page shows of it before its forms."""

    said: tuple[Said, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent; an empty one for a page that is only looked at."""

    given: Given = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        """Say whether a form was sent at all."""
        return bool(self.given)

    def first(self, name: str) -> str:
        """Return the value of a field, spaces joined, "" where nothing was written."""
        return " ".join(next(iter(self.given.get(name, ())), "").split())

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values that were ticked, each once."""
        return tuple(dict.fromkeys(self.given.get(name, ())))

    def day(self, name: str, today: date) -> date:
        """Return a day, today where none was given. Raises UsageError `day-unclear`."""
        return self.day_or_none(name) or today

    def day_or_none(self, name: str) -> date | None:
        """Return a day, None where none was given. Raises UsageError `day-unclear`."""
        text = self.first(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise UsageError("day-unclear", f'"{text}" is no day', hint="choose it in the calendar") from None

    def moment(self, name: str, now: datetime) -> datetime:
        """Return a time of the school's clock, `now` where none was given. Raises UsageError `day-unclear`."""
        text = self.first(name)
        try:
            return datetime.fromisoformat(text).replace(tzinfo=now.tzinfo) if text else now
        except ValueError:
            raise UsageError("day-unclear", f'"{text}" is no time', hint="choose it in the calendar") from None


class Counter(NamedTuple):
    """A page of the counter.

    `show` returns the page; what was sent is kept in it when it could not be done. `act` does what a form asks and says
    what came of it. Both raise DiaryError, and then nothing was done.
    """

    show: Callable[[Office, Sent], Page]
    act: Callable[[Office, Sent], Done]
