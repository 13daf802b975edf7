"""The values of a mapping file: rows, columns, texts, days, words. A fault is kept by its node; see `nodes`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from generator.reading.cells import BadCellError, parse_date, parse_number
from generator.reading.mapping.layouts import ColumnRef, RowRange, RowRef, Source
from generator.reading.mapping.nodes import Node, Parse, near, read_keys

E = TypeVar("E", bound=Enum)

_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,6})", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)
_LETTERS = re.compile(r"[A-Za-z]{1,3}", re.ASCII)
_RANGE = re.compile(r"([1-9]\d{0,5})\s*[-–—]\s*([1-9]\d{0,5})", re.ASCII)
_SEPARATORS = {";": ";", ",": ",", "tab": "\t", "|": "|"}
_FLAGS = {"yes": True, "no": False, "да": True, "нет": False}

PLACES = ("sheet", "file")


def text(node: Node) -> str:
    """Return a text."""
    return node.text()


def texts(node: Node) -> tuple[str, ...]:
    """Return one or several texts."""
    return tuple(item.text() for item in node.items())


def row(node: Node) -> int:
    """Return a row, 0-based."""
    if isinstance(node.value, str) and _NUMBER.fullmatch(node.value.strip()):
        return int(node.value) - 1
    node.bad("expected the number of a row", "rows count from 1, as the spreadsheet program shows them")
    return 0


def row_or_text(node: Node) -> RowRef:
    """Return a row by number or by a text that stands in it."""
    said = node.text()
    number = int(said) - 1 if _NUMBER.fullmatch(said) else None
    return RowRef(number, said, str(node.path[-1]), node.line)


def row_ranges(node: Node) -> tuple[RowRange, ...]:
    """Return rows by number, as `30-35`, or by a text that stands in them."""
    found = []
    for item in node.items():
        said = item.text()
        if between := _RANGE.fullmatch(said):
            first, last = int(between[1]) - 1, int(between[2]) - 1
            if last < first:
                item.bad("the rows end before they begin")
            found.append(RowRange(first, last))
        elif _NUMBER.fullmatch(said):
            found.append(RowRange(int(said) - 1, int(said) - 1))
        else:
            found.append(RowRange(0, -1, said))
    return tuple(found)


def column(node: Node) -> ColumnRef:
    """Return a column by number, letter or the text of its header."""
    said = node.text()
    number = None
    if _NUMBER.fullmatch(said):
        number = int(said) - 1
    elif _LETTERS.fullmatch(said):
        number = column_number(said)
    names = [part for part in node.path if isinstance(part, str)]
    return ColumnRef(number, said, names[-1] if names else "", node.line)


def columns(node: Node) -> tuple[ColumnRef, ...]:
    """Return one or several columns."""
    return tuple(column(item) for item in node.items())


def column_number(letters: str) -> int:
    """Return the 0-based number of a column: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def day(node: Node) -> date | None:
    """Return a day."""
    try:
        return parse_date(node.text())
    except BadCellError as error:
        node.bad(f"expected {error.expected}")
        return None


def weight(node: Node) -> Decimal | None:
    """Return a weight above 0."""
    try:
        number = parse_number(node.text())
    except BadCellError:
        number = Decimal(0)
    if number <= 0:
        node.bad("expected a weight above 0", "leave the key out when the weight is not known")
    return number


def flag(node: Node) -> bool:
    """Return yes or no."""
    said = node.text().casefold()
    if said not in _FLAGS:
        node.bad("expected yes or no")
    return _FLAGS.get(said, False)


def separator(node: Node) -> str:
    """Return what separates the columns of a text file."""
    said = node.value if isinstance(node.value, str) else ""
    if said.strip() not in _SEPARATORS:
        node.bad("expected a separator", 'one of ";", ",", "|" (in quotes) and tab')
    return _SEPARATORS.get(said.strip(), "")


def word_of(kind: type[E]) -> Parse:
    """Return a parser of the words of an enumeration."""

    def parse(node: Node) -> E | None:
        said = node.text()
        found = {str(member.value): member for member in kind}
        if said not in found:
            node.bad("this word is not known here", near(said, found))
        return found.get(said)

    return parse


def words_of(kind: type[E]) -> Parse:
    """Return a parser of one or several words of an enumeration."""
    one = word_of(kind)
    return lambda node: tuple(one(item) for item in node.items())


def source(node: Node) -> Source:
    """Return where a text comes from: the text itself, or `{cell: B1, after: "…"}`, `{from: sheet}`, `{from: file}`."""
    if isinstance(node.value, str):
        return Source(node.text())
    found = read_keys(node, SOURCE_KEYS)
    if isinstance(node.value, dict) and ("cell" in node.value) == ("from" in node.value):
        node.bad("expected a text, or one of cell and from", "{cell: B1}, {from: sheet} or {from: file}")
    if "after" in found and "cell" not in found:
        node.bad("after belongs to cell", '{cell: A1, after: "Класс:"}')
    return Source("", found.get("cell"), found.get("after", ""), found.get("from", ""))


def _cell(node: Node) -> tuple[int, int]:
    found = _CELL.fullmatch(node.text())
    if found and int(found[2]) > 0:
        return int(found[2]) - 1, column_number(found[1])
    node.bad("expected a cell", "letter and number, as B1")
    return 0, 0


def _place(node: Node) -> str:
    said = node.text()
    if said not in PLACES:
        node.bad("this word is not known here", near(said, PLACES))
    return said


SOURCE_KEYS: dict[str, Parse] = {"cell": _cell, "after": text, "from": _place}


def sources(node: Node) -> Mapping[str, Source]:
    """Return sources by key."""
    return {key: source(child) for key, child in node.pairs().items()}
