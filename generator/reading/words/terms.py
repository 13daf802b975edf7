"""Titles of terms and of final marks: «1 четверть», «II полугодие», «Годовая», «Экз. оценка»."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.model.kinds import FinalScope, TermKind
from generator.reading.joining.folding import fold_name

_KINDS = (
    (TermKind.QUARTER, ("четв", "quarter")),
    (TermKind.TRIMESTER, ("тримест", "trimester")),
    (TermKind.HALF_YEAR, ("полугод", "semester", "half")),
    (TermKind.MODULE, ("модул", "module")),
)
_ORDINAL = re.compile(r"(?<!\d)([1-9]\d?)(?!\d)|\b(i{1,3}|iv|vi?)\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_WITHIN = re.compile(r"(?:\d|[IVX]{1,3})\s+(?:четверть|триместр|полугодие|модуль)", re.IGNORECASE)

_SCOPES = (
    # In this order: «Гос. экз.» holds «экз», and a kind of «Итоговая» may be «year».
    (FinalScope.STATE_EXAM, re.compile(r"\bгос")),
    (FinalScope.EXAM, re.compile(r"\bэкз")),
    (FinalScope.YEAR, re.compile(r"\bгод")),
    (FinalScope.FINAL, re.compile(r"\bитог")),
    (FinalScope.YEAR, re.compile(r"\byear\b")),
)


class TermName(NamedTuple):
    """A kind of term and its number in the year."""

    kind: TermKind
    ordinal: int


def term_kind(title: str) -> TermKind | None:
    """Return the kind of term that a title names, None when it names none."""
    folded = fold_name(title)
    return next((kind for kind, words in _KINDS if any(word in folded for word in words)), None)


def term_ordinal(title: str) -> int | None:
    """Return the first number in a title, in digits or as I to VI."""
    found = _ORDINAL.search(fold_name(title))
    return (int(found[1]) if found[1] else _ROMAN[found[2]]) if found else None


def term_in(title: str) -> TermName | None:
    """Return the term that a title names by kind and number."""
    kind, ordinal = term_kind(title), term_ordinal(title)
    return TermName(kind, ordinal) if kind and ordinal else None


def term_within(text: str) -> str:
    """Return the part of a longer text that is the title of a term («Итог за 1 четверть»), "" when there is none."""
    found = _WITHIN.search(text)
    return found[0] if found else ""


def is_same_term(title: str, other: str) -> bool:
    """Say whether two titles mean one term."""
    named = term_in(title)
    return fold_name(title) == fold_name(other) or (named is not None and named == term_in(other))


def final_scope(title: str) -> FinalScope | None:
    """Return which of the final marks beside those of terms a title names, None when it names none of them."""
    folded = fold_name(title)
    return next((scope for scope, word in _SCOPES if word.search(folded)), None)
