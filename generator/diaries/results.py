"""Marks by subject and term, finals, absences: the tables of a diary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal

from generator.diaries.class_view import ClassView
from generator.diaries.diary import (
    AbsenceLine,
    Average,
    Finals,
    FinalsColumn,
    FinalsRow,
    MarkChip,
    SubjectMarks,
    TermAbsences,
    TermLine,
    TermMarks,
)
from generator.diaries.forecasts import NO_OUTLOOK, LookAhead, Outlook
from generator.diaries.grouping import by_work, counting
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind
from generator.model.records import Absence, Lesson, Mark, TermMark
from generator.rules.averages import mean

_LATER = (FinalScope.YEAR, FinalScope.EXAM, FinalScope.STATE_EXAM, FinalScope.FINAL)
_NOT_MISSED = frozenset({AbsenceKind.LATE, AbsenceKind.EXEMPT})


def average_of(chips: Iterable[MarkChip]) -> Average | None:
    """Return our average of the marks that count, None where only some weights are known."""
    found = mean(counting(chips))
    if found is None:
        return None
    hundredth = Decimal(100)
    return Average(
        Decimal(found.hundredths) / hundredth,
        found.weighted,
        found.count,
        Decimal(found.points) / hundredth,
        Decimal(found.weights) / hundredth,
    )


def marks_by_term(
    view: ClassView,
    chips: Sequence[tuple[Mark, MarkChip]],
    absences: Sequence[Absence],
    term_marks: Sequence[TermMark],
    subjects: AbstractSet[str],
    *,
    look_ahead: LookAhead,
) -> tuple[TermMarks, ...]:
    """Return the marks of every term, subjects in the order of their titles."""
    titles = view.school.subjects
    found: dict[tuple[str, str], list[MarkChip]] = defaultdict(list)
    for mark, chip in chips:
        found[view.term_of(mark.day).id, mark.subject_id].append(chip)
    away: dict[tuple[str, str, bool], int] = defaultdict(int)
    for absence in absences:
        if absence.kind is not AbsenceKind.EXEMPT:
            late = absence.kind is AbsenceKind.LATE
            away[view.term_of(absence.day).id, absence.subject_id, late] += 1
    final = {(t.term_id, t.subject_id): t for t in _merged(term_marks) if t.scope is FinalScope.TERM}
    shown = set(subjects) | {subject_id for _, subject_id in found} | {key[1] for key in final}
    order = sorted(shown, key=lambda subject_id: titles[subject_id].title)

    def subject(term: TermLine, s: str) -> SubjectMarks:
        given, mark, missed = found.get((term.id, s), []), final.get((term.id, s)), away.get((term.id, s, False), 0)
        outlook = NO_OUTLOOK if mark and mark.raw else look_ahead(term, s, given, missed)
        late = away.get((term.id, s, True), 0)
        return _subject(titles[s].title, given, mark, missed=missed, late=late, outlook=outlook)

    return tuple(TermMarks(term, tuple(subject(term, s) for s in order)) for term in view.terms)


def finals(view: ClassView, term_marks: Sequence[TermMark], subjects: AbstractSet[str]) -> Finals:
    """Return the table of final marks: every term, the year, and what else the class has."""
    scopes = {t.scope for t in view.records.term_marks if t.raw}
    columns = [FinalsColumn(FinalScope.TERM, term) for term in view.terms]
    columns += [FinalsColumn(scope, None) for scope in _LATER if scope in scopes or scope is FinalScope.YEAR]
    cells = {(t.subject_id, t.scope, t.term_id): final_chip(t) for t in _merged(term_marks) if t.raw}
    shown = set(subjects) | {subject_id for subject_id, _, _ in cells}
    rows = (
        FinalsRow(
            view.school.subjects[s].title,
            tuple(cells.get((s, c.scope, c.term.id if c.term else "")) for c in columns),
        )
        for s in sorted(shown, key=lambda subject_id: view.school.subjects[subject_id].title)
    )
    return Finals(tuple(columns), tuple(rows))


def absences_by_term(
    view: ClassView, absences: Sequence[Absence], days: Mapping[date, tuple[Lesson, ...]]
) -> tuple[TermAbsences, ...]:
    """Return the absences of every term that has begun being filled, with totals by reason."""
    return tuple(
        _term_absences(view, term, [a for a in absences if view.term_of(a.day) is term], days) for term in view.terms
    )


def final_chip(mark: TermMark) -> MarkChip:
    """Return a final mark as it is drawn."""
    return MarkChip(
        text=mark.raw,
        kind=mark.kind or MarkKind.TEXT,
        value=mark.value,
        weight=None,
        type="",
        type_short="",
        title="",
        is_test=False,
        counts=True,
        comment="",
        day=mark.entered_at.date() if mark.entered_at else date.min,
        entered_on=mark.entered_at.date() if mark.entered_at else None,
        ordinal=1,
    )


def _merged(term_marks: Sequence[TermMark]) -> Iterable[TermMark]:
    """Join what two reports say of one final mark: one may have the mark, the other only the averages."""
    merged: dict[tuple[str, FinalScope, str], TermMark] = {}
    for mark in term_marks:
        key = (mark.subject_id, mark.scope, mark.term_id)
        old = merged.get(key)
        if old is not None:
            mark = old._replace(  # noqa: PLW2901 (the joined mark takes its place)
                raw=old.raw or mark.raw,
                kind=old.kind or mark.kind,
                value=old.value if old.value is not None else mark.value,
                average=old.average if old.average is not None else mark.average,
                weighted_average=old.weighted_average if old.weighted_average is not None else mark.weighted_average,
            )
        merged[key] = mark
    return merged.values()


def _subject(
    title: str, chips: Sequence[MarkChip], final: TermMark | None, *, missed: int, late: int, outlook: Outlook
) -> SubjectMarks:
    return SubjectMarks(
        subject=title,
        marks=by_work(chips),
        average=average_of(chips),
        source_average=final.average if final else None,
        source_weighted_average=final.weighted_average if final else None,
        term_mark=final_chip(final) if final and final.raw else None,
        absences=missed,
        late=late,
        forecast=outlook.forecast,
        choices=outlook.choices,
    )


def _term_absences(
    view: ClassView, term: TermLine, absences: Sequence[Absence], days: Mapping[date, tuple[Lesson, ...]]
) -> TermAbsences:
    kinds = [absence.kind for absence in absences]
    missed = [absence for absence in absences if absence.kind not in _NOT_MISSED]
    by_day: dict[date, set[str]] = defaultdict(set)
    for absence in missed:
        by_day[absence.day].add(absence.lesson_id)
    lines = (
        AbsenceLine(
            a.day, view.number_of.get(a.lesson_id), view.school.subjects[a.subject_id].title, a.kind, a.minutes, a.raw
        )
        for a in absences
    )
    return TermAbsences(
        term=term,
        lessons=len(missed),
        ill=kinds.count(AbsenceKind.ILL),
        excused=kinds.count(AbsenceKind.EXCUSED),
        unexcused=kinds.count(AbsenceKind.UNEXCUSED),
        unknown=kinds.count(AbsenceKind.ABSENT),
        late=kinds.count(AbsenceKind.LATE),
        days=sum(1 for day, ids in by_day.items() if _whole_day(days.get(day, ()), ids)),
        lines=tuple(sorted(lines, key=lambda line: (line.day, line.number or 0), reverse=True)),
    )


def _whole_day(lessons: Sequence[Lesson], missed: AbstractSet[str]) -> bool:
    held = [x for x in lessons if x.status not in (LessonStatus.CANCELLED, LessonStatus.MOVED)]
    return bool(held) and all(lesson.id in missed for lesson in held)
