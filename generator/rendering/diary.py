"""A student's diary → the HTML fragment that is sealed.

One renderer serves one class: everything that its diaries share (lesson rows, days, chips) is made by a macro of
`templates/diary/` once, checked against the allow list once, and joined for each student.
The fragment says nothing of now: `diary.js` works that out on the device.
"""

from __future__ import annotations

from datetime import datetime

from generator.diaries.diary import Diary
from generator.rendering.look import Look
from generator.rendering.parts.phrases import Phrases
from generator.rendering.parts.pieces import Pieces, escaped
from generator.rendering.parts.results import AbsencesPart, FinalsPart, MarkPieces, MarksPart
from generator.rendering.parts.weeks import WeeksPart

VIEWS = ("week", "marks", "finals", "absences", "more")


class DiaryRenderer:
    """Renders the diaries of one class."""

    def __init__(self, look: Look) -> None:
        """Take what all pages of the site share."""
        self._look = look
        self._pieces = pieces = Pieces(look.environment(), "diary")
        self._drawn = MarkPieces(pieces, Phrases(look.words))
        self._weeks = WeeksPart(pieces, look.words, self._drawn)
        self._marks = MarksPart(pieces, look.words, self._drawn)
        self._finals = FinalsPart(pieces)
        self._absences = AbsencesPart(pieces, Phrases(look.words))
        self._frames: dict[tuple[str, datetime], tuple[str, str]] = {}
        self._close = pieces.make("frame.close_diary", look)
        self._device = pieces.make("more.device", look)

    def render(self, diary: Diary) -> str:
        """Return the fragment; RenderError when a template fails or makes something a page may not hold."""
        pieces = self._pieces
        self._drawn.begin()
        before, after = self._frame(diary)
        out = [before, escaped(f"{diary.given_name} {diary.family_name}"), after]
        bodies = (
            self._weeks.render(diary),
            self._marks.render(diary),
            self._finals.render(diary),
            self._absences.render(diary),
            self._more(diary),
        )
        for name, body in zip(VIEWS, bodies, strict=True):
            out.append(pieces("frame.open_view", name, name == "week"))
            out += body
            out.append(pieces("frame.close_view"))
        out.append(self._close)
        return "".join(out)

    def _frame(self, diary: Diary) -> tuple[str, str]:
        """Return what stands before and after the student's name at the top of the page."""
        key = (diary.class_title, diary.as_of)
        if key not in self._frames:
            before, after = self._pieces.parts(2, "frame.open_diary", *key, self._look)
            self._frames[key] = (before, after)
        return self._frames[key]

    def _more(self, diary: Diary) -> list[str]:
        pieces = self._pieces
        return [
            pieces("more.teachers", diary.teachers, "teachers" in diary.missing),
            pieces("more.calendar", diary.bells, diary.terms, diary.holidays),
            self._device,
        ]
