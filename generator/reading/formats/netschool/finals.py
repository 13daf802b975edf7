"""Final marks and averages in both reports of Сетевой город: where they stand, and how they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import Entry, TermMarkEntry
from generator.model.kinds import FinalScope
from generator.reading.cells import BadCellError, clean
from generator.reading.formats.netschool.blocks import Block
from generator.reading.formats.netschool.cells import BadValue, read_average, read_final
from generator.reading.formats.netschool.report import Said, cell, subject_rows


class FinalPlace(NamedTuple):
    """The columns of one final mark and its averages (None: there is no such column).

    `on` is a day in the term; with a `term` title it is only a day in the same school year, because titles like
    «1 Четверть» name no year.
    """

    scope: FinalScope
    term: str
    on: date
    mark: int | None
    average: int | None = None
    weighted: int | None = None


def formula_fault(block: Block, row: int, column: int | None) -> ReadError | None:
    """Return an error if a formula without a value stands in a cell: what it shows is not in the file."""
    if column is None or (row, column) not in block.sheet.formulas:
        return None
    hint = "open the file in Excel, let it calculate, save; or export it again"
    message = "a formula that was never calculated"
    return ReadError("formula-without-value", message, origin=block.origin(row, column), hint=hint)


def average_at(block: Block, row: int, column: int | None) -> Decimal | ReadError | None:
    """Read a printed average; None: there is none."""
    fault = formula_fault(block, row, column)
    if fault:
        return fault
    try:
        return read_average(cell(block.values(row), column))
    except BadCellError as error:
        return ReadError(error.slug, f"expected {error.expected}", origin=block.origin(row, column))


def read_final_at(block: Block, row: int, subject: str, place: FinalPlace, said: Said) -> list[Entry | ReadError]:
    """Return the final mark of a subject, if there is one or at least an average, and what is wrong with it."""
    averages = [average_at(block, row, column) for column in (place.average, place.weighted)]
    found: list[Entry | ReadError] = [average for average in averages if isinstance(average, ReadError)]
    average, weighted = (None if isinstance(value, ReadError) else value for value in averages)
    origin = block.origin(row, place.mark)
    value = cell(block.values(row), place.mark)
    fault = formula_fault(block, row, place.mark)
    if fault:
        return [*found, fault]
    try:
        mark = read_final(value, said.about.mapping.final_codes)
    except BadCellError:
        said.unknown.add(clean(str(value)), origin)
        return found
    if isinstance(mark, BadValue):
        return [*found, ReadError(mark.slug, mark.message, origin=origin, hint=mark.hint)]
    if mark or average is not None or weighted is not None:
        raw, kind, number = mark or ("", None, None)
        person, group = block.person(), block.label("класс")
        found.append(
            TermMarkEntry(
                origin, person, group, subject, place.scope, place.term, raw, kind, number, place.on, average, weighted
            )
        )
    return found


def read_rows(
    block: Block, start: tuple[int, int], places: Iterable[FinalPlace], said: Said
) -> Iterator[Entry | ReadError]:
    """Yield the final marks of every subject; `start` is the first row and the column of the subjects' titles."""
    first, column = start
    places = tuple(places)
    for row, subject in subject_rows(block, first, column):
        if not subject:
            yield ReadError("no-subject", "a row without a subject", origin=block.origin(row, column))
            continue
        found = [entry for place in places for entry in read_final_at(block, row, subject, place, said)]
        if found:
            yield from said.subject(block.origin(row), subject)
        yield from found
