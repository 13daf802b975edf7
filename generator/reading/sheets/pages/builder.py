"""Builds a page out of its tags and texts."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.reading.archives import Refusal
from generator.reading.sheets.pages.page import HtmlPage, HtmlTable
from generator.reading.sheets.pages.table import PAGE_TOO_LARGE, OpenTable, OpenText, tidy
from generator.reading.sheets.pages.tags import Tag
from generator.reading.sheets.sheet import MAX_ROWS, RefusedError

MAX_PAGE_CELLS = 300_000
MAX_TABLES = 2_000
MAX_BLOCKS = 100_000
_MAX_DEPTH = 20

SIGN_IN = Refusal(
    "sign-in-page", "this is a page that asks to sign in, not a report", "sign in to the journal, then export again"
)
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol",
     "option", "p", "pre", "section", "select", "ul")
)  # fmt: skip
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_SIGN_IN_TITLE = re.compile(r"(?:вход|авторизация|войти|sign in|log ?in)\b", re.IGNORECASE)


class PageBuilder:
    """Takes the tokens of a page one by one."""

    def __init__(self, rows: int) -> None:
        self._wanted = rows
        self._cells = 0
        self._title: str | None = None
        self._in_title = False
        self._asks_password = False
        self._outside = OpenText()
        self._before: list[str] = []
        self._blocks: list[str | OpenTable] = []
        self._tables = 0
        self._open: list[OpenTable] = []

    @property
    def is_enough(self) -> bool:
        """Say whether as many rows were read as are wanted."""
        return self._wanted < MAX_ROWS and any(len(table.rows) > self._wanted for table in self._open)

    def take(self, token: Tag | str) -> None:
        """Take the next tag or text."""
        if isinstance(token, str):
            self._take_text(token)
            return
        self._in_title = token.name == "title" and not token.closes and self._title is None
        action = _ACTIONS.get(token.name)
        if action:
            action(self, token)
        elif token.name in _BLOCKS:
            self._break()

    def page(self) -> HtmlPage:
        """Return the page after its last token; raise `RefusedError` if it asks to sign in."""
        while self._open:
            self._end_table()
        self._flush()
        title = self._title or ""
        blocks = tuple(block if isinstance(block, str) else block.finished() for block in self._blocks)
        kept = tuple(block for block in blocks if isinstance(block, str) or block.rows)
        if self._asks_password or (_SIGN_IN_TITLE.match(title) and not any(map(_is_data, kept))):
            raise RefusedError(SIGN_IN)
        return HtmlPage(title, kept)

    def _take_text(self, text: str) -> None:
        if self._in_title:
            self._title = tidy(" ".join(text.split()))
            self._in_title = False
            return
        table = self._open[-1] if self._open else None
        target = table.target if table else self._outside
        # Between the cells of a table stands nothing that counts.
        if target is not None:
            target.add(text)

    def _target(self) -> OpenText | None:
        return self._open[-1].target if self._open else self._outside

    def _break(self) -> None:
        if self._open:
            self.on_line(_NO_TAG)
        else:
            self._flush()

    def _flush(self) -> None:
        text = self._outside.text()
        self._outside = OpenText()
        if text:
            if len(self._blocks) >= MAX_BLOCKS:
                raise RefusedError(PAGE_TOO_LARGE)
            self._blocks.append(text)
            self._before.append(text)

    def on_line(self, _: Tag) -> None:
        """Break the line."""
        target = self._target()
        if target is not None:
            target.line()

    def on_span(self, tag: Tag) -> None:
        """Begin or end a span."""
        target = self._target()
        if target is not None:
            (target.span_end if tag.closes else target.span)()

    def on_input(self, tag: Tag) -> None:
        """See whether a field asks for a password."""
        self._asks_password |= tag.attributes.get("type", "").strip().lower() == "password"

    def on_table(self, tag: Tag) -> None:
        """Begin or end a table."""
        if tag.closes:
            self._end_table()
            return
        self._flush()
        self._tables += 1
        if len(self._open) >= _MAX_DEPTH or self._tables > MAX_TABLES:
            raise RefusedError(PAGE_TOO_LARGE)
        table = OpenTable(tuple(tag.attributes.get("class", "").split()), tuple(self._before))
        self._before = []
        self._blocks.append(table)
        self._open.append(table)

    def _end_table(self) -> None:
        if self._open:
            self._close_cell()
            self._open.pop()

    def _close_cell(self) -> None:
        self._cells += self._open[-1].close_cell()
        if self._cells > MAX_PAGE_CELLS:
            raise RefusedError(PAGE_TOO_LARGE)

    def on_row(self, tag: Tag) -> None:
        """Begin or end a row."""
        if self._open:
            self._close_cell()
            if not tag.closes:
                self._open[-1].open_row()

    def on_cell(self, tag: Tag) -> None:
        """Begin or end a cell."""
        if self._open:
            self._close_cell()
            if not tag.closes:
                self._open[-1].open_cell(tag)

    def on_section(self, _: Tag) -> None:
        """Begin or end a section: no cell reaches out of one."""
        if self._open:
            self._close_cell()
            self._open[-1].end_section()

    def on_caption(self, tag: Tag) -> None:
        """Begin or end a caption."""
        if self._open:
            self._close_cell()
            self._open[-1].target = None if tag.closes else self._open[-1].caption


def _is_data(block: str | HtmlTable) -> bool:
    return isinstance(block, HtmlTable) and len(block.rows) > 2 and max(map(len, block.rows)) > 2


_NO_TAG = Tag("")
_ACTIONS: dict[str, Callable[[PageBuilder, Tag], None]] = {
    "br": PageBuilder.on_line,
    "span": PageBuilder.on_span,
    "input": PageBuilder.on_input,
    "table": PageBuilder.on_table,
    "tr": PageBuilder.on_row,
    "td": PageBuilder.on_cell,
    "th": PageBuilder.on_cell,
    "caption": PageBuilder.on_caption,
    **dict.fromkeys(_SECTIONS, PageBuilder.on_section),
}
