"""The period sheet (табель): the marks of a term, beside those of the terms before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from generator.diaries.diary import Diary, Finals, FinalsColumn, FinalsRow, MarkChip, SubjectMarks, TermLine
from generator.diaries.papers.lines import Missed, TermSheet, TermSheetRow
from generator.diaries.papers.student import paper_student, shown_average
from generator.model.kinds import FinalScope, MarkKind

_NO_MARK_YET = frozenset({MarkKind.DEBT, MarkKind.PENDING})
_NOTHING = Missed(0, 0, 0, 0, 0, 0)


def ended_terms(terms: Iterable[TermLine], day: date) -> tuple[TermLine, ...]:
    """Return the terms that have ended on or before a day; a term's last day is one of them."""
    return tuple(term for term in terms if term.end <= day)


def term_sheet(diary: Diary, term: TermLine) -> TermSheet:
    """Return the sheet of one term of the diary; that of the last term ends with the year, as far as it has marks."""
    chosen = _columns(diary.finals, term, is_last=not diary.terms or diary.terms[-1].id == term.id)
    marks = {s.subject: s for each in diary.marks if each.term.id == term.id for s in each.subjects}
    absences = next((each for each in diary.absences if each.term.id == term.id), None)
    columns = tuple(diary.finals.columns[n] for n in chosen)
    rows = tuple(_row(row, chosen, marks.get(row.subject)) for row in diary.finals.rows)
    own = next((n for n, column in enumerate(columns) if column.term and column.term.id == term.id), None)
    return TermSheet(
        student=paper_student(diary),
        term=term,
        as_of=diary.as_of,
        columns=columns,
        rows=rows,
        missed=Missed(
            absences.lessons, absences.ill, absences.excused, absences.unexcused, absences.unknown, absences.late
        )
        if absences
        else _NOTHING,
        days=absences.days if absences else 0,
        is_complete=own is not None and _is_complete(diary, rows, own),
    )


def _is_complete(diary: Diary, rows: Sequence[TermSheetRow], own: int) -> bool:
    """Say whether every subject with marks has its final mark in the column `own`. Lessons that are never marked, in
    which there is neither a mark nor a final mark all year, are not waited for.
    """
    marked = {subject.subject for each in diary.marks for subject in each.subjects if subject.marks or subject.undated}
    marked |= {row.subject for row in diary.finals.rows if any(cell is not None for cell in row.cells)}
    waited = [row for row in rows if row.subject in marked]
    return bool(waited) and all(row.cells[own] is not None for row in waited)


def _columns(finals: Finals, term: TermLine, *, is_last: bool) -> list[int]:
    """Return the places of the columns that the sheet shows."""

    def is_shown(n: int, column: FinalsColumn) -> bool:
        if column.scope is FinalScope.TERM:
            return column.term is not None and column.term.start <= term.start
        return is_last and any(row.cells[n] is not None for row in finals.rows)

    return [n for n, column in enumerate(finals.columns) if is_shown(n, column)]


def _row(row: FinalsRow, chosen: Sequence[int], marks: SubjectMarks | None) -> TermSheetRow:
    cells = tuple(row.cells[n] for n in chosen)
    if marks is None:
        return TermSheetRow(row.subject, cells, None, 0)
    chips: Iterable[MarkChip] = (chip for work in marks.marks for chip in work)
    return TermSheetRow(
        row.subject,
        cells,
        shown_average(marks),
        sum(1 for chip in chips if chip.kind not in _NO_MARK_YET),
        marks.undated,
    )
