"""The rows of a table as HTML. Made here and not by a template: a school has some hundred thousand cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from generator.rendering.staff.reports.table import Cell, Column, Kind, Level, Table

_SHAPES: Mapping[Level, str] = {
    "error": '<path d="M.5.5h9v9h-9z" fill="currentColor"/>',
    "warning": '<path d="M5 .5L9.8 9.5H.2z" fill="currentColor"/>',
    "note": '<path d="M1 5h8" stroke="currentColor" stroke-width="2"/>',
    "ok": '<circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="2"/>',
}
"""As in templates/panel/pieces.html: ring, triangle, square, so that colour only repeats them."""
_TAGS: Mapping[Kind, str] = {
    "text": "<td",
    "number": '<td class="is-number"',
    "day": '<td class="is-day"',
    "bar": '<td class="is-bar"',
}


def draw_rows(table: Table) -> Markup:
    """Return the rows of the body."""
    return _rows(table.columns, table.rows)


def draw_foot(table: Table) -> Markup:
    """Return the rows of sums."""
    return _rows(table.columns, table.foot)


def _rows(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Markup:
    tags = [_TAGS[column.kind] for column in columns]
    # Texts and addresses are escaped below; bars are made of numbers.
    return Markup("\n".join(_row(tags, cells) for cells in rows))  # noqa: S704 (`_row` escapes)


def _row(tags: Sequence[str], cells: Sequence[Cell]) -> str:
    first, *others = cells
    parts = [f'<tr><th scope="row"{_key(first)}>{_inner(first)}</th>']
    parts += [f"{tag}{_key(cell)}>{_inner(cell)}</td>" for tag, cell in zip(tags[1:], others, strict=True)]
    parts.append("</tr>")
    return "".join(parts)


def _key(cell: Cell) -> str:
    return f' data-s="{escape(cell.sort)}"' if cell.sort and cell.sort != cell.text else ""


def _inner(cell: Cell) -> str:
    if cell.bar is not None:
        return cell.bar
    text = escape(cell.text)
    if cell.level:
        shape = f'<svg viewBox="0 0 10 10" aria-hidden="true">{_SHAPES[cell.level]}</svg>'
        text = f'<span class="st is-{cell.level}">{shape}{text}</span>'
    return f'<a href="{escape(quote(cell.href))}">{text}</a>' if cell.href else text
