"""«Табель успеваемости учащегося (весь класс)»: the final marks and averages of every term, and of the year.

Four header rows: «Предмет» over all of them, «Учебные периоды» and the four yearly marks in the first, the terms in
the third, averages and mark of each term in the fourth.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.errors import ReadError
from generator.model.entries import Entry
from generator.model.kinds import FinalScope
from generator.reading.cells import clean
from generator.reading.formats.netschool.blocks import Block, school_year
from generator.reading.formats.netschool.finals import FinalPlace, read_rows
from generator.reading.formats.netschool.report import Said, cell
from generator.reading.words.terms import final_scope

_TERMS_TITLE = "учебные периоды"


def is_terms(values: tuple[Any, ...]) -> bool:
    """Say whether a header row is that of this report."""
    return any(isinstance(value, str) and clean(value).casefold() == _TERMS_TITLE for value in values)


def read_terms(block: Block, header: int, column: int, said: Said) -> Iterator[Entry | ReadError]:
    """Yield everything the table of one block says; `header` and `column` are where «Предмет» stands."""
    year = school_year(block)
    if isinstance(year, ReadError):
        yield year
        return
    # A day in the school year, so that the joining can notice last year's report: its terms have the same titles.
    on = date(year, 12, 1)
    below = next((row for row in range(header + 1, header + 4) if row in block.rows and _is_sub(block.values(row))), 0)
    places = [*_terms(block, below, on), *_yearly(block, header, on)] if below else []
    if not any(place.scope is FinalScope.TERM for place in places):
        hint = "the third and fourth header rows name the terms and «Средний балл», «Ср. взв. балл», «Итог»"
        yield ReadError("no-terms", "no terms in the header", origin=block.origin(header, column), hint=hint)
        return
    yield from read_rows(block, (below + 1, column), places, said)


def _is_sub(values: tuple[Any, ...]) -> bool:
    return any(isinstance(value, str) and clean(value).casefold() == "средний балл" for value in values)


def _terms(block: Block, below: int, on: date) -> Iterator[FinalPlace]:
    titles, kinds = block.values(below - 1), block.values(below)
    places: dict[str, dict[str, int]] = {}
    term = ""
    for column, value in enumerate(kinds):
        title = cell(titles, column)
        if isinstance(title, str) and title.strip():
            # Merged over its three columns.
            term = clean(title)
        if isinstance(value, str) and term:
            kind = clean(value).casefold()
            name = "weighted" if "взв" in kind else "average" if "средн" in kind else "mark" if "итог" in kind else ""
            places.setdefault(term, {})[name] = column
    for title, found in places.items():
        if "mark" in found:
            average, weighted = found.get("average"), found.get("weighted")
            yield FinalPlace(FinalScope.TERM, title, on, found["mark"], average, weighted)


def _yearly(block: Block, header: int, on: date) -> Iterator[FinalPlace]:
    for column, value in enumerate(block.values(header)):
        if isinstance(value, str) and "оценка" in value.casefold():
            scope = final_scope(value)
            if scope is not None:
                yield FinalPlace(scope, "", on, column)
