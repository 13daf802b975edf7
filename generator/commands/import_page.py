"""An explanation in the words of a page: what a cell shows, what one reads when pointing at it, faults in words."""

from __future__ import annotations

from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType

from generator.commands.import_said import SaidWords
from generator.errors import ReadError
from generator.reading.cells import column_letter
from generator.reading.explaining.understood import Cell, Explanation, Kind, Meaning, RecordView, SheetView
from generator.rendering.staff.explained import (
    DrawnCell,
    DrawnList,
    DrawnPlace,
    DrawnProblem,
    DrawnRecord,
    DrawnRow,
    DrawnSheet,
    ExplainedPage,
)
from generator.rendering.staff.faults import Faults
from generator.rendering.words import Words

_LONG = 4
"""A text longer than this that stands alone in its row runs over the empty cells behind it."""


class Drawing:
    """Puts an explanation into the words of a language."""

    def __init__(self, words: Words, faults: Faults, passed: Mapping[str, object] = MappingProxyType({})) -> None:
        """Take the words, the sentences for faults, and the words for what is not taken over: `whats` and `whys`."""
        self._words, self._faults, self._said = words, faults, SaidWords(words)
        tables = [table for table in passed.values() if isinstance(table, Mapping)]
        self._phrases: Mapping[str, object] = ChainMap(*map(dict, tables))

    def page(self, found: Explanation) -> ExplainedPage:
        """Return the whole page."""
        text, wrong = self._words.text, len(found.problems)
        several = len({view.place for view in found.sheets}) > 1
        kinds = Counter(cell.meanings[0].kind for view in found.sheets for cell in view.cells)
        kinds.update(record.meaning.kind for record in found.records)
        legend = tuple((kind.value, text(f"explained.kinds.{kind}"), kinds[kind]) for kind in Kind if kinds[kind])
        lists = groupby(found.records, lambda record: record.place)
        return ExplainedPage(
            name=found.name,
            reader=found.reader,
            level="error" if wrong else "ok",
            verdict=text("explained.wrong", n=wrong) if wrong else text("explained.well"),
            problems=tuple(self._problems(found.problems, found.sheets)),
            legend=legend,
            sheets=tuple(self._sheet(n, view, several=several) for n, view in enumerate(found.sheets)),
            lists=tuple(self._list(place, list(records)) for place, records in lists),
        )

    def _problems(self, problems: Sequence[ReadError], sheets: Sequence[SheetView]) -> Iterator[DrawnProblem]:
        """Yield the faults, those that say the same as one."""
        places: dict[tuple[str, str, str], list[DrawnPlace]] = defaultdict(list)
        for problem in problems:
            said = self._faults.explain(problem.slug, problem.message, problem.hint)
            places[said.sentence, said.hint, problem.slug].append(_place(problem, said.value, sheets))
        for (sentence, hint, slug), found in places.items():
            yield DrawnProblem(tuple(found), sentence, hint, slug)

    def _sheet(self, number: int, view: SheetView, *, several: bool) -> DrawnSheet:
        width = max((cell.column for cell in view.cells), default=-1) + 1
        # workbooks in an archive have sheets of the same names
        named = self._words.text("explained.sheet", title=view.title) if view.title.isdecimal() else view.title
        title = f"{view.place}, {named}" if named and several else named or view.place
        rows = tuple(self._row(number, row, width) for row in view.rows())
        return DrawnSheet(title, tuple(column_letter(column) for column in range(width)), rows)

    def _row(self, sheet: int, row: Sequence[Cell], width: int) -> DrawnRow:
        cells: list[DrawnCell | None] = [None] * width
        alone = len(row) == 1 and len(row[0].text) > _LONG
        for cell in row:
            anchor = f"s{sheet}-{cell.name}" if cell.meanings[0].kind is Kind.ERROR else ""
            notes = " · ".join(dict.fromkeys(note for meaning in cell.meanings if (note := self._note(meaning))))
            title = f"{cell.name}. " + " · ".join(self._titled(meaning) for meaning in cell.meanings)
            span = width - cell.column if alone else 1
            cells[cell.column] = DrawnCell(cell.meanings[0].kind.value, cell.text, notes, title, anchor, span)
        # what a cell runs over has no cell of its own
        return DrawnRow(row[0].row + 1, tuple(cells[: row[0].column + 1] if alone else cells))

    def _list(self, place: str, records: Sequence[RecordView]) -> DrawnList:
        return DrawnList(
            self._words.text("explained.records", place=place),
            tuple(
                DrawnRecord(
                    record.where,
                    record.meaning.kind.value,
                    self._kind(record.meaning),
                    self._note(record.meaning) if record.meaning.note else self._said.of(record.meaning),
                )
                for record in records
            ),
        )

    def _note(self, meaning: Meaning) -> str:
        """Return what stands below a cell's text: only what one can't see from its colour and its neighbours."""
        if meaning.kind is Kind.ERROR:
            return self._faults.explain(meaning.what, meaning.note, meaning.hint).sentence
        if meaning.kind is Kind.IGNORED:
            return self._words.text(
                "explained.ignored", what=self._passed(meaning.what), why=self._passed(meaning.note)
            )
        if meaning.kind is Kind.DATE and meaning.what == "day":
            return self._words.day_short(date.fromisoformat(meaning.said[0][1]))
        return ""

    def _passed(self, phrase: str) -> str:
        return str(self._phrases.get(phrase, phrase))

    def _titled(self, meaning: Meaning) -> str:
        note = self._note(meaning)
        if meaning.kind in {Kind.ERROR, Kind.IGNORED}:
            return note
        if meaning.kind is Kind.NOTHING and meaning.what:
            return self._words.text("explained.beside", table=self._table(meaning.what))
        values = self._said.of(meaning)
        return f"{self._kind(meaning)}: {values}" if values else self._kind(meaning)

    def _kind(self, meaning: Meaning) -> str:
        if meaning.kind is Kind.RECORD and meaning.what in self._said.tables:
            return self._table(meaning.what)
        return self._words.text(f"explained.kinds.{meaning.kind}")

    def _table(self, name: str) -> str:
        return str(self._said.tables.get(name, name))


def _place(problem: ReadError, value: str, sheets: Sequence[SheetView]) -> DrawnPlace:
    origin, column = problem.origin, problem.origin.column
    number = next((n for n, v in enumerate(sheets) if (v.place, v.title) == (origin.file, origin.sheet)), None)
    name = f"{column_letter(column - 1)}{origin.line}" if isinstance(column, int) and column else ""
    name = name or f"{column}{origin.line or ''}"
    anchor = f"s{number}-{name}" if number is not None and origin.line and column else ""
    return DrawnPlace(name if anchor else str(origin), value, anchor)
