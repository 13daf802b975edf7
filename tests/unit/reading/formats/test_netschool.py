from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.errors import ReadError
from generator.model.entries import AbsenceEntry, LessonEntry, MarkEntry, StudentEntry, SubjectEntry, TermMarkEntry
from generator.model.kinds import AbsenceKind, FinalScope, LessonStatus, MarkKind
from generator.reading.archives import Refusal
from generator.reading.formats.netschool.cells import read_average, read_final, zeros_count
from generator.reading.formats.netschool.reader import NetschoolReader
from generator.reading.reader import Export
from generator.reading.sheets.workbook import Sheet, open_workbook
from tests.exports.dump import HERE
from tests.exports.workbooks import grid, lessons_block, lessons_report, patched

SAMPLE = HERE / "netschool/sample-lessons/student_total_class_8A.xlsx"


def read(content: bytes) -> list[Any]:
    return list(NetschoolReader().read(Export("r.xlsx", {"r.xlsx": content})))


def block(*subjects: list[Any], days: dict[str, list[Any]] | None = None, **labels: Any) -> list[Any]:
    rows = lessons_block("Берёзкина Ая", days or {"Сентябрь": [1, 2]}, list(subjects), **labels)
    return read(lessons_report(rows))


def only(kind: type, found: list[Any]) -> list[Any]:
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, kind)]


def test_openpyxl_tells_an_empty_text_from_no_value() -> None:
    (sheet,) = open_workbook(grid([["", None, "x"]]))
    assert isinstance(sheet, Sheet)
    assert sheet.rows == [("", None, "x")]


def test_an_empty_text_is_a_lesson_and_no_value_is_none() -> None:
    lessons = only(LessonEntry, block(["Алгебра", "", None, 0, 0, None]))
    assert [(item.day, item.status) for item in lessons] == [(date(2026, 9, 1), LessonStatus.HELD)]


def test_a_lesson_of_the_class_is_said_once_for_all_students() -> None:
    days = {"Сентябрь": [1]}
    blocks = [lessons_block(name, days, [["Алгебра", "5", 5, 0, "5"]]) for name in ("Берёзкина Ая", "Берёзкин Бо")]
    found = read(lessons_report(*blocks))
    assert len(only(LessonEntry, found)) == 1
    assert len(only(MarkEntry, found)) == 2


def test_the_second_lesson_of_a_subject_on_a_day_has_slot_2_whatever_its_column() -> None:
    days = {"Сентябрь": [1, 1, 1, 2]}
    found = block(["Алгебра", "5", None, "4", "3", 4, 0, "4"], ["Физика", None, "5", None, None, 5, 0, "5"], days=days)
    assert [(m.subject, m.raw, m.slot) for m in only(MarkEntry, found)] == [
        ("Алгебра", "5", 1), ("Алгебра", "4", 2), ("Алгебра", "3", 1), ("Физика", "5", 1),
    ]  # fmt: skip


def test_a_subject_that_nobody_has_is_not_named() -> None:
    found = block(["Алгебра", "5", None, 5, 0, None], ["Краеведение", None, None, 0, 0, None])
    assert [item.title for item in only(SubjectEntry, found)] == ["Алгебра"]


def test_weights_are_unknown() -> None:
    assert {mark.weight for mark in only(MarkEntry, block(["Алгебра", "5", "4", 4.5, 4.25, "5"]))} == {None}


def test_the_legend_of_the_file_wins_over_the_table() -> None:
    legend = [("П", "Уважительная"), ("О", "Отсутствие без причины")]
    found = block(["Алгебра", "О", "П", 0, 0, None], legend=legend)
    assert [item.kind for item in only(AbsenceEntry, found)] == [AbsenceKind.ABSENT, AbsenceKind.EXCUSED]


def test_without_a_legend_the_codes_are_the_journals_own() -> None:
    found = block(["Алгебра", "ОТ", "ОП", 0, 0, None], legend=[])
    assert [item.kind for item in only(AbsenceEntry, found)] == [AbsenceKind.ABSENT, AbsenceKind.LATE]


