"""What a mapping file says of the layout of a table. Rows and columns count from 0 here and from 1 in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from generator.model.kinds import FinalScope


class ColumnRef(NamedTuple):
    """A column: its number, or (None) the text of its header. `key` and `line` say where the mapping asks for it."""

    number: int | None
    text: str
    key: str
    line: int


class RowRef(NamedTuple):
    """A row: its number, or (None) a text that stands in one of its cells."""

    number: int | None
    text: str
    key: str
    line: int


class RowRange(NamedTuple):
    """Rows from `first` to `last`, both among them, or (with `text`) those in which this text stands."""

    first: int
    last: int
    text: str = ""


class Source(NamedTuple):
    """Where a text comes from: said in the mapping (`text`), a cell (row, column; what stands behind `after` in it), or
    the name of the sheet or the file (`origin` "sheet" or "file").
    """

    text: str = ""
    cell: tuple[int, int] | None = None
    after: str = ""
    origin: str = ""


class Form(StrEnum):
    """What a cell of a class page may hold beside a single mark or code; each is written as an example of itself."""

    ONE_WORK = "5/4"
    TWO_WORKS = "5 4"
    CODE_AND_MARK = "н 4"


class DatesAs(StrEnum):
    """How the days of lessons are written."""

    ANY = "any"
    FULL = "full"
    DAY_MONTH = "day_month"
    DAY = "day"


class FinalColumn(NamedTuple):
    """The columns of one final mark and its averages."""

    mark: ColumnRef | None = None
    average: ColumnRef | None = None
    weighted_average: ColumnRef | None = None
    scope: FinalScope = FinalScope.TERM
    term: str = ""
    line: int = 0


class WorkKind(NamedTuple):
    """What a kind of work means: its long name, whether it is a test, its weight (None: unknown)."""

    type: str = ""
    test: bool = False
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Which files and sheets a layout is for (none named: all), and what separates the columns of a text file."""

    files: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    separator: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GridLayout:
    """A class page: names down, dates across. Fields are the keys of `docs/how-to/own-spreadsheets.md`.

    No field is a set: what was read is kept under a digest of all this, and sets print in another order every time.
    """

    where: Where
    subject: Source
    names: tuple[ColumnRef, ...]
    dates: RowRef
    group: Source | None = None
    ids: ColumnRef | None = None
    months: RowRef | None = None
    kinds: RowRef | None = None
    weights: RowRef | None = None
    topics: RowRef | None = None
    first_student: int | None = None
    last_student: int | None = None
    dates_as: DatesAs = DatesAs.ANY
    first_day: date | None = None
    last_day: date | None = None
    cells: tuple[Form, ...] = ()
    finals: tuple[FinalColumn, ...] = ()
    work_kinds: Mapping[str, WorkKind] = field(default_factory=dict)
    ignore: tuple[ColumnRef, ...] = ()
    ignore_rows: tuple[RowRange, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLayout:
    """One record in each row below a header: `columns` and `constants` by field of the own table `table`."""

    where: Where
    table: str
    columns: Mapping[str, ColumnRef]
    header: RowRef
    constants: Mapping[str, Source] = field(default_factory=dict)
    last_row: int | None = None
    ignore_rows: tuple[RowRange, ...] = ()


Layout = GridLayout | ListLayout
