"""What a report's page says above its table: school, school year, class, period, student, subject, teacher.

They stand in `span`s, in lines or in cells, and their place moves between versions of the journal: so they are found
by their names alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.origin import Origin
from generator.reading.cells import clean, column_letter
from generator.reading.formats.netschool.pages.kinds import Found

_LABEL = re.compile(
    r"(учебный год|класс|период|ученик|учащийся|предмет|учитель|преподаватель)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL
)
_NAMES = {"учащийся": "ученик", "преподаватель": "учитель"}

_SCHOOL = re.compile(r"школ|лице[йя]|гимнази|образоват|корпус|интернат|\b[А-Я]{1,5}ОУ\b")


class Label(NamedTuple):
    """What stands behind a label, and where."""

    text: str
    origin: Origin


def labels_of(found: Found, place: str) -> dict[str, Label]:
    """Return the labels above a table, and the school's name as «школа»: the first text of a cell that is like one."""
    labels: dict[str, Label] = {}
    for texts in _texts(found, place):
        pending = ""
        for text, origin in texts:
            label = _LABEL.fullmatch(text)
            name = _NAMES.get(label[1].casefold(), label[1].casefold()) if label else pending
            said = label[2] if label else text
            if name and said:
                # Texts outside tables have no rows: there the label itself is the place.
                where = origin if origin.line else origin._replace(column=name)
                labels.setdefault(name, Label(clean(said), where))
            elif origin.line and _SCHOOL.search(text):
                labels.setdefault("школа", Label(clean(text), origin))
            pending = name if label and not said else ""
    return labels


def _texts(found: Found, place: str) -> Iterator[list[tuple[str, Origin]]]:
    """Yield runs of texts in which a label may be followed by what it says: spans, lines, cells, blocks."""
    for block in found.above:
        if isinstance(block, str):
            yield [(line, Origin(place)) for line in block.split("\n")]
            continue
        cells = []
        for row, values in enumerate(block.table.rows, 1):
            for column, cell in enumerate(values):
                if cell is not None:
                    origin = Origin(place, str(block.number), row, column_letter(column))
                    yield [(span, origin) for span in cell.spans]
                    cells += [(line, origin) for line in cell.text.split("\n") if line]
        yield cells
