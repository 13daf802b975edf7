"""Whether the сводная ведомость says what the families' pages say (B5.6): checked on every build.

Reports and diaries come from the same records by two ways; neither room sees the other, so what a diary shows is
handed in as plain cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.model.kinds import FinalScope
from generator.reports.class_facts import FinalCell
from generator.reports.sheet import YearSheet


class ShownCell(NamedTuple):
    """A final mark that is shown: whose, in what (the subject's title), of which column, and its text.

    Of a deferred mark the text is the day until which it is, as 2026-12-04.
    """

    student_id: str
    subject: str
    scope: FinalScope
    term_id: str
    text: str


def shown_cells(sheet: YearSheet) -> set[ShownCell]:
    """Return every mark of a sheet."""
    return {
        ShownCell(student.id, subject.title, column.scope, column.term_id, _text(cell))
        for subject in sheet.subjects
        for student, cells in zip(sheet.students, subject.cells, strict=True)
        for column, cell in zip(sheet.columns, cells, strict=True)
        if cell
    }


def differences(sheet: YearSheet, shown: Iterable[ShownCell]) -> tuple[ShownCell, ...]:
    """Return the marks that only one of both has, in order: of a mark that differs, what each of them says."""
    return tuple(sorted(shown_cells(sheet) ^ set(shown)))


def _text(cell: FinalCell) -> str:
    return cell.until.isoformat() if cell.until else cell.text
