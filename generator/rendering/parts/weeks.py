"""The weeks of a year as HTML: the same for all students of a class with the same subgroups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from generator.diaries.diary import Day, Diary, HolidayLine, TermLine, Week
from generator.rendering.parts.phrases import Phrases
from generator.rendering.parts.pieces import Pieces
from generator.rendering.words import Words

_PARTS = ("lessons", "homework", "marks", "absences")


class WeekGroup(NamedTuple):
    """A part of the list of all weeks: those of one term with the holidays after it."""

    term: TermLine | None
    weeks: tuple[Week, ...]


class WeeksPart:
    """Makes the weeks of the diaries of one class."""

    def __init__(self, pieces: Pieces, words: Words) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces
        self._phrases = Phrases(words)

    def render(self, diary: Diary) -> str:
        """Return the week view."""
        pieces = self._pieces
        out = [pieces.make("week.open_weeks", _grouped(diary.weeks), self._phrases.missing(_PARTS, diary.missing))]
        missing = "lessons" in diary.missing
        for index, week in enumerate(diary.weeks):
            head = (week.monday, week.days[-1].day, week.term, week.ordinal, index == 0)
            if any(day.rows for day in week.days):
                out.append(pieces.make("week.open_week", *head))
                out += [self._day(day, missing=missing) for day in week.days]
                out.append(pieces("week.close_week"))
            else:
                out.append(self._rest(diary, week, head, missing=missing))
        out.append(pieces("week.close_weeks"))
        return "".join(out)

    def _day(self, day: Day, *, missing: bool) -> str:
        if day.rows:
            return self._pieces.make("week.day", day)
        return self._pieces("week.free_day", day.day, day.holiday, missing and not day.holiday)

    def _rest(self, diary: Diary, week: Week, head: tuple[object, ...], *, missing: bool) -> str:
        """Return a week without lessons: holidays and what comes after them, or that there is no timetable yet."""
        holidays = _holidays_in(diary.holidays, week.monday, week.days[-1].day)
        following = next((term for term in diary.terms if term.start > week.monday), None)
        shown = following if holidays and _is_next(following, holidays) else None
        silent = "" if all(day.holiday for day in week.days) else "no_data" if missing else "no_timetable"
        return self._pieces.make("week.rest", *head, holidays, shown, silent)


def _grouped(weeks: Sequence[Week]) -> list[WeekGroup]:
    """Group the weeks by term; weeks of holidays stand at the end of the term before them."""
    groups: list[tuple[TermLine | None, list[Week]]] = []
    for week in weeks:
        if groups and (week.term is None or week.term == groups[-1][0]):
            groups[-1][1].append(week)
        else:
            groups.append((week.term, [week]))
    return [WeekGroup(term, tuple(found)) for term, found in groups]


def _holidays_in(holidays: Sequence[HolidayLine], first: date, last: date) -> tuple[HolidayLine, ...]:
    return tuple(line for line in holidays if line.start <= last and first <= line.end)


def _is_next(term: TermLine | None, holidays: Sequence[HolidayLine]) -> bool:
    """Say whether the term begins within three days (a weekend) after the holidays."""
    return term is not None and 0 <= (term.start - holidays[-1].end).days <= 3
