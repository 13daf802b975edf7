"""The days of an extract as blocks of rows, with their heights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.diaries.papers.lines import PaperDay, PaperRow
from generator.rendering.paper.layout.flow import Block, Row, pieces_of
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.paper.parts.chips import Chips, Work, by_work, fitted
from generator.rendering.paper.week.layout import LEAST_DAY
from generator.rendering.paper.week.sizes import WeekSizes
from generator.rendering.parts.phrases import is_changed, is_off, typeset
from generator.rendering.words import Words

_LONGEST = 10
_RULE = 0.27
"""Millimetres of a line between rows: browsers draw it a pixel wide, and round the height of a row to pixels."""
_NBSP = "\N{NO-BREAK SPACE}"
_NOTHING = Row("", 0)


@dataclass(frozen=True, slots=True)
class LessonView:
    """A row of a day as the template draws it: `badge` and `was` for what was changed, `homework` by paragraph.

    A row that `is_said` is one sentence over the whole width; `is_was_short`: `was` fits on a line and is not broken.
    """

    number: str
    subject: str
    is_off: bool
    badge: str
    was: str
    homework: tuple[str, ...]
    works: tuple[Work, ...]
    teachers: str
    is_said: bool = False
    is_was_short: bool = False


class DayRows:
    """Makes the rows of the days of a class; a row that several students share is made once.

    `blank` is an empty ruled row.
    """

    def __init__(self, words: Words, sizes: WeekSizes, draw: Callable[[LessonView], str]) -> None:
        """Take the words, the measures, and what draws a row."""
        self._words = words
        self._chips = Chips(words)
        self._sizes = sizes
        self._draw = draw
        self._made: dict[PaperRow, tuple[Row, ...]] = {}
        self._plain: dict[PaperRow, tuple[LessonView, int, list[Row]]] = {}
        self._sentences: dict[str, Row] = {}
        empty = LessonView("", "", is_off=False, badge="", was="", homework=(), works=(), teachers="")
        self.blank = self._row(empty, 1)

    def block(self, day: PaperDay, *, unknown: bool) -> Block:
        """Return the rows of a day; `unknown`: the journal's timetable is not there, so nobody can say it is free."""
        rows = [row for lesson in day.rows for row in self._rows(lesson)]
        if not rows:
            key = "diary.no_data" if unknown else "paper.week.free"
            rows = [self._said(day.holiday or self._words.text(key))]
        again = self._words.text("paper.common.again", title=self._title(day))
        # two low rows stay together, so that the name of the day finds room beside them
        together = 2 if rows[0].height < LEAST_DAY else 1
        first = Row("".join(row.html for row in rows[:together]), sum(row.height for row in rows[:together]))
        return Block(_NOTHING, (first, *rows[together:]), self._said(again))

    def _said(self, text: str) -> Row:
        made = self._sentences.get(text)
        if made is None:
            made = self._sentences[text] = self._sentence(text)
        return made

    def _sentence(self, text: str) -> Row:
        sizes = self._sizes
        view = LessonView("", text, is_off=False, badge="", was="", homework=(), works=(), teachers="", is_said=True)
        width = sizes.inside(sizes.column - sizes.weekday - sizes.number)
        return self._row(view, line_count(text, width, 9, bold=True))

    def _title(self, day: PaperDay) -> str:
        return f"{self._words.one_of('dates.weekdays', day.day.weekday())}{_NBSP}{day.day.day}"

    def _rows(self, row: PaperRow) -> tuple[Row, ...]:
        made = self._made.get(row)
        if made is None:
            made = self._made[row] = tuple(self._make(row))
        return made

    def _make(self, row: PaperRow) -> list[Row]:
        """Return the row of a lesson, and more of them where its homework is very long."""
        sizes = self._sizes
        # most of a row is the same for the whole class, whatever marks there are
        shared = replace(row, marks=(), absence=None)
        plain = self._plain.get(shared)
        if plain is None:
            plain = self._plain[shared] = self._without_marks(shared)
        view, lines, more = plain
        found = [self._chips.marks(work, noted=True) for work in by_work(row.marks)]
        if row.absence:
            found.insert(0, (self._chips.absence(row.absence, noted=True),))
        if not found:
            return [self._row(view, lines), *more]
        works, mark_lines = fitted(found, sizes.inside(sizes.marks), sizes.mark)
        return [self._row(replace(view, works=works), lines, mark_lines), *more]

    def _without_marks(self, row: PaperRow) -> tuple[LessonView, int, list[Row]]:
        """Return the first row of a lesson without its marks, how many lines it has, and the rows after it."""
        sizes, lesson = self._sizes, row.lesson
        width = sizes.inside(sizes.homework)
        homework = pieces_of(typeset("\n".join(self._homework(row))), width, 9, _LONGEST)
        badge, was = self._change(row)
        off = is_off(lesson)
        subject = row.short or lesson.subject
        teachers = "" if off else " / ".join(name.split()[0] for name in lesson.teachers if name.strip())
        number = "" if lesson.number is None else str(lesson.number)
        short = width_mm(was, 9) <= sizes.inside(sizes.subject)
        paragraphs = tuple(homework[0].split("\n"))
        view = LessonView(number, subject, off, badge, was, paragraphs, (), teachers, is_was_short=short)
        # a badge has a frame with padding; both signs together are wider than that
        told = " ".join(part for part in (subject, f"{badge}{_NBSP}{_NBSP}" if badge else "", was) if part)
        lines = max(
            line_count(told, sizes.inside(sizes.subject), 9, bold=True),
            line_count(homework[0], width, 9),
            line_count(teachers, sizes.inside(sizes.teacher), 9) if sizes.teacher else 1,
        )
        more = [
            LessonView("", "", is_off=False, badge="", was="", homework=tuple(text.split("\n")), works=(), teachers="")
            for text in homework[1:]
        ]
        return view, lines, [self._row(view, line_count("\n".join(view.homework), width, 9)) for view in more]

    def _row(self, view: LessonView, lines: int, mark_lines: int = 1) -> Row:
        sizes = self._sizes
        text = lines * sizes.line + 2 * sizes.over + (_RULE if lines == 1 else 2 * _RULE)
        marks = mark_lines * sizes.least_row
        return Row(self._draw(view), max(sizes.least_row, text, marks))

    def _homework(self, row: PaperRow) -> list[str]:
        words, lesson = self._words, row.lesson
        said = [line.text for line in lesson.homework]
        said += [words.text("paper.week.personal", text=text) for text in row.own_homework]
        if is_off(lesson):
            moved = "moved_away" if lesson.status.value == "moved" else "cancelled"
            return [lesson.note or words.text(f"paper.week.{moved}"), *said]
        return [*said, lesson.note] if lesson.note else said

    def _change(self, row: PaperRow) -> tuple[str, str]:
        """Return «замена» and the subject that was to be, «перенос» and where it was moved from."""
        lesson = row.lesson
        if is_off(lesson) or not is_changed(lesson):
            return "", ""
        words, old = self._words, lesson.replaces
        badge = words.text(f"paper.week.{lesson.status.value}")
        if old is None:
            return badge, ""
        if old.day is not None and old.number is not None:
            weekday = words.weekday_short(old.day)
            return badge, words.text("paper.week.moved_from", weekday=weekday, number=old.number)
        return badge, (row.was_short or old.subject) if old.subject != lesson.subject else ""
