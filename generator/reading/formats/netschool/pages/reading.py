"""A page of one report read: what it is about, and its table handed to the reader of that report.

In a page `&nbsp;` stands both for a lesson without a mark and for no lesson: it says nothing, so a page proves only
those lessons in which something stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.errors import ReadError
from generator.model.entries import PersonRef, SchoolEntry
from generator.origin import Origin
from generator.reading.about import NOBODY, About
from generator.reading.archives import Refusal
from generator.reading.formats.netschool.blocks import Block
from generator.reading.formats.netschool.lessons import read_lessons
from generator.reading.formats.netschool.pages.finals import read_finals
from generator.reading.formats.netschool.pages.grades import read_grades
from generator.reading.formats.netschool.pages.kinds import Found, Numbered, Report, reports_in
from generator.reading.formats.netschool.pages.labels import Label, labels_of
from generator.reading.formats.netschool.pages.week import read_week
from generator.reading.formats.netschool.report import Said, header_row, student_of
from generator.reading.reader import Reading
from generator.reading.sheets.pages.page import HtmlTable
from generator.reading.sheets.sheet import Sheet
from generator.reading.whom import another_student


def read_page(place: str, content: bytes, said: Said) -> Iterator[Reading]:
    """Yield what the reports of a page say."""
    reports = reports_in(content)
    if isinstance(reports, Refusal):
        yield ReadError(reports.slug, reports.message, origin=Origin(place), hint=reports.hint)
        return
    for found in reports:
        labels = labels_of(found, place)
        school = labels.get("школа")
        if school and found is reports[0]:
            yield SchoolEntry(school.origin, school.text)
        if found.report is Report.WEEK:
            yield from read_week(found, place, labels, said)
        else:
            # What the settings say of one student is not said of a page about several.
            about = said.about if len(reports) == 1 else replace(said.about, student=NOBODY)
            yield from _read_report(found, labels, _block_of(found, place, labels, about), said)


def _read_report(found: Found, labels: dict[str, Label], block: Block, said: Said) -> Iterator[Reading]:
    name = labels.get("ученик")
    error = another_student(said.about, name.origin, PersonRef("", name.text)) if name else None
    if error:
        yield error
    whose = list(student_of(block, said))
    yield from whose
    if any(isinstance(item, ReadError) and item.slug != "another-class" for item in whose):
        return
    if found.report is Report.GRADES:
        yield from read_grades(block, labels, said)
        return
    header = header_row(block)
    if isinstance(header, ReadError):
        yield header
    else:
        yield from _READ[found.report](block, *header, said)


def _block_of(found: Found, place: str, labels: dict[str, Label], about: About) -> Block:
    """Return a table as a block of a report, with the legend below it; empty cells are no cells."""
    rows = _rows(found.data.table)
    places: dict[int, Origin] = {}
    for legend in found.below:
        if isinstance(legend, Numbered):
            rows.append(())
            for number, row in enumerate(_rows(legend.table), 1):
                places[len(rows)] = Origin(place, str(legend.number), number)
                rows.append(row)
    texts = {}
    for index, (name, label) in enumerate(labels.items(), 1):
        places[-index] = label.origin
        texts[name] = (label.text, -index)
    if about.student.name:
        texts.setdefault("ученик", (about.student.name, 0))
    sheet = Sheet(str(found.data.number), rows)
    block = Block(sheet, place, texts, range(len(rows)), student_id=about.student.id, above=places)
    return block.told(about)


def _rows(table: HtmlTable) -> list[tuple[str | None, ...]]:
    return [tuple(cell.text or None if cell else None for cell in row) for row in table.rows]


_READ: dict[Report, Callable[[Block, int, int, Said], Iterator[Reading]]] = {
    Report.LESSONS: read_lessons,
    Report.FINALS: read_finals,
}
