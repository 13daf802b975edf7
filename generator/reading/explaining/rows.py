"""Rows that became records: which of its cells a record's values stand in, when the reader names only the row.

One value may stand in several cells (a weekday 1 and a lesson number 1). So every column is asked which field it holds
in most of its rows, and that field goes first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import Entry
from generator.reading.explaining.meanings import fields_in, meaning_of, meaning_of_field
from generator.reading.explaining.names import Names
from generator.reading.explaining.understood import Kind, Meaning
from generator.reading.reader import Ignored, Reading

Place = tuple[int, int]
Meanings = dict[Place, list[Meaning]]

_NAMED_ELSEWHERE = frozenset({"subject", "person", "group", "term", "average", "weighted_average", "teacher", "topic"})
"""Fields of a record whose own cell is another one."""
_AVERAGES = frozenset({"average", "weighted_average"})


class _Match(NamedTuple):
    """A value of a record that stands in a cell."""

    column: int
    entry: Entry
    field: str


class _Row(NamedTuple):
    """The filled columns of a row, those that need a meaning, and what was read of the row without naming a cell."""

    filled: Sequence[int]
    open: Sequence[int]
    loose: Sequence[Reading]
    whole: bool
    matches: Sequence[_Match]


def explain_rows(
    texts: Mapping[Place, str], of_row: Mapping[int, Sequence[Reading]], meanings: Meanings, names: Names
) -> None:
    """Find the values of a row's readings in those of its cells that no reading names."""
    filled: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(texts):
        if texts[row, column]:
            filled[row].append(column)
    passed = _passed_over(meanings)
    rows = {}
    for row, readings in of_row.items():
        passed_here = {column for column, since in passed.items() if since < row}
        cells = [(column, texts[row, column]) for column in filled[row] if not meanings.get((row, column))]
        rows[row] = _row(cells, passed_here, filled[row], readings)
    votes = Counter((match.column, match.field) for found in rows.values() for match in found.matches)
    for row, found in rows.items():
        chosen = _chosen(found, votes)
        for column in found.open:
            match = chosen.get(column)
            if match:
                meanings[row, column].append(meaning_of_field(match.entry, match.field, names))
            elif found.whole:
                meanings[row, column].append(_beside(found.loose))
        for reading in found.loose:
            # what is wrong with a row, or passed over, stands at its first cell
            if isinstance(reading, ReadError | Ignored):
                meanings[row, min(found.filled, default=0)].append(meaning_of(reading))


def _passed_over(meanings: Meanings) -> dict[int, int]:
    """Return the columns that are passed over as a whole, with the row that says so."""
    return {
        column: row
        for (row, column), found in meanings.items()
        if any(one.kind is Kind.IGNORED and one.what == "columns" for one in found)
    }


def _row(
    cells: Sequence[tuple[int, str]], passed: Collection[int], filled: Sequence[int], readings: Sequence[Reading]
) -> _Row:
    """Return what may stand in the open cells of a row."""
    loose = [reading for reading in readings if column_of(reading.origin.column) is None]
    is_loose = {id(reading) for reading in loose}
    matches = [
        _Match(column, entry, field)
        for column, text in cells
        if column not in passed
        for entry in readings
        if not isinstance(entry, ReadError | Ignored)
        for field in fields_in(entry, text)
        # marks and their numbers are told at their own cells; the first cell of a row is no average
        if (id(entry) in is_loose or field in _NAMED_ELSEWHERE) and (column != filled[0] or field not in _AVERAGES)
    ]
    return _Row(filled, [column for column, _ in cells], loose, len(loose) == len(readings) > 0, matches)


def _chosen(row: _Row, votes: Counter[tuple[int, str]]) -> dict[int, _Match]:
    """Return what stands in each column: the field of most rows, a value that no cell before it is."""
    chosen: dict[int, _Match] = {}
    used: set[tuple[int, str]] = set()
    for column in row.open:
        found = [match for match in row.matches if match.column == column]
        found.sort(key=lambda match: -votes[column, match.field])
        fresh = [match for match in found if (id(match.entry), match.field) not in used]
        if found:
            chosen[column] = (fresh or found)[0]
            used.add((id(chosen[column].entry), chosen[column].field))
    return chosen


def _beside(loose: Iterable[Reading]) -> Meaning:
    """Return what is known of a cell whose row became a record in which its text stands nowhere."""
    first = next((meaning_of(reading) for reading in loose), Meaning(Kind.NOTHING))
    return Meaning(Kind.NOTHING, first.what if first.kind not in {Kind.ERROR, Kind.IGNORED} else "")


def column_of(column: str | int) -> int | None:
    """Return the 0-based column that an origin names by number or letters, None for the name of a field."""
    if isinstance(column, int):
        return column - 1 if column > 0 else None
    if not column or not column.isascii() or not column.isalpha() or not column.isupper() or len(column) > 3:
        return None
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
