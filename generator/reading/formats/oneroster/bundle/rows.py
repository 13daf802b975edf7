"""The rows of one file of one bundle, each checked cell by cell; a row with a fault gives errors and is left out."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.formats.oneroster.bundle.checks import Check, Wrong, check_of, moment_of
from generator.reading.formats.oneroster.bundle.columns import Column
from generator.reading.formats.oneroster.bundle.text import Line, lines_of
from generator.reading.reader import Ignored

_METADATA = "metadata."
_EMPTY = Wrong("missing-value", "a value")
_REMEMBERED = 20_000


class Row(NamedTuple):
    """One record: where it stands, its id, its cells by column. In a delta: when it was changed, and if it is to go."""

    origin: Origin
    id: str
    cells: Mapping[str, str]
    titles: Sequence[str]
    changed: datetime | None = None
    removed: bool = False

    def at(self, column: str) -> Origin:
        """Return the place of a cell."""
        return self.origin._replace(column=self.titles.index(column) + 1 if column in self.titles else column)


class _Cell(NamedTuple):
    """How a column's cells are checked; `good` are texts that were right before: most repeat by the thousand."""

    name: str
    at: int
    check: Check
    required: bool
    good: set[str]


def rows_of(
    place: str, content: bytes, columns: Sequence[Column], ids: set[str], *, delta: bool
) -> Iterator[Row | ReadError | Ignored]:
    """Yield the rows of a file, its faults and its unknown columns. `ids` takes in the ids, of rows with faults too."""
    lines = lines_of(place, content)
    first = next(lines, None)
    if not isinstance(first, Line) or first.cells == [""]:
        message = "the file is empty: not even a header"
        yield first if isinstance(first, ReadError) else ReadError("no-header", message, origin=Origin(place, "", 1))
        return
    yield from _check_header(place, first.cells, columns)
    # Of two columns with one title the left one is read.
    titles = [title if title not in first.cells[:at] else "" for at, title in enumerate(first.cells)]
    if "sourcedId" in titles:
        yield from _body(Origin(place, "", 1), (lines, titles), columns, ids, delta=delta)


def _body(
    header: Origin,
    below: tuple[Iterator[Line | ReadError], list[str]],
    columns: Sequence[Column],
    ids: set[str],
    *,
    delta: bool,
) -> Iterator[Row | ReadError]:
    """Yield the rows below a header with these titles."""
    lines, titles = below
    cells = [
        _Cell(column.name, titles.index(column.name), check_of(column), column.required, set())
        for column in columns
        if column.name in titles and (column.required or column.kind != "text")
    ]
    id_at, count = titles.index("sourcedId"), 0
    lacking = {column.name: "" for column in columns if column.name not in titles}
    is_usable = not any(column.required and column.name in lacking for column in columns)
    for line in lines:
        count += 1
        if isinstance(line, ReadError):
            yield line
            continue
        origin = header._replace(line=line.number)
        if len(line.cells) != len(titles):
            message = f"the row has {len(line.cells)} cells, the header has {len(titles)}"
            yield ReadError("ragged-row", message, origin=origin, hint="a text with a comma needs quotes around it")
            ids.update(line.cells[id_at : id_at + 1])
            continue
        row = yield from _row(origin, line.cells, titles, cells, delta=delta)
        row_id = line.cells[id_at]
        if row_id in ids:
            at = origin._replace(column=id_at + 1)
            yield ReadError("id-twice", "this sourcedId stands on an earlier line too", origin=at)
        elif row and is_usable:
            yield row._replace(cells={**lacking, **row.cells}) if lacking else row
        ids.add(row_id)
    if not count:
        hint = "OneRoster allows no file without rows: leave it out and declare it absent"
        yield ReadError("file-without-rows", "a header and no rows", origin=header, hint=hint)


def _row(
    origin: Origin, texts: list[str], titles: Sequence[str], cells: Sequence[_Cell], *, delta: bool
) -> Generator[ReadError, None, Row | None]:
    """Check a row and return it, or None when a cell is wrong."""
    is_good = True
    for name, at, check, required, good in cells:
        text = texts[at]
        if text in good:
            continue
        wrong = check(text) if text else (_EMPTY if required else None)
        if wrong:
            is_good = False
            at_cell = origin._replace(column=at + 1)
            yield ReadError(wrong.slug, f"column {name}: expected {wrong.expected}", origin=at_cell)
        elif len(good) < _REMEMBERED:
            good.add(text)
    found = dict(zip(titles, texts, strict=True))
    status, changed = found.get("status", ""), found.get("dateLastModified", "")
    if not delta and (status or changed):
        at = titles.index("status" if status else "dateLastModified") + 1
        message = "status and dateLastModified are blank in a bulk file"
        hint = "a bundle with them filled in is a delta: the manifest must say so"
        yield ReadError("status-in-bulk", message, origin=origin._replace(column=at), hint=hint)
    elif delta and not (status and changed):
        message = "a row of a delta has a status and dateLastModified"
        yield ReadError("status-missing", message, origin=origin, hint="export the delta again, or a bulk bundle")
        is_good = False
    if not is_good:
        return None
    return Row(origin, found["sourcedId"], found, titles, moment_of(changed) if delta else None,
               removed=status == "tobedeleted")  # fmt: skip


def _check_header(place: str, titles: list[str], columns: Sequence[Column]) -> Iterator[ReadError | Ignored]:
    """Yield what is wrong with a header."""
    line = Origin(place, "", 1)
    if len(titles) == 1 and (";" in titles[0] or "\t" in titles[0]):
        hint = "somebody saved it in Excel: take the export from the journal again and don't open it"
        yield ReadError("wrong-separator", "the columns are not separated by commas", origin=line, hint=hint)
        return
    names = [column.name for column in columns]
    for at, title in enumerate(titles, 1):
        origin = line._replace(column=at)
        if not title:
            yield ReadError("unknown-column", "a column without a title", origin=origin)
        elif title in titles[: at - 1]:
            yield ReadError("column-twice", "this column stands further left too", origin=origin)
        elif title not in names and not title.startswith(_METADATA):
            yield Ignored(origin, "columns", "not a column of OneRoster")
    folded = {title.casefold() for title in titles}
    for name in names:
        if name not in titles:
            hint = (
                "capitals in headers count"
                if name.casefold() in folded
                else "all columns stand in a header, used or not"
            )
            yield ReadError("missing-column", f"no column {name}", origin=line, hint=hint)
    yield from _check_order(line, titles, names)


def _check_order(line: Origin, titles: list[str], names: list[str]) -> Iterator[ReadError]:
    known = [title for title in dict.fromkeys(titles) if title in names or title.startswith(_METADATA)]
    right = sorted(known, key=lambda title: names.index(title) if title in names else len(names))
    wrong = next((title for title, other in zip(known, right, strict=True) if title != other), "")
    if wrong:
        hint = "columns stand in the order of OneRoster, metadata. columns behind all others"
        at = line._replace(column=titles.index(wrong) + 1)
        yield ReadError("column-order", "the columns are not in OneRoster's order from here on", origin=at, hint=hint)
