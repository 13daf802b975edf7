from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.model.entries import (
    AbsenceEntry,
    LessonEntry,
    LessonStatus,
    MarkEntry,
    PersonRef,
    StudentEntry,
    TermMarkEntry,
    WorkEntry,
)
from generator.model.kinds import AbsenceKind, MarkKind
from generator.reading.about import About
from generator.reading.formats.mapped.days import DayFault, Span, month_of, read_day, read_day_number
from generator.reading.formats.mapped.reader import MappedReader
from generator.reading.mapping.layouts import DatesAs
from generator.reading.mapping.mapping import read_mapping
from generator.reading.reader import Export, Ignored
from generator.reading.recognise import reader_for
from tests.exports.books import Book, ods, xls, xlsx
from tests.exports.dump import HERE, exports_of

YEAR = (date(2026, 9, 1), date(2027, 5, 26))
IN_YEAR = Span(YEAR)


def about(layout: str, codes: str = "", **more: Any) -> About:
    found, problems = read_mapping("m.yaml", f"codes: {{{codes}}}\nlayouts: [{{{layout}}}]\n".encode())
    assert not problems, problems
    return About(**{"year": YEAR, "group": "8А", **more}, mapping=found)


def read(content: str | bytes, layout: str, codes: str = "", **more: Any) -> list[Any]:
    content = content.encode() if isinstance(content, str) else content
    export = Export("t/page.csv", {"page.csv": content}, about(layout, codes, **more))
    return list(MappedReader().read(export))


def of(kind: type, found: list[Any]) -> list[Any]:
    return [item for item in found if isinstance(item, kind)]


def slugs(found: list[Any]) -> list[str]:
    return [item.slug for item in of(ReadError, found)]


GRID = "kind: grid, subject: Физика, names: 1, dates: 1"


def cell(text: str, codes: str = "", more: str = "cells: [5/4, 5 4, н 4]") -> list[Any]:
    return read(f"Имя;02.09\nЁлкина Анна;{text}\n", f"{GRID}, {more}", codes)


# Which reader


def test_a_mapping_with_layouts_decides_whatever_the_file_looks_like() -> None:
    marks = {"marks.csv": b"student;group;subject;date;mark\n"}
    reader = reader_for(Export("a", marks, about(GRID)))
    assert not isinstance(reader, ReadError)
    assert reader.name == "mapped"


def test_a_mapping_of_codes_alone_claims_nothing() -> None:
    found, _ = read_mapping("m.yaml", "codes: {lesson: {Я: absent}}".encode())
    marks = {"marks.csv": b"student;group;subject;date;mark\n"}
    reader = reader_for(Export("a", marks, About(mapping=found)))
    assert not isinstance(reader, ReadError)
    assert reader.name == "tables"


def test_layouts_that_cannot_be_read_make_no_second_error_of_the_export() -> None:
    found, problems = read_mapping("m.yaml", b"layouts: [{kind: gird}]")
    export = Export("a", {"page.csv": b"x;y\n"}, About(mapping=found))
    reader = reader_for(export)
    assert problems
    assert not isinstance(reader, ReadError)
    assert list(reader.read(export)) == []


def test_a_wanted_reader_is_asked_although_there_are_layouts() -> None:
    reader = reader_for(Export("a", {"marks.csv": b"student;mark\n"}, about(GRID)), "tables")
    assert not isinstance(reader, ReadError)
    assert reader.name == "tables"


# Days


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("02.09", date(2026, 9, 2)),
        ("2.9.", date(2026, 9, 2)),
        ("31.12", date(2026, 12, 31)),
        ("11.01", date(2027, 1, 11)),
        ("26.05.27", date(2027, 5, 26)),
        ("2026-09-01", date(2026, 9, 1)),
        (datetime(2026, 10, 5), date(2026, 10, 5)),
    ],
)
def test_a_day_without_a_year_belongs_to_the_school_year(value: Any, day: date) -> None:
    assert read_day(value, DatesAs.ANY, IN_YEAR) == day


