from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import ReadError
from generator.model.entries import (
    DeferralEntry,
    ExamEntry,
    HomeworkEntry,
    LessonEntry,
    MarkEntry,
    RemarkEntry,
    StudentEntry,
    TermMarkEntry,
    WorkEntry,
)
from generator.model.kinds import FinalScope, MarkKind, RemarkKind
from generator.reading.formats.tables.columns import TABLES
from generator.reading.formats.tables.names import TABLE_NAMES, table_of
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.formats.tables.values import Kind, parser
from generator.reading.reader import Export
from generator.reading.sheets.text import TextFault, decode

DOCUMENT = Path(__file__).parents[4] / "docs/reference/own-tables.md"


def read(name: str, text: str | bytes) -> list[object]:
    content = text.encode() if isinstance(text, str) else text
    export = Export(f"x/{name}", {name: content})
    assert TablesReader().identify(export)
    return list(TablesReader().read(export))


def slugs(name: str, text: str | bytes) -> list[str]:
    return [item.slug for item in read(name, text) if isinstance(item, ReadError)]


def test_the_fields_of_a_table_are_those_of_its_entry_in_this_order() -> None:
    fields = [{"date": "day"}.get(c.field, c.field) for c in TABLES["lessons"].columns]
    assert fields == list(LessonEntry._fields[1:])


def test_no_two_columns_of_a_table_share_a_header() -> None:
    for name, table in TABLES.items():
        headers = [h for column in table.columns for h in (column.field, *column.russian)]
        assert len(headers) == len(set(headers)), name


def test_every_table_has_names_and_every_name_a_table() -> None:
    assert set(TABLE_NAMES) == set(TABLES)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("marks.csv", "marks"),
        ("Marks-8А.CSV", "marks"),
        ("term_marks_2.csv", "term_marks"),
        ("a/b/lessons (1).csv", "lessons"),
        ("Домашние задания 8А.csv", "homework"),
        ("итоговые отметки.csv", "term_marks"),
        ("оценки.txt", "marks"),
        ("marks.xlsx", ""),
        ("marksheet.csv", ""),
        ("планшет.csv", ""),
        ("users.csv", ""),
    ],
)
def test_the_table_is_told_by_the_name(name: str, table: str) -> None:
    assert table_of(name) == table


def test_the_document_lists_every_table_with_every_column_and_no_other() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    told: dict[str, dict[str, str]] = {}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        name = re.match(r"`(\w+)`", section)
        if name:
            rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", section, flags=re.MULTILINE)
            told[name[1]] = dict(rows)
    assert set(told) == set(TABLES)
    for name, table in TABLES.items():
        assert told[name] == {c.field: ", ".join(c.russian) for c in table.columns}, name


def test_a_bad_row_gives_no_entry_and_hides_no_other() -> None:
    found = read("marks.csv", "student;group;subject;date;mark\n1;8А;А;x;y\n1;8А;А;01.09.2026;5\n")
    assert [type(item).__name__ for item in found] == ["ReadError", "ReadError", "MarkEntry"]


def test_a_row_is_named_by_the_line_it_begins_on() -> None:
    text = 'group;subject;text\n8А;А;"№ 1\n№ 2"\n\n;;\n8А;А;№ 3\n'
    assert [item.origin.line for item in read("homework.csv", text) if isinstance(item, HomeworkEntry)] == [2, 6]


def test_homework_for_one_student_names_the_student() -> None:
    text = "group;subject;text;student\n8А;А;№ 1;7\n8А;А;№ 2;\n"
    found = [item for item in read("homework.csv", text) if isinstance(item, HomeworkEntry)]
    assert [item.person.id if item.person else None for item in found] == ["7", None]


def test_cells_behind_the_last_header_may_be_empty() -> None:
    assert slugs("marks.csv", "student;group;subject;date;mark;;\n1;8А;А;01.09.2026;5;;\n") == []


def test_a_space_is_no_value() -> None:
    assert slugs("marks.csv", "student;group;subject;date;mark\n1; ;А;01.09.2026;5\n") == ["missing-value"]


def test_a_mark_may_be_missing_where_an_average_is_given() -> None:
    text = "student;group;subject;term;mark;average\n1;8А;А;1;;4,5\n1;8А;А;1;;\n"
    found = read("term_marks.csv", text)
    assert isinstance(found[0], TermMarkEntry)
    assert (found[0].raw, found[0].kind, str(found[0].average)) == ("", None, "4.5")
    assert isinstance(found[1], ReadError)
    assert found[1].slug == "missing-value"


def test_a_weighted_average_may_stand_alone_and_no_value_at_all_is_an_error() -> None:
    text = "student;group;subject;term;weighted_average\n1;8А;А;1;4,33\n1;8А;А;1;\n"
    final, fault = read("term_marks.csv", text)
    assert isinstance(final, TermMarkEntry)
    assert (final.kind, final.average, final.weighted_average) == (None, None, Decimal("4.33"))
    assert isinstance(fault, ReadError)
    assert (fault.slug, fault.message) == (
        "missing-value",
        "column mark: expected a value here or in average or weighted_average",
    )


