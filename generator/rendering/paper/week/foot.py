"""Head and foot of an extract, and the room that they leave for the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from generator.diaries.papers.lines import WeekExtract
from generator.rendering.paper.format import PaperHead
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.paper.parts.phrases import PaperPhrases
from generator.rendering.paper.week.layout import Room
from generator.rendering.paper.week.sizes import WeekSizes
from generator.rendering.paper.week.texts import Said

_NBSP = "\N{NO-BREAK SPACE}"
_LEGAL_LINE, _LEGAL_POINTS = 3.2, 7.5
_SIGN = 8.0
_BETWEEN = 0.8
_FILL = 40.0
"""Millimetres for a signature and a date beside the words of the slip."""


def said_lines(said: Said, width: float) -> int:
    """Count the lines of a paragraph; its label is bold and so a little wider."""
    more = width_mm(said.label, 9, bold=True) - width_mm(said.label, 9)
    filler = _NBSP * ceil(more / width_mm(_NBSP, 9))
    return line_count(f"{said.label}{filler} {said.text}", width, 9)


class FootWords(NamedTuple):
    """The texts of the foot that stay the same wherever the days stand: `slip_date` is «дата»."""

    legal: str
    issue: str
    slip: str
    slip_date: str
    symbol: Markup
    side: float


class Foot:
    """What stands below the days: two columns of sentences, signatures, the legal line, the symbol, the slip.

    `is_aside`: all but the slip stands in the right column, the sentences one below the other.
    """

    def __init__(
        self,
        sizes: WeekSizes,
        sides: tuple[Sequence[Said], Sequence[Said]],
        words: FootWords,
        *,
        is_aside: bool = False,
    ) -> None:
        """Take the sentences of both columns and the other texts."""
        self.sides = sides
        self.is_aside = is_aside
        self.words = words
        self._sizes = sizes
        self._inner = sizes.form.inner_width
        self.is_stacked = width_mm(words.slip, 9) + width_mm(words.slip_date, 9) + _FILL > self._inner
        # on half a sheet the symbol stands beside everything, because there is more width than height to spare
        beside = 0 if sizes.has_fold or not words.side else self._beside
        width = sizes.column - beside if is_aside else (self._inner - beside - sizes.gap) / 2
        self.sums = max(0, *(sum(self._said(said, width) for said in side) - _BETWEEN for side in sides))

    @property
    def height(self) -> float:
        """Return the height of all of it, with the space above."""
        if self.is_aside:
            return self._slip
        side, legal = self.words.side, self._legal(self._inner)
        end = self.sums + 2 + max(_SIGN + legal, side) if self._sizes.has_fold else max(self.sums + 2 + legal, side)
        return end + self._slip

    @property
    def aside(self) -> float:
        """Return the height that is taken from the right column."""
        legal = self._legal(self._sizes.column)
        return max(2 + self.sums + legal, 2 + self.words.side) if self.is_aside else 0

    @property
    def _beside(self) -> float:
        """Return the width that the symbol takes; in a column some of its quiet zone lies in the margin."""
        side = self.words.side
        return side + (0.5 if self.is_aside else 2.5) if side else 0

    def _legal(self, width: float) -> float:
        return 1.5 + line_count(self.words.legal, width - self._beside - 1, _LEGAL_POINTS) * _LEGAL_LINE

    @property
    def brief(self) -> float:
        """Return the height of the foot of a piece that is not the last."""
        return _LEGAL_LINE + 3

    @property
    def _slip(self) -> float:
        lines = line_count(self.words.slip, self._inner, 9)
        return 4.2 + (lines * 4.1 + 5.2 if self.is_stacked else 5.2)

    def _said(self, said: Said, width: float) -> float:
        return said_lines(said, width) * self._sizes.text_line + _BETWEEN


@dataclass(frozen=True, slots=True)
class TopView:
    """The head of a piece: name, class and week on a line with the source beside it, or below (`is_stacked`)."""

    name: str
    group: str
    span: str
    source: str
    state: str
    is_stacked: bool


class Top:
    """The head of the pieces of an extract."""

    def __init__(
        self, extract: WeekExtract, head: PaperHead, phrases: PaperPhrases, sizes: WeekSizes, school: str
    ) -> None:
        """Take what stands in it; the school of the head goes before the one of the site."""
        words = phrases.words
        self._phrases = phrases
        self._extract = extract
        self._sizes = sizes
        self._name = phrases.name(extract.student)
        self._group = phrases.group(extract.student)
        self._span = phrases.week_title(extract)
        self._source = words.text("paper.week.source", school=head.school or school)
        line = width_mm(self._name, 13, bold=True) + width_mm(self._group + self._span, 11) + 12
        beside = max(width_mm(self._source, 9), width_mm(self._state(9, 9), 9)) + 5
        inner = sizes.form.inner_width
        self._is_stacked = line + beside > inner
        source = line_count(f"{self._source} {self._state(9, 9)}", inner, 9) * 4.0
        named = line_count(f"{self._name}{_NBSP * 3}{self._group}{_NBSP * 3}{self._span}", inner, 13, bold=True) * 5.4
        self.height = (named + source + 1 if self._is_stacked else 8.8) + 2.3 + sizes.top

    def room(self, foot: Foot) -> Room:
        """Return the heights that are left for the columns."""
        left = self._sizes.form.height - self.height - self._sizes.titles - self._sizes.bottom - 0.6
        return Room(left - foot.brief, left - foot.height, foot.aside)

    def view(self, number: int, count: int) -> TopView:
        """Return the head of one of the pieces."""
        state = self._state(number, count)
        return TopView(self._name, self._group, self._span, self._source, state, self._is_stacked)

    def _state(self, number: int, count: int) -> str:
        return f"{self._phrases.as_of(self._extract.as_of)}, {self._phrases.sheet(number, count)}"
