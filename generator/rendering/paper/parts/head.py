"""What strips, period sheets and exam slips have in common: the line with the name, and the small print at the foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from generator.diaries.papers.lines import PaperStudent
from generator.rendering.paper.format import PaperHead
from generator.rendering.paper.layout.measure import line_count, width_mm
from generator.rendering.paper.parts.phrases import PaperPhrases
from generator.rendering.parts.phrases import typeset
from generator.settings.sections import MarksSection

RULED = 7.0
"""Millimetres of a head of one line, with its rule."""
SIGN = 6.5
"""Millimetres of the line to sign, with the gap below it."""
SYMBOL = 22.0
SYMBOL_WIDTH = 29.0
"""Millimetres that the symbol takes from the text, downwards and sideways."""
_LEGAL_LINE = 3.1
_NAME_LINE = 5.05
_LINE = 5.0
_SOURCE_LINE = 4.0
_GAPS = 9.5


@dataclass(frozen=True, slots=True)
class Top:
    """The head of a piece in words, its height, and how it lies.

    `kind` "": all on one line; `is-long`: the source stands below the rule; `is-longer`: class and period stand below
    the name too.
    """

    name: str
    group: str
    period: str
    source: str
    kind: str
    height: float


class HeadWords:
    """Says heads and feet in the words of one language."""

    def __init__(self, phrases: PaperPhrases) -> None:
        """Take what all papers say alike."""
        self.phrases = phrases
        self._words = phrases.words

    def top(self, student: PaperStudent, period: str, source: str, width: float) -> Top:
        """Return the head for a piece whose text is `width` millimetres wide."""
        name, group = self.phrases.name(student), self.phrases.group(student)
        left = width_mm(name, 13, bold=True) + width_mm(group, 11) + width_mm(period, 11) + _GAPS / 2
        if left + width_mm(source, 9) + _GAPS / 2 <= width:
            return Top(name, group, period, source, "", RULED)
        below = _SOURCE_LINE * line_count(source, width, 9)
        if left <= width:
            return Top(name, group, period, source, "is-long", RULED + below)
        names = line_count(name, width, 13, bold=True)
        others = line_count(f"{group}   {period}", width, 11)
        height = RULED + (names - 1) * _NAME_LINE + others * _LINE + below
        return Top(name, group, period, source, "is-longer", height)

    def source(self, school: str, as_of: datetime) -> str:
        """«Школа № 12. Данные на 20.11 15:40»; the day alone at midnight, which stands for a time nobody knows."""
        moment = self.phrases.day_month(as_of)
        if as_of.hour or as_of.minute:
            moment = f"{moment} {self._words.clock(as_of)}"
        return typeset(self._words.text("paper.foot.source", school=school, moment=moment))

    def dated_source(self, school: str, as_of: datetime) -> str:
        """«Школа № 12. Данные на 20.11.2026 15:40», for papers whose head names no year."""
        return typeset(f"{school}. {self.phrases.as_of(as_of)}")

    def legal(self, head: PaperHead, page: int, pages: int, *notes: str) -> str:
        """Return the small print: notes, the line in the register, why on paper, the issue, who answers for it."""
        words = self._words
        register = words.text("paper.foot.register", number=head.number)
        sheet = words.text("paper.foot.page", page=page, pages=pages)
        return typeset(" ".join(part for part in (*notes, register, self.phrases.foot(head), sheet) if part))

    def legal_height(self, legal: str, width: float) -> float:
        """Return the millimetres that the small print takes beside the symbol of a piece of this width."""
        return _LEGAL_LINE * line_count(legal, width - SYMBOL_WIDTH, 7.5)

    def borders(self, marks: MarksSection) -> str:
        """««5» от 4,50, «4» от 3,50, «3» от 2,50.»; "" without any."""
        words = self._words
        parts = [
            words.text("forecast.rule.border", mark=mark, border=words.hundredths(Decimal(border) / 100))
            for mark, border in marks.borders
        ]
        return f"{', '.join(parts)}." if parts else ""


def sentence(text: str) -> str:
    """Return a text that ends with a full stop."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
