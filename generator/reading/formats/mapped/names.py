"""Rows that stand among the students of a class page and are none: totals, averages, a word below the class."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.errors import ReadError
from generator.model.entries import PersonRef
from generator.origin import Origin

_TOTAL = re.compile(
    r"(?:итого?|всего|успеваемость|качество)\b|ср(?:\.|едн\w*)\s*(?:балл|отметк|оценк|знач|по\b)|средн(?:ее|ий|яя)$",
    re.IGNORECASE,
)


def no_names(people: Mapping[int, PersonRef]) -> set[int]:
    """Return the rows whose name is that of no student; `people` are the students by row, from top to bottom.

    Below the last full name a single word is none either, unless an id stands beside it. Where all names are single
    words a class is kept by surnames.
    """
    last = max((row for row, person in people.items() if " " in person.name and not _is_total(person)), default=-1)
    return {
        row
        for row, person in people.items()
        if _is_total(person) or (0 <= last < row and " " not in person.name and not person.id)
    }


def not_a_name(origin: Origin, number: int) -> ReadError:
    """Return the error of such a row; `number` is the row's as people count."""
    hint = f"if it is no student, write ignore_rows: {number} into the mapping, or say last_student"
    return ReadError("not-a-name", "what stands in this cell is no full name", origin=origin, hint=hint)


def _is_total(person: PersonRef) -> bool:
    return bool(_TOTAL.match(person.name))