@pytest.mark.parametrize(
    ("value", "written", "slug"),
    [
        ("31.09", DatesAs.ANY, "no-such-day"),
        ("29.02", DatesAs.ANY, "no-such-day"),
        ("29.02.2027", DatesAs.ANY, "no-such-day"),
        ("31.08", DatesAs.ANY, "date-outside-year"),
        ("27.05", DatesAs.ANY, "date-outside-year"),
        (datetime(2025, 9, 2), DatesAs.ANY, "date-outside-year"),
        ("02.09", DatesAs.FULL, "day-expected"),
        (2.09, DatesAs.ANY, "day-expected"),
        (46266, DatesAs.ANY, "day-expected"),
        (True, DatesAs.ANY, "day-expected"),
        ("Итог", DatesAs.ANY, "day-expected"),
    ],
)
def test_what_is_no_day_of_the_year_says_why(value: Any, written: DatesAs, slug: str) -> None:
    found = read_day(value, written, IN_YEAR)
    assert isinstance(found, DayFault)
    assert found.slug == slug


def test_the_year_that_excel_keeps_is_passed_over_when_the_mapping_says_so() -> None:
    assert read_day(datetime(2019, 1, 14), DatesAs.DAY_MONTH, IN_YEAR) == date(2027, 1, 14)
    assert read_day("14.01.2019", DatesAs.DAY_MONTH, IN_YEAR) == date(2027, 1, 14)


def test_a_day_without_a_year_needs_to_know_the_school_year() -> None:
    found = read_day("02.09", DatesAs.ANY, Span(None))
    assert isinstance(found, DayFault)
    assert found.slug == "no-school-year"


@pytest.mark.parametrize("value", [3, 3.0, "3", " 03 "])
def test_a_day_below_a_month_is_a_number(value: Any) -> None:
    assert read_day_number(value, 2, IN_YEAR) == date(2027, 2, 3)


@pytest.mark.parametrize("value", ["3а", 3.5, True, None, "", "300", float("nan"), float("inf")])
def test_what_is_no_number_is_no_day_below_a_month(value: Any) -> None:
    assert isinstance(read_day_number(value, 2, IN_YEAR), DayFault)


@pytest.mark.parametrize(
    ("text", "month"),
    [("Сентябрь", 9), ("сентября 2026 г.", 9), ("сен.", 9), ("МАЙ", 5), ("мая", 5), ("март 2027", 3), ("августа", 8),
     ("ма", None), ("сентябрьский", None), ("5", None), (5, None), (None, None), (datetime(2026, 11, 1), 11)],
)  # fmt: skip
def test_a_month_is_named_in_words(text: Any, month: int | None) -> None:
    assert month_of(text) == month


# Cells


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("5", [("5", 1, "")]),
        ("5/4", [("5", 1, ""), ("4", 2, "")]),
        ("5  4", [("5", 1, ""), ("4", 1, "8А/Физика/2026-09-02/1/2")]),
        ("н 4", [("4", 1, "")]),
        ("5-", [("5-", 1, "")]),
        ("н/з", [("н/з", 1, "")]),
    ],
)
def test_marks_of_one_work_share_it_and_marks_of_two_do_not(text: str, marks: list[Any]) -> None:
    found = of(MarkEntry, cell(text, "lesson: {н: absent}"))
    assert [(mark.raw, mark.ordinal, mark.work) for mark in found] == marks


def test_a_code_means_what_the_mapping_says_and_goes_before_what_is_built_in() -> None:
    codes = "lesson: {П: late, н/а: absent, .: debt, 5: ignore, не был: absent_ill}"
    assert [item.kind for item in of(AbsenceEntry, cell("п", codes))] == [AbsenceKind.LATE]
    assert [item.kind for item in of(AbsenceEntry, cell("н/а", codes))] == [AbsenceKind.ABSENT]
    assert [item.kind for item in of(AbsenceEntry, cell("Не  был", codes))] == [AbsenceKind.ILL]
    assert [item.kind for item in of(MarkEntry, cell(".", codes))] == [MarkKind.DEBT]
    assert of(MarkEntry, cell("5", codes)) == []
    assert [item.what for item in of(Ignored, cell("5", codes))] == ["codes"]


