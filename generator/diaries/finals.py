"""Final marks: terms, the year, exams, what is deferred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal

from generator.diaries.class_view import ClassView
from generator.diaries.diary import DeferredChip, ExamLine, Finals, FinalsColumn, FinalsRow, MarkChip
from generator.model.kinds import FinalScope, MarkKind
from generator.model.records import Deferral, Exam, TermMark
from generator.rules.records.finals import merged

_LATER = (FinalScope.YEAR, FinalScope.EXAM, FinalScope.STATE_EXAM, FinalScope.FINAL)


def finals(
    view: ClassView, term_marks: Sequence[TermMark], deferrals: Sequence[Deferral], subjects: AbstractSet[str]
) -> Finals:
    """Return the table of final marks: every term, the year, and what else the class has."""
    scopes = {t.scope for t in view.records.term_marks if t.raw}
    columns = [FinalsColumn(FinalScope.TERM, term) for term in view.terms]
    columns += [FinalsColumn(scope, None) for scope in _LATER if scope in scopes or scope is FinalScope.YEAR]
    cells: dict[tuple[str, FinalScope, str], MarkChip | DeferredChip] = {
        (d.subject_id, FinalScope.TERM, d.term_id): DeferredChip(d.until) for d in deferrals
    }
    # A deferral ends with the mark.
    cells.update({(t.subject_id, t.scope, t.term_id): final_chip(t) for t in merged(term_marks) if t.raw})
    shown = set(subjects) | {subject_id for subject_id, _, _ in cells}
    rows = (
        FinalsRow(
            view.school.subjects[s].title,
            tuple(cells.get((s, c.scope, c.term.id if c.term else "")) for c in columns),
        )
        for s in sorted(shown, key=lambda subject_id: view.school.subjects[subject_id].title)
    )
    return Finals(tuple(columns), tuple(rows))


def exam_lines(view: ClassView, exams: Iterable[Exam]) -> tuple[ExamLine, ...]:
    """Return the exams of a student by day, those without a day last."""
    lines = (
        ExamLine(
            exam.day,
            view.school.subjects[exam.subject_id].title,
            exam.title,
            exam.scope,
            _chip(exam.raw, exam.kind, exam.value, received) if exam.raw else None,
            received,
        )
        for exam in exams
        for received in [exam.received_at.date() if exam.received_at else None]
    )
    return tuple(sorted(lines, key=lambda line: (line.day or date.max, line.subject)))


def final_chip(mark: TermMark) -> MarkChip:
    """Return a final mark as it is drawn."""
    return _chip(mark.raw, mark.kind, mark.value, mark.entered_at.date() if mark.entered_at else None)


def _chip(raw: str, kind: MarkKind | None, value: Decimal | None, entered: date | None) -> MarkChip:
    return MarkChip(
        text=raw,
        kind=kind or MarkKind.TEXT,
        value=value,
        weight=None,
        type="",
        type_short="",
        title="",
        is_test=False,
        counts=True,
        comment="",
        day=entered or date.min,
        entered_on=entered,
        ordinal=1,
    )
