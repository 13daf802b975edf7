from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from generator.errors import ReadError
from generator.model.entries import PersonRef, StudentEntry, UndatedMarksEntry
from generator.model.kinds import AbsenceKind, MarkKind
from generator.model.undated import UndatedMark
from generator.reading.about import NOTHING, About
from generator.reading.formats.eljur.book import is_book, read_sheet
from generator.reading.formats.eljur.known import Known
from generator.reading.mapping.mapping import Mapping
from generator.reading.meaning import Meaning
from generator.reading.reader import Ignored, Reading
from generator.reading.sheets.workbook import Sheet
from tests.exports.workbooks import grid

HEAD = [("Табель",), ("8А, Берёзкина Ая, I четверть",), ("Предмет", "Оценки")]
SETTINGS = About(group="8А", student=PersonRef("386"), term="1 четверть")


def read(*rows: tuple[Any, ...], about: About = NOTHING, known: Known | None = None, head: Any = HEAD) -> list[Reading]:
    return list(read_sheet("f.xls", Sheet("1", [*head, *rows]), known or Known(about)))


def marks_of(*cells: Any, about: About = NOTHING) -> tuple[UndatedMark, ...]:
    (entry,) = (found for found in read(("Алгебра", *cells), about=about) if isinstance(found, UndatedMarksEntry))
    return entry.marks


def slugs(*rows: tuple[Any, ...], about: About = NOTHING, head: Any = HEAD) -> list[tuple[str, str]]:
    found = read(*rows, about=about, head=head)
    return [(item.slug, str(item.origin)) for item in found if isinstance(item, ReadError)]


@pytest.mark.parametrize("text", ["4✕2", "4×2", "4 ✕ 2", "4✕2,0"])
def test_a_weight_stands_behind_a_cross(text: str) -> None:
    assert marks_of(text) == (UndatedMark("4", MarkKind.NUMERIC, Decimal(4), Decimal(2)),)


def test_a_weight_of_zero_is_unknown() -> None:
    assert marks_of("4✕0")[0].weight is None


@pytest.mark.parametrize("cell", [5, 5.0, "5", " 5 "])
def test_a_mark_is_a_number_or_a_text(cell: Any) -> None:
    assert marks_of(cell) == (UndatedMark("5", MarkKind.NUMERIC, Decimal(5)),)


def test_absences_stand_among_marks_in_the_order_of_the_row_and_empty_cells_are_nothing() -> None:
    found = marks_of(5, None, "н", "", 4, "оп")
    assert [(mark.raw, mark.absence) for mark in found] == [
        ("5", None),
        ("н", AbsenceKind.ABSENT),
        ("4", None),
        ("оп", AbsenceKind.LATE),
    ]


def test_every_subject_with_marks_is_one_entry_of_the_class_student_and_term_that_the_file_names() -> None:
    person = PersonRef("", "Берёзкина Ая")
    student, *found = read(("Алгебра", 5), ("Физика",), (), (None,), ("Химия", 4))
    assert isinstance(student, StudentEntry)
    assert student[1:3] == (person, "8А")
    assert [entry[1:5] for entry in found if isinstance(entry, UndatedMarksEntry)] == [
        (person, "8А", "Алгебра", "I четверть"),
        (person, "8А", "Химия", "I четверть"),
    ]


def test_what_the_file_does_not_say_the_settings_say() -> None:
    (entry,) = read(("Алгебра", 5), about=SETTINGS, head=[HEAD[0], ("",), HEAD[2]])
    assert isinstance(entry, UndatedMarksEntry)
    assert entry[1:5] == (PersonRef("386"), "8А", "Алгебра", "1 четверть")


def test_the_id_comes_from_the_settings_and_the_name_from_the_file() -> None:
    student = read(("Алгебра", 5), about=SETTINGS)[0]
    assert isinstance(student, StudentEntry)
    assert student.person == PersonRef("386", "Берёзкина Ая")


def test_what_nobody_says_is_an_error_and_no_mark_is_taken() -> None:
    head = [HEAD[0], ("",), HEAD[2]]
    assert slugs(("Алгебра", 5), head=head) == [
        ("no-class", "f.xls#1:2:A"),
        ("no-student", "f.xls#1:2:A"),
        ("no-term", "f.xls#1:2:A"),
    ]
    assert not any(isinstance(found, UndatedMarksEntry) for found in read(("Алгебра", 5), head=head))


def test_a_file_of_another_class_student_or_term_is_refused() -> None:
    about = About(group="8Б", student=PersonRef("", "Журавлёва Ульяна"), term="II четверть")
    assert [slug for slug, _ in slugs(("Алгебра", 5), about=about)] == [
        "another-class",
        "another-student",
        "another-term",
    ]


def test_a_row_without_a_subject_and_a_date_are_errors_with_their_places() -> None:
    assert slugs((None, 5), ("Алгебра", datetime(2026, 4, 5), 4)) == [
        ("no-subject", "f.xls#1:4:A"),
        ("excel-date", "f.xls#1:5:B"),
    ]


def test_an_unknown_code_is_remembered_with_its_place() -> None:
    known = Known(NOTHING)
    read(("Алгебра", "Щ", 5), known=known)
    assert [str(error.origin) for error in known.unknown.errors()] == ["f.xls#1:4:B"]


def test_what_the_school_says_of_a_code_goes_first_and_nothing_is_counted() -> None:
    codes = {"н": Meaning(absence=AbsenceKind.UNEXCUSED), "щ": Meaning(), "з": Meaning(mark=MarkKind.PASS)}
    about = About(mapping=Mapping(lesson_codes=codes))
    assert marks_of("н", "з", about=about) == (
        UndatedMark("н", None, absence=AbsenceKind.UNEXCUSED),
        UndatedMark("з", MarkKind.PASS),
    )
    assert [found.what for found in read(("Алгебра", "Щ"), about=about) if isinstance(found, Ignored)] == ["codes"]


def test_only_a_workbook_of_the_old_kind_is_one() -> None:
    assert not is_book(grid([list(row) for row in HEAD]))
    assert not is_book(b"")