@pytest.mark.parametrize("text", ["П", "О", "Н", "у", "б", "ОТ", ".", "•", "+", "5/н", "4,5", "55/", "5//4"])
def test_a_letter_that_the_mapping_does_not_settle_means_nothing(text: str) -> None:
    found = cell(text)
    assert slugs(found) == ["unknown-code"]
    assert of(MarkEntry, found) == of(AbsenceEntry, found) == []


def test_codes_of_lessons_and_of_final_marks_are_apart() -> None:
    layout = f"{GRID}, finals: {{mark: C, scope: year}}"
    found = read("Имя;02.09;Год\nЁлкина Анна;Н;Н\n", layout, "lesson: {н: absent}, final: {н: not_assessed}")
    assert [item.kind for item in of(AbsenceEntry, found)] == [AbsenceKind.ABSENT]
    assert [item.kind for item in of(TermMarkEntry, found)] == [MarkKind.NOT_ASSESSED]
    assert slugs(read("Имя;02.09;Год\nЁлкина Анна;Н;Н\n", layout, "lesson: {н: absent}")) == ["unknown-code"]


@pytest.mark.parametrize("text", ["5/4", "5 4", "н 4", "н 5/4"])
def test_a_crowded_cell_must_be_allowed(text: str) -> None:
    assert slugs(cell(text, "lesson: {н: absent}", "topics: 1")) == ["crowded-cell"]


@pytest.mark.parametrize("text", ["05.апр", "5 апр", "05.04.2026", "2026-04-05", "5-Apr"])
def test_text_that_excel_made_of_a_mark_is_refused(text: str) -> None:
    assert slugs(cell(text)) == ["excel-date"]


def test_an_unknown_code_is_told_once_with_its_places() -> None:
    rows = "".join(f"Ученик {letter};ы\n" for letter in "абв")
    (fault,) = of(ReadError, read(f"Имя;02.09\n{rows}", GRID))
    assert "(3 times)" in fault.message
    assert fault.hint.endswith("also at 3:2, 4:2")


# Class pages


def test_a_column_with_nothing_below_its_day_is_a_planned_lesson() -> None:
    found = of(LessonEntry, read("Имя;02.09;09.09\nЁлкина Анна;5;\n", GRID))
    assert [lesson.status for lesson in found] == [LessonStatus.HELD, LessonStatus.PLANNED]


def test_a_weight_comes_from_its_row_then_from_the_kind_then_from_the_mapping() -> None:
    layout = f"{GRID}, kinds: 2, weights: 3, work_kinds: {{К/р: {{weight: 4}}}}"
    text = "Имя;02.09;03.09;04.09\n;К/р (вес 2);К/р (вес 2);К/р\n;3;0;\nЁлкина Анна;5;5;5\n"
    found = read(text, layout)
    assert [work.weight for work in of(WorkEntry, found)] == [3, 2, 4]
    assert [mark.weight for mark in of(MarkEntry, found)] == [3, 2, 4]


def test_ids_tell_namesakes_apart() -> None:
    rows = "Имя;Код;02.09\nЁлкина Анна;1;5\nЁлкина Анна;2;4\n"
    assert slugs(read(rows, f"{GRID}, ignore: Код")) == ["namesakes"]
    found = of(StudentEntry, read(rows, f"{GRID}, ids: Код"))
    assert [student.person for student in found] == [PersonRef("1", "Ёлкина Анна"), PersonRef("2", "Ёлкина Анна")]


def test_the_class_of_the_settings_may_be_written_differently_but_must_be_the_same() -> None:
    text = "Класс: 8-а;02.09\nЁлкина Анна;5\n"
    layout = GRID + ', group: {cell: A1, after: "Класс:"}'
    assert slugs(read(text, layout)) == []
    assert slugs(read(text, layout, group="9А")) == ["another-class"]
    assert slugs(read(text, GRID, group="")) == ["no-class"]


def test_a_fault_of_the_class_hides_no_fault_of_a_cell_and_lets_no_entry_through() -> None:
    found = read("Имя;31.09;02.09\nЁлкина Анна;5;ы\n", GRID, group="")
    assert slugs(found) == ["no-class", "no-such-day", "unknown-code"]
    assert all(isinstance(item, ReadError) for item in found)


