"""Results of a class (B5.4): final marks by subject and term with their indicators, and one term against the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.model.kinds import FinalScope, MarkKind
from generator.reports.class_facts import ClassFacts, Column, FinalCell
from generator.reports.current_marks import CurrentMarks, current_marks
from generator.rules.statistics import (
    Change,
    Distribution,
    Indicators,
    SouVariant,
    StatisticRules,
    change,
    distribution,
    indicators,
)

_NO_CURRENT = CurrentMarks((), None, is_wide=False)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """The final marks of a subject in one column (a term, `term_id`; the year; an exam) and the marks on the way there.

    Of the list of the class on the column's last day: `marks` are those in N, `exempt` those exempted, `passed` and
    `failed` have зачёт and незачёт in place of a number; the others have no mark, and who was deferred has none.
    `indicators` None: nobody is in N. `change` is that from the term before, None for the first and outside terms.
    """

    subject_id: str
    scope: FinalScope
    term_id: str
    marks: Distribution
    exempt: int
    passed: int
    failed: int
    indicators: Indicators | None
    change: Change | None
    current: CurrentMarks


def results(facts: ClassFacts, rules: StatisticRules) -> tuple[ResultLine, ...]:
    """Return the results of every subject that has marks, subjects in order of titles, columns in theirs."""
    current = current_marks(facts, rules.gap)
    finals = _finals_by_cell(facts)
    lines: list[ResultLine] = []
    for subject_id in facts.in_order(facts.assessed):
        before: Indicators | None = None
        for index, column in enumerate(facts.columns):
            kinds = finals.get((subject_id, index))
            way = current.get((subject_id, column.term_id), _NO_CURRENT)
            if kinds or way.types:
                line = _line(subject_id, column, kinds or Counter(), way, rules.sou)
                changed = change(before, line.indicators) if column.scope is FinalScope.TERM else None
                lines.append(replace(line, change=changed))
            before = lines[-1].indicators if kinds else None
    return tuple(lines)


def _finals_by_cell(facts: ClassFacts) -> dict[tuple[str, int], Counter[MarkKind | int]]:
    """Count the final marks by subject and index of column: those in N by their place, the others by their kind."""
    listed = [{student.id for student in facts.listed(column.end)} for column in facts.columns]
    cells: dict[tuple[str, int], list[FinalCell]] = defaultdict(list)
    for (student_id, subject_id, column), cell in facts.finals.items():
        if student_id in listed[column]:
            cells[subject_id, column].append(cell)
    return {key: _counted(found) for key, found in cells.items()}


def _counted(cells: Iterable[FinalCell]) -> Counter[MarkKind | int]:
    return Counter((cell.kind or MarkKind.TEXT) if cell.place is None else cell.place for cell in cells)


def _line(
    subject_id: str,
    column: Column,
    kinds: Counter[MarkKind | int],
    current: CurrentMarks,
    variant: SouVariant,
) -> ResultLine:
    marks = distribution({place: count for place, count in kinds.items() if isinstance(place, int)})
    return ResultLine(
        subject_id,
        column.scope,
        column.term_id,
        marks,
        exempt=kinds[MarkKind.EXEMPT],
        passed=kinds[MarkKind.PASS],
        failed=kinds[MarkKind.FAIL],
        indicators=indicators(marks, variant),
        change=None,
        current=current,
    )
