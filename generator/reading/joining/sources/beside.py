"""What our own tables add to a journal's marks and absences: due days, comments, marks to come, minutes of lateness.

Marks of a class come from one journal, and absences too. Few journals export by when a debt must be closed, what a
teacher wrote under a mark, or how late somebody was, so rows of our own tables may stand beside them. A row speaks of
the n-th mark (the absence) of a student in a lesson: it must say the same as the journal, or name an open place (a
debt, a mark to come) where the journal has none. Anything further would be a second source, and something else in the
same place a contradiction: both are problems.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, MarkEntry
from generator.model.kinds import MarkKind
from generator.model.records import Absence, Mark
from generator.origin import Origin
from generator.reading.joining.context import OWN, Joining, contradiction

T = TypeVar("T", Mark, Absence)

_OPEN = frozenset({MarkKind.DEBT, MarkKind.PENDING})


def may_stand_beside(systems: Iterable[str]) -> bool:
    """Say whether rows of our own tables are additions: exactly one other system tells the same."""
    found = set(systems)
    return OWN in found and len(found) == 2


def marks_with_rows(
    joining: Joining, journal: Iterable[tuple[MarkEntry, Mark]], rows: Iterable[tuple[MarkEntry, Mark]]
) -> tuple[Mark, ...]:
    """Return the journal's marks with the comments, due days and open places of the rows."""
    told = [(entry.origin, mark) for entry, mark in journal]
    added = [(entry.origin, entry.ordinal, mark) for entry, mark in rows]
    return _with_rows(joining, told, added, _completed, "marks")


def absences_with_rows(
    joining: Joining, journal: Iterable[tuple[AbsenceEntry, Absence]], rows: Iterable[tuple[AbsenceEntry, Absence]]
) -> tuple[Absence, ...]:
    """Return the journal's absences with the minutes of the rows."""
    told = [(entry.origin, absence) for entry, absence in journal]
    added = [(entry.origin, 1, absence) for entry, absence in rows]
    return _with_rows(joining, told, added, _timed, "absences")


def _with_rows(
    joining: Joining,
    journal: Sequence[tuple[Origin, T]],
    rows: Iterable[tuple[Origin, int, T]],
    complete: Callable[[T, T], T | None],
    table: str,
) -> tuple[T, ...]:
    found = [record for _, record in journal]
    places: dict[tuple[str, str, date, str], list[int]] = defaultdict(list)
    for index, record in enumerate(found):
        places[_place(record)].append(index)
    strangers: list[Origin] = []
    for origin, ordinal, row in rows:
        indexes = places.get(_place(row), [])
        if ordinal <= len(indexes):
            index = indexes[ordinal - 1]
            completed = complete(found[index], row)
            if completed is None:
                joining.problems.append(contradiction(origin, journal[index][0]))
            else:
                found[index] = completed
        elif row.kind in _OPEN:
            found.append(row)
        else:
            strangers.append(origin)
    # A whole second table is one problem, not a thousand.
    joining.problems.extend(_second_source(origin, table) for origin in strangers[:1])
    return tuple(found)


def _place(record: Mark | Absence) -> tuple[str, str, date, str]:
    return (record.student_id, record.subject_id, record.day, record.lesson_id)


def _completed(mark: Mark, row: Mark) -> Mark | None:
    if mark.raw != row.raw and not (mark.kind in _OPEN and row.kind in _OPEN):
        return None
    return mark._replace(comment=mark.comment or row.comment, due_on=mark.due_on or row.due_on)


def _timed(absence: Absence, row: Absence) -> Absence | None:
    if absence.kind is not row.kind:
        return None
    return absence._replace(minutes=row.minutes if absence.minutes is None else absence.minutes)


def _second_source(origin: Origin, table: str) -> ReadError:
    message = f"two systems tell the {table} of one class; the other has none in this place"
    hint = "docs/reference/own-tables.md says what may stand beside a journal; else let one of them provide the table"
    return ReadError("two-sources", message, origin=origin, hint=hint)