def test_the_term_is_that_of_the_mapping_or_the_settings_or_the_header() -> None:
    text = "Имя;02.09;1 четверть\nЁлкина Анна;5;4\n"

    def term(final: str, **more: Any) -> list[str]:
        return [item.term for item in of(TermMarkEntry, read(text, f"{GRID}, finals: {{{final}}}", **more))]

    assert term("mark: C, term: I") == ["I"]
    assert term("mark: 1 четверть, term: I", term="i") == ["I"]
    assert term("mark: 1 четверть", term="II") == ["II"]
    assert term("mark: 1 четверть") == ["1 четверть"]


def test_a_message_names_no_student_and_no_long_text() -> None:
    found = read("Имя;02.09\nЁлкина Анна;Ёлкина Анна\nЁлкина  анна;5\n;4\n", GRID)
    text = "".join(fault.describe() for fault in of(ReadError, found)).casefold()
    assert slugs(found) == ["namesakes", "row-without-name", "unknown-code"]
    assert "ёлкина" not in text
    assert "анна" not in text


@pytest.mark.parametrize("write", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
def test_a_sheet_is_found_by_its_title_and_no_message_shows_the_title(write: Any) -> None:
    book: Book = {"Ёлкина Анна Ивановна": [["Имя", "02.09"], ["Нилов Пётр", "ы"]], "Второй лист": [["x"]]}
    found = read(write(book), f"{GRID}, sheets: ёлкина анна ивановна")
    assert slugs(found) == ["unknown-code"]
    assert "лкина" not in "".join(fault.describe() for fault in of(ReadError, found))
    assert [item.what for item in of(Ignored, found)] == ["sheets"]


@pytest.mark.parametrize(
    ("separator", "text"),
    [(";", "Журнал, 8А, физика\nИмя;02.09\nЁлкина, Анна;5\n"), ("\t", "Имя\t02.09\nЁлкина Анна\t5\n"),
     (",", 'Имя,02.09\n"Ёлкина, Анна",5\n')],
)  # fmt: skip
def test_the_separator_is_found_out(separator: str, text: str) -> None:
    row = 2 if separator == ";" else 1
    assert len(of(MarkEntry, read(text, GRID.replace("dates: 1", f"dates: {row}")))) == 1


def test_a_separator_that_the_file_does_not_have_is_told() -> None:
    assert slugs(read("Имя;02.09\nЁлкина Анна;5\n", f'{GRID}, separator: "|"')) == ["wrong-separator"]


# Lists


def test_a_list_needs_no_class_that_the_settings_tell() -> None:
    layout = "kind: list, table: remarks, columns: {student_name: Кто, date: Когда, text: Что}"
    (entry,) = read("Кто;Когда;Что\nЁлкина Анна;2.09;Молодец\n", layout)
    assert (entry.group, entry.day, entry.text) == ("8А", date(2026, 9, 2), "Молодец")


def test_a_birthday_is_in_no_school_year() -> None:
    layout = "kind: list, table: students, columns: {name: A, birth_date: B}"
    (entry,) = read("ФИО;Родился\nЁлкина Анна;29.02.2012\n", layout)
    assert entry.birth_date == date(2012, 2, 29)


def test_an_absence_is_no_final_mark() -> None:
    layout = "kind: list, table: term_marks, columns: {student_name: A, subject: B, mark: C}, constants: {scope: год}"
    assert slugs(read("У;П;О\nЁлкина Анна;Физика;Н\n", layout, "final: {н: absent}")) == ["bad-value"]


def test_all_faults_of_a_row_are_told() -> None:
    layout = (
        "kind: list, table: marks, columns: {student_name: A, date: B, mark: C, weight: D}, constants: {subject: Ф}"
    )
    assert slugs(read("У;Д;О;В\n;31.09;;0\n", layout)) == ["no-such-day", "missing-value", "bad-value"]


# Whatever the bytes are

SMALL = [
    export
    for case in sorted((HERE / "mapped").iterdir())
    if not case.name.startswith("sample")
    for export in exports_of(case)
]


@given(data=st.data())
def test_a_file_cut_off_or_changed_anywhere_raises_nothing(data: st.DataObject) -> None:
    export = data.draw(st.sampled_from(SMALL))
    member = data.draw(st.sampled_from(sorted(export.members)))
    content = bytearray(export.members[member])
    for _ in range(data.draw(st.integers(0, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    changed = replace(export, members={member: bytes(content[: data.draw(st.integers(0, len(content)))])})
    for item in MappedReader().read(changed):
        if isinstance(item, StudentEntry):
            assert item.person.id or item.person.name


_CELLS = st.one_of(
    st.none(), st.text('5;н/. 42\n"', max_size=5), st.sampled_from(["02.09", "Имя", "К/р (вес 2)", "Сентябрь", "н/а"])
)


@given(rows=st.lists(st.lists(_CELLS, max_size=6), max_size=8), case=st.sampled_from(SMALL))
def test_any_table_says_the_same_twice_under_any_layout(rows: list[list[Any]], case: Export) -> None:
    text = "\n".join(";".join("" if value is None else value for value in row) for row in rows)
    export = Export("t/8А алгебра.csv", {"8А алгебра.csv": text.encode()}, case.about)
    first, second = (
        [item.describe() if isinstance(item, ReadError) else item for item in MappedReader().read(export)]
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("word", ["Итого", "ИТОГО:", "Всего по классу", "Средний балл", "Ср. балл", "Качество", "Анна"])
def test_a_row_below_the_class_that_is_no_full_name_is_an_error(word: str) -> None:
    found = read(f"Имя;02.09\nЁлкина Анна;5\nЯшин Олег;4\n{word};5\n", GRID)
    (fault,) = of(ReadError, found)
    assert (fault.slug, fault.origin.line) == ("not-a-name", 4)
    assert "ignore_rows: 4" in fault.hint
    assert word not in fault.describe()
    assert len(of(StudentEntry, found)) == 2


def test_the_row_that_the_hint_says_to_ignore_is_no_student() -> None:
    found = read("Имя;02.09\nЁлкина Анна;5\nИтого;5\n", f"{GRID}, ignore_rows: 3")
    assert slugs(found) == []
    assert len(of(StudentEntry, found)) == 1


@pytest.mark.parametrize(
    ("page", "layout"),
    [
        ("Имя;02.09\nЁлкина;5\nЯшин;4\n", GRID),
        ("Имя;02.09\nАнна;5\nЯшин Олег;4\n", GRID),
        ("Имя;02.09;Код\nЯшин Олег;4;1\nАнна;5;2\n", f"{GRID}, ids: 3"),
        ("Имя;02.09\nЯшин Олег;4\nСреднев Иван;5\n", GRID),
    ],
)
def test_students_that_are_written_with_one_name_stay_students(page: str, layout: str) -> None:
    found = read(page, layout)
    assert slugs(found) == []
    assert len(of(StudentEntry, found)) == 2


def test_a_row_above_the_dates_is_told_once_with_the_row_that_holds_them() -> None:
    page = "Журнал\nИмя;02.09;03.09;04.09\nЁлкина Анна;5;4;3\nЯшин Олег;4;;н\n"
    (fault,) = of(ReadError, read(page, GRID))
    assert fault.slug == "mapping-does-not-fit"
    assert "row 1 holds no day, row 2 does" in fault.message
    assert "dates: 2" in fault.hint


def test_a_row_above_the_months_is_told_once_with_the_row_that_holds_them() -> None:
    page = "Журнал\nИмя;Сентябрь;;Октябрь\n;2;3;4\nЁлкина Анна;5;4;3\n"
    (fault,) = of(ReadError, read(page, "kind: grid, subject: Физика, names: 1, months: 1, dates: 2"))
    assert fault.slug == "mapping-does-not-fit"
    assert "row 1 holds no month, row 2 does" in fault.message


def test_a_day_beside_each_name_is_no_row_of_dates() -> None:
    found = read("Имя;Родился;Урок\nЁлкина Анна;01.09.2026;5\nЯшин Олег;02.09.2026;4\n", GRID)
    assert "mapping-does-not-fit" not in slugs(found)
