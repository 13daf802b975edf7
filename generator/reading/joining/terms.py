"""Which term an export means by «1 Четверть», by its own id, or by a day within it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.model.kinds import TermKind
from generator.model.school import Term
from generator.reading.joining.folding import fold_name
from generator.reading.words.terms import term_in


def find_term(terms: Iterable[Term], groups: frozenset[str], title: str, on: date | None) -> Term | None:
    """Return the term of these groups with this title (kind and ordinal count), or the one that holds this day."""
    mine = _of_groups(terms, groups)
    if title:
        folded = fold_name(title)
        exact = next((term for term in mine if fold_name(term.title) == folded), None)
        return exact or _by_kind(mine, folded)
    return next((term for term in mine if on and term.start <= on <= term.end), None)


def last_term_before(terms: Iterable[Term], groups: frozenset[str], day: date) -> Term | None:
    """Return the term of these groups that ended last before a day; the year is none."""
    over = [term for term in _of_groups(terms, groups) if term.end < day and term.kind is not TermKind.YEAR]
    # Of those that ended on one day (a quarter and a half-year) the first: a term of the class itself.
    return max(over, key=lambda term: term.end, default=None)


def _of_groups(terms: Iterable[Term], groups: frozenset[str]) -> list[Term]:
    """Return the terms that hold for these groups; one of the class itself goes before one of the whole school."""
    mine = (term for term in terms if not term.group_ids or groups.intersection(term.group_ids))
    return sorted(mine, key=lambda term: not term.group_ids)


def _by_kind(terms: list[Term], folded: str) -> Term | None:
    named = term_in(folded)
    return next((term for term in terms if (term.kind, term.ordinal) == named), None)
