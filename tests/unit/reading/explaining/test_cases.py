"""Every test export, good and broken, is explained: nothing raises, every fault stands where it is, in both forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commands.import_page import Drawing
from generator.commands.import_text import lines
from generator.commands.inputs import built_in, load_words
from generator.errors import ReadError
from generator.reading.explaining.explain import explain
from generator.reading.explaining.understood import Explanation, Kind
from generator.reading.reader import Export
from generator.reading.recognise import reader_for
from generator.rendering.staff.faults import Faults
from generator.rendering.words import Words
from tests.exports.dump import broken_cases, found_in, good_cases, journal_of, opened_at

CASES = [*good_cases(), *broken_cases()]


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    words = load_words((built_in("templates"),), "ru")
    assert isinstance(words, dict)
    told = Words("ru", words)
    return Drawing(told, Faults(told, None))


@pytest.fixture(scope="module")
def passed() -> set[str]:
    table = load_words((built_in("templates"),), "passed/ru")
    assert isinstance(table, dict)
    return {phrase for part in table.values() if isinstance(part, dict) for phrase in part}


def explained(case: Path) -> list[Explanation]:
    """Return how the exports of a case are understood: those that open and that a reader claims."""
    found = []
    for item in found_in(case):
        export = opened_at(case, item)
        reader = reader_for(export, journal_of(case).reader) if isinstance(export, Export) else export
        if isinstance(export, Export) and not isinstance(reader, ReadError):
            found.append(explain(export, reader))
    return found


def placed(found: Explanation) -> set[tuple[str, str]]:
    """Return slug and place of the faults that an explanation shows, places as errors print them."""
    shown = set()
    for view in found.sheets:
        for cell in view.cells:
            faults = [one for one in cell.meanings if one.kind is Kind.ERROR]
            shown |= {(fault.what, f"{view.place}#{view.title}:{cell.row + 1}") for fault in faults}
    for record in found.records:
        if record.meaning.kind is Kind.ERROR:
            shown.add((record.meaning.what, f"{record.place}:{record.where}"))
    return shown


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_every_export_is_explained_and_its_faults_stand_at_their_places(
    case: Path, drawing: Drawing, passed: set[str]
) -> None:
    for found in explained(case):
        in_cells = {(view.place, view.title) for view in found.sheets}
        wanted = set()
        for problem in found.problems:
            origin = problem.origin
            where = ":".join(str(part) for part in (origin.sheet, origin.line, origin.column) if part)
            is_cell = (origin.file, origin.sheet) in in_cells and origin.line
            place = f"{origin.file}#{origin.sheet}:{origin.line}" if is_cell else f"{origin.file}:{where}"
            wanted.add((problem.slug, place))
        shown = placed(found)
        assert shown >= wanted
        # a code that is not known is reported once, and shown wherever it stands
        assert {slug for slug, _ in shown - wanted} <= {"unknown-code"}
        meanings = [one for view in found.sheets for cell in view.cells for one in cell.meanings]
        meanings += [record.meaning for record in found.records]
        ignored = {phrase for one in meanings if one.kind is Kind.IGNORED for phrase in (one.what, one.note)}
        assert ignored <= passed
        text = list(lines(found))
        assert not [line for line in text if "\n" in line or line != line.rstrip()]
        assert sum("error: " in line for line in text) >= len(found.problems) > 0 or not found.problems
        page = drawing.page(found)
        assert (sum(len(one.places) for one in page.problems), page.level) == (
            len(found.problems),
            "error" if found.problems else "ok",
        )
