"""The result of an exam on a third of a sheet: which exam, of which day, the result, and a line to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.diaries.diary import ExamLine, MarkChip
from generator.diaries.papers.lines import ExamSlip
from generator.model.kinds import MarkKind
from generator.rendering.environment import render_template
from generator.rendering.look import Look
from generator.rendering.paper.format import STRIP, Format, PaperHead
from generator.rendering.paper.layout.fill import fill
from generator.rendering.paper.layout.flow import pieces_of
from generator.rendering.paper.layout.measure import line_count
from generator.rendering.paper.parts.head import SIGN, SYMBOL, HeadWords
from generator.rendering.paper.parts.phrases import PaperPhrases
from generator.rendering.paper.parts.qr import paper_qr
from generator.rendering.parts.phrases import typeset

_FRAME = 15.0
_GAP = 3.0
_LABEL = 45.0
_LINE = 5.0
_ROW = 7.0
_ROW_PADDING = 2.0
_MOST = 4
"""Lines of a row; a longer text goes on in another one."""
_IN_WORDS = frozenset({MarkKind.PASS, MarkKind.FAIL, MarkKind.EXEMPT, MarkKind.NOT_ASSESSED})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as the template takes it: its words, its class ("" for none), its height."""

    label: str
    text: str
    name: str
    height: float


class ExamPaper:
    """Makes the exam slips of a site."""

    def __init__(self, look: Look, form: Format = STRIP) -> None:
        """Take the look of the site and the size; the environment is asked for once."""
        self._environment = look.environment()
        self._words = look.words
        self._phrases = PaperPhrases(look.words)
        self._head = HeadWords(self._phrases)
        self._form = form

    def pieces(self, slip: ExamSlip, head: PaperHead) -> list[str]:
        """Return the pieces of a result; one unless a journal's words are very long."""
        width, words = self._form.inner_width, self._words
        source = self._head.dated_source(head.school, slip.as_of)
        top = self._head.top(slip.student, words.text("paper.exam.title"), source, width)
        legal = self._head.legal_height(self._head.legal(head, 1, 1), width)
        room = self._form.height - _FRAME - top.height - _GAP - max(SYMBOL, SIGN + legal)
        rows = [row for label, text, name in self._rows(slip.exam) for row in _parts(label, text, name, width - _LABEL)]
        ranges = fill([row.height for row in rows], room, room, 0)
        return [
            render_template(
                self._environment,
                "print/exam.html",
                top=top,
                rows=rows[start:end],
                legal=self._head.legal(head, page, len(ranges)),
                symbol=paper_qr(head.link)[0],
                is_last=page == len(ranges),
            )
            for page, (start, end) in enumerate(ranges, 1)
        ]

    def _rows(self, exam: ExamLine) -> list[tuple[str, str, str]]:
        """Return label, text and class of every row; what is not known is left out."""
        words = self._words
        rows = (
            ("exam", exam.title or words.text(f"scopes.{exam.scope.value}.title"), ""),
            ("subject", exam.subject, ""),
            ("day", words.day_year(exam.day) if exam.day else "", ""),
            ("result", self._result(exam.result), "is-result"),
            ("received", words.day_year(exam.received_on) if exam.received_on else "", ""),
        )
        return [(words.text(f"paper.exam.{key}"), text, name) for key, text, name in rows if text]

    def _result(self, result: MarkChip | None) -> str:
        if result is None:
            return self._words.text("paper.exam.none")
        return self._words.text(f"paper.term.words.{result.kind.value}") if result.kind in _IN_WORDS else result.text


def _parts(label: str, text: str, name: str, width: float) -> Iterator[_Row]:
    """Cut a text into rows that a slip can hold, the label before the first."""
    for place, part in enumerate(pieces_of(typeset(text), width, 11, _MOST, bold=True)):
        height = line_count(part, width, 11, bold=True) * _LINE + _ROW_PADDING
        yield _Row("" if place else label, part, name, max(_ROW, height))
