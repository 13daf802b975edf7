"""What the two reports of Сетевой город have in common: who the block is about, and what was said already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.errors import ReadError
from generator.model.entries import Entry, GroupEntry, SchoolEntry, StudentEntry, SubjectEntry
from generator.origin import Origin
from generator.reading.about import NOTHING, About
from generator.reading.cells import clean, grade_of
from generator.reading.formats.netschool.blocks import Block, is_empty, label_of
from generator.reading.meaning import UnknownCodes
from generator.reading.sheets.workbook import Sheet
from generator.reading.whom import another_class, no_class


@dataclass(slots=True)
class Said:
    """What an export has said so far, so that it is said once: lessons of a class stand in every student's block.

    `students` is about one file, the rest about the whole export. `slots` counts the lessons of a timetable by group,
    subject and day. `about` is what the settings say of it.
    """

    about: About = NOTHING
    groups: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    lessons: set[tuple[Any, ...]] = field(default_factory=set)
    slots: Counter[tuple[str, str, date]] = field(default_factory=Counter)
    students: dict[tuple[str, str], Origin] = field(default_factory=dict)
    unknown: UnknownCodes = field(default_factory=UnknownCodes)

    def subject(self, origin: Origin, title: str) -> Iterator[Entry]:
        """Yield a subject at its first sign of life."""
        if title not in self.subjects:
            self.subjects.add(title)
            yield SubjectEntry(origin, "", title)


def student_of(block: Block, said: Said) -> Iterator[Entry | ReadError]:
    """Yield class and student of a block, or what is wrong with them (then no entry of the block may follow)."""
    group, name = block.label("класс"), block.label("ученик")
    first = block.origin(block.first(), 0)
    if not group:
        yield no_class(first)
        return
    if not name:
        hint = "export «весь класс», or say under journals.student in site.yaml whose page this is"
        yield ReadError("no-student-block", "no «Ученик:» in this block", origin=first, hint=hint)
        return
    origin = block.origin(block.labels["ученик"][1], 0)
    key = (group.casefold(), name.casefold().replace("ё", "е"))
    if key in said.students:
        message = f"two students of one name in one class; the other at {said.students[key]}"
        hint = "this report names students by nothing else: use another export for this class, or tell the names apart"
        yield ReadError("namesakes", message, origin=origin, hint=hint)
        return
    said.students[key] = origin
    if group not in said.groups:
        said.groups.add(group)
        place = block.origin(block.labels["класс"][1], 0)
        yield GroupEntry(place, "", group, grade=grade_of(group))
        error = another_class(said.about, place, group)
        if error:
            yield error
    yield StudentEntry(origin, block.person(), group)


def school_of(sheet: Sheet, place: str, titles: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the school's name, which stands in the first cell of a sheet, above the title of the report."""
    first = cell(sheet.rows[0], 0) if sheet.rows else None
    if isinstance(first, str) and clean(first) and not label_of((first,)) and not is_title(first, titles):
        yield SchoolEntry(sheet.origin(place, 0, 0), clean(first))


def is_title(text: str, titles: tuple[str, ...]) -> bool:
    """Say whether a text begins like one of these titles (in small letters, without ё)."""
    return clean(text).casefold().replace("ё", "е").startswith(titles)


def header_row(block: Block) -> tuple[int, int] | ReadError:
    """Return row and column of «Предмет»."""
    for row in block.rows:
        for column, cell in enumerate(block.values(row)):
            if isinstance(cell, str) and clean(cell).casefold() == "предмет":
                return row, column
    origin = block.origin(block.labels.get("ученик", ("", block.first()))[1], 0)
    hint = "is it one of the two reports that docs/reference/journals.md names?"
    return ReadError(
        "no-subject-header", "no table with the header «Предмет» below this student", origin=origin, hint=hint
    )


def subject_rows(block: Block, start: int, column: int) -> Iterator[tuple[int, str]]:
    """Yield the rows of subjects with their titles, up to the first empty row."""
    for row in range(start, block.rows.stop):
        values = block.values(row)
        if is_empty(values):
            return
        title = values[column] if column < len(values) else None
        yield row, clean(title) if isinstance(title, str) else ""


def cell(values: tuple[Any, ...], column: int | None) -> Any:
    """Return a cell of a row that may be shorter than others."""
    return values[column] if column is not None and column < len(values) else None
