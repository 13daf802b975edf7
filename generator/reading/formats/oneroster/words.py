"""What titles say in a bundle: kinds of category and of term. The convention is `docs/reference/oneroster.md`."""

from __future__ import annotations

from generator.model.kinds import FinalScope, TermKind
from generator.reading.joining.folding import fold_name

_FINALS = {
    FinalScope.TERM: ("итоговая отметка за период", "отметка за период", "term mark"),
    FinalScope.YEAR: ("годовая отметка", "итоговая отметка за год", "year mark"),
    FinalScope.EXAM: ("экзаменационная отметка", "отметка за экзамен", "exam mark"),
    FinalScope.STATE_EXAM: ("отметка за государственный экзамен", "state exam mark"),
    FinalScope.FINAL: ("итоговая отметка", "final mark"),
}
_IN_LESSON = "отметка за урок"
_HOMEWORK = {"домашнее задание", "домашняя работа", "homework"}
_SCOPES = {title: scope for scope, titles in _FINALS.items() for title in titles}

_KINDS_BY_COUNT = {4: TermKind.QUARTER, 3: TermKind.TRIMESTER, 2: TermKind.HALF_YEAR}
_GRADES = {*map(str, range(1, 14)), *(f"0{n}" for n in range(1, 10))}
_GRADES_WITHOUT_NUMBER = {"IT", "PR", "PK", "TK", "KG", "PS", "UG", "Other"}


def scope_of(category: str) -> FinalScope | None:
    """Return which final marks stand in a category, None for one of assessed works."""
    return _SCOPES.get(fold_name(category))


def is_homework(category: str) -> bool:
    """Say whether a category is homework."""
    return fold_name(category) in _HOMEWORK


def is_in_lesson(category: str, title: str) -> bool:
    """Say whether a lineItem holds marks of which no work is known: it and its category are called so."""
    return fold_name(category) == fold_name(title) == _IN_LESSON


def kind_of_terms(session_type: str, count: int) -> TermKind:
    """Return the kind of terms whose titles say none, by the type of the session and how many of them a year has."""
    return TermKind.HALF_YEAR if session_type == "semester" else _KINDS_BY_COUNT.get(count, TermKind.MODULE)


def grade_of_code(code: str) -> tuple[int | None, bool]:
    """Return the grade of a code of `grades`, and whether the code is known at all (some have no number)."""
    if code in _GRADES:
        grade = int(code)
        return (grade if grade <= 12 else None), True
    return None, code in _GRADES_WITHOUT_NUMBER
