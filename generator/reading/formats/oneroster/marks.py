"""What a result says: the text of a mark, its kind and its number, from status, score, text and flags."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.errors import ReadError
from generator.model.kinds import MarkKind
from generator.reading.cells import BadCellError, MarkText, Memo, clean, parse_mark, zero_as_text
from generator.reading.formats.oneroster.bundle.rows import Row
from generator.reading.mapping.mapping import Mapping as SchoolsMapping
from generator.reading.meaning import Codes, UnknownCodes, fold_code
from generator.reading.words.passed_over import BY_MAPPING

_EXEMPT, _DEBT, _PENDING = "осв", "долг", "."
_WORTH_A_NUMBER = {MarkKind.NUMERIC, MarkKind.TEXT, MarkKind.PENDING}
"""What a text may be when a score stands beside it that is its number; a point that has a score is no place."""


class Marks:
    """Reads results of one bundle; `unknown` grows by the texts that mean nothing known."""

    def __init__(self, mapping: SchoolsMapping, version: str) -> None:
        """Take the school's own codes; in 1.1 a score stands in every row, whatever the status."""
        self._codes: dict[bool, Codes] = {False: mapping.lesson_codes, True: mapping.final_codes}
        self._has_text = version != "1.1"
        self.unknown = UnknownCodes()
        self._scores = Memo(_score_of)
        self._texts = Memo(parse_mark)

    def score(self, text: str) -> Decimal:
        """Return the number of a score that was checked: «4.0» is 4, a mark has no tenths unless they say something."""
        return self._scores[text]

    def read(self, row: Row, labels: Mapping[str, Decimal], *, final: bool) -> MarkText | str:
        """Return what a result says, or why it is no mark. Raises `ReadError` when it says nothing.

        `labels` are the words of the class's scales with their numbers.
        """
        cells = row.cells
        status, text = cells["scoreStatus"], clean(cells.get("textScore", ""))
        if status == "fully graded" and cells.get("inProgress") != "true":
            return self._graded(row, text, labels, final=final)
        if status == "exempt":
            return MarkText(text or _EXEMPT, MarkKind.EXEMPT)
        if final:
            return self._without_score(row, text) if text else "a final mark that has not been given"
        if status != "not submitted":
            return MarkText(text or _PENDING, MarkKind.PENDING)
        if cells.get("missing") == "true" or text or not self._has_text:
            return MarkText(text or _DEBT, MarkKind.DEBT)
        return "not handed in, and not missing"

    def _without_score(self, row: Row, text: str) -> MarkText | str:
        try:
            found = self._texts[text]
        except BadCellError:
            return self._unknown(row, text)
        return found if found.kind is MarkKind.NOT_ASSESSED else "a final mark that has not been given"

    def _graded(self, row: Row, text: str, labels: Mapping[str, Decimal], *, final: bool) -> MarkText | str:
        score = self.score(row.cells["score"]) if row.cells["score"] else None
        if not text:
            if score is None:
                message = "column score: expected a score or a textScore, since the work is fully graded"
                raise ReadError("missing-value", message, origin=row.at("score"))
            return MarkText(text_of(score), MarkKind.NUMERIC, score)
        meaning = self._codes[final].get(fold_code(text))
        if meaning:
            return MarkText(text, meaning.mark) if meaning.mark else BY_MAPPING
        try:
            found = self._texts[text]
        except BadCellError:
            number = score if score is not None else labels.get(text.casefold())
            return self._unknown(row, text) if number is None else MarkText(text, MarkKind.NUMERIC, number)
        if found.kind in _WORTH_A_NUMBER and score is not None:
            return MarkText(text, MarkKind.NUMERIC, score)
        if found.kind is MarkKind.PENDING:
            return MarkText(text, MarkKind.TEXT)
        return found if final else zero_as_text(found)

    def _unknown(self, row: Row, text: str) -> str:
        self.unknown.add(text, row.at("textScore"))
        return "a text that means nothing known"


def _score_of(text: str) -> Decimal:
    return Decimal(text_of(Decimal(text)))


def text_of(score: Decimal) -> str:
    """Return how a score is shown: `4.0` is «4»."""
    return format(score.normalize(), "f")
