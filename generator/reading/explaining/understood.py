"""How a file was understood, as values: cells with what each became, and records with their path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.errors import ReadError
from generator.reading.cells import column_letter


class Kind(StrEnum):
    """What a cell is to the reader; the order is that of a legend."""

    MARK = "mark"
    FINAL = "final"
    ABSENCE = "absence"
    LESSON = "lesson"
    AVERAGE = "average"
    STUDENT = "student"
    CLASS = "class"
    SUBJECT = "subject"
    DATE = "date"
    RECORD = "record"
    HEADING = "heading"
    CODE = "code"
    IGNORED = "ignored"
    ERROR = "error"
    NOTHING = "nothing"


class Meaning(NamedTuple):
    """One thing that a cell became. `what` is a table, the field of a record, what was ignored, or an error's slug;
    `said` are fields of the record with their values; `note` says why something is ignored or wrong, `hint` what to do.
    """

    kind: Kind
    what: str = ""
    said: tuple[tuple[str, str], ...] = ()
    note: str = ""
    hint: str = ""


class Cell(NamedTuple):
    """A cell in which something stands or of which something is said; `row` and `column` are 0-based. `text` "" may be
    an empty text, which in some journals is a lesson without a mark.
    """

    row: int
    column: int
    text: str
    meanings: tuple[Meaning, ...]

    @property
    def name(self) -> str:
        """Return the name that a spreadsheet shows, such as C7."""
        return f"{column_letter(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet, the table of a page, or a text file (`title` ""): its cells row by row."""

    place: str
    title: str
    cells: tuple[Cell, ...]

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells of each row that has any."""
        row: list[Cell] = []
        for cell in self.cells:
            if row and row[-1].row != cell.row:
                yield row
                row = []
            row.append(cell)
        if row:
            yield row


class RecordView(NamedTuple):
    """What was read where there are no cells, as in JSON and XML: the place with its path or line."""

    place: str
    where: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one export was understood: by which reader, in cells and in records, and what is wrong with it."""

    name: str
    reader: str
    sheets: tuple[SheetView, ...]
    records: tuple[RecordView, ...]
    problems: tuple[ReadError, ...]
