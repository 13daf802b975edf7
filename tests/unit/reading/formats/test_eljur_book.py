from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import ReadError
from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.about import NOTHING
from generator.reading.formats.eljur.book import UndatedMark, is_book, marks_of
from generator.reading.formats.eljur.known import Known
from generator.reading.sheets.workbook import Sheet
from tests.exports.workbooks import grid

HEAD = [("Табель",), ("8А, Берёзкина Ая, I четверть",), ("Предмет", "Оценки")]


def read(*rows: tuple[Any, ...], known: Known | None = None) -> list[UndatedMark | ReadError]:
    return list(marks_of("f.xls", Sheet("1", [*HEAD, *rows]), known or Known(NOTHING)))


def only_mark(cell: Any) -> UndatedMark:
    (mark,) = read(("Алгебра", cell))
    assert isinstance(mark, UndatedMark)
    return mark


@pytest.mark.parametrize("text", ["4✕2", "4×2", "4 ✕ 2", "4✕2,0"])
def test_a_weight_stands_behind_a_cross(text: str) -> None:
    mark = only_mark(text)
    assert (mark.raw, mark.weight) == ("4", Decimal(2))


@pytest.mark.parametrize("cell", [5, 5.0, "5", " 5 "])
def test_a_mark_is_a_number_or_a_text(cell: Any) -> None:
    mark = only_mark(cell)
    assert mark.mark is not None
    assert (mark.raw, mark.mark.kind, mark.weight) == ("5", MarkKind.NUMERIC, None)


def test_absences_stand_among_marks_and_empty_cells_are_nothing() -> None:
    found = read(("Алгебра", 5, None, "", "н", "оп"), ("Физика",), (), (None,))
    assert [mark.absence for mark in found if isinstance(mark, UndatedMark)] == [
        None,
        AbsenceKind.ABSENT,
        AbsenceKind.LATE,
    ]


def test_a_row_without_a_subject_and_a_date_are_errors_with_their_places() -> None:
    found = read((None, 5), ("Алгебра", datetime(2026, 4, 5), 4))
    assert [(item.slug, str(item.origin)) for item in found if isinstance(item, ReadError)] == [
        ("no-subject", "f.xls#1:4:A"),
        ("excel-date", "f.xls#1:5:B"),
    ]


def test_an_unknown_code_is_remembered_with_its_place() -> None:
    known = Known(NOTHING)
    assert read(("Алгебра", "Щ", 5), known=known)[0].raw == "5"
    assert [str(error.origin) for error in known.unknown.errors()] == ["f.xls#1:4:B"]


def test_only_a_workbook_of_the_old_kind_is_one() -> None:
    assert not is_book(grid([list(row) for row in HEAD]))
    assert not is_book(b"")
