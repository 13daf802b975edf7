"""The reader of our own tables (`docs/reference/own-tables.md`): CSV files, one per table, any number of each.

A column that is not known, a cell that cannot be read, a row of another width are errors with their place. A row with
a bad cell yields its errors and no entry. The fast path reads a row in one comprehension; only a row that fails there
is looked at cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import getitem, itemgetter
from typing import Any

from generator.errors import ReadError
from generator.model.entries import Entry, PersonRef
from generator.origin import Origin
from generator.reading.cells import BadCellError, Memo
from generator.reading.formats.tables.columns import TABLES, Table
from generator.reading.formats.tables.header import Header, field_of, read_header
from generator.reading.formats.tables.names import TABLE_NAMES, table_of
from generator.reading.formats.tables.values import EACH_ITS_OWN, MissingCellError, parser
from generator.reading.reader import Export
from generator.reading.sheets.text import TextFault, decode, peek, rows_of


class TablesReader:
    """Reads our own tables; see the module."""

    name = "tables"
    system = "tables"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file is named like a table and its first line has a column of that table."""
        return any(_looks_like_table(member, content) for member, content in export.members.items())

    def read(self, export: Export) -> Iterator[Entry | ReadError]:
        """Yield the rows, tables in the order of `TABLE_NAMES`, files of one table by name."""
        # Chained in C: half a microsecond per row cheaper than `yield from` at every level.
        return chain.from_iterable(_read_tables(export))


def _read_tables(export: Export) -> Iterator[Iterable[Entry | ReadError]]:
    order = list(TABLE_NAMES)
    tables = {member: table_of(member) for member in export.members}
    for member in sorted(tables, key=lambda m: (order.index(tables[m]) if tables[m] else -1, m)):
        place = export.place_of(member)
        if tables[member]:
            yield _read_table(place, TABLES[tables[member]], export.members[member])
        else:
            hint = "tables are named as in docs/reference/own-tables.md"
            yield [ReadError("unknown-member", "the name tells no table", origin=Origin(place), hint=hint)]


def _looks_like_table(member: str, content: bytes) -> bool:
    table = table_of(member)
    if not table:
        return False
    text = peek(content)
    first = next((row for row in rows_of(text) if isinstance(row, TextFault) or any(row[1])), None)
    if first is None or isinstance(first, TextFault):
        return False
    return any(field_of(TABLES[table], cell) for cell in first[1])


def _read_table(place: str, table: Table, content: bytes) -> Iterable[Entry | ReadError]:
    text = decode(content)
    if isinstance(text, TextFault):
        return [_text_error(place, text)]
    rows = rows_of(text)
    first = next((row for row in rows if isinstance(row, TextFault) or any(row[1])), None)
    if first is None:
        return [ReadError("no-header", "the table is empty: not even a header", origin=Origin(place))]
    if isinstance(first, TextFault):
        return [_text_error(place, first)]
    header = read_header(place, table, *first)
    return _read_rows(place, table, header, rows) if isinstance(header, Header) else header


class _RowParser:
    """Turns the rows of one file into values, in the order of the table's columns."""

    def __init__(self, table: Table, header: Header) -> None:
        """Prepare everything that does not depend on the row."""
        self.columns = table.columns
        self._parsers = [parser(column.kind, required=column.required) for column in table.columns]
        # A column that the file lacks is read from the empty cell put behind each row.
        self._places = [header.places.get(column.field, header.width) for column in table.columns]
        self._fresh = [
            (index, self._places[index], self._parsers[index])
            for index, column in enumerate(table.columns)
            if column.kind in EACH_ITS_OWN and column.field in header.places
        ]
        fresh = {index for index, _, _ in self._fresh}
        self._memos = [Memo(_nothing if i in fresh else parse) for i, parse in enumerate(self._parsers)]
        places = [header.width if i in fresh else at for i, at in enumerate(self._places)]
        # an itemgetter of one place gives the cell itself and no tuple
        self._pick = itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))
        at = {column.field: index for index, column in enumerate(table.columns)}
        groups = [(i, [at[name] for name in c.one_of]) for i, c in enumerate(table.columns) if c.one_of]
        self._groups = [(first, others) for first, others in groups if first < min(others)]

    def values(self, row: list[str]) -> list[Any]:
        """Parse a row with an empty cell behind it; raise the first `BadCellError`."""
        values = list(map(getitem, self._memos, self._pick(row)))
        for index, place, parse in self._fresh:
            values[index] = parse(row[place])
        for first, others in self._groups:
            if not values[first] and not any(values[other] for other in others):
                column = self.columns[first]
                raise MissingCellError(f"a value here or in {' or '.join(column.one_of)}", column.field)
        return values

    def bad_cells(self, row: list[str], first: BadCellError) -> dict[str, BadCellError]:
        """Return every fault of a row by field; `first` may lie between columns and then names its field."""
        found: dict[str, BadCellError] = {first.column: first} if first.column else {}
        for column, place, parse in zip(self.columns, self._places, self._parsers, strict=True):
            try:
                parse(row[place])
            except BadCellError as error:
                found[column.field] = error
        return found


def _nothing(_: str) -> None:
    """Keep the place of a value that is parsed for itself."""


def _read_rows(
    place: str, table: Table, header: Header, rows: Iterator[tuple[int, list[str]] | TextFault]
) -> Iterator[Entry | ReadError]:
    build, width = table.build, header.width
    parse = _RowParser(table, header)
    values_of = parse.values
    persons = Memo[tuple[str, str], PersonRef](lambda pair: PersonRef(*pair))
    for numbered in rows:
        if isinstance(numbered, TextFault):
            yield _text_error(place, numbered)
            return
        line, row = numbered
        if len(row) != width:
            if not any(row):
                continue
            if len(row) < width or any(row[width:]):
                yield _ragged(place, line, len(row), width)
                continue
            del row[width:]
        row.append("")
        try:
            entry = build(Origin(place, "", line), values_of(row), persons)
        except BadCellError as error:
            if any(row):
                yield from _faults(place, line, header, parse.bad_cells(row, error))
            continue
        yield entry


def _faults(place: str, line: int, header: Header, bad: dict[str, BadCellError]) -> Iterator[ReadError]:
    for field, error in bad.items():
        title = header.titles.get(field, field)
        column = header.places[field] + 1 if field in header.places else field
        origin = Origin(place, "", line, column)
        yield ReadError(error.slug, f"column {title}: expected {error.expected}", origin=origin)


def _ragged(place: str, line: int, cells: int, width: int) -> ReadError:
    message = f"the row has {cells} cells, the header has {width}"
    hint = "a separator inside a text needs quotes around the text"
    return ReadError("ragged-row", message, origin=Origin(place, "", line), hint=hint)


def _text_error(place: str, fault: TextFault) -> ReadError:
    return ReadError(fault.slug, fault.message, origin=Origin(place, "", fault.line), hint=fault.hint)
