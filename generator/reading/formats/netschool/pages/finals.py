"""«Итоговые отметки» of one student (StudentTotalMarks): number, subject, a column per term, then those of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.errors import ReadError
from generator.model.kinds import FinalScope
from generator.reading.cells import clean
from generator.reading.formats.netschool.blocks import Block, school_year
from generator.reading.formats.netschool.finals import FinalPlace, read_rows
from generator.reading.formats.netschool.report import Said, cell
from generator.reading.reader import Reading
from generator.reading.words.terms import final_scope, term_within

_NUMBERS = ("№", "№ п/п", "п/п", "номер")
_ABOVE = ("учебные периоды", "периоды")


def read_finals(block: Block, header: int, column: int, said: Said) -> Iterator[Reading]:
    """Yield the final marks; `header` and `column` are where «Предмет» stands."""
    year = school_year(block)
    if isinstance(year, ReadError):
        yield year
        return
    first = next((row for row in block.rows if row > header and cell(block.values(row), column)), block.rows.stop)
    # A day in the school year, as in the report for a class: titles of terms name no year.
    on = date(year, 12, 1)
    places = []
    for at in range(max((len(block.values(row)) for row in range(header, first)), default=0)):
        title = next((clean(str(text)) for row in range(first - 1, header - 1, -1)
                      if (text := cell(block.values(row), at))), "")  # fmt: skip
        if at == column or title.casefold() in {"", *_NUMBERS, *_ABOVE}:
            continue
        scope = final_scope(title)
        if term_within(title):
            places.append(FinalPlace(FinalScope.TERM, title, on, at))
        elif scope is not None:
            places.append(FinalPlace(scope, "", on, at))
        else:
            yield ReadError("unknown-column", "no term and no mark of the year", origin=block.origin(header, at))
    yield from read_rows(block, (first, column), places, said)
