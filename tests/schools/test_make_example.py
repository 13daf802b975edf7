"""The example school is what its script makes, and its parts agree with each other."""

import csv
import io
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from generator.reading.cells import parse_date
from tests.schools import cast, family_file, netschool_files, table_files
from tests.schools.lessons import lessons_of, slots_by_term
from tests.schools.make_example import example, write
from tests.schools.marks import belongs, cells_of, term_mark
from tests.schools.timetable import COURSES, WEEKS

CONTENT = Path(__file__).parents[2] / "content"
CLASSES = ((cast.GROUP_8A, cast.CLASS_8A), (cast.GROUP_5B, cast.CLASS_5B))


@pytest.fixture(scope="module")
def files():
    return example()


def test_the_committed_content_is_what_the_script_makes(files):
    """Run `python -m tests.schools.make_example` after a change of the script."""
    different = [name for name, data in files.items() if (CONTENT / name).read_bytes() != data]
    assert different == []
    on_disk = {p.relative_to(CONTENT).as_posix() for p in (CONTENT / "exports").rglob("*") if p.is_file()}
    assert on_disk == {name for name in files if name.startswith("exports/")}


@pytest.mark.ci
def test_the_script_removes_exports_it_does_not_make(tmp_path, files):
    stray, own = tmp_path / "exports/8А/old.xlsx", tmp_path / "notices/own.md"
    for path in (stray, own):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
    write(tmp_path)
    assert not stray.exists()
    assert own.exists()
    assert (tmp_path / "families.xlsx").read_bytes() == files["families.xlsx"]


@pytest.mark.parametrize(("title", "pupils"), CLASSES)
def test_nobody_is_in_two_lessons_at_once(title, pupils):
    for pupil in pupils:
        taken = Counter((x.day, x.number) for x in lessons_of(title) if x.counts and belongs(pupil, x))
        assert max(taken.values()) == 1


@pytest.mark.parametrize(("title", "pupils"), CLASSES)
def test_the_week_is_full_and_has_six_days(title, pupils):
    assert 30 <= sum(len(day) for day in WEEKS[title]) <= 34
    assert len(WEEKS[title]) == 6
    assert all(any(course.short == short for course in COURSES[title]) for day in WEEKS[title] for short in day)
    assert 11 <= len(pupils) <= 12


@pytest.mark.parametrize(("title", "pupils"), CLASSES)
def test_nothing_is_marked_after_today_and_ill_days_have_no_marks(title, pupils):
    lessons = lessons_of(title)
    for term in (0, 1):
        for pupil in pupils:
            for cell in cells_of(pupil, slots_by_term(lessons, term)):
                assert cell.lesson.day <= cast.TODAY.date()
                if cell.absence == "Б":
                    assert cell.values == ()


def test_everything_that_is_promised_happens_somewhere():
    statuses = {x.status for title, _ in CLASSES for x in lessons_of(title)}
    assert statuses == {"проведен", "план", "отменен", "замена", "перенос"}
    for title, pupils in CLASSES:
        cells = [c for p in pupils for t in (0, 1) for c in cells_of(p, slots_by_term(lessons_of(title), t))]
        assert {c.absence for c in cells} == {"", "Н", "О", "Б", "У"}
        assert {len(work) for c in cells for work in c.works} == {1, 2}
        assert {len(c.works) for c in cells} == {0, 1, 2}
        assert any(c.absence and c.values for c in cells)
        ill = {c.lesson.day for c in cells if c.absence == "Б"}
        assert len(ill) == 6


def test_the_averages_in_the_workbook_are_those_of_its_marks():
    name, data = next(iter(netschool_files.files().items()))
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    head: list[object] = []
    checked = 0
    for row in sheet.iter_rows(values_only=True):
        if row[0] == "Предмет":
            head = list(row)
        elif head and row[0] and isinstance(row[head.index("Средняя оценка")], int | float):
            place = head.index("Средняя оценка")
            text = " ".join(cell for cell in row[1:place] if isinstance(cell, str))
            marks = [int(letter) for letter in text if letter.isdigit()]
            assert row[place] == (sum(marks) / len(marks) if marks else 0), name
            final = row[place + 2]
            assert final in ({"осв"} if final == "осв" else {str(int(row[place] + 0.5)) if marks else None})
            checked += 1
    assert checked == 12 * 19


def test_an_empty_string_and_no_value_are_kept_apart_in_the_workbook():
    data = next(iter(netschool_files.files().values()))
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    values = [cell for row in sheet.iter_rows(values_only=True) for cell in row[1:40]]
    assert values.count("") > 500
    assert values.count(None) > 500


def test_students_have_different_numbers_of_columns():
    data = next(iter(netschool_files.files().values()))
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    widths = {row.index("Средняя оценка") for row in sheet.iter_rows(values_only=True) if row[0] == "Предмет"}
    assert len(widths) >= 3


def test_the_names_try_sorting_and_escaping():
    names = [pupil.name for _, pupils in CLASSES for pupil in pupils]
    assert len(set(names)) == len(names)
    for trap in ("Ё", "-", "<", '"', "'", "кызы"):
        assert any(trap in name for name in names), trap
    assert max(map(len, names)) > 60
    assert sum(len(name.split()) == 2 for name in names) == 2


def test_ids_are_beyond_what_a_float_holds(files):
    people = json.loads(files["exports/5Б/edugroup_students.json"])["students"]
    for entry in people:
        number = entry["person"]["id"]
        assert number > 2**53
        assert str(number) == entry["person"]["id_str"]


