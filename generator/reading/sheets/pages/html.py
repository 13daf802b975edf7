"""The bytes of a web page become its tables and texts, or a reason why they are refused.

Reports of journals are such pages, also under the name `.xls`. Tables may lie in one another, end tags may be missing;
nothing that a browser shows as a table is refused, but what no report has: tables in tables without end, cells by the
million.
"""

from __future__ import annotations

from generator.reading.archives import Refusal
from generator.reading.sheets.pages.builder import PageBuilder
from generator.reading.sheets.pages.charset import decode_page
from generator.reading.sheets.pages.page import HtmlPage
from generator.reading.sheets.pages.table import PAGE_TOO_LARGE
from generator.reading.sheets.pages.tags import tokens_of
from generator.reading.sheets.sheet import MAX_ROWS, RefusedError

MAX_PAGE = 10 * 2**20
MAX_TOKENS = 2_000_000


def html_tables(content: bytes, *, rows: int = MAX_ROWS) -> HtmlPage | Refusal:
    """Return the texts and tables of a page; with `rows` only so much of it as the first rows of one table need."""
    if len(content) > MAX_PAGE:
        return PAGE_TOO_LARGE
    page = decode_page(content)
    if isinstance(page, Refusal):
        return page
    builder = PageBuilder(rows)
    try:
        for number, token in enumerate(tokens_of(page)):
            if number > MAX_TOKENS:
                return PAGE_TOO_LARGE
            builder.take(token)
            if builder.is_enough:
                break
        return builder.page()
    except RefusedError as error:
        return error.refusal
