"""Final marks and absences of a diary as HTML."""

from __future__ import annotations

from dataclasses import replace

from generator.diaries.diary import DeferredChip, Diary, FinalsColumn, MarkChip
from generator.model.kinds import AbsenceKind, FinalScope, MarkKind
from generator.rendering.parts.pieces import Pieces
from generator.rendering.parts.rows import Rows

_EXPLAINED = (
    MarkKind.PASS,
    MarkKind.FAIL,
    MarkKind.EXEMPT,
    MarkKind.NOT_ASSESSED,
    MarkKind.DEBT,
)


class FinalsPart:
    """Makes the table of final marks."""

    def __init__(self, pieces: Pieces) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces

    def render(self, diary: Diary) -> list[str]:
        """Return the pieces of the view."""
        pieces, table = self._pieces, diary.finals
        exams = [pieces("finals.exams", diary.exams)] if diary.exams else []
        if diary.without_marks:
            return [pieces("marks.first_grade"), *exams]
        if not table.rows or "term_marks" in diary.missing:
            return [pieces("frame.no_data" if "term_marks" in diary.missing else "finals.empty"), *exams]
        apart = [_stands_apart(table.columns, index) for index in range(len(table.columns))]
        words: dict[tuple[str, str], None] = {}
        rows = [pieces("finals.open_finals", table.columns)]
        for row in table.rows:
            rows.append(pieces("finals.row", row.subject))
            for chip, line in zip(row.cells, apart, strict=True):
                if isinstance(chip, DeferredChip):
                    rows.append(pieces("finals.deferred", chip.until, line))
                    words["deferred", "deferred"] = None
                else:
                    rows.append(pieces("finals.cell", chip, line))
                    if chip is not None and chip.kind in _EXPLAINED:
                        words[_legend(chip)] = None
        return [*rows, pieces("finals.close_table"), *exams, pieces("finals.close_finals", tuple(words))]


def _stands_apart(columns: tuple[FinalsColumn, ...], index: int) -> bool:
    """Say whether a rule stands before this column: the first that is no term."""
    scopes = [column.scope for column in columns]
    return scopes[index] is not FinalScope.TERM and index > 0 and scopes[index - 1] is FinalScope.TERM


def _legend(chip: MarkChip) -> tuple[str, str]:
    return chip.text, chip.kind.value


class AbsencesPart:
    """Makes the absences by term."""

    def __init__(self, pieces: Pieces, rows: Rows) -> None:
        """Take what is shared with the other parts of the page."""
        self._pieces = pieces
        self._rows = rows

    def render(self, diary: Diary) -> list[str]:
        """Return the pieces of the view, the newest term first; terms that have not begun are left out."""
        pieces = self._pieces
        if "absences" in diary.missing:
            return [pieces("frame.no_data")]
        out = []
        today = diary.as_of.date()
        for part in reversed(diary.absences):
            if part.term.start > today and not part.lines:
                continue
            out.append(pieces.make("absences.open_term", part.term, replace(part, lines=())))
            # Exemptions stand behind the others, for they are shown in the week only.
            lines = sorted(part.lines, key=lambda line: line.kind is AbsenceKind.EXEMPT)
            if lines:
                out.append(pieces("absences.open_lines", part.term))
                out += [self._rows.absence(line) for line in lines]
                out.append(pieces("absences.close_lines"))
            out.append(pieces("absences.close_term"))
        return out
