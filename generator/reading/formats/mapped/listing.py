"""A list, one record in each row, becomes the entries of one of our own tables."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, Entry, MarkEntry, PersonRef
from generator.reading.about import About
from generator.reading.cells import BadCellError, Memo
from generator.reading.formats.mapped.fields import Fields, Row, read_values
from generator.reading.formats.mapped.fitting import is_ignored, source_text
from generator.reading.formats.mapped.page import Page
from generator.reading.formats.mapped.rows import Said
from generator.reading.formats.tables.columns import TABLES
from generator.reading.joining.folding import fold_class
from generator.reading.mapping.layouts import ListLayout
from generator.reading.reader import Ignored, Reading
from generator.reading.whom import another_class, no_class, no_student
from generator.reading.words.passed_over import BY_MAPPING, code_by_mapping

_FINALS = {"term_marks", "exams"}


def read_list(page: Page, layout: ListLayout, about: About, said: Said) -> Iterator[Reading]:
    """Yield the rows of a list; after a fault in its header only the other faults of the header."""
    header = page.find_row(layout.header, "no-header")
    if isinstance(header, ReadError):
        yield header
        return
    words = said.words
    fields = Fields(page, about, words.lesson, words.unknown_in_lessons)
    if layout.table in _FINALS:
        fields = Fields(page, about, words.final, words.unknown_in_finals)
    problems = [*_find_columns(fields, layout, header), *_fill_constants(fields, layout, header)]
    yield from problems
    if not problems:
        cells = (source.cell for source in layout.constants.values())
        said.rows |= {*range(header, _end(page, layout)), *(cell[0] for cell in cells if cell)}
        yield from _other_columns(fields, header)
        yield from _rows(fields, layout, header)


def _find_columns(fields: Fields, layout: ListLayout, header: int) -> Iterator[ReadError]:
    for name, ref in layout.columns.items():
        column = fields.page.find_column(ref, [[header]])
        if isinstance(column, ReadError):
            yield column
        else:
            fields.places[name] = column


def _fill_constants(fields: Fields, layout: ListLayout, header: int) -> Iterator[ReadError]:
    """Fill in what holds for every row: from the mapping first, and from the settings what neither it nor a column
    tells.
    """
    page, about = fields.page, fields.about
    columns = {column.field: column for column in TABLES[layout.table].columns}
    fields.constants.update((name, source_text(page, source)) for name, source in layout.constants.items())
    told = {*layout.columns, *layout.constants}
    said = {"group": about.group, "term": about.term}
    of_student = "student" in columns and bool(columns["student"].one_of)
    if of_student and not told & {"student", "student_name"}:
        said |= {"student": about.student.id, "student_name": about.student.name}
    fields.constants.update({name: text for name, text in said.items() if text and name in columns.keys() - told})
    told = {*layout.columns, *(name for name, text in fields.constants.items() if text)}
    origin = page.origin(header)
    or_else = "say it under constants in the mapping"
    if "group" in columns and columns["group"].required and "group" not in told:
        yield no_class(origin, or_else)
    if of_student and not told & {"student", "student_name"}:
        yield no_student(origin, or_else)


def _other_columns(fields: Fields, header: int) -> Iterator[Ignored]:
    page, named = fields.page, set(fields.places.values())
    for column in range(page.width):
        if column not in named and page.value(header, column) is not None:
            yield Ignored(page.origin(header, column), "columns", "the mapping does not name it")


def _end(page: Page, layout: ListLayout) -> int:
    return page.height if layout.last_row is None else min(layout.last_row + 1, page.height)


def _rows(fields: Fields, layout: ListLayout, header: int) -> Iterator[Reading]:
    page, columns = fields.page, TABLES[layout.table].columns
    entries = _Entries(fields, layout)
    for number in range(header + 1, _end(page, layout)):
        if page.is_empty(number):
            continue
        if is_ignored(page, number, layout.ignore_rows):
            yield Ignored(page.origin(number), "rows", BY_MAPPING)
            continue
        row = Row(number)
        values = read_values(fields, columns, row)
        yield from row.problems
        if row.is_ignored:
            yield code_by_mapping(page.origin(number))
        elif not row.problems and not row.is_unknown:
            yield from entries.of(row, values)


class _Entries:
    """Makes entries of the rows of one list, and tells of each class once that it is not the one asked for."""

    def __init__(self, fields: Fields, layout: ListLayout) -> None:
        self._fields = fields
        self._table = TABLES[layout.table]
        self._persons = Memo[tuple[str, str], PersonRef](lambda pair: PersonRef(*pair))
        self._others: set[str] = set()

    def of(self, row: Row, values: list[object]) -> Iterator[Entry | ReadError]:
        """Yield the entry of a row, or what is wrong with it as a whole."""
        try:
            entry = self._table.build(self._fields.page.origin(row.number), values, self._persons)
        except BadCellError as error:
            origin = self._fields.origin(row.number, error.column)
            yield ReadError(error.slug, f"{error.column}: expected {error.expected}", origin=origin)
            return
        group = getattr(entry, "group", "")
        another = another_class(self._fields.about, self._fields.origin(row.number, "group"), group)
        if another:
            if fold_class(group) not in self._others:
                self._others.add(fold_class(group))
                yield another
        elif row.absence and isinstance(entry, MarkEntry):
            yield AbsenceEntry(
                entry.origin, entry.person, entry.group, entry.subject, entry.day, entry.raw, row.absence,
                entry.slot, entry.lesson, entered_at=entry.entered_at,
            )  # fmt: skip
        elif row.absence:
            yield ReadError("bad-value", "an absence stands where a final mark should", origin=entry.origin)
        else:
            yield entry
