"""A table of a page that is being read: texts, cells, and the places that cells cover."""

from __future__ import annotations

import re

from generator.reading.archives import Refusal
from generator.reading.sheets.pages.page import HtmlCell, HtmlTable
from generator.reading.sheets.pages.tags import Tag
from generator.reading.sheets.sheet import MAX_COLUMNS, MAX_ROWS, RefusedError

PAGE_TOO_LARGE = Refusal("sheet-too-large", "the page has more or larger tables than any report", "export less at once")

_MAX_SPANS = 20
_MAX_COLSPAN = 1_000
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAKS = re.compile(r" *\n[ \n]*")


class OpenText:
    """Text being gathered, with the texts of the `span`s in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[int] = []
        self.spans: list[str] = []

    def add(self, text: str) -> None:
        """Add a text of the source."""
        self._pieces.append(_SPACES.sub(" ", text))

    def line(self) -> None:
        """Break the line, unless nothing stands before."""
        if self._pieces:
            self._pieces.append("\n")

    def span(self) -> None:
        """Begin a span."""
        if len(self._open) < _MAX_SPANS:
            self._open.append(len(self._pieces))

    def span_end(self) -> None:
        """End the span that began last."""
        if self._open:
            self.spans.append(tidy("".join(self._pieces[self._open.pop() :])))

    def text(self) -> str:
        """Return the text so far."""
        return tidy("".join(self._pieces))


def tidy(text: str) -> str:
    """Return a text without spaces at its ends and around line breaks; NBSP becomes a space."""
    return _AROUND_BREAKS.sub("\n", text.replace("\xa0", " ")).strip() if text else ""


class OpenTable:
    """A table that is open: its grid so far, the cell that is open, and up to which row each column is covered."""

    def __init__(self, classes: tuple[str, ...], before: tuple[str, ...]) -> None:
        self.rows: list[list[HtmlCell | None]] = []
        self.classes, self.before = classes, before
        self.caption = OpenText()
        self.target: OpenText | None = None
        self._covered: dict[int, int] = {}
        self._cell: tuple[bool, int, int] = (False, 1, 1)

    def open_row(self) -> None:
        """Begin a row."""
        self.close_cell()
        if len(self.rows) >= MAX_ROWS:
            raise RefusedError(PAGE_TOO_LARGE)
        self.rows.append([])

    def open_cell(self, tag: Tag) -> None:
        """Begin a cell of the last row."""
        self.close_cell()
        if not self.rows:
            self.open_row()
        columns = min(max(_number(tag, "colspan"), 1), _MAX_COLSPAN)
        self._cell = (tag.name == "th", columns, min(_number(tag, "rowspan"), MAX_ROWS))
        self.target = OpenText()

    def close_cell(self) -> int:
        """Put the open cell into the grid; return how many places that took."""
        target, self.target = self.target, None
        if target is None or target is self.caption:
            return 0
        row, number = self.rows[-1], len(self.rows) - 1
        before = len(row)
        while self._covered.get(len(row), 0) > number:
            row.append(None)
        header, columns, below = self._cell
        if len(row) + columns > MAX_COLUMNS:
            raise RefusedError(PAGE_TOO_LARGE)
        if below != 1:
            last = number + below if below else MAX_ROWS
            self._covered.update(dict.fromkeys(range(len(row), len(row) + columns), last))
        row.append(HtmlCell(target.text(), header, columns, below or 1, tuple(target.spans)))
        row.extend([None] * (columns - 1))
        return len(row) - before

    def end_section(self) -> None:
        """End what cells of rows above cover."""
        self._covered.clear()

    def finished(self) -> HtmlTable:
        """Return the table."""
        return HtmlTable([tuple(row) for row in self.rows], self.before, self.caption.text(), self.classes)


def _number(tag: Tag, name: str) -> int:
    text = tag.attributes.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 1
