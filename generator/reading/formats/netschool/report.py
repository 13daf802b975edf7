"""What the two reports of Сетевой город have in common: who the block is about, and what was said already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.errors import ReadError
from generator.model.entries import Entry, GroupEntry, PersonRef, StudentEntry, SubjectEntry
from generator.origin import Origin
from generator.reading.cells import clean, grade_of, quotable
from generator.reading.formats.netschool.blocks import Block, is_empty


@dataclass(slots=True)
class Said:
    """What an export has said so far, so that it is said once: lessons of a class stand in every student's block.

    `students` is about one file, the rest about the whole export. `unknown` counts words that mean nothing, with the
    first places.
    """

    groups: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    lessons: set[tuple[Any, ...]] = field(default_factory=set)
    students: dict[tuple[str, str], Origin] = field(default_factory=dict)
    unknown: dict[str, list[Origin]] = field(default_factory=dict)

    def subject(self, origin: Origin, title: str) -> Iterator[Entry]:
        """Yield a subject at its first sign of life."""
        if title not in self.subjects:
            self.subjects.add(title)
            yield SubjectEntry(origin, "", title)

    def unknown_word(self, word: str, origin: Origin) -> None:
        """Remember a word that means nothing; longer ones are remembered as such, they may be names."""
        self.unknown.setdefault(quotable(word), []).append(origin)

    def errors(self) -> Iterator[ReadError]:
        """Yield one error for each word that means nothing, with the count and the first places."""
        for word, places in self.unknown.items():
            others = ", ".join(f"{place.column}{place.line}" for place in places[1:4])
            message = f"{word} is no mark and no code of absence ({len(places)} times)"
            hint = "the legend of the report may be missing" + (f"; also at {others}" if others else "")
            yield ReadError("unknown-code", message, origin=places[0], hint=hint)


def student_of(block: Block, said: Said) -> Iterator[Entry | ReadError]:
    """Yield class and student of a block, or what is wrong with them (then no entry of the block may follow)."""
    group, name = block.label("класс"), block.label("ученик")
    if not group:
        yield ReadError("no-class", "no «Класс:» in this block", origin=block.origin(block.first(), 0))
        return
    if not name:
        hint = "each student begins with a row «Ученик: …»; export «весь класс»"
        yield ReadError(
            "no-student-block", "no «Ученик:» in this block", origin=block.origin(block.first(), 0), hint=hint
        )
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
        yield GroupEntry(block.origin(block.labels["класс"][1], 0), "", group, grade=grade_of(group))
    yield StudentEntry(origin, PersonRef("", name), group)


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
