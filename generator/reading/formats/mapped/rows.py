"""The students of a class page, row by row: marks, absences, final marks and averages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, MarkEntry, MarkKind, PersonRef, StudentEntry, TermMarkEntry
from generator.origin import Origin
from generator.reading.cells import BadCellError
from generator.reading.formats.mapped.fitting import FinalPlace, Fitted
from generator.reading.formats.mapped.header import LessonColumn
from generator.reading.formats.mapped.names import no_names, not_a_name
from generator.reading.formats.mapped.words import Words, read_average
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.meaning import Meaning
from generator.reading.reader import Ignored, Reading
from generator.reading.words.marks import CellText
from generator.reading.words.passed_over import BY_MAPPING, code_by_mapping


@dataclass(slots=True)
class Said:
    """What an export has said already: a class stands on every page of a workbook. `rows` are those of the page at
    hand that some layout has read.
    """

    words: Words
    rows: set[int] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    students: set[tuple[str, str, str]] = field(default_factory=set)


class Of(NamedTuple):
    """What a page is about."""

    group: str
    subject: str


def work_id(of: Of, lesson: LessonColumn, number: int = 1) -> str:
    """Return the name of a work. The first of a lesson whose kind is not told needs none."""
    if number == 1 and not lesson.short:
        return ""
    return f"{of.group}/{of.subject}/{lesson.day}/{lesson.slot}" + (f"/{number}" if number > 1 else "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of students on one page, with the lessons above them."""

    fitted: Fitted
    of: Of
    lessons: list[LessonColumn]
    said: Said

    def read(self) -> Iterator[Reading]:
        """Yield what stands in the rows; a page on which nobody stands is an error."""
        page, places = self.fitted.page, dict[tuple[str, str], Origin]()
        found = {row: self._person(row) for row in self.fitted.students if row not in self.fitted.skipped}
        strangers = no_names({row: person for row, person in found.items() if isinstance(person, PersonRef)})
        for row in self.fitted.students:
            person = found.get(row)
            if row in self.fitted.skipped:
                if not page.is_empty(row):
                    yield Ignored(page.origin(row), "rows", BY_MAPPING)
            elif row in strangers:
                yield not_a_name(page.origin(row, self.fitted.names[0]), row + 1)
            elif isinstance(person, ReadError):
                yield person
            elif person is not None:
                yield from self._student(row, person, places)
        if not places and not strangers:
            hint = "names in the mapping says in which column they stand, first_student from which row on"
            message = "no name stands where the mapping says"
            yield ReadError("no-students", message, origin=page.origin(self.fitted.dates), hint=hint)

    def _person(self, row: int) -> PersonRef | ReadError | None:
        """Return the student of a row; None for a row in which nothing of this table stands."""
        page, names = self.fitted.page, self.fitted.names
        fault = next(filter(None, (page.formula_fault(row, column) for column in (*names, self.fitted.ids))), None)
        if fault:
            return fault
        values = [value for column in names if (value := page.value(row, column)) is not None]
        origin = page.origin(row, names[0])
        if not values:
            if not self._is_used(row):
                return None
            hint = "a row that is no student belongs under ignore_rows, or below last_student, in the mapping"
            return ReadError("row-without-name", "marks in a row without a name", origin=origin, hint=hint)
        if not all(isinstance(value, str) for value in values):
            hint = "names in the mapping says in which column they stand"
            return ReadError("name-expected", "a student's name was expected here", origin=origin, hint=hint)
        return PersonRef(page.text(row, self.fitted.ids), " ".join(" ".join(values).split()))

    def _is_used(self, row: int) -> bool:
        columns = {lesson.column for lesson in self.lessons}.union(*(place[2:] for place in self.fitted.finals))
        page = self.fitted.page
        return any(page.value(row, column) is not None for column in range(page.length(row)) if column in columns)

    def _student(self, row: int, person: PersonRef, places: dict[tuple[str, str], Origin]) -> Iterator[Reading]:
        origin = self.fitted.page.origin(row, self.fitted.names[0])
        key = (person.id, fold_name(person.name))
        if key in places:
            yield _namesake(origin, places[key])
            return
        places[key] = origin
        known = (fold_class(self.of.group), *key)
        if known not in self.said.students:
            self.said.students.add(known)
            yield StudentEntry(origin, person, self.of.group)
        length = self.fitted.page.length(row)
        for lesson in self.lessons:
            # From left to right: behind the end of a row nothing stands.
            if lesson.column >= length:
                break
            yield from self._cell(row, person, lesson)
        for place in self.fitted.finals:
            yield from self._final(row, person, place)

    def _cell(self, row: int, person: PersonRef, lesson: LessonColumn) -> Iterator[Reading]:
        page = self.fitted.page
        origin, value = page.origin(row, lesson.column), page.value(row, lesson.column)
        fault = page.formula_fault(row, lesson.column)
        if fault:
            yield fault
        if value is None:
            return
        found = self.said.words.lesson_cell(value, self.fitted.layout.cells, origin)
        if isinstance(found, ReadError):
            yield found
            return
        yield from (code_by_mapping(origin) for _ in range(found.ignored))
        yield from self._entries(found, origin, person, lesson)

    def _entries(
        self, found: CellText, origin: Origin, person: PersonRef, lesson: LessonColumn
    ) -> Iterator[MarkEntry | AbsenceEntry]:
        for raw, kind in found.absences:
            yield AbsenceEntry(origin, person, *self.of, lesson.day, raw, kind, lesson.slot)
        blank = MarkEntry(
            origin, person, *self.of, lesson.day, "", MarkKind.TEXT, slot=lesson.slot, weight=lesson.weight
        )
        for number, work in enumerate(found.works, 1):
            name = work_id(self.of, lesson, number)
            for ordinal, mark in enumerate(work, 1):
                yield blank._replace(raw=mark.raw, kind=mark.kind, value=mark.value, ordinal=ordinal, work=name)

    def _final(self, row: int, person: PersonRef, place: FinalPlace) -> Iterator[Reading]:
        page, columns = self.fitted.page, place[2:]
        average, weighted = (self._average(row, column) for column in columns[1:])
        origin = page.origin(row, next(column for column in columns if column is not None))
        mark = self.said.words.final_cell(page.value(row, place.mark), origin)
        yield from filter(None, (page.formula_fault(row, column) for column in columns))
        yield from (found for found in (mark, average, weighted) if isinstance(found, ReadError))
        if isinstance(mark, Meaning):
            yield code_by_mapping(origin)
        raw, kind, number = mark if mark and not isinstance(mark, ReadError | Meaning) else ("", None, None)
        averages = [None if isinstance(found, ReadError) else found for found in (average, weighted)]
        if raw or averages != [None, None]:
            entry = TermMarkEntry(origin, person, *self.of, place.scope, place.term, raw, kind, number)
            yield entry._replace(average=averages[0], weighted_average=averages[1])

    def _average(self, row: int, column: int | None) -> Decimal | ReadError | None:
        page = self.fitted.page
        try:
            return read_average(page.value(row, column))
        except BadCellError as error:
            return ReadError(error.slug, f"expected {error.expected}", origin=page.origin(row, column))


def _namesake(origin: Origin, other: Origin) -> ReadError:
    message = f"two students of one name in one class; the other at {other}"
    hint = "tell the names apart, or give the students ids in a column of their own (ids in the mapping)"
    return ReadError("namesakes", message, origin=origin, hint=hint)
