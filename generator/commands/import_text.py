"""An explanation for a terminal: sheet by sheet, row by row; what repeats is folded, what is known not said again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.commands.import_words import count_word, field_value, field_word, is_table, kind_word, phrase
from generator.reading.explaining.phrases import phrases
from generator.reading.explaining.understood import Cell, Explanation, Kind, Meaning, RecordView, SheetView

_FOLDED = frozenset({Kind.LESSON, Kind.DATE, Kind.HEADING, Kind.CODE, Kind.NOTHING})
"""What is told once for neighbours in a row."""
_LONGEST = 28
_CONTEXT = ("person", "group")
"""Fields that stay the same for a whole student: told when they change."""
_NAMED = frozenset({Kind.STUDENT, Kind.CLASS, Kind.SUBJECT, Kind.DATE})


def lines(found: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation: what it is, faults that have no cell, sheets, and files without cells."""
    yield f"{found.name}: read by {found.reader}"
    yield from _wrapped(_counts(found))
    nowhere = [one for one in found.records if one.meaning.kind is Kind.ERROR and not one.where]
    if nowhere:
        yield ""
    for one in nowhere:
        yield f"{one.place}: {describe(one.meaning, {})}"
    for view in found.sheets:
        if view.cells:
            yield ""
            yield f"{view.place}#{view.title}" if view.title else view.place
            yield from _sheet(view)
    told = (record for record in found.records if record not in nowhere)
    for place, records in groupby(told, lambda record: record.place):
        yield ""
        yield place
        yield from _records(list(records))


def _counts(found: Explanation) -> list[str]:
    """Say how many of what were read, faults first; of students, classes, subjects, dates how many different ones."""
    meanings = [one for view in found.sheets for cell in view.cells for one in cell.meanings]
    meanings += [record.meaning for record in found.records]
    counted: Counter[tuple[Kind, str]] = Counter()
    seen: set[tuple[Kind, str]] = set()
    for one in meanings:
        if one.kind in _NAMED:
            name = (one.kind, one.said[0][1] if one.said else "")
            counted[one.kind, ""] += name not in seen
            seen.add(name)
        else:
            is_record = one.kind is Kind.RECORD and is_table(one.what) and not _is_field(one)
            counted[one.kind, one.what if is_record else ""] += 1
    ordered = sorted(counted, key=lambda key: (key[0] is not Kind.ERROR, list(Kind).index(key[0]), not key[1]))
    return [f"{counted[key]} {count_word(*key, counted[key])}" for key in ordered] or ["nothing"]


def _is_field(meaning: Meaning) -> bool:
    """Say whether a cell is one field of a record, and no record."""
    return len(meaning.said) == 1 and meaning.said[0][0] == meaning.what


def _wrapped(parts: Iterable[str]) -> Iterator[str]:
    line = ""
    for part in parts:
        if line and len(line) + len(part) > 96:
            yield f"{line},"
            line = ""
        line = f"{line}, {part}" if line else f"  {part}"
    yield line


def _sheet(view: SheetView) -> Iterator[str]:
    known: dict[str, str] = {}
    for without, rows in groupby(view.rows(), _is_without_record):
        found = list(rows)
        if without and len(found) > 1:
            yield _line(f"{found[0][0].name}-{found[-1][-1].name}", _no_record([cell for row in found for cell in row]))
            continue
        for row in found:
            yield from _row(row, known)


def _is_without_record(row: Sequence[Cell]) -> bool:
    return all(one == Meaning(Kind.NOTHING) for cell in row for one in cell.meanings)


def _row(row: Sequence[Cell], known: dict[str, str]) -> Iterator[str]:
    for _, cells in groupby(row, _Runs()):
        run = list(cells)
        first, last = run[0], run[-1]
        if len(run) > 1:
            yield _line(f"{first.name}-{last.name}", _folded(run))
            continue
        for at, meaning in enumerate(first.meanings):
            name, text = (first.name, first.text) if at == 0 else ("", "")
            yield _line(name, f"{_cut(text, _LONGEST):<{_LONGEST}}  {describe(meaning, known)}")


def _line(place: str, text: str) -> str:
    return f"  {place:<9}  {text}".rstrip()


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


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
    if kind is Kind.NOTHING:
        return _no_record(run)
    texts = _cut(", ".join(dict.fromkeys(cell.text for cell in run if cell.text)), 2 * _LONGEST)
    if kind in {Kind.LESSON, Kind.DATE}:
        days = [value for cell in run for name, value in cell.meanings[0].said if name == "day"]
        what = f"{len(run)} {kind_word(kind, '', len(run))}" if texts else f"{len(run)} lessons without a mark"
        return f"{what}, {days[0]} to {days[-1]}" if days and texts else what
    if kind is Kind.CODE:
        return f"code of the legend: {texts}"
    if all(cell.meanings[0].what == cell.text for cell in run):
        return f"{len(run)} headings: {texts}"
    named = dict.fromkeys(field_word(meaning.what) for cell in run for meaning in cell.meanings)
    return f"{len(run)} headings ({', '.join(named)}): {texts}"


def _no_record(cells: Sequence[Cell]) -> str:
    texts = _cut(", ".join(cell.text for cell in cells if cell.text), 2 * _LONGEST)
    return f"{len(cells)} cells that are no record of their own: {texts}"


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
        what = field_word(meaning.what)
        return f"in the row of a record ({what})" if meaning.what else "no record of its own"
    if kind in {Kind.HEADING, Kind.CODE}:
        return f"heading: {field_word(meaning.what)}" if kind is Kind.HEADING else "code of the legend"
    if _is_field(meaning):
        return f"{kind_word(kind, meaning.what)}: {field_value(*meaning.said[0])}"
    said = [(name, value) for name, value in phrases(meaning) if known.get(name) != value]
    if kind is not Kind.CLASS:
        known.update((name, value) for name, value in meaning.said if name in _CONTEXT)
    shown = dict.fromkeys(phrase(name, value) for name, value in said)
    title = kind_word(kind, meaning.what)
    return f"{title}: {', '.join(shown)}" if shown else title
