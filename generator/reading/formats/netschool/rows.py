"""One subject of one student in the report of lessons: its lessons, marks, absences, averages and final mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, LessonEntry, MarkEntry
from generator.model.kinds import LessonStatus, MarkKind
from generator.reading.cells import Memo
from generator.reading.formats.netschool.blocks import Block
from generator.reading.formats.netschool.cells import BadValue, text_of, zeros_count
from generator.reading.formats.netschool.finals import FinalPlace, average_at, formula_fault, read_final_at
from generator.reading.formats.netschool.report import Said, cell
from generator.reading.reader import Ignored, Reading
from generator.reading.words.marks import CellText
from generator.reading.words.passed_over import code_by_mapping


@dataclass(frozen=True, slots=True)
class LessonTable:
    """One block's table: the lesson columns with their days, the columns behind them, and how cells are read.

    The first of `finals` holds the average of the whole period.
    """

    block: Block
    lessons: list[tuple[int, date]]
    finals: tuple[FinalPlace, ...]
    cells: Memo[str, CellText]

    def read(self, row: int, subject: str, said: Said) -> Iterator[Reading]:
        """Yield the entries of a subject's row; of one in which nothing stands not even the subject."""
        marks: list[MarkEntry] = []
        found = list(self._cells(row, subject, said, marks))
        # lessons that another student's row told already stand in this one as well
        has_lessons = any(cell(self.block.values(row), column) is not None for column, _ in self.lessons)
        average = average_at(self.block, row, self.finals[0].average)
        counts = zeros_count(
            [mark.value for mark in marks if mark.value is not None], average if isinstance(average, Decimal) else None
        )
        final = [read for place in self.finals for read in read_final_at(self.block, row, subject, place, said)]
        if found or has_lessons or final:
            yield from said.subject(self.block.origin(row), subject)
        else:
            yield Ignored(self.block.origin(row), "row of a subject", "nothing stands in it")
        yield from found
        for mark in marks:
            yield mark if counts or mark.kind is not MarkKind.TEXT else mark._replace(counts=False)
        yield from final

    def _cells(self, row: int, subject: str, said: Said, marks: list[MarkEntry]) -> Iterator[Reading]:
        values, group = self.block.values(row), self.block.label("класс")
        person = self.block.person()
        slots: Counter[date] = Counter()
        for column, day in self.lessons:
            value = cell(values, column)
            if value is None:
                fault = formula_fault(self.block, row, column)
                if fault:
                    yield fault
                continue
            slots[day] += 1
            origin, slot = self.block.origin(row, column), slots[day]
            text = text_of(value)
            if isinstance(text, BadValue):
                yield ReadError(text.slug, text.message, origin=origin, hint=text.hint)
                continue
            if (group, subject, day, slot) not in said.lessons:
                said.lessons.add((group, subject, day, slot))
                yield LessonEntry(origin, "", group, subject, day, slot=slot, status=LessonStatus.HELD)
            found = self.cells[text]
            for word in found.unknown:
                said.unknown.add(word, origin)
            for _ in range(found.ignored):
                yield code_by_mapping(origin)
            for raw, kind in found.absences:
                yield AbsenceEntry(origin, person, group, subject, day, raw, kind, slot)
            marks += _marks(MarkEntry(origin, person, group, subject, day, "", MarkKind.TEXT, slot=slot), found)


def _marks(blank: MarkEntry, found: CellText) -> Iterator[MarkEntry]:
    for number, work in enumerate(found.works, 1):
        # The report has no ids of works. The first work of a lesson needs none; the others are named by their place.
        name = f"{blank.group}/{blank.subject}/{blank.day}/{blank.slot}/{number}" if number > 1 else ""
        for ordinal, (raw, kind, value) in enumerate(work, 1):
            yield blank._replace(raw=raw, kind=kind, value=value, ordinal=ordinal, work=name)
