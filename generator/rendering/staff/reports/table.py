"""A table of a report before it is drawn: the same cells become the page's table and the file for office programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from markupsafe import Markup

from generator.rendering.words import Words

Level: TypeAlias = Literal["ok", "note", "warning", "error"]
Kind: TypeAlias = Literal["text", "number", "day", "bar"]

MINUS = "\N{MINUS SIGN}"
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names its heading (`staff.columns.KEY`), `kind` says how it is aligned and sorted.

    Bars repeat the numbers beside them and are not in the file.
    """

    key: str
    heading: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, what it is sorted by ("": the text itself), how bad it is, where it leads, or a bar."""

    text: str
    sort: str = ""
    level: Level | None = None
    href: str = ""
    bar: Markup | None = None


NOTHING = Cell("–")
"""What nobody knows is a dash, which is sorted last; it is never 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the name of its file, and its title. `foot` are sums, which stay below when rows are sorted."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[tuple[Cell, ...], ...] = ()

    @property
    def shape(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Return keys, headings and rows as texts, for a file: numbers with a plain sign, what is not known empty."""
        kept = [index for index, column in enumerate(self.columns) if column.kind != "bar"]
        rows = tuple(tuple(_plain(row[index]) for index in kept) for row in (*self.rows, *self.foot))
        return (
            tuple(self.columns[index].key for index in kept),
            tuple(self.columns[index].heading.replace(_NO_BREAK, " ") for index in kept),
            rows,
        )


def columns(words: Words, *keys: str) -> tuple[Column, ...]:
    """Return columns from their keys: `hours:number` is a number, a key alone is text."""
    found = []
    for told in keys:
        key, _, kind = told.partition(":")
        known: dict[str, Kind] = {"": "text", "number": "number", "day": "day", "bar": "bar"}
        found.append(Column(key, words.text(f"staff.columns.{key}"), known[kind]))
    return tuple(found)


def table(
    name: str,
    title: str,
    heads: tuple[Column, ...],
    rows: Iterable[Sequence[Cell]],
    foot: Iterable[Sequence[Cell]] = (),
) -> Table:
    """Return a table; every row is as long as `heads`."""
    return Table(name, title, heads, tuple(map(tuple, rows)), tuple(map(tuple, foot)))


def number(value: int | None, level: Level | None = None) -> Cell:
    """Return a whole number; None is not known."""
    return NOTHING if value is None else Cell(str(value).replace("-", MINUS), str(value), level)


def _plain(cell: Cell) -> str:
    if cell.text == NOTHING.text:
        return ""
    return cell.text.replace(MINUS, "-").replace(_NO_BREAK, " ")
