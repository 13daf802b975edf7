"""The reader of Сетевой город: its reports as workbooks and as pages, and what its servers tell pages and applications.

What a file does not say stays empty, and other exports or the settings may tell it: reports name students by full name
only, have no ids and no weights; payloads name no class. See `docs/reference/journals.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.archives import Refusal
from generator.reading.formats.netschool.blocks import Block, blocks_of, label_of
from generator.reading.formats.netschool.lessons import read_lessons
from generator.reading.formats.netschool.pages.kinds import is_page
from generator.reading.formats.netschool.pages.reading import read_page
from generator.reading.formats.netschool.payloads.kinds import payload_of
from generator.reading.formats.netschool.payloads.reading import read_payloads
from generator.reading.formats.netschool.report import Said, header_row, is_title, school_of, student_of
from generator.reading.formats.netschool.terms import is_terms, read_terms
from generator.reading.payloads.refused import may_be_answer
from generator.reading.reader import Export, Reading
from generator.reading.sheets.kinds import kind_of
from generator.reading.sheets.workbook import head_of, open_workbook

_TITLES = ("отчет об успеваемости и посещаемости ученика", "табель успеваемости учащегося")
_HEAD_ROWS = 15


class NetschoolReader:
    """Reads reports and payloads of Сетевой город; see the module."""

    name = "netschool"
    system = "netschool"

    def identify(self, export: Export) -> bool:
        """Claim an export in which a file begins like a report or a payload of this journal."""
        return any(
            payload_of(content) or is_page(content) or _is_report(content) for content in export.members.values()
        )

    def read(self, export: Export) -> Iterator[Reading]:
        """Yield what the reports say, one after the other, and then what the payloads say together."""
        said = Said(export.about)
        payloads = []
        for place, content in export.files():
            if payload_of(content) or may_be_answer(content):
                payloads.append((place, content))
            elif is_page(content):
                said.students.clear()
                yield from read_page(place, content, said)
            else:
                yield from _read_workbook(place, content, said)
        yield from said.unknown.errors()
        if payloads:
            yield from read_payloads(payloads, export.about)


def _read_workbook(place: str, content: bytes, said: Said) -> Iterator[Reading]:
    said.students.clear()
    sheets = open_workbook(content)
    if isinstance(sheets, Refusal):
        yield ReadError(sheets.slug, sheets.message, origin=Origin(place), hint=sheets.hint)
        return
    if kind_of(content) == "html":
        # A page says nothing in an empty cell: neither a lesson nor that there was none.
        sheets = [sheet._replace(rows=[tuple(cell or None for cell in row) for row in sheet.rows]) for sheet in sheets]
    for sheet in sheets[:1]:
        yield from school_of(sheet, place, _TITLES)
    blocks = [block.told(said.about) for sheet in sheets for block in blocks_of(sheet, place)]
    if not blocks:
        hint = "export one of the two reports that docs/reference/journals.md names, for the whole class"
        message = "no block of a student in the workbook"
        yield ReadError("no-student-block", message, origin=Origin(place), hint=hint)
    told: set[str] = set()
    for block in blocks:
        for item in _read_block(block, said):
            # Last year's report says so at every student; once is enough.
            if not (isinstance(item, ReadError) and item.slug == "another-year" and item.slug in told):
                yield item
            if isinstance(item, ReadError):
                told.add(item.slug)


def _is_report(content: bytes) -> bool:
    labels = set()
    for row in head_of(content, _HEAD_ROWS):
        for value in row[:3]:
            if isinstance(value, str) and is_title(value, _TITLES):
                return True
        label = label_of(row)
        if label:
            labels.add(label[0])
    return {"учебный год", "класс"} <= labels


def _read_block(block: Block, said: Said) -> Iterator[Reading]:
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
