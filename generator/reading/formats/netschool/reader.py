"""The reader of Сетевой город's XLSX reports «(весь класс)»: lessons and marks of a period, and final marks.

Students are named by full name only, lessons have no ids and no numbers, works no weights: what the file does not
say stays empty, and other exports may tell it. See `docs/reference/journals.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import Entry
from generator.origin import Origin
from generator.reading.archives import Refusal
from generator.reading.formats.netschool.blocks import Block, blocks_of, label_of
from generator.reading.formats.netschool.lessons import read_lessons
from generator.reading.formats.netschool.report import Said, header_row, student_of
from generator.reading.formats.netschool.terms import is_terms, read_terms
from generator.reading.reader import Export
from generator.reading.sheets.workbook import head_of, open_workbook

_TITLES = ("отчет об успеваемости и посещаемости ученика", "табель успеваемости учащегося")
_HEAD_ROWS = 15


class NetschoolReader:
    """Reads reports of Сетевой город; see the module."""

    name = "netschool"
    system = "netschool"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a workbook's first rows have a title of the reports or their labels."""
        return any(_is_report(content) for content in export.members.values())

    def read(self, export: Export) -> Iterator[Entry | ReadError]:
        """Yield what the workbooks of the export say, one after the other."""
        said = Said()
        for member, content in export.members.items():
            place = export.place_of(member)
            said.students.clear()
            sheets = open_workbook(content)
            if isinstance(sheets, Refusal):
                yield ReadError(sheets.slug, sheets.message, origin=Origin(place), hint=sheets.hint)
                continue
            blocks = [block for sheet in sheets for block in blocks_of(sheet, place)]
            if not blocks:
                hint = "export one of the two reports that docs/reference/journals.md names, for the whole class"
                message = "no block of a student in the workbook"
                yield ReadError("no-student-block", message, origin=Origin(place), hint=hint)
            for block in blocks:
                yield from _read_block(block, said)
        yield from said.errors()


def _is_report(content: bytes) -> bool:
    labels = set()
    for row in head_of(content, _HEAD_ROWS):
        for value in row[:3]:
            if isinstance(value, str) and " ".join(value.split()).casefold().replace("ё", "е").startswith(_TITLES):
                return True
        label = label_of(row)
        if label:
            labels.add(label[0])
    return {"учебный год", "класс"} <= labels


def _read_block(block: Block, said: Said) -> Iterator[Entry | ReadError]:
    whose = list(student_of(block, said))
    yield from whose
    if any(isinstance(item, ReadError) for item in whose):
        return
    header = header_row(block)
    if isinstance(header, ReadError):
        yield header
        return
    read = read_terms if is_terms(block.values(header[0])) else read_lessons
    yield from read(block, *header, said)