def test_ids_of_lessons_and_marks_are_unique(files):
    marks: Counter[int] = Counter()
    for name, data in files.items():
        if "schedules_" in name:
            days = json.loads(data)["days"]
            lessons = Counter(lesson["id"] for day in days for lesson in day["lessons"])
            works = Counter(work["id"] for day in days for work in day["works"])
            assert max(lessons.values()) == max(works.values()) == 1
            marks.update(mark["id"] for day in days for mark in day["marks"])
            assert {mark["work"] for day in days for mark in day["marks"]} <= set(works)
            assert any(lesson["status"] == "Cancelled" for day in days for lesson in day["lessons"])
    assert max(marks.values()) == 1
    assert any(f["reportingPeriod"] is None for f in json.loads(files["exports/5Б/final_marks.json"]))


def test_the_families_file_says_who_may_read():
    names = {pupil.id: pupil.name for pupil in cast.CLASS_5B}
    readers: dict[str, set[str]] = {}
    for row in family_file.rows():
        if row["дата согласия"] and not row.get("дата отказа"):
            student = row.get("ученик") or names[row["код ученика"]]
            readers.setdefault(row["получатель"], set()).add(student)
    assert readers == {name: set(students) for name, students in cast.EXPECTED_READERS.items()}
    read = set().union(*readers.values())
    everybody = {pupil.name for _, pupils in CLASSES for pupil in pupils}
    assert everybody - read == set(cast.WITHOUT_DIARY)


def test_timetable_homework_and_tests_reach_two_weeks_beyond_today():
    files = tables()
    for title, _ in CLASSES:
        assert max(x.day for x in lessons_of(title)) >= date(2026, 12, 3)
        assert "03.12.2026" in files[f"homework-{title}.csv"].decode()
    assert files["works.csv"].decode().count("Контрольная работа") >= 4


tables = cache(table_files.files)


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(tables()[name].decode()), delimiter=";"))


def test_no_two_works_share_an_id():
    keys = Counter(row["код"] for row in _rows("works.csv"))
    assert max(keys.values()) == 1


@pytest.mark.parametrize(("title", "written"), [("8А", "8 А"), ("5Б", "5б")])
def test_a_test_lies_ahead_this_week_and_others_up_to_the_end_of_the_quarter(title, written):
    ahead = [
        parse_date(row["по плану"])
        for row in _rows("works.csv")
        if row["класс"] in {title, written} and row["по плану"]
    ]
    assert date(2026, 11, 20) in ahead
    assert max(ahead) == date(2026, 12, 26)
    assert max(Counter(ahead).values()) <= 4
    weights = {row["вес"] for row in _rows("works.csv") if row["класс"] == written}
    assert weights == ({""} if title == "8А" else {"2", "3"})


@pytest.mark.parametrize("title", COURSES)
def test_a_lesson_of_this_week_is_substituted_one_moved_and_one_cancelled(title):
    week = [x for x in lessons_of(title) if date(2026, 11, 16) <= x.day <= date(2026, 11, 21)]
    assert {"замена", "перенос", "отменен"} <= {x.status for x in week}
    assert any(x.instead_of and x.instead_of.subject != x.course.subject for x in week if x.status == "замена")


@pytest.mark.parametrize("title", COURSES)
def test_open_places_have_a_day_by_which_they_are_closed_and_some_marks_a_comment(title):
    rows = _rows(f"marks-{title}.csv")
    assert {(row["отметка"], row["сдать до"]) for row in rows if row["сдать до"]} == {
        ("долг", "27.11.2026"), ("точка", "24.11.2026")
    }  # fmt: skip
    assert all(row["комментарий"] for row in rows)
    assert any(not row["сдать до"] for row in rows)
    late = _rows(f"absences-{title}.csv")
    assert len(late) >= 20
    assert all(int(row["минут"]) > 0 for row in late)


def test_a_mark_put_off_is_of_a_subject_without_a_mark_in_that_term():
    (row,) = _rows("deferrals.csv")
    assert (row["класс"], row["период"], row["до"]) == ("8А", "1 четверть", "04.12.2026")
    pupil = next(p for p in cast.CLASS_8A if p.name == row["ученик"])
    cells = cells_of(pupil, slots_by_term(lessons_of("8А"), 0))
    assert term_mark(pupil, row["предмет"], [c for c in cells if c.lesson.course.subject == row["предмет"]]) == ""


def test_an_exam_lies_ahead_and_one_has_results():
    exams = _rows("exams.csv")
    assert {bool(row["результат"]) for row in exams} == {True, False}
    assert all((parse_date(row["дата"]) > cast.TODAY.date()) != bool(row["результат"]) for row in exams)


def test_the_plan_has_the_hours_of_every_course_in_the_quarter():
    plan = [row for row in _rows("plan.csv") if row["период"] == "2 четверть"]
    assert len(plan) == sum(map(len, COURSES.values()))
    assert sum(int(row["часов"]) for row in plan if row["класс"] == "8 А" and row["предмет"] == "Физика") == 9 + 8


def test_some_marks_do_not_count(files):
    found = [json.loads(data)["days"] for name, data in files.items() if "schedules_" in name]
    assert any(not mark["use_avg_calc"] for days in found for day in days for mark in day["marks"])


def test_the_adult_is_of_age_today():
    born = cast.ADULT.birth_date
    assert born is not None
    assert born.replace(year=born.year + 18) <= cast.TODAY.date()
