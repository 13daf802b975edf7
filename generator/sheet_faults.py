"""Whether the summary sheet (сводная ведомость) and the families' pages say the same (B5.6), asked on every build.

Both come from the same records by two ways, in two rooms that do not see each other; here they meet. A difference is a
fault of the program. Nothing here names a student: it is logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator.diaries.diary import DeferredChip, Diary, Finals
from generator.errors import DiaryError, ProblemsError, RenderError
from generator.model.records import GroupRecords
from generator.model.school import School
from generator.origin import Origin
from generator.reports.class_facts import ClassFacts
from generator.reports.sheet import YearSheet, year_sheet
from generator.reports.sheet_check import ShownCell, differences
from generator.settings.sections import MarksSection

_SHOWN = 20
"""Differences that are told one by one; more of them have the same cause."""


def checked(diaries: Iterable[Diary], school: School, records: GroupRecords, marks: MarksSection) -> Iterator[Diary]:
    """Yield the diaries of a class, and after the last one raise ProblemsError `sheet-differs` if the sheet says
    something else of their students.
    """
    shown: dict[str, AbstractSet[ShownCell]] = {}
    for diary in diaries:
        shown[diary.student_id] = cells_of(diary.student_id, diary.finals)
        yield diary
    facts = ClassFacts(school, records, marks)
    if found := sheet_faults(facts, year_sheet(facts), shown):
        raise ProblemsError(found)


def sheet_faults(facts: ClassFacts, sheet: YearSheet, shown: Mapping[str, AbstractSet[ShownCell]]) -> list[DiaryError]:
    """Return where the sheet and the pages differ, as `sheet-differs`; `shown`: student → what the page shows.

    Students without a page are not compared.
    """
    cells = (cell for own in shown.values() for cell in own)
    found = [cell for cell in differences(sheet, cells) if cell.student_id in shown]
    places = dict.fromkeys((cell.subject, cell.scope, cell.term_id) for cell in found)
    terms = {term.id: term.title for term in facts.terms}
    title = facts.group.title
    return [
        RenderError(
            "sheet-differs",
            f"the summary sheet of {title} and its diaries differ in {subject}, {terms.get(term_id) or scope}",
            origin=Origin(title),
            hint="this is a fault of the program: nothing was written; report it",
        )
        for subject, scope, term_id in list(places)[:_SHOWN]
    ]


def cells_of(student_id: str, shown: Finals) -> set[ShownCell]:
    """Return the final marks that a student's page shows."""
    return {
        ShownCell(
            student_id,
            row.subject,
            column.scope,
            column.term.id if column.term else "",
            cell.until.isoformat() if isinstance(cell, DeferredChip) else cell.text,
        )
        for row in shown.rows
        for column, cell in zip(shown.columns, row.cells, strict=True)
        if cell
    }
