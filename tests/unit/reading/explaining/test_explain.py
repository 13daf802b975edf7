"""How files are understood, cell by cell; the reader is any, the origins of its entries say everything."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.errors import ReadError
from generator.reading.explaining.explain import explain
from generator.reading.explaining.understood import Explanation, Kind, Meaning
from generator.reading.reader import Export
from generator.reading.recognise import reader_for
from tests.exports.workbooks import DATE, LEGEND, archive_of, lessons_block, lessons_report

DAYS = {"Сентябрь": [1, 7, 7], "Октябрь": [2]}
ENDS = (4.5, 0, "5")
FIRST = [["Алгебра", "5", "", "Н", None, *ENDS], ["Физика", None, "3/4", None, "", None, None, None]]
SECOND = [["Алгебра", "", "", "4", None, 4, 4, None], ["Физика", None, "", None, "", 0, 0, None]]
REPORT = lessons_report(lessons_block("Берёзкина Ая", DAYS, FIRST), lessons_block("Вымыслов Егор", DAYS, SECOND))


def explained(content: bytes, name: str = "a.xlsx") -> Explanation:
    export = Export(name, {name: content})
    reader = reader_for(export)
    assert not isinstance(reader, ReadError), reader
    return explain(export, reader)


def cells(content: bytes, name: str = "a.xlsx") -> dict[str, tuple[Meaning, ...]]:
    (view,) = explained(content, name).sheets
    return {cell.name: cell.meanings for cell in view.cells}


def kinds(content: bytes, name: str = "a.xlsx") -> dict[str, str]:
    return {name: " ".join(meaning.kind for meaning in found) for name, found in cells(content, name).items()}


def test_marks_and_absences_tell_subject_day_and_student() -> None:
    found = cells(REPORT)
    assert dict(found["B13"][0].said) == {
        "raw": "5",
        "kind": "numeric",
        "subject": "Алгебра",
        "day": "2026-09-01",
        "person": "Берёзкина Ая",
        "group": "8А",
    }
    assert [meaning.kind for meaning in found["C14"]] == [Kind.MARK, Kind.MARK]
    assert dict(found["D13"][0].said)["kind"] == "absent_unexcused"


def test_dates_above_marks_are_found_and_those_between_and_behind_them_follow() -> None:
    found = cells(REPORT)
    days = [found[name][0].said for name in ("B12", "C12", "D12", "E12")]
    assert [day for ((_, day),) in days] == ["2026-09-01", "2026-09-07", "2026-09-07", "2026-10-02"]
    second = [name for name, meanings in found.items() if meanings[0].kind is Kind.DATE and name not in "B12C12D12E12"]
    assert len(second) == 4


def test_a_whole_block_has_a_meaning_for_every_cell_but_its_labels() -> None:
    found = kinds(REPORT)
    assert {name: found[name] for name in ("A1", "A7", "A9", "A11", "B11", "F11", "A13", "F13", "H13")} == {
        "A1": "record",
        "A7": "class",
        "A9": "student",
        "A11": "heading",
        "B11": "heading",
        "F11": "heading",
        "A13": "subject",
        "F13": "average",
        "H13": "final",
    }
    assert [name for name, kind in found.items() if kind == "nothing" and int(name[1:]) < 17] == [
        *("A3", "A6", "A8", "G13"),
    ]


def test_the_second_student_is_understood_like_the_first_though_the_reader_says_less() -> None:
    found = kinds(REPORT)
    start = 16 + len(LEGEND)
    rows = {name: kind for name, kind in found.items() if int(name[1:]) > start}
    assert [kind for name, kind in rows.items() if name.startswith("A")] == [
        *("nothing", "class", "nothing", "student", "heading", "subject", "subject"),
        *["code"] * 4,
    ]


def test_an_empty_text_below_a_date_is_a_lesson_without_a_mark_also_when_it_was_told_before() -> None:
    found = cells(REPORT)
    row = max(int(name[1:]) for name, meanings in found.items() if meanings[0].kind is Kind.SUBJECT) - 1
    assert dict(found[f"B{row}"][0].said) == {"subject": "Алгебра", "day": "2026-09-01"}
    assert (found[f"B{row}"][0].kind, found[f"B{row}"][0].what) == (Kind.LESSON, "lessons")
    assert f"E{row}" not in found


def test_the_legend_is_known_by_a_code_that_was_read() -> None:
    found = kinds(REPORT)
    assert {found[f"{column}{row}"] for column in "AB" for row in range(17, 21)} == {"code"}


def test_faults_stand_in_their_cells_and_come_first() -> None:
    wrong = lessons_report(lessons_block("Берёзкина Ая", {"Сентябрь": [1, 2]}, [["Алгебра", DATE, "5 Ы", 5, 0, "5"]]))
    found = cells(wrong)
    assert [(meaning.kind, meaning.what) for meaning in found["C13"]] == [
        (Kind.ERROR, "unknown-code"),
        (Kind.MARK, "marks"),
    ]
    assert found["B13"][0].what == "excel-date"
    assert [problem.slug for problem in explained(wrong).problems] == ["excel-date", "unknown-code"]


def test_a_code_that_is_not_known_is_a_fault_in_every_cell_though_the_reader_tells_it_once() -> None:
    rows = [["Алгебра", "Ы", "5", 5, 0, "5"], ["Физика", "Ы", "Ы", 5, 0, "5"]]
    wrong = lessons_report(lessons_block("Берёзкина Ая", {"Сентябрь": [1, 2]}, rows))
    found = kinds(wrong)
    assert [found[name] for name in ("B13", "C13", "B14", "C14")] == ["error lesson", "mark", *["error lesson"] * 2]
    assert len(explained(wrong).problems) == 1


def test_columns_are_told_by_the_field_that_fits_most_of_their_rows() -> None:
    text = "group;subject;weekday;number\n8А;Алгебра;1;1\n8А;Физика;2;1\n8А;Химия;2;3\n"
    found = cells(text.encode(), "timetable.csv")
    whats = [[found[f"{column}{row}"][0].what for row in (1, 2, 3, 4)] for column in "CD"]
    assert whats == [["weekday"] * 4, ["number"] * 4]


def test_a_row_number_is_no_average_and_names_may_lie_in_two_cells() -> None:
    text = "student;group;subject;term;mark;average\n4;8А;Алгебра;1 четверть;4;4\n5;8А;Алгебра;1 четверть;5;4,5\n"
    found = kinds(text.encode(), "term_marks.csv")
    assert (found["A2"], found["F2"], found["F3"]) == ("student", "average", "average")


def test_ids_are_told_by_the_names_that_the_export_gives_them() -> None:
    members = {
        "subjects.csv": b"id;title\ns1;Algebra\n",
        "groups.csv": b"id;title;parent\ng1;8A;\ng2;girls;g1\n",
        "lessons.csv": b"id;group;subject;date;number\nl1;g2;s1;01.09.2026;2\n",
    }
    export = Export("own", members)
    reader = reader_for(export)
    assert not isinstance(reader, ReadError), reader
    lessons = next(view for view in explain(export, reader).sheets if view.place.endswith("lessons.csv"))
    said = {cell.name: dict(cell.meanings[0].said) for cell in lessons.cells}
    assert (said["B2"], said["C2"]) == ({"group": "girls (8A)"}, {"subject": "Algebra"})


def test_rows_of_a_table_are_explained_by_their_values() -> None:
    text = "student;group;subject;date;mark;counts\nu1;8А;Алгебра;01.09.2026;5;да\nu1;8А;Алгебра;1.9.26;5;\n"
    found = cells(text.encode(), "marks.csv")
    assert [found[name][0].kind for name in ("A2", "B2", "C2", "D2", "E2")] == [
        *(Kind.STUDENT, Kind.CLASS, Kind.SUBJECT, Kind.DATE, Kind.MARK),
    ]
    assert [found[name][0] for name in ("A1", "D1", "E1")] == [
        *(Meaning(Kind.HEADING, "person"), Meaning(Kind.HEADING, "day"), Meaning(Kind.HEADING, "marks")),
    ]
    # what stands in the row of a record and is none of its values as they are written
    assert found["F2"] == (Meaning(Kind.NOTHING, "marks"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_a_text_file_is_cut_into_cells_whatever_its_encoding(encoding: str) -> None:
    text = 'id;name;group\nu1;"Берёзкина\nАя";8А\nu2;Вымыслов Егор;8А\n'
    found = kinds(text.encode(encoding), "students.csv")
    # places are lines of the file: a name over two lines moves what follows
    assert (found["B2"], found["C2"], found["B4"]) == ("student", "class", "student")


def test_without_cells_every_record_is_told_with_its_path() -> None:
    payload = b'[{"id": "1", "id_str": "1", "type": "Quarter", "number": 1, "start": "2026-09-01T00:00:00", '
    payload += b'"finish": "2026-10-23T00:00:00", "name": "1"}]'
    found = explained(payload, "edugroup_reporting_periods.json")
    assert found.sheets == ()
    assert [(record.where, record.meaning.kind, record.meaning.what) for record in found.records] == [
        ("[0]", Kind.RECORD, "terms"),
    ]


def test_members_of_an_archive_are_sheets_of_their_own() -> None:
    content = archive_of({"1.xlsx": REPORT, "2.xlsx": REPORT})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    export = Export("a.zip", members)
    reader = reader_for(export)
    assert not isinstance(reader, ReadError)
    found = explain(export, reader)
    assert [(view.place, len(view.cells)) for view in found.sheets] == [
        ("a.zip!1.xlsx", len(found.sheets[0].cells)),
        ("a.zip!2.xlsx", len(found.sheets[0].cells)),
    ]
