"""Marks of which only the subject and the term are known: some exports list them and tell the day of none.

Part of the union in `entries`, whose conventions hold here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from generator.model.directory_entries import PersonRef
from generator.model.kinds import AbsenceKind, MarkKind
from generator.origin import Origin


class UndatedMark(NamedTuple):
    """A mark (`kind`, and `value` if it has a number) or an absence (`absence`, `kind` None); `raw` as it is written.

    `weight` None: unknown, never 0.
    """

    raw: str
    kind: MarkKind | None
    value: Decimal | None = None
    weight: Decimal | None = None
    absence: AbsenceKind | None = None


class UndatedMarksEntry(NamedTuple):
    """All marks of a student in one subject and term (id or title), in the order of the file."""

    origin: Origin
    person: PersonRef
    group: str
    subject: str
    term: str
    marks: tuple[UndatedMark, ...]
