"""What our own tables add to the marks of a journal: when a debt is due, a mark that is to come, a comment.

Marks of a class come from one journal. Few journals export by when a debt must be closed or what a teacher wrote under
a mark, so a row of our own table may stand beside them. It speaks of the n-th mark of a student in a lesson: it must
say the same as the journal, or name an open place (a debt, a mark to come) where the journal has none. A further mark
would be a second source, and another mark in the same place a contradiction: both are problems.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from generator.errors import ReadError
from generator.model.entries import MarkEntry
from generator.model.kinds import MarkKind
from generator.model.records import Mark
from generator.origin import Origin
from generator.reading.joining.context import Joining, contradiction

OWN = "tables"
"""The system of our own tables."""

_OPEN = frozenset({MarkKind.DEBT, MarkKind.PENDING})


def may_stand_beside(systems: Iterable[str]) -> bool:
    """Say whether rows of our own tables are additions: exactly one other system tells marks."""
    found = set(systems)
    return OWN in found and len(found) == 2


def add_rows(
    joining: Joining, journal: Sequence[tuple[MarkEntry, Mark]], rows: Iterable[tuple[MarkEntry, Mark]]
) -> tuple[Mark, ...]:
    """Return the journal's marks with what the rows add to them."""
    marks = [mark for _, mark in journal]
    places: dict[tuple[str, str, date, str], list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        places[_place(mark)].append(index)
    strangers: list[Origin] = []
    for entry, row in rows:
        indexes = places.get(_place(row), [])
        if entry.ordinal <= len(indexes):
            index = indexes[entry.ordinal - 1]
            if _says_the_same(marks[index], row):
                marks[index] = _completed(marks[index], row)
            else:
                joining.problems.append(contradiction(entry.origin, journal[index][0].origin))
        elif row.kind in _OPEN:
            marks.append(row)
        else:
            strangers.append(entry.origin)
    # A whole second table of marks is one problem, not a thousand.
    joining.problems.extend(_second_source(origin) for origin in strangers[:1])
    return tuple(marks)


def _place(mark: Mark) -> tuple[str, str, date, str]:
    return (mark.student_id, mark.subject_id, mark.day, mark.lesson_id)


def _says_the_same(mark: Mark, row: Mark) -> bool:
    return mark.raw == row.raw or (mark.kind in _OPEN and row.kind in _OPEN)


def _completed(mark: Mark, row: Mark) -> Mark:
    return mark._replace(comment=mark.comment or row.comment, due_on=mark.due_on or row.due_on)


def _second_source(origin: Origin) -> ReadError:
    message = "two systems tell the marks of one class; the other has no mark in this place"
    hint = (
        "beside a journal's marks our own tables may tell debts, marks to come and comments; else let one provide marks"
    )
    return ReadError("two-sources", message, origin=origin, hint=hint)
