"""An explanation in the words of a page: what a cell shows, what one reads when pointing at it, faults in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from generator.errors import ReadError
from generator.reading.cells import column_letter
from generator.reading.explaining.understood import Cell, Explanation, Kind, Meaning, RecordView, SheetView
from generator.rendering.staff.explained import (
    DrawnCell,
    DrawnList,
    DrawnProblem,
    DrawnRecord,
    DrawnRow,
    DrawnSheet,
    ExplainedPage,
)
from generator.rendering.staff.faults import Faults
from generator.rendering.words import Words

_OF_ITSELF = frozenset({"kind", "scope", "grade", "status", "work", "lesson"})
"""Fields that the other words tell already, in the program's own words."""


class Drawing:
    """Puts an explanation into the words of a language."""

    def __init__(self, words: Words, faults: Faults) -> None:
        """Take the words, and the sentences for faults."""
        self._words, self._faults = words, faults

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
            problems=tuple(self._problem(problem, found.sheets) for problem in found.problems),
            legend=legend,
            sheets=tuple(self._sheet(n, view, several=several) for n, view in enumerate(found.sheets)),
            lists=tuple(self._list(place, list(records)) for place, records in lists),
        )

    def _problem(self, problem: ReadError, sheets: Sequence[SheetView]) -> DrawnProblem:
        said, origin = self._faults.explain(problem.slug, problem.message, problem.hint), problem.origin
        number = next((n for n, v in enumerate(sheets) if (v.place, v.title) == (origin.file, origin.sheet)), None)
        column = origin.column
        name = f"{column_letter(column - 1)}{origin.line}" if isinstance(column, int) and column else ""
        name = name or f"{column}{origin.line or ''}"
        anchor = f"s{number}-{name}" if number is not None and origin.line and column else ""
        return DrawnProblem(name if anchor else str(origin), said.sentence, said.hint, problem.slug, anchor)

    def _sheet(self, number: int, view: SheetView, *, several: bool) -> DrawnSheet:
        width = max((cell.column for cell in view.cells), default=-1) + 1
        # workbooks in an archive have sheets of the same names
        named = self._words.text("explained.sheet", title=view.title) if view.title.isdecimal() else view.title
        title = f"{view.place}, {named}" if named and several else named or view.place
        rows = tuple(self._row(number, row, width) for row in view.rows())
        return DrawnSheet(title, tuple(column_letter(column) for column in range(width)), rows)

    def _row(self, sheet: int, row: Sequence[Cell], width: int) -> DrawnRow:
        cells: list[DrawnCell | None] = [None] * width
        for cell in row:
            anchor = f"s{sheet}-{cell.name}" if cell.meanings[0].kind is Kind.ERROR else ""
            notes = " · ".join(dict.fromkeys(note for meaning in cell.meanings if (note := self._note(meaning))))
            title = f"{cell.name}. " + " · ".join(self._titled(meaning) for meaning in cell.meanings)
            cells[cell.column] = DrawnCell(cell.meanings[0].kind.value, cell.text, notes, title, anchor)
        return DrawnRow(row[0].row + 1, tuple(cells))

    def _list(self, place: str, records: Sequence[RecordView]) -> DrawnList:
        return DrawnList(
            self._words.text("explained.records", place=place),
            tuple(
                DrawnRecord(
                    record.where,
                    record.meaning.kind.value,
                    self._kind(record.meaning),
                    self._note(record.meaning) if record.meaning.note else ", ".join(self._values(record.meaning)),
                )
                for record in records
            ),
        )

    def _note(self, meaning: Meaning) -> str:
        """Return what stands below a cell's text: only what one can't see from its colour and its neighbours."""
        if meaning.kind is Kind.ERROR:
            return self._faults.explain(meaning.what, meaning.note, meaning.hint).sentence
        if meaning.kind is Kind.IGNORED:
            return self._words.text("explained.ignored", what=meaning.what, why=meaning.note)
        if meaning.kind is Kind.DATE and meaning.what == "day":
            return self._words.day_short(date.fromisoformat(meaning.said[0][1]))
        return ""

    def _titled(self, meaning: Meaning) -> str:
        note = self._note(meaning)
        if meaning.kind in {Kind.ERROR, Kind.IGNORED}:
            return note
        if meaning.kind is Kind.NOTHING and meaning.what:
            return self._words.text("explained.beside", table=self._table(meaning.what))
        values = ", ".join(dict.fromkeys(self._values(meaning)))
        return f"{self._kind(meaning)}: {values}" if values else self._kind(meaning)

    def _kind(self, meaning: Meaning) -> str:
        if meaning.kind is Kind.RECORD and meaning.what in self._tables():
            return self._table(meaning.what)
        return self._words.text(f"explained.kinds.{meaning.kind}")

    def _tables(self) -> dict[str, object]:
        section = self._words.table["explained"]
        tables = section["tables"] if isinstance(section, dict) else {}
        return tables if isinstance(tables, dict) else {}

    def _table(self, name: str) -> str:
        return str(self._tables().get(name, name))

    def _values(self, meaning: Meaning) -> Iterator[str]:
        """Yield the values of a record in the page's language; kinds of absence have words of their own."""
        reasons = self._words.table["device"]
        known = reasons["absences"]["kinds"] if isinstance(reasons, dict) else {}
        for name, value in meaning.said:
            if name == "kind" and value in known and meaning.kind is Kind.ABSENCE:
                yield str(known[value])
            elif name not in _OF_ITSELF:
                yield self._day(value)

    def _day(self, value: str) -> str:
        try:
            return self._words.day(date.fromisoformat(value)) if len(value) == 10 else value
        except ValueError:
            return value
