"""What a page about the whole school needs beside the sums: terms in order, one term against the other, the present."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.model.kinds import FinalScope, TermKind
from generator.model.school import Term
from generator.reports.class_report import ClassReport
from generator.reports.plan_fact import YEAR
from generator.reports.school_report import By, Cut, Figures, SchoolReport
from generator.rules.statistics import Change, Indicators, StatisticRules, change


class ResultRow(NamedTuple):
    """Final marks of a cut: `change` is that from the term before of the same kind, None for the first."""

    cut: Cut
    figures: Figures
    indicators: Indicators
    change: Change | None


class FinalsSum(NamedTuple):
    """Final marks of a class in a term that is over or gets its marks: expected, given, missing, put off."""

    report: ClassReport
    term: Term
    is_over: bool
    expected: int
    given: int
    missing: int
    deferred: int


class TypeSum(NamedTuple):
    """Lessons of a type that were held in all classes; `type` is the journal's word."""

    type: str
    is_test: bool
    held: int


def terms_of(reports: Iterable[ClassReport]) -> Mapping[str, Term]:
    """Return id → term for all classes, in the order of their ends: quarters before the half-years they are part of."""
    found = {term.id: term for report in reports for term in report.terms}
    return dict(sorted(found.items(), key=lambda item: (item[1].end, item[1].start, item[0])))


def present_term(report: ClassReport) -> Term:
    """Return the term that runs, between two terms the one that is over, before the first one the first."""
    day = report.as_of.date()
    return next((term for term in reversed(report.terms) if term.start <= day), report.terms[0])


def result_rows(
    school: SchoolReport, by: By, terms: Mapping[str, Term], rules: StatisticRules
) -> tuple[ResultRow, ...]:
    """Return the results by class, subject, parallel or of the whole school, its terms in order and then the rest.

    A quarter is compared with the quarter before and never with a half-year: other classes have those.
    """
    place = {term_id: index for index, term_id in enumerate(terms)}
    keys = {key: index for index, key in enumerate(dict.fromkeys(cut.key for cut in school.by(by)))}
    cuts = sorted(school.by(by), key=lambda cut: (keys[cut.key], place.get(cut.term_id, len(place)), cut.scope))
    rows, before = [], dict[tuple[str, TermKind], Indicators]()
    for cut in cuts:
        figures = school.figures[cut]
        found = figures.indicators(rules)
        if found is None:
            continue
        changed = None
        if cut.scope is FinalScope.TERM and cut.term_id in terms:
            kind = cut.key, terms[cut.term_id].kind
            changed = change(before.get(kind), found)
            before[kind] = found
        rows.append(ResultRow(cut, figures, found, changed))
    return tuple(rows)


def finals_sums(reports: Iterable[ClassReport]) -> tuple[FinalsSum, ...]:
    """Return completeness by class and term, in the order of classes and of their terms."""
    found = []
    for report in reports:
        for term in report.terms:
            lines = [line for line in report.finals if line.term_id == term.id]
            if lines:
                sums = (
                    sum(line.expected for line in lines),
                    sum(line.given for line in lines),
                    sum(len(line.missing) for line in lines),
                    sum(len(line.deferred) for line in lines),
                )
                found.append(FinalsSum(report, term, lines[0].is_over, *sums))
    return tuple(found)


def type_sums(reports: Iterable[ClassReport]) -> tuple[TypeSum, ...]:
    """Return the lessons held in the year by their type, the most frequent first."""
    held: dict[tuple[str, bool], int] = {}
    for report in reports:
        for line in report.hours:
            for one in line.types if line.term_id == YEAR else ():
                held[one.type, one.is_test] = held.get((one.type, one.is_test), 0) + one.held
    ordered = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    return tuple(TypeSum(*kind, count) for kind, count in ordered)