def test_the_final_mark_of_a_period_is_found_by_its_last_day() -> None:
    (final,) = only(TermMarkEntry, block(["Алгебра", "5", "4", 4.5, 0, "5"]))
    assert (final.scope, final.term, final.on) == (FinalScope.TERM, "", date(2026, 10, 23))
    assert (final.average, final.weighted_average) == (Decimal("4.5"), None)


def test_zeros_count_where_the_printed_average_says_so() -> None:
    with_zero = only(MarkEntry, block(["Алгебра", "0", "4", 2, 0, None]))
    without = only(MarkEntry, block(["Алгебра", "0", "4", 4, 0, None]))
    assert [(m.kind, m.value, m.counts) for m in with_zero] == [
        (MarkKind.TEXT, Decimal(0), True), (MarkKind.NUMERIC, Decimal(4), True),
    ]  # fmt: skip
    assert [m.counts for m in without] == [False, True]
    assert zeros_count([Decimal(0)], None)


def test_the_sample_prints_the_averages_of_the_marks_read_zeros_counted() -> None:
    found = read(SAMPLE.read_bytes())
    rows: dict[tuple[str, str], list[Decimal]] = {}
    for mark in only(MarkEntry, found):
        assert mark.counts
        rows.setdefault((mark.person.name, mark.subject), []).append(mark.value)
    finals = only(TermMarkEntry, found)
    assert len(finals) == len(rows) == 52
    assert any(0 in values for values in rows.values())
    for final in finals:
        values = rows[final.person.name, final.subject]
        assert abs(sum(values) / len(values) - final.average) < Decimal("0.0001")


def test_sheets_that_office_programs_add_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLE)
    book.create_sheet("Лист2")
    book.save(tmp_path / "r.xlsx")
    assert len(only(StudentEntry, read((tmp_path / "r.xlsx").read_bytes()))) == 4


def test_a_workbook_saved_again_by_another_program_may_lose_lessons_but_no_mark(tmp_path: Path) -> None:
    # Why the how-to says not to open and save an export: empty texts go first.
    openpyxl.load_workbook(SAMPLE).save(tmp_path / "r.xlsx")
    first, again = read(SAMPLE.read_bytes()), read((tmp_path / "r.xlsx").read_bytes())
    assert [m[1:8] for m in only(MarkEntry, again)] == [m[1:8] for m in only(MarkEntry, first)]
    assert len(only(LessonEntry, again)) < len(only(LessonEntry, first))


def test_a_sheet_that_is_named_for_a_person_is_named_by_its_number() -> None:
    for title, told in (("Лист1", "Лист1"), ("8А", "8А"), ("Берёзкина Ая", "1")):
        (sheet,) = open_workbook(grid([["x"]], title))
        assert isinstance(sheet, Sheet)
        assert sheet.title == told


def test_a_row_far_down_does_not_make_the_sheet_endless() -> None:
    def moved(row: int) -> bytes:
        return patched(grid([["x"]]), {"xl/worksheets/sheet1.xml": lambda text: text.replace("A1", f"A{row}").replace(
            'row r="1"', f'row r="{row}"')})  # fmt: skip

    (sheet,) = open_workbook(moved(9))
    assert isinstance(sheet, Sheet)
    assert (len(sheet.rows), sheet.rows[8]) == (9, ("x",))
    refusal = open_workbook(moved(1_000_000))
    assert isinstance(refusal, Refusal)
    assert refusal.slug == "sheet-too-large"


@pytest.mark.parametrize("cell", [None, "", " ", 0, 0.0, "0", "0,00"])
def test_an_average_of_zero_is_none(cell: Any) -> None:
    assert read_average(cell) is None


@pytest.mark.parametrize("cell", [None, "", "0", 0])
def test_a_final_mark_of_zero_is_none(cell: Any) -> None:
    assert read_final(cell, {}) is None
