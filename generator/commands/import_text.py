"""An explanation for a terminal: sheet by sheet, row by row; what repeats is folded, what is known not said again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.reading.explaining.understood import Cell, Explanation, Kind, Meaning, RecordView, SheetView

_FOLDED = frozenset({Kind.LESSON, Kind.DATE, Kind.HEADING, Kind.NOTHING})
"""What is told once for neighbours in a row."""
_LONGEST = 28
_CONTEXT = ("person", "group")
"""Fields that stay the same for a whole student: told when they change."""
_OF_ITSELF = ("kind", "scope", "grade", "status", "work", "lesson")
"""Fields that the other words tell already."""


def lines(found: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation."""
    yield f"{found.name}: {found.reader}: {_counts(found)}"
    for view in found.sheets:
        yield ""
        yield f"{view.place}#{view.title}" if view.title else view.place
        yield from _sheet(view)
    for place, records in groupby(found.records, lambda record: record.place):
        yield ""
        yield place
        yield from _records(list(records))


def _counts(found: Explanation) -> str:
    """Say how many cells, or records, became what."""
    cells = Counter(meaning.kind for view in found.sheets for cell in view.cells for meaning in cell.meanings)
    records = Counter(record.meaning.kind for record in found.records)
    parts = [f"{cells[kind]} cells {_title(kind)}" for kind in Kind if cells[kind]]
    parts += [f"{records[kind]} records {_title(kind)}" for kind in Kind if records[kind]]
    return ", ".join(parts) or "nothing"


def _title(kind: Kind) -> str:
    return "that are no record of their own" if kind is Kind.NOTHING else kind.value


def _sheet(view: SheetView) -> Iterator[str]:
    known: dict[str, str] = {}
    for row in view.rows():
        for _, cells in groupby(row, _Runs()):
            run = list(cells)
            first, last = run[0], run[-1]
            if len(run) > 1:
                yield f"  {first.name + '-' + last.name:<9}  {_folded(run)}"
                continue
            for at, meaning in enumerate(first.meanings):
                name, text = (first.name, first.text) if at == 0 else ("", "")
                cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
                yield f"  {name:<9}  {cut:<{_LONGEST}}  {describe(meaning, known)}".rstrip()


class _Runs:
    """A key for `groupby` that is the same for neighbours in a row that are told together."""

    def __init__(self) -> None:
        self._last: Kind | None = None
        self._number = 0

    def __call__(self, cell: Cell) -> int:
        kinds = {meaning.kind for meaning in cell.meanings}
        kind = kinds.pop() if len(kinds) == 1 else None
        if kind not in _FOLDED or self._last is not kind:
            self._number += 1
        self._last = kind
        return self._number


def _folded(run: Sequence[Cell]) -> str:
    kind = run[0].meanings[0].kind
    if kind is Kind.LESSON:
        return f"{len(run)} lessons without a mark"
    if kind is Kind.DATE:
        days = [value for cell in run for name, value in cell.meanings[0].said if name == "day"]
        return f"{len(run)} dates, {days[0]} to {days[-1]}" if days else f"{len(run)} dates"
    texts = ", ".join(cell.text for cell in run)
    cut = texts if len(texts) <= 2 * _LONGEST else texts[: 2 * _LONGEST - 1] + "…"
    if kind is Kind.HEADING:
        named = ", ".join(dict.fromkeys(meaning.what for cell in run for meaning in cell.meanings))
        return f"{len(run)} headings ({named}): {cut}"
    return f"{len(run)} cells that are no record of their own: {cut}"


def _records(records: Sequence[RecordView]) -> Iterator[str]:
    known: dict[str, str] = {}
    width = min(max(len(record.where) for record in records), 60)
    for record in records:
        yield f"  {record.where:<{width}}  {describe(record.meaning, known)}".rstrip()


def describe(meaning: Meaning, known: dict[str, str]) -> str:
    """Say what something became. `known` are the student and the class that were told last, and is kept up to date."""
    kind = meaning.kind
    if kind is Kind.ERROR:
        hint = f" (hint: {meaning.hint})" if meaning.hint else ""
        return f"error: {meaning.note} [{meaning.what}]{hint}"
    if kind is Kind.IGNORED:
        return f"ignored: {meaning.what}: {meaning.note}"
    if kind is Kind.NOTHING:
        return f"in the row of a record ({meaning.what})" if meaning.what else "no record of its own"
    if kind is Kind.HEADING:
        return f"heading: {meaning.what}"
    said = [(name, value) for name, value in meaning.said if name not in _OF_ITSELF and known.get(name) != value]
    if kind is not Kind.CLASS:
        known.update((name, value) for name, value in meaning.said if name in _CONTEXT)
    title = meaning.what if kind is Kind.RECORD else kind.value
    shown = dict.fromkeys(value for _, value in said)
    return f"{title}: {', '.join(shown)}" if shown else title