def test_a_table_of_final_marks_needs_one_column_of_three() -> None:
    (fault,) = read("term_marks.csv", "student;group;subject;term\n1;8А;А;1\n")
    assert isinstance(fault, ReadError)
    assert (fault.slug, fault.message) == ("missing-column", "no column average or mark or weighted_average")


def test_a_zero_is_text_that_counts_in_a_lesson_and_a_number_for_the_scale_at_a_terms_end() -> None:
    lesson, passed = read(
        "marks.csv", "student;group;subject;date;mark;counts\n1;8А;А;01.09.2026;0;\n1;8А;А;02.09.2026;0;нет\n"
    )
    (final,) = read("term_marks.csv", "student;group;subject;term;mark\n1;8А;А;1;0\n")
    assert isinstance(lesson, MarkEntry)
    assert isinstance(passed, MarkEntry)
    assert isinstance(final, TermMarkEntry)
    assert (lesson.raw, lesson.kind, lesson.value) == ("0", MarkKind.TEXT, Decimal(0))
    assert (lesson.counts, passed.counts) == (True, False)
    assert (final.kind, final.value) == (MarkKind.NUMERIC, Decimal(0))


def test_every_header_may_be_russian_with_any_case_and_spacing() -> None:
    (student,) = read("students.csv", "Код;ФИО;Класс;Дата_рождения\n7;Берёзкина Ая;8А;1.2.2012\n")
    assert isinstance(student, StudentEntry)
    assert student.birth_date is not None


def test_a_remark_without_a_kind_is_a_remark_and_an_exam_without_a_mark_is_to_come() -> None:
    (remark,) = read("замечания.csv", "ученик;класс;дата;замечание\nБерёзкина Ая;8А;01.09.2026;Забыла форму\n")
    assert isinstance(remark, RemarkEntry)
    assert (remark.kind, remark.teacher, remark.subject) == (RemarkKind.REMARK, "", "")
    (exam,) = read("exams.csv", "student;group;subject;date\n7;8А;Алгебра;12.12.2026\n")
    assert isinstance(exam, ExamEntry)
    assert (exam.scope, exam.raw, exam.kind, exam.value) == (FinalScope.EXAM, "", None, None)


def test_a_mark_put_off_has_no_column_for_the_reason() -> None:
    """No diagnosis may enter the program: regulation and law on personal data."""
    assert set(DeferralEntry._fields) == {"origin", "person", "group", "subject", "term", "until", "order"}
    for title in ("причина", "диагноз", "комментарий", "примечание", "reason", "comment"):
        assert slugs("deferrals.csv", f"student;group;subject;until;order;{title}\n7;8А;А;04.12.2026;№ 5;x\n") == [
            "unknown-column"
        ]


def test_the_day_of_a_work_is_the_day_it_was_held_else_the_planned_one() -> None:
    text = "group;subject;date;planned_on\n8А;А;05.10.2026;01.10.2026\n8А;А;;01.10.2026\n8А;А;05.10.2026;\n"
    found = [item for item in read("works.csv", text) if isinstance(item, WorkEntry)]
    held, planned = date(2026, 10, 5), date(2026, 10, 1)
    assert [(work.day, work.planned_on) for work in found] == [(held, planned), (planned, planned), (held, None)]


def test_a_point_is_a_mark_to_come_and_a_debt_a_debt() -> None:
    text = "student;group;subject;date;mark;due_on\n" + "".join(
        f"7;8А;А;01.09.2026;{mark};27.11.2026\n" for mark in (".", "•", "Точка", "долг")
    )
    found = [item for item in read("marks.csv", text) if isinstance(item, MarkEntry)]
    assert [mark.kind for mark in found] == [MarkKind.PENDING] * 3 + [MarkKind.DEBT]
    assert {mark.due_on for mark in found} == {date(2026, 11, 27)}


def test_members_are_read_in_the_order_of_tables() -> None:
    export = Export("t", {"marks.csv": b"student;group;subject;date;mark\n1;8;A;01.09.2026;5\n",
                          "students.csv": b"id;name;group\n1;X;8\n"})  # fmt: skip
    assert [type(item) for item in TablesReader().read(export)] == [StudentEntry, MarkEntry]


def test_a_repeated_value_is_one_object() -> None:
    text = "student;group;subject;date;mark\n" + "7;8А;Алгебра;01.09.2026;5\n" * 2
    one, two = (item for item in read("marks.csv", text) if isinstance(item, MarkEntry))
    assert one.person is two.person
    assert one.subject is two.subject
    assert one.day is two.day


def test_damaged_text_is_named_by_its_line() -> None:
    fault = decode("имя\nАнна".encode() + b"\xd0\n")
    assert isinstance(fault, TextFault)
    assert (fault.slug, fault.line) == ("bad-encoding", 2)
    fault = decode(b"\xff\xfea")
    assert isinstance(fault, TextFault)


def test_weight_zero_is_not_a_weight() -> None:
    with pytest.raises(ValueError, match="above 0"):
        parser(Kind.WEIGHT)("0")


def test_a_header_of_thousands_of_columns_is_one_error() -> None:
    export = Export("marks.csv", {"marks.csv": b"student;" * 5_000 + b"mark\n"})
    assert [item.slug for item in TablesReader().read(export) if isinstance(item, ReadError)] == ["unknown-column"]
