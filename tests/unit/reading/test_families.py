"""The families file: what is understood, and what is refused with its place and its cure."""

import io
import subprocess
import sys
from datetime import date, datetime

import openpyxl
import pytest

from generator.errors import ReadError
from generator.model.families import Form, Notify, RefusalGround, Role
from generator.model.school import Group, School, Student
from generator.reading.family.columns import HEADINGS, column_of
from generator.reading.family.families import find_families, read_families
from generator.reading.family.students import match_students

RUSSIAN = "класс;ученик;получатель;кем приходится;номер заявления;дата заявления;дата согласия;телефон;форма"
ROW = "8А;Абрамова Зоя;Абрамов Пётр;отец;17;01.09.2026;2026-09-02;8 (900) 123-45-67;электронная"


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def xlsx(*rows: list[object]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Семьи"
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(content: bytes):
    return read_families("content/families.csv", content)


def problems_of(content: bytes) -> list[tuple[str, str]]:
    rows, problems = read(content)
    assert rows == () or problems
    return [(problem.slug, str(problem.origin)) for problem in problems]


@pytest.mark.parametrize(
    "content",
    [
        csv(RUSSIAN, ROW),
        csv(RUSSIAN, ROW, encoding="utf-8-sig"),
        csv(RUSSIAN, ROW, encoding="cp1251"),
        csv(RUSSIAN.replace(";", ","), ROW.replace(";", ",")),
        csv(RUSSIAN.upper(), ROW.upper(), ";;;;;;;;", ""),
    ],
    ids=["utf-8", "with a mark", "cp1251", "commas", "capitals and empty rows"],
)
def test_one_row_reads_the_same_in_every_kind_of_csv(content):
    rows, problems = read(content)
    assert problems == ()
    (row,) = rows
    assert row.name_key == "абрамов петр"
    assert (row.application_no, row.application_date, row.consent_date) == ("17", date(2026, 9, 1), date(2026, 9, 2))
    assert (row.phone, row.form, row.role) == ("+79001234567", Form.ELECTRONIC, Role.GUARDIAN)
    assert str(row.origin) == "content/families.csv:2"


def test_english_headings_and_values_are_understood():
    content = csv(
        "student,recipient,recipient_id,relation,form,notify,email,refusal_date,refusal_ground,language,valid_to",
        "17,Ann Lee,G1,self,both,email,Ann@Example.org,2026-09-03,no_access,en,31.05.2027",
    )
    (row,), problems = read(content)
    assert problems == ()
    assert (row.form, row.notify, row.refusal_ground) == (Form.BOTH, Notify.EMAIL, RefusalGround.NO_ACCESS)
    assert (row.role, row.email, row.language, row.valid_to) == (Role.SELF, "ann@example.org", "en", date(2027, 5, 31))


def test_a_spreadsheet_reads_with_real_dates_and_whole_numbers():
    content = xlsx(
        ["код ученика", "получатель", "номер заявления", "дата заявления", "действует до", "телефон"],
        [1000012345, "Абрамов Пётр", 17, date(2026, 9, 1), datetime(2027, 5, 31), "+7 900 123-45-67"],
    )
    (row,), problems = read(content)
    assert problems == ()
    assert (row.student, row.application_no, row.application_date) == ("1000012345", "17", date(2026, 9, 1))
    assert (row.valid_to, row.phone) == (date(2027, 5, 31), "+79001234567")
    assert str(row.origin) == "content/families.csv#Семьи:2"


@pytest.mark.parametrize("phone", [79001234567, 7.9e10])
def test_a_phone_that_became_a_number_is_an_error_with_the_cure(phone):
    rows, problems = read(xlsx(["student", "recipient", "phone"], ["1", "Абрамов Пётр", phone]))
    assert rows == ()
    assert [(p.slug, str(p.origin)) for p in problems] == [("phone-as-number", "content/families.csv#Семьи:2:C")]
    assert "as text" in problems[0].hint


@pytest.mark.parametrize(
    ("column", "cell", "slug"),
    [
        ("phone", "7,9E+10", "phone-as-number"),
        ("phone", "7.90012E+10", "phone-as-number"),
        ("phone", "12-34", "bad-phone"),
        ("phone", "+7 900 123-45-67, +7 900 765-43-21", "bad-phone"),
        ("email", "anna@example", "bad-email"),
        ("consent_date", "31.02.2026", "bad-date"),
        ("consent_date", "01.09.26", "bad-date"),
        ("consent_date", "01.09.0206", "bad-date"),
        ("consent_date", "вчера", "bad-date"),
        ("form", "по почте", "bad-choice"),
        ("refusal_ground", "лень", "bad-choice"),
        ("refusal_ground", "отказ", "missing-value"),
        ("refusal_doc", "вх. 52", "missing-value"),
        ("notify", "смс", "missing-value"),
        ("application_no", "17", "application-incomplete"),
        ("application_date", "01.09.2026", "application-incomplete"),
    ],
)
def test_a_cell_that_can_not_be_meant_is_refused_at_its_place(column, cell, slug):
    content = csv(f"student;recipient;{column}", f"1;Абрамов Пётр;{cell}")
    (found,) = problems_of(content)
    assert found[0] == slug
    assert found[1].startswith("content/families.csv:2")


def test_a_number_too_long_for_a_spreadsheet_is_refused():
    _, problems = read(xlsx(["student", "recipient"], [1234567890123456789, "Абрамов Пётр"]))
    assert [p.slug for p in problems] == ["number-lost-digits"]


def test_a_number_in_a_date_column_is_refused():
    _, problems = read(xlsx(["student", "recipient", "valid_to"], ["1", "Абрамов Пётр", 46000]))
    assert [p.slug for p in problems] == ["bad-date"]


def test_an_unknown_column_is_refused_with_the_one_that_was_meant():
    rows, problems = read(csv("student;recipient;consent_dat", "1;Абрамов Пётр;01.09.2026"))
    assert rows == ()
    assert [(p.slug, str(p.origin)) for p in problems] == [("unknown-column", "content/families.csv:1:3")]
    assert "consent date" in problems[0].hint


@pytest.mark.parametrize(
    ("heading", "slugs"),
    [
        ("student;relation", ["missing-column"]),
        ("recipient;group", ["missing-column"]),
        ("recipient;student;телефон;phone", ["column-twice"]),
        (";;", ["missing-column"]),
        ("", ["missing-column"]),
    ],
)
def test_headings_that_do_not_suffice_are_refused(heading, slugs):
    assert [slug for slug, _ in problems_of(csv(heading, "1;2;3;4"))] == slugs


def test_every_problem_of_every_row_is_told_at_once():
    content = csv(
        "student;recipient;consent_date;phone",
        "1;Абрамов Пётр;1 сентября;123",
        "2;Белова Анна;01.09.2026;",
        ";;01.09.2026;",
        "3;Вольф Ирма;;;лишнее",
    )
    rows, problems = read(content)
    assert [row.student for row in rows] == ["2"]
    assert [(p.slug, p.origin.line) for p in problems] == [
        ("bad-date", 2),
        ("bad-phone", 2),
        ("missing-value", 4),
        ("missing-value", 4),
        ("extra-cell", 5),
    ]


def test_no_message_quotes_a_name_or_a_number():
    content = csv("student;recipient;phone;email", "1;Абрамов Пётр;8900;абрамов@пётр", ";;;", "2;;8-900;")
    _, problems = read(content)
    text = "".join(problem.describe() for problem in problems)
    assert problems
    assert "Абрамов" not in text
    assert "8900" not in text


@pytest.mark.parametrize("content", [csv(RUSSIAN), csv(RUSSIAN, ";;;;;;;;"), xlsx(["student", "recipient"])])
def test_a_file_without_rows_is_an_error(content):
    assert [slug for slug, _ in problems_of(content)] == ["families-empty"]


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "unreadable-table"),
        (b"PK\x03\x04 but no spreadsheet", "unreadable-table"),
        (csv(RUSSIAN, ROW, encoding="utf-16"), "bad-encoding"),
        (csv("student;recipient", '1;"Абрамов'), "unreadable-table"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_one_problem(content, slug):
    assert [found for found, _ in problems_of(content)] == [slug]


def test_a_cell_over_several_lines_does_not_shift_the_lines_that_follow():
    content = csv("student;recipient;contact_doc", '1;Абрамов Пётр;"два\r\nряда"', "2;;")
    assert problems_of(content) == [("missing-value", "content/families.csv:4:2")]


def test_the_file_is_found_and_two_or_none_are_errors(tmp_path):
    with pytest.raises(ReadError) as none:
        find_families(tmp_path)
    (tmp_path / "families.csv").write_bytes(b"")
    assert find_families(tmp_path).name == "families.csv"
    (tmp_path / "families.xlsx").write_bytes(b"")
    with pytest.raises(ReadError) as both:
        find_families(tmp_path)
    assert (none.value.slug, both.value.slug) == ("families-missing", "families-twice")


def test_reading_csv_loads_no_spreadsheet_library():
    script = (
        "import sys; from generator.reading.family.families import read_families;"
        "assert read_families('f', 'student;recipient\\n1;x'.encode())[0];"
        "print([m for m in ('python_calamine', 'openpyxl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_column_is_known_by_its_name_and_its_russian_heading():
    for column, headings in HEADINGS.items():
        assert {column_of(heading) for heading in (column, *headings)} == {column}


# Which student is meant


def school(*students: Student) -> School:
    groups = {"g8": Group("g8", "8А"), "g5": Group("g5", "5Б"), "g8/1": Group("g8/1", "8А/1", parent_id="g8")}
    day = date(2026, 9, 1)
    return School("Школа", day, day, (), (), (), groups, {s.id: s for s in students}, {}, {}, (), ())


ZOYA = Student("ns:1", ("ns:1", "tables:17"), "Абрамова", "Зоя", "Петровна", "g8")
LEV = Student("ns:2", ("ns:2",), "Белов", "Лев", "", "g5")
OTHER = Student("dn:1", ("dn:1",), "Белов", "Лев", "Ильич", "g5")
TODAY = date(2026, 11, 19)


def match(line: str, *students: Student):
    heading = "код ученика;класс;ученик;получатель;кем приходится;действует до"
    rows, problems = read(csv(heading, line))
    assert problems == ()
    matches, problems = match_students(rows, school(*(students or (ZOYA, LEV))), TODAY)
    return [student.id for _, student in matches], [problem.slug for problem in problems]


@pytest.mark.parametrize(
    "named", ["1;;", "ns:1;;", "17;;", ";8а;Абрамова Зоя Петровна", "; 8 «А»;АБРАМОВА ЗОЯ", "1;8А;Абрамова Зоя"]
)
def test_a_student_is_found_by_id_or_by_class_and_name(named):
    assert match(f"{named};Абрамов Пётр;отец;") == (["ns:1"], [])


@pytest.mark.parametrize(
    ("named", "slug"),
    [
        ("9;;", "unknown-student"),
        (";8А;Абрамова Зинаида", "unknown-student"),
        (";5Б;Абрамова Зоя", "unknown-student"),
        (";9В;Абрамова Зоя", "unknown-group"),
        ("1;5Б;Белов Лев", "student-mismatch"),
    ],
)
def test_a_row_about_nobody_or_somebody_else_is_refused(named, slug):
    assert match(f"{named};Абрамов Пётр;отец;") == ([], [slug])


def test_a_row_that_has_ended_may_be_about_a_student_who_left():
    assert match("9;;;Абрамов Пётр;отец;31.10.2026") == ([], [])
    assert match("9;;;Абрамов Пётр;отец;31.12.2026") == ([], ["unknown-student"])


def test_namesakes_are_refused_until_the_full_name_or_the_identity_tells_them_apart():
    assert match(";5Б;Белов Лев;Белова Ида;мать;", LEV, OTHER) == ([], ["namesakes"])
    assert match(";5Б;Белов Лев Ильич;Белова Ида;мать;", LEV, OTHER) == (["dn:1"], [])
    assert match("1;;;Белова Ида;мать;", ZOYA, OTHER) == ([], ["namesakes"])
    assert match("dn:1;;;Белова Ида;мать;", ZOYA, OTHER) == (["dn:1"], [])


@pytest.mark.parametrize(
    ("relation", "slugs"), [("", ["student-as-guardian"]), ("учинек", ["student-as-guardian"]), ("отец", [])]
)
def test_a_student_does_not_pass_for_a_guardian_by_a_slip(relation, slugs):
    assert match(f"1;;;Абрамова Зоя Петровна;{relation};")[1] == slugs


def test_the_repr_of_a_row_names_nobody():
    (row,), _ = read(csv(RUSSIAN, ROW))
    assert repr(row) == "FamilyRow(content/families.csv:2)"
