"""Figures as they are written: tenths of a per cent as «92,3», hundredths as «3,88», a change with its sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from generator.model.kinds import FinalScope
from generator.model.school import Term
from generator.rendering.staff.reports.table import MINUS, NOTHING, Cell, Level
from generator.rendering.words import Words
from generator.rules.statistics import Light

LIGHTS: Mapping[Light, Level] = {Light.CALM: "ok", Light.AMBER: "warning", Light.RED: "error"}
_HOURS_OF_A_DAY = 24
_NO_BREAK = "\N{NO-BREAK SPACE}"
_SHORT = 16


class Figures:
    """The figures in the words of one language."""

    def __init__(self, words: Words) -> None:
        """Take the words."""
        self.words = words
        self._decimal = words.text("dates.decimal")

    def tenths(self, value: int | None, level: Level | None = None) -> Cell:
        """Return tenths, as of a per cent."""
        return NOTHING if value is None else Cell(self._fraction(value, 10, 1), str(value), level)

    def hundredths(self, value: int | None) -> Cell:
        """Return hundredths, as of a mean."""
        return NOTHING if value is None else Cell(self._fraction(value, 100, 2), str(value))

    def change(self, value: int | None, per: int) -> Cell:
        """Return a change with its sign: tenths (`per` 10) or hundredths (`per` 100); no change is 0 without one."""
        if value is None:
            return NOTHING
        sign = "+" if value > 0 else ""
        return Cell(sign + self._fraction(value, per, 1 if per == 10 else 2), str(value))

    def deviation(self, value: int | None, light: Light | None) -> Cell:
        """Return the deviation from a plan with its light."""
        found = self.change(value, 10)
        return found if light is None or value is None else Cell(found.text, found.sort, LIGHTS[light])

    def day(self, day: date) -> Cell:
        """Return a day, sorted by the calendar."""
        return Cell(self.words.day_short(day), day.isoformat())

    def moment(self, moment: datetime) -> Cell:
        """Return a time, sorted by the clock; the day alone at midnight, which stands for a time nobody knows."""
        text = self.words.day_short(moment.date())
        if moment.hour or moment.minute:
            text = f"{text}, {self.words.clock(moment)}"
        return Cell(text, moment.isoformat(timespec="minutes"))

    def span(self, time: timedelta) -> str:
        """Return how long: hours below two days, else whole days."""
        hours = int(abs(time).total_seconds() // 3600)
        if hours < 2 * _HOURS_OF_A_DAY:
            return self.words.text("staff.span.hours", n=hours)
        return self.words.text("staff.span.days", n=hours // _HOURS_OF_A_DAY)

    def column(self, scope: FinalScope, term: Term | None) -> str:
        """Return the title of a kind of final mark: the term's own, «Год», «Экзамен»."""
        if scope is FinalScope.TERM and term is not None:
            return self.term(term)
        return self.words.text(f"scopes.{scope.value}.title")

    def term(self, term: Term) -> str:
        """Return the title of a term as the journal has it, else by its kind and number; a short one on one line."""
        title = term.title or self.words.text(f"terms.title.{term.kind.value}", n=term.ordinal)
        return title.replace(" ", _NO_BREAK) if len(title) <= _SHORT else title

    def _fraction(self, value: int, per: int, places: int) -> str:
        whole, rest = divmod(abs(value), per)
        return f"{MINUS if value < 0 else ''}{whole}{self._decimal}{rest:0{places}d}"
