"""One row of a list becomes values in the order of a table's columns."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.errors import ReadError
from generator.model.kinds import AbsenceKind, MarkKind
from generator.origin import Origin
from generator.reading.about import About
from generator.reading.cells import BadCellError, MarkText
from generator.reading.formats.mapped.days import DayFault, Span, read_day
from generator.reading.formats.mapped.page import Page, shown
from generator.reading.formats.mapped.words import became_a_date, excel_date, plain_mark
from generator.reading.formats.tables.columns import Column
from generator.reading.formats.tables.values import Kind, parser
from generator.reading.mapping.layouts import DatesAs
from generator.reading.meaning import Codes, UnknownCodes, fold_code

_WORD = 4
"""From how many letters on a word of our own tables means the same to everybody."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the fields of a list stand on a page, the texts that hold for every row, and the codes of its marks."""

    page: Page
    about: About
    codes: Codes
    unknown: UnknownCodes
    places: dict[str, int] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)

    def origin(self, row: int, name: str = "") -> Origin:
        """Return the place of a field in a row, or of the row when it stands in no column."""
        return self.page.origin(row, self.places.get(name))


@dataclass(slots=True)
class Row:
    """What was found in a row beside its values: faults; an absence in a column of marks; a code that passes it over,
    or one that nobody knows.
    """

    number: int
    problems: list[ReadError] = field(default_factory=list)
    absence: AbsenceKind | None = None
    is_ignored: bool = False
    is_unknown: bool = False


def read_values(fields: Fields, columns: tuple[Column, ...], row: Row) -> list[Any]:
    """Return the values of a row; what is wrong with it is in `row`."""
    values = [_value(fields, column, row) for column in columns]
    at = {column.field: index for index, column in enumerate(columns)}
    for index, column in enumerate(columns):
        others = [at[name] for name in column.one_of]
        if index < min(others, default=-1) and not any(values[at] for at in (index, *others)) and not row.problems:
            message = f"{column.field}: expected a value here or in {' or '.join(column.one_of)}"
            name = next((one for one in (column.field, *column.one_of) if one in fields.places), column.field)
            row.problems.append(ReadError("missing-value", message, origin=fields.origin(row.number, name)))
    return values


def _value(fields: Fields, column: Column, row: Row) -> Any:
    place = fields.places.get(column.field)
    origin = fields.origin(row.number, column.field)
    fault = fields.page.formula_fault(row.number, place)
    value = fields.constants.get(column.field, "") if place is None else fields.page.value(row.number, place)
    try:
        if fault is None:
            return _parsed(fields, column, value, row)
    except BadCellError as error:
        fault = ReadError(error.slug, f"{column.field}: expected {error.expected}", origin=origin)
    except ReadError as error:
        fault = error
    row.problems.append(fault)
    return None


def _parsed(fields: Fields, column: Column, value: Any, row: Row) -> Any:
    text = shown(value)
    if text and column.kind is Kind.DATE:
        return _day(value, fields, fields.origin(row.number, column.field))
    if text and column.kind in {Kind.MARK, Kind.FINAL_MARK, Kind.ABSENCE}:
        return _coded(fields, column, value, row)
    if column.kind is Kind.TEXT and isinstance(value, str):
        text = value
    return parser(column.kind, required=column.required)(text)


def _day(value: Any, fields: Fields, origin: Origin) -> date:
    # A day with its year may lie anywhere: a birthday is in no school year.
    found = read_day(value, DatesAs.ANY, Span(None))
    if isinstance(found, DayFault) and found.slug == "no-school-year":
        found = read_day(value, DatesAs.ANY, Span(fields.about.year))
    if isinstance(found, date):
        return found
    raise ReadError(found.slug, found.message, origin=origin, hint=found.hint)


def _coded(fields: Fields, column: Column, value: Any, row: Row) -> MarkText | tuple[str, AbsenceKind] | None:
    text, origin = shown(value), fields.origin(row.number, column.field)
    if became_a_date(value):
        raise excel_date(origin)
    meaning = fields.codes.get(fold_code(text))
    of_absence = column.kind is Kind.ABSENCE
    if meaning is not None:
        row.is_ignored = meaning == (None, None)
        if of_absence:
            if meaning.absence:
                return text, meaning.absence
        elif meaning.mark:
            return MarkText(text, meaning.mark)
        elif meaning.absence:
            row.absence = meaning.absence
            return MarkText(text, MarkKind.TEXT)
        if row.is_ignored:
            return None
    found: MarkText | tuple[str, AbsenceKind] | None = None
    if of_absence and len(text) >= _WORD:
        found = parser(Kind.ABSENCE)(text)
    elif not of_absence:
        with suppress(BadCellError):
            found = plain_mark(text)
    if found is None:
        row.is_unknown = True
        fields.unknown.add(text, origin)
    return found
