"""An export and its reader → how it was understood. Knows no reader: everything follows from the origins of entries.

A reading that names a cell belongs to it. What names only a row is looked for in the row's cells by its values. Then
comes what explains itself by its neighbours: dates above marks, headings, codes of a legend, lessons without a mark.
What is left is shown as what nothing was made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.errors import ReadError
from generator.reading.explaining.meanings import meaning_of, text_of
from generator.reading.explaining.names import Names
from generator.reading.explaining.neighbours import explain_neighbours
from generator.reading.explaining.rows import column_of, explain_rows
from generator.reading.explaining.sources import Source, tables_of
from generator.reading.explaining.understood import Cell, Explanation, Kind, Meaning, RecordView, SheetView
from generator.reading.reader import Export, Reader, Reading

Place = tuple[int, int]


def explain(export: Export, reader: Reader) -> Explanation:
    """Return how an export is understood, faults included."""
    readings = list(reader.read(export))
    names = Names(readings)
    tables = list(tables_of(export))
    known = {(table.place, table.title) for table in tables}
    found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    records: dict[str, list[RecordView]] = defaultdict(list)
    for reading in readings:
        origin = reading.origin
        key = (origin.file, origin.sheet)
        if key in known and origin.line:
            found[key].append(reading)
        else:
            where = ":".join(str(part) for part in (origin.sheet, origin.line, origin.column) if part)
            records[origin.file].append(RecordView(origin.file, where, meaning_of(reading, names)))
    codes = {raw.casefold() for reading in readings if isinstance(raw := getattr(reading, "raw", None), str)}
    return Explanation(
        name=export.name,
        reader=reader.name,
        sheets=tuple(_explain_table(table, found[table.place, table.title], names, codes) for table in tables),
        records=tuple(record for of_file in records.values() for record in of_file),
        problems=tuple(reading for reading in readings if isinstance(reading, ReadError)),
    )


def _explain_table(table: Source, readings: Sequence[Reading], names: Names, codes: set[str]) -> SheetView:
    meanings: dict[Place, list[Meaning]] = defaultdict(list)
    of_row: dict[int, list[Reading]] = defaultdict(list)
    placed: list[tuple[Place, Reading]] = []
    for reading in readings:
        row, column = reading.origin.line - 1, column_of(reading.origin.column)
        of_row[row].append(reading)
        if column is not None:
            meanings[row, column].append(meaning_of(reading, names))
            placed.append(((row, column), reading))
    texts = {place: text_of(value) for place, value in table.cells.items()}
    explain_rows(texts, of_row, meanings, names)
    explain_neighbours(texts, placed, meanings, codes)
    cells = [
        Cell(*place, texts.get(place, ""), tuple(_in_order(meanings.get(place, ()))))
        for place in sorted({*texts, *(place for place, found in meanings.items() if found)})
        if texts.get(place) or meanings.get(place)
    ]
    return SheetView(table.place, table.title, tuple(cells))


_ORDER = {kind: at for at, kind in enumerate(dict.fromkeys((Kind.ERROR, *Kind)))}


def _in_order(meanings: Iterable[Meaning]) -> list[Meaning]:
    """Return what a cell became, faults first; nothing that is said twice, and no «nothing» beside something."""
    found = sorted(dict.fromkeys(meanings), key=lambda meaning: _ORDER[meaning.kind])
    if any(meaning.kind in {Kind.MARK, Kind.ABSENCE} for meaning in found):
        # that there was a lesson goes without saying
        found = [meaning for meaning in found if meaning.kind is not Kind.LESSON]
    return [meaning for meaning in found if meaning.kind is not Kind.NOTHING] or found or [Meaning(Kind.NOTHING)]
