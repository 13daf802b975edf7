"""Which term an export means by «1 Четверть», by its own id, or by a day within it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.model.kinds import TermKind
from generator.model.school import Term
from generator.reading.joining.folding import fold_name
from generator.reading.words.terms import term_in


def taught_in(terms: Iterable[Term], group_id: str) -> list[Term]:
    """Return the terms of a class: where it has some of its own, those of the school do not hold, but for the year."""
    found = tuple(terms)
    own = [term for term in found if group_id in term.group_ids]
    has_own = any(term.kind is not TermKind.YEAR for term in own)
    return own + [t for t in found if not t.group_ids and (t.kind is TermKind.YEAR or not has_own)]


def same_term(mine: Iterable[Term], meant: Term) -> Term | None:
    """Return the term of a class that another class or the school as a whole has under this kind and ordinal."""
    return next((term for term in mine if (term.kind, term.ordinal) == (meant.kind, meant.ordinal)), None)


def find_term(mine: Iterable[Term], title: str, on: date | None) -> Term | None:
    """Return the term of a class with this title (kind and ordinal count), or the one that holds this day."""
    terms = list(mine)
    if title:
        folded = fold_name(title)
        exact = next((term for term in terms if fold_name(term.title) == folded), None)
        return exact or _by_kind(terms, folded)
    return next((term for term in terms if on and term.start <= on <= term.end), None)


def last_term_before(mine: Iterable[Term], day: date) -> Term | None:
    """Return the term of a class that ended last before a day; the year is none."""
    over = [term for term in mine if term.end < day and term.kind is not TermKind.YEAR]
    return max(over, key=lambda term: term.end, default=None)


def _by_kind(terms: list[Term], folded: str) -> Term | None:
    named = term_in(folded)
    return next((term for term in terms if (term.kind, term.ordinal) == named), None)
