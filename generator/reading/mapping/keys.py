"""The keys of `layouts` in a mapping file, declared. `docs/how-to/own-spreadsheets.md` describes them for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.kinds import FinalScope
from generator.reading.cells import BadCellError
from generator.reading.formats.tables.columns import TABLES, Table
from generator.reading.formats.tables.header import field_of
from generator.reading.formats.tables.values import Kind, parser
from generator.reading.mapping import parsing as p
from generator.reading.mapping.layouts import (
    ColumnRef,
    DatesAs,
    FinalColumn,
    Form,
    GridLayout,
    Layout,
    ListLayout,
    RowRef,
    Source,
    Where,
    WorkKind,
)
from generator.reading.mapping.nodes import Node, Parse, near, read_keys

FINAL_KEYS: dict[str, Parse] = {
    "mark": p.column,
    "average": p.column,
    "weighted_average": p.column,
    "scope": p.word_of(FinalScope),
    "term": p.text,
}
WORK_KIND_KEYS: dict[str, Parse] = {"type": p.text, "test": p.flag, "weight": p.weight}
WHERE_KEYS: dict[str, Parse] = {"files": p.texts, "sheets": p.texts, "separator": p.separator}


def _finals(node: Node) -> tuple[FinalColumn, ...]:
    found = []
    for item in node.items():
        values = read_keys(item, FINAL_KEYS)
        if isinstance(item.value, dict) and not {"mark", "average", "weighted_average"}.intersection(item.value):
            item.bad("a final mark without a column", "say where it stands: mark, average, weighted_average")
        if values.get("scope") not in {None, FinalScope.TERM} and "term" in values:
            item.bad("term belongs to the scope term alone")
        found.append(FinalColumn(**values, line=item.line))
    return tuple(found)


def _work_kinds(node: Node) -> Mapping[str, WorkKind]:
    return {key: WorkKind(**read_keys(child, WORK_KIND_KEYS)) for key, child in node.pairs().items()}


GRID_KEYS: dict[str, Parse] = {
    "kind": p.text,
    **WHERE_KEYS,
    "group": p.source,
    "subject": p.source,
    "names": p.columns,
    "ids": p.column,
    "dates": p.row_or_text,
    "months": p.row_or_text,
    "dates_as": p.word_of(DatesAs),
    "first_day": p.day,
    "last_day": p.day,
    "kinds": p.row_or_text,
    "weights": p.row_or_text,
    "topics": p.row_or_text,
    "work_kinds": _work_kinds,
    "first_student": p.row,
    "last_student": p.row,
    "cells": p.words_of(Form),
    "finals": _finals,
    "ignore": p.columns,
    "ignore_rows": p.row_ranges,
}
LIST_KEYS: dict[str, Parse] = {
    "kind": p.text,
    **WHERE_KEYS,
    "table": p.text,
    "header": p.row_or_text,
    "last_row": p.row,
    "columns": lambda node: {key: (child, p.column(child)) for key, child in node.pairs().items()},
    "constants": lambda node: {key: (child, p.source(child)) for key, child in node.pairs().items()},
    "ignore_rows": p.row_ranges,
}
KINDS = ("grid", "list")


def read_layout(node: Node) -> Layout | None:
    """Read an item of `layouts`; None when its kind is not told or its keys don't suffice."""
    word = node.value.get("kind", "") if isinstance(node.value, dict) else ""
    if word == "grid":
        return _grid(node)
    if word == "list":
        return _list(node)
    if isinstance(word, str) and word:
        node.bad("kind is one of grid and list", near(word, KINDS))
    else:
        node.bad("kind is missing here", "grid for names down and dates across, list for one record in each row")
    return None


def _where(node: Node, values: dict[str, Any]) -> Where:
    return Where(**{key: values.pop(key) for key in WHERE_KEYS if key in values}, line=node.line)


def _grid(node: Node) -> GridLayout | None:
    before = len(node.problems)
    values = read_keys(node, GRID_KEYS, ("subject", "names", "dates"))
    values.pop("kind", None)
    if values.get("months") is None and values.get("dates_as") is DatesAs.DAY:
        node.bad("days without months", "say in months which row holds the names of the months")
    if values.get("months") and values.get("dates_as", DatesAs.DAY) is not DatesAs.DAY:
        node.bad("months belongs to days that are written as numbers", "leave months or dates_as out")
    _in_order(node, values, "first_day", "last_day")
    _in_order(node, values, "first_student", "last_student")
    return None if len(node.problems) > before else GridLayout(_where(node, values), **values)


def _in_order(node: Node, values: dict[str, Any], first: str, last: str) -> None:
    if values.get(first) is not None and values.get(last) is not None and values[last] < values[first]:
        node.bad(f"{last} lies before {first}")


def _list(node: Node) -> ListLayout | None:
    before = len(node.problems)
    values = read_keys(node, LIST_KEYS, ("table", "columns"))
    values.pop("kind", None)
    table = TABLES.get(values.get("table", ""))
    if table is None:
        if "table" in values:
            node.known(LIST_KEYS)["table"].bad("there is no such table", near(values["table"], TABLES))
        return None
    columns: Mapping[str, ColumnRef] = _by_field(table, values.pop("columns", {}))
    constants: Mapping[str, Source] = _by_field(table, values.pop("constants", {}))
    for name in sorted(columns.keys() & constants.keys()):
        node.bad(f"{name} stands in columns and in constants", "keep one of the two")
    _needed(node, table, {*columns, *constants})
    header = values.pop("header", RowRef(0, "1", "header", node.line))
    where = _where(node, values)
    return None if len(node.problems) > before else ListLayout(where, header=header, columns=columns,
                                                               constants=constants, **values)  # fmt: skip


def _by_field(table: Table, pairs: Mapping[str, tuple[Node, Any]]) -> dict[str, Any]:
    """Return values by English field; a field may be named by a Russian header as well."""
    found: dict[str, Any] = {}
    for name, (node, value) in pairs.items():
        known = field_of(table, name)
        if not known:
            names = [word for column in table.columns for word in (column.field, *column.russian)]
            node.bad("the table has no such field", near(name, names))
        elif known in found:
            node.bad(f"a second time {known}", "keep one of the two")
        else:
            found[known] = value
            if isinstance(value, Source) and value.text:
                _check_constant(node, table, known, value.text)
    return found


def _check_constant(node: Node, table: Table, name: str, text: str) -> None:
    """Keep the problem of a constant that no row could hold; days and codes depend on more than the mapping."""
    kind = next(column.kind for column in table.columns if column.field == name)
    if kind in {Kind.DATE, Kind.MARK, Kind.FINAL_MARK, Kind.ABSENCE}:
        return
    try:
        parser(kind)(text)
    except BadCellError as error:
        node.bad(f"expected {error.expected}")


SETTINGS_SAY = frozenset({"group", "student", "student_name", "term"})
"""Fields that an item of `journals` may say."""


def _needed(node: Node, table: Table, told: set[str]) -> None:
    for column in table.columns:
        names = (column.field, *column.one_of)
        is_needed = column.required or column.field < min(column.one_of, default="")
        if is_needed and told.isdisjoint(names) and SETTINGS_SAY.isdisjoint(names):
            node.bad(f"no column and no constant for {' or '.join(names)}", "the table needs it in every row")
