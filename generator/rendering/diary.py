"""A student's diary → the HTML fragment that is sealed.

One renderer serves one class. A diary is a join of chunks: some are the same for all students of the class with the
same subgroups (the weeks, the calendar, the teachers), and these are one object for all of them, so that they are made
once, checked against the allow list once, and deflated once. The others hold what only one student has.
The fragment says nothing of now: the page's script works that out on the device, and hangs marks and absences into
the weeks.
"""

from __future__ import annotations

from datetime import datetime

from generator.diaries.diary import Diary
from generator.rendering.look import Look
from generator.rendering.parts.forecasts import ForecastPart
from generator.rendering.parts.letters import LettersPart
from generator.rendering.parts.marks import MarksPart
from generator.rendering.parts.pieces import Pieces, escaped
from generator.rendering.parts.results import AbsencesPart, FinalsPart
from generator.rendering.parts.rows import Rows
from generator.rendering.parts.weeks import WeeksPart
from generator.rendering.styles import device_words
from generator.settings.sections import MarksSection

VIEWS = ("week", "marks", "finals", "absences", "calendar", "more")


class DiaryRenderer:
    """Renders the diaries of one class."""

    def __init__(self, look: Look, marks: MarksSection | None = None) -> None:
        """Take what all pages of the site share; `marks` are the school's rules, without which nothing is forecast."""
        self._look = look
        self._borders = marks.borders if marks else ()
        self._pieces = pieces = Pieces(look.environment(), "diary")
        self._rows = rows = Rows(look.words)
        self._weeks = WeeksPart(pieces, look.words)
        self._marks = MarksPart(pieces, look.words, rows, ForecastPart(look.words, marks) if marks else None)
        self._finals = FinalsPart(pieces)
        self._letters = LettersPart(pieces, look.words)
        self._absences = AbsencesPart(pieces, rows)
        self._frames: dict[tuple[str, datetime], tuple[str, str, str]] = {}
        # kept with the diary that they were made of: the id of its weeks can then not be given to another object
        self._shared: dict[tuple[int, int], tuple[Diary, tuple[str, str]]] = {}

    def render(self, diary: Diary) -> str:
        """Return the whole fragment."""
        return "".join(self.chunks(diary))

    def chunks(self, diary: Diary) -> tuple[str, ...]:
        """Return the fragment in chunks; RenderError when a template fails or makes what a page may not hold."""
        weeks, device = self._of_class(diary)
        before, after, close = self._frame(diary)
        name = escaped(f"{diary.given_name} {diary.family_name}")
        return (
            "".join((before, name, after, *self._own_homework(diary))),
            weeks,
            *self._letters.chunks(diary),
            device,
            "".join((*self._results(diary), close)),
        )

    def _of_class(self, diary: Diary) -> tuple[str, str]:
        """Return what is the same for all students with the same subgroups: weeks to teachers; device and words."""
        key = (id(diary.weeks), id(diary.calendar))
        known = self._shared.get(key)
        if known is None:
            pieces, look = self._pieces, self._look
            weeks = [
                *(pieces("frame.open_view", "week"), self._weeks.render(diary), pieces("frame.close_view")),
                pieces("frame.open_view", "calendar"),
                pieces.make("calendar.calendar", diary, "works" in diary.missing),
                pieces("frame.close_view"),
                pieces("frame.open_view", "more"),
                pieces.make("more.teachers", diary.teachers, "teachers" in diary.missing),
            ]
            device = [
                pieces.make("more.device", look),
                pieces("frame.close_view"),
                pieces.make("frame.words_of_device", device_words(look.words)),
            ]
            known = self._shared[key] = (diary, ("".join(weeks), "".join(device)))
        return known[1]

    def _frame(self, diary: Diary) -> tuple[str, str, str]:
        """Return what stands before and after the student's name at the top of the page, and what ends the page."""
        key = (diary.class_title, diary.as_of)
        if key not in self._frames:
            before, after = self._pieces.parts(2, "frame.open_diary", *key, self._look)
            regulation = self._look.regulation_on(diary.as_of.date())
            self._frames[key] = (before, after, self._pieces.make("frame.close_diary", self._look, regulation))
        return self._frames[key]

    def _results(self, diary: Diary) -> list[str]:
        pieces = self._pieces
        out = []
        for name, part in (("marks", self._marks), ("finals", self._finals), ("absences", self._absences)):
            borders = " ".join(str(border) for _, border in self._borders) if name == "marks" else ""
            out.append(pieces("frame.open_view", name, borders))
            out += part.render(diary)
            out.append(pieces("frame.close_view"))
        return out

    def _own_homework(self, diary: Diary) -> list[str]:
        if not diary.own_homework:
            return []
        lines = [self._rows.homework(line) for line in diary.own_homework]
        return [self._pieces("week.open_own"), *lines, self._pieces("week.close_own")]
