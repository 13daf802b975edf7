"""What a web page with tables becomes."""

from __future__ import annotations

from typing import NamedTuple

from generator.reading.sheets.sheet import Sheet


class HtmlCell(NamedTuple):
    """One cell: its text, whether it is a `th`, how many columns and rows it covers, and the texts of its `span`s.

    Runs of spaces and line breaks in the source are one space; `<br>` and the ends of blocks are line breaks; NBSP is
    a space that is kept inside and dropped at the ends (so `&nbsp;` alone is "").
    """

    text: str
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    spans: tuple[str, ...] = ()


class HtmlTable(NamedTuple):
    """One table. `rows` is the grid: a cell stands at its top-left place, None at all others it covers or lacks.

    `before` are the text blocks between the table before and this one (headings and the like), `caption` its own
    caption, `classes` what its `class` says.
    """

    rows: list[tuple[HtmlCell | None, ...]]
    before: tuple[str, ...] = ()
    caption: str = ""
    classes: tuple[str, ...] = ()

    def sheet(self, title: str) -> Sheet:
        """Return the table as a sheet of texts (None where no cell begins)."""
        return Sheet(title, [tuple(None if cell is None else cell.text for cell in row) for row in self.rows])


class HtmlPage(NamedTuple):
    """A page: its title, and its text blocks and tables in the order in which they begin.

    A table inside a cell is a table of its own after the outer one; its texts don't count for the outer cell.
    """

    title: str
    blocks: tuple[str | HtmlTable, ...]

    @property
    def tables(self) -> tuple[HtmlTable, ...]:
        """Return the tables."""
        return tuple(block for block in self.blocks if isinstance(block, HtmlTable))

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the text blocks outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, str))
