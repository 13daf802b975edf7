"""Marks by subject and term, and absences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.diaries.class_view import ClassView
from generator.diaries.diary import (
    AbsenceLine,
    Average,
    MarkChip,
    SubjectMarks,
    TermAbsences,
    TermLine,
    TermMarks,
)
from generator.diaries.finals import final_chip
from generator.diaries.grouping import by_work, counting
from generator.diaries.outlook.forecasts import NO_OUTLOOK, LookAhead, Outlook
from generator.model.kinds import AbsenceKind, FinalScope
from generator.model.records import Absence, Lesson, Mark, TermMark, UndatedMarks
from generator.model.undated import UndatedMark
from generator.rules.averages import mean
from generator.rules.records.finals import merged

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
    undated: Sequence[UndatedMarks] = (),
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
    listed: dict[tuple[str, str], tuple[UndatedMark, ...]] = defaultdict(tuple)
    for one in undated:
        listed[one.term_id, one.subject_id] += one.marks
    final = {(t.term_id, t.subject_id): t for t in merged(term_marks) if t.scope is FinalScope.TERM}
    shown = set(subjects) | {subject_id for _, subject_id in found} | {key[1] for key in (*final, *listed)}
    order = sorted(shown, key=lambda subject_id: titles[subject_id].title)

    def subject(term: TermLine, s: str) -> SubjectMarks:
        given, mark, missed = found.get((term.id, s), []), final.get((term.id, s)), away.get((term.id, s, False), 0)
        others = listed.get((term.id, s), ())
        outlook = NO_OUTLOOK if others or (mark and mark.raw) else look_ahead(term, s, given, missed)
        late = away.get((term.id, s, True), 0)
        found_here = _subject(titles[s].title, given, mark, missed=missed, late=late, outlook=outlook)
        # an average of some of the marks would be a wrong one
        return replace(found_here, average=None, undated=others) if others else found_here

    return tuple(TermMarks(term, tuple(subject(term, s) for s in order)) for term in view.terms)


def absences_by_term(
    view: ClassView, absences: Sequence[Absence], days: Mapping[date, tuple[Lesson, ...]]
) -> tuple[TermAbsences, ...]:
    """Return the absences of every term that has begun being filled, with totals by reason."""
    return tuple(
        _term_absences(view, term, [a for a in absences if view.term_of(a.day) is term], days) for term in view.terms
    )


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
        hours=outlook.hours,
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
    held = [lesson for lesson in lessons if not lesson.is_off]
    return bool(held) and all(lesson.id in missed for lesson in held)
