"""An export and its reader → how it was understood. Knows no reader: everything follows from the origins of entries.

A reading that names a cell belongs to it. What names only a row is looked for in the row's cells by its values. Then
comes what explains itself by its neighbours: dates above marks, headings, codes of a legend, lessons without a mark.
What is left is shown as what nothing was made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.errors import ReadError
from generator.model.entries import Entry
from generator.reading.explaining.meanings import fields_in, meaning_of, meaning_of_field, text_of
from generator.reading.explaining.neighbours import explain_neighbours
from generator.reading.explaining.sources import Source, tables_of
from generator.reading.explaining.understood import Cell, Explanation, Kind, Meaning, RecordView, SheetView
from generator.reading.reader import Export, Ignored, Reader, Reading

Place = tuple[int, int]
_NAMED_ELSEWHERE = frozenset({"subject", "person", "group", "term", "average", "weighted_average", "teacher", "topic"})
"""Fields of a record whose own cell is another one."""


def explain(export: Export, reader: Reader) -> Explanation:
    """Return how an export is understood, faults included."""
    readings = list(reader.read(export))
    tables = list(tables_of(export))
    known = {(table.place, table.title) for table in tables}
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    records = []
    for reading in readings:
        origin = reading.origin
        key = (origin.file, origin.sheet)
        if key in known and origin.line:
            found[key].append(reading)
        else:
            where = ":".join(str(part) for part in (origin.sheet, origin.line, origin.column) if part)
            records.append(RecordView(origin.file, where, meaning_of(reading)))
    return Explanation(
        name=export.name,
        reader=reader.name,
        sheets=tuple(_explain_table(table, found[table.place, table.title]) for table in tables),
        records=tuple(records),
        problems=tuple(reading for reading in readings if isinstance(reading, ReadError)),
    )


def _explain_table(table: Source, readings: Sequence[Reading]) -> SheetView:
    meanings: dict[Place, list[Meaning]] = defaultdict(list)
    of_row: dict[int, list[Reading]] = defaultdict(list)
    placed: list[tuple[Place, Reading]] = []
    for reading in readings:
        origin = reading.origin
        row, column = origin.line - 1, _column(origin.column)
        of_row[row].append(reading)
        if column is not None:
            meanings[row, column].append(meaning_of(reading))
            placed.append(((row, column), reading))
    texts = {place: text_of(value) for place, value in table.cells.items()}
    _explain_rows(texts, of_row, meanings)
    explain_neighbours(texts, placed, meanings)
    cells = [
        Cell(*place, texts.get(place, ""), tuple(_in_order(meanings.get(place, ()))))
        for place in sorted({*texts, *(place for place, found in meanings.items() if found)})
        if texts.get(place) or meanings.get(place)
    ]
    return SheetView(table.place, table.title, tuple(cells))


def _explain_rows(
    texts: dict[Place, str], of_row: dict[int, list[Reading]], meanings: dict[Place, list[Meaning]]
) -> None:
    """Find the values of a row's readings in those of its cells that no reading names."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(texts):
        if texts[row, column]:
            rows[row].append(column)
    for row, readings in of_row.items():
        loose = [reading for reading in readings if _column(reading.origin.column) is None]
        entries = [reading for reading in readings if not isinstance(reading, ReadError | Ignored)]
        used: set[tuple[int, str]] = set()
        for column in rows[row]:
            if not meanings.get((row, column)):
                found = _value_of(texts[row, column], entries, loose, used)
                if found or len(loose) == len(readings) > 0:
                    meanings[row, column].append(found or _beside(loose))
        for reading in loose:
            # what is wrong with a row, or passed over, stands at its first cell
            if isinstance(reading, ReadError | Ignored):
                meanings[row, min(rows[row], default=0)].append(meaning_of(reading))


def _value_of(
    text: str, entries: Iterable[Entry], loose: Sequence[Reading], used: set[tuple[int, str]]
) -> Meaning | None:
    """Return what a cell's text is in one of the row's records: a value that no cell before it is."""
    again: Meaning | None = None
    for entry in entries:
        is_loose = any(entry is reading for reading in loose)
        for field in fields_in(entry, text):
            if not is_loose and field not in _NAMED_ELSEWHERE:
                # marks and their numbers are told at their own cells
                continue
            found = meaning_of_field(entry, field)
            if (id(entry), field) not in used:
                used.add((id(entry), field))
                return found
            again = again or found
    return again


def _beside(loose: Sequence[Reading]) -> Meaning:
    """Return what is known of a cell whose row became a record in which its text stands nowhere."""
    first = meaning_of(loose[0])
    return Meaning(Kind.NOTHING, first.what if first.kind not in {Kind.ERROR, Kind.IGNORED} else "")


def _column(column: str | int) -> int | None:
    """Return the 0-based column that an origin names by number or letters, None for the name of a field."""
    if isinstance(column, int):
        return column - 1 if column > 0 else None
    if not column or not column.isascii() or not column.isalpha() or not column.isupper() or len(column) > 3:
        return None
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


_ORDER = {kind: at for at, kind in enumerate(dict.fromkeys((Kind.ERROR, *Kind)))}


def _in_order(meanings: Iterable[Meaning]) -> list[Meaning]:
    """Return what a cell became, faults first; nothing that is said twice."""
    found = sorted(dict.fromkeys(meanings), key=lambda meaning: _ORDER[meaning.kind])
    if any(meaning.kind in {Kind.MARK, Kind.ABSENCE} for meaning in found):
        # that there was a lesson goes without saying
        found = [meaning for meaning in found if meaning.kind is not Kind.LESSON]
    return found or [Meaning(Kind.NOTHING)]
