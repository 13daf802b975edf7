"""Registers as files: what was put in comes out of the office program's format, and no cell is a formula."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.writing.registers import RegisterTable, registers_csv, registers_xlsx, sheet_title

FORMULAS = ["=1+1", "+7 900", "-3+4", "@SUM(A1)", " =1", "\t=1", "\uff1d1"]


def table(*rows: tuple[str, ...], title: str = "Заявления") -> RegisterTable:
    return RegisterTable("applications", title, ("number", "who"), ("№", "Кто"), rows)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_a_csv_opens_in_a_russian_excel():
    content = registers_csv(table(("1", "Абрамова; Зоя"), ("2", 'ООО "Луч"')))
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert read_csv(content) == [["№", "Кто"], ["1", "Абрамова; Зоя"], ["2", 'ООО "Луч"']]


def test_a_workbook_has_texts_a_frozen_head_and_widths():
    sheet = sheet_of(registers_xlsx([table(("0017", "Абрамова Зоя Петровна"), ("2026-11-19", ""))]))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["№", "Кто"],
        ["0017", "Абрамова Зоя Петровна"],
        ["2026-11-19", None],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["B"].width == len("Абрамова Зоя Петровна") + 2


def test_a_workbook_has_a_sheet_for_each_register():
    book = openpyxl.load_workbook(io.BytesIO(registers_xlsx([table(), table(("1", "")), table(title="Коды")])))
    assert len(book.sheetnames) == 3
    assert book.sheetnames[2] == "Коды"


@pytest.mark.parametrize("text", ["-3", "-5,2", "-0,05"])
def test_a_number_below_zero_stays_a_number_in_a_file(text):
    assert read_csv(registers_csv(table(("1", text))))[1][1] == text


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula(text):
    assert read_csv(registers_csv(table(("1", text))))[1][1].startswith("'")
    cell = sheet_of(registers_xlsx([table(("1", text))])).cell(2, 2)
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text.strip(), True)


def test_a_text_that_is_no_formula_is_left_alone():
    content = registers_csv(table(("1", "а = б"), ("2", "№ 5-к")))
    assert [row[1] for row in read_csv(content)[1:]] == ["а = б", "№ 5-к"]


def test_titles_of_sheets_are_what_a_workbook_allows():
    assert sheet_title("Контакты: [все] и/или" * 3) == "Контакты   все  и илиКонтакты"
    assert len(sheet_title("я" * 50)) == 31


texts = st.text(max_size=20)


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_whatever_stands_in_a_register_both_files_say_it_and_run_nothing(rows):
    wanted = [[" ".join("".join(max(sign, " ") for sign in text).split()) for text in row] for row in rows]
    found = read_csv(registers_csv(table(*rows)))[1:]
    assert [[text.removeprefix("'") for text in row] for row in found] == [
        [text.removeprefix("'") for text in row] for row in wanted
    ]
    assert not [text for row in found for text in row if text.startswith(("=", "+", "-", "@"))]
    sheet = sheet_of(registers_xlsx([table(*rows)]))
    cells = list(sheet.iter_rows(min_row=2, max_row=len(rows) + 1, max_col=2)) if rows else []
    assert {cell.data_type for row in cells for cell in row if cell.value is not None} <= {"s"}
    assert [[cell.value or "" for cell in row] for row in cells] == wanted
