"""The weeks of a diary as HTML. Here lies most of a page, so what a class shares is made once.

A lesson row is made once per class and remembered by the identity of its `LessonRow`, in parts between which goes what
only one student sees; a day on which a student has nothing personal once per `Day` object, which students of the same
subgroups share.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from generator.diaries.diary import Day, Diary, HolidayLine, LessonRow, Row, TermLine, Week
from generator.model.kinds import AbsenceKind
from generator.rendering.parts.phrases import is_off
from generator.rendering.parts.pieces import Pieces, escaped
from generator.rendering.parts.results import MarkPieces
from generator.rendering.words import Words

_STATES = {AbsenceKind.LATE: " is-late", AbsenceKind.EXEMPT: ""}
# parts of a row: its opening tag, up to the subject, up to the homework, up to the marks, the end
_SLOTS = 5
_PARTS = ("lessons", "homework", "marks", "absences")


class WeekGroup(NamedTuple):
    """A part of the list of all weeks: those of one term with the holidays after it."""

    term: TermLine | None
    weeks: tuple[Week, ...]


class DrawnRow(NamedTuple):
    """A lesson row in parts between which goes what only one student sees, and joined for the usual cases."""

    begin: str
    head: str
    homework: str
    rest: str
    end: str
    until_marks: str
    plain: str
    subject: str


class WeeksPart:
    """Makes the weeks of the diaries of one class."""

    def __init__(self, pieces: Pieces, words: Words, marks: MarkPieces) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces
        self._words = words
        self._marks = marks
        self._rows: dict[LessonRow, DrawnRow] = {}
        # keyed by identity; the day is kept with its HTML so that its id can't be given to another object
        self._days: dict[int, tuple[Day, str]] = {}
        self._lists: dict[tuple[object, ...], str] = {}
        self._close_day = pieces("week.close_day")
        self._close_week = pieces("week.close_week")

    def render(self, diary: Diary) -> list[str]:
        """Return the pieces of the week view."""
        self._make_rows(diary)
        out = [self._list(diary)]
        missing = "lessons" in diary.missing
        for index, week in enumerate(diary.weeks):
            self._week(out, diary, week, first=index == 0, missing=missing)
        out.append(self._pieces("week.close_weeks"))
        return out

    def _make_rows(self, diary: Diary) -> None:
        """Make the rows that no diary of the class had before, all by one call of their macro."""
        known = self._rows
        days = [day for week in diary.weeks for day in week.days if id(day) not in self._days]
        new = list(dict.fromkeys([row.lesson for day in days for row in day.rows if row.lesson not in known]))
        if not new:
            return
        found = self._pieces.parts(_SLOTS * len(new) + 1, "week.rows", new)
        for index, lesson in enumerate(new):
            begin, head, homework, rest, end = found[index * _SLOTS : (index + 1) * _SLOTS]
            until = begin + head + homework + rest
            known[lesson] = DrawnRow(begin, head, homework, rest, end, until, until + end, escaped(lesson.subject))

    def _list(self, diary: Diary) -> str:
        key = (diary.terms, diary.missing, len(diary.weeks), diary.weeks[0].monday if diary.weeks else None)
        if key not in self._lists:
            names = [self._words.text(f"diary.parts.{part}") for part in _PARTS if part in diary.missing]
            self._lists[key] = self._pieces.make("week.open_weeks", _grouped(diary.weeks), ", ".join(names))
        return self._lists[key]

    def _week(self, out: list[str], diary: Diary, week: Week, *, first: bool, missing: bool) -> None:
        head = (week.monday, week.days[-1].day, week.term, week.ordinal, first)
        if not any(day.rows for day in week.days):
            holidays = _holidays_in(diary.holidays, week.monday, week.days[-1].day)
            following = next((term for term in diary.terms if term.start > week.monday), None)
            shown = following if holidays and _is_next(following, holidays) else None
            silent = "" if all(day.holiday for day in week.days) else "no_data" if missing else "no_timetable"
            out.append(self._pieces("week.open_rest", *head, holidays, shown, silent))
            return
        out.append(self._pieces("week.open_week", *head))
        days = self._days
        for day in week.days:
            found = days.get(id(day))
            if found:
                out.append(found[1])
            else:
                self._day(out, day, missing=missing)
        out.append(self._close_week)

    def _day(self, out: list[str], day: Day, *, missing: bool) -> None:
        if not day.rows:
            out.append(self._pieces("week.free_day", day.day, day.holiday, missing and not day.holiday))
            return
        begin = len(out)
        out.append(self._pieces("week.open_day", day.day))
        personal = False
        rows, draw = self._rows, self._marks.draw
        for row in day.rows:
            works, drawn = row.marks, rows[row.lesson]
            if not (works or row.absence or row.own_homework):
                out.append(drawn.plain)
                continue
            personal = True
            # most personal rows hold one mark and nothing else
            if len(works) == 1 and len(works[0]) == 1 and not (row.absence or row.own_homework or works[0][0].comment):
                mark = draw(works[0][0])
                out += (drawn.until_marks, mark.before, drawn.subject, mark.after, drawn.end)
            else:
                self._personal(out, row, drawn)
        out.append(self._close_day)
        if not personal:
            self._days[id(day)] = (day, "".join(out[begin:]))

    def _personal(self, out: list[str], row: Row, drawn: DrawnRow) -> None:
        pieces, absence = self._pieces, row.absence
        if absence:
            state = _STATES.get(absence.kind, " is-absent")
            out += (pieces("week.open_row", is_off(row.lesson), state), drawn.head, pieces("week.fact", absence))
        else:
            out += (drawn.begin, drawn.head)
        out.append(drawn.homework)
        if row.own_homework:
            out += [pieces("week.own_homework", line) for line in row.own_homework]
        for work in row.marks:
            out += [pieces("week.comment", chip.comment) for chip in work if chip.comment]
        out.append(drawn.rest)
        if absence:
            out.append(pieces("week.absence_chip", absence))
        for work in row.marks:
            if len(work) > 1:
                out.append(pieces("week.pair", row.lesson.subject, work))
            else:
                mark = self._marks.draw(work[0])
                out += (mark.before, drawn.subject, mark.after)
        out.append(drawn.end)


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
