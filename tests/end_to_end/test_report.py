"""The staff's reports on the example school: what is there, what it says, and that none of it is ever published."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands import report as reports
from generator.commands.plaintext import MARKER
from generator.commands.report_desk import Desk
from generator.printing import staff
from generator.reports.sheet_check import ShownCell
from tests.schools import cast
from tests.schools.built import Built

Diary = Callable[..., tuple[int, str, str]]
PAGES = ("deadlines", "finals", "hours", "imports", "index", "registers", "results")
NAMES = [pupil.family_name for pupil in (*cast.CLASS_8A, *cast.CLASS_5B)]


@pytest.fixture
def school(built: Built, tmp_path: Path) -> Path:
    return built.copy(tmp_path / "school")


@pytest.fixture(scope="module")
def made(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the reports of the example school, for tests that only look."""
    folder = built.copy(tmp_path_factory.mktemp("reports") / "school")
    from generator.cli import main

    assert main(["report", "--site", str(folder), "--workers", "1"]) == 0
    return folder / "output/staff"


def text_of(path: Path) -> str:
    html = re.sub(r"<(style|script)>.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " "))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))


def test_one_command_makes_all_pages_and_the_index_leads_to_them(made: Path) -> None:
    assert {f"{name}.html" for name in PAGES} <= {path.name for path in made.iterdir()}
    index = (made / "index.html").read_text(encoding="utf-8")
    for name in (*(f"{page}.html" for page in PAGES if page != "index"), "class-8%D0%90.html"):
        assert f'href="{name}"' in index


def test_every_link_leads_to_a_file_that_is_there(made: Path) -> None:
    from urllib.parse import unquote

    links = 0
    for page in made.glob("*.html"):
        for href in re.findall(r'href="([^"#]+)"', page.read_text(encoding="utf-8")):
            if not href.startswith("data:"):
                assert (made / unquote(href)).is_file(), (page.name, href)
                links += 1
    assert links > 60


def test_nothing_in_any_page_is_fetched_from_anywhere(made: Path) -> None:
    for page in made.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "default-src" in html
        assert not re.search(r'(?:src|href|url)\s*[=(]\s*["\']?(?:https?:)?//', html), page.name


def test_the_folder_is_marked_and_its_owners_alone(made: Path) -> None:
    assert (made / MARKER).is_file()
    for path in (made, *made.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_b5_4_the_results_of_the_example_school_are_those_of_its_marks(made: Path) -> None:
    (first,) = [row for row in rows_of(made / "results-school.csv") if row["Период"] == "1 четверть"]
    counts = {key: int(first[key]) for key in ("5", "4", "3", "2", "1", "н/а")}
    assert sum(counts.values()) == int(first["N"]) > 300
    points = sum(int(mark) * counts[mark] for mark in "54321")
    numbers = sum(counts[mark] for mark in "54321")
    assert float(first["Средний балл"].replace(",", ".")) == pytest.approx(points / numbers, abs=0.005)
    assert float(first["Качество, %"].replace(",", ".")) == pytest.approx(
        100 * (counts["5"] + counts["4"]) / int(first["N"]), abs=0.05
    )
    assert "СОУ с н/а, %" in first


def test_b5_2_the_hours_of_the_classes_add_up_to_those_of_the_school(made: Path) -> None:
    *classes, whole = rows_of(made / "hours-class.csv")
    *subjects, also = rows_of(made / "hours-subject.csv")
    assert len(classes) == 2
    for column in ("В расписании", "Проведено", "Отменено", "Перенесено", "Контрольных"):
        sums = [sum(int(row[column]) for row in found) for found in (classes, subjects)]
        assert sums == [int(whole[column]), int(also[column])]


def test_b5_6_the_summary_sheet_says_what_the_class_report_counts(made: Path) -> None:
    sheet = (made / "sheets-8А.html").read_text(encoding="utf-8")
    body = sheet.partition("<tbody>")[2].partition("</tbody>")[0]
    fives = len(re.findall(r"<td>5</td>", re.sub(r"<td>\d+</td><th", "<th", body)))
    rows = [row for row in rows_of(made / "class-8А-results.csv") if row["Период"] == "1 четверть"]
    assert fives == sum(int(row["5"]) for row in rows) > 20


def test_students_are_named_in_sheets_and_where_something_is_missing_only(made: Path) -> None:
    for page in made.glob("*.html"):
        text = text_of(page)
        named = [name for name in NAMES if name in text]
        if page.name.startswith("sheets-"):
            assert len(named) > 10
        elif page.name not in ("finals.html", "registers.html"):
            assert named == [], page.name


def test_the_difference_of_a_sheet_and_a_diary_is_an_error_with_its_place(
    diary: Diary, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = staff.cells_of

    def wrong(student_id: str, shown: object) -> set[ShownCell]:
        found = right(student_id, shown)  # type: ignore[arg-type]
        return {cell._replace(text="2") if cell.subject == "Алгебра" else cell for cell in found}

    monkeypatch.setattr(staff, "cells_of", wrong)
    code, _, err = diary("report", "--site", school, "--workers", "1")
    assert code == 4
    assert "8А: error: the summary sheet of 8А and its diaries differ in Алгебра, 1 четверть [sheet-differs]" in err
    assert not [name for name in NAMES if name in err]
    assert not list((school / "output/staff").glob("sheets-*"))


@pytest.mark.ci
def test_fail_on_broken_tells_by_the_exit_code(diary: Diary, school: Path) -> None:
    code, out, err = diary("report", "--site", school, "--only", "deadlines", "--fail-on", "broken", "--format", "json")
    found = json.loads(out)
    assert found["broken"] > 0, err
    assert code == 1
    assert diary("report", "--site", school, "--only", "finals", "--fail-on", "broken")[0] == 2


@pytest.mark.ci
def test_a_part_alone_leaves_the_rest_and_the_index_as_they_were(diary: Diary, school: Path) -> None:
    assert diary("report", "--site", school)[0] == 0
    folder = school / "output/staff"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.is_file()}
    index = text_of(folder / "index.html")
    assert diary("report", "--site", school, "--only", "finals")[0] == 0
    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir() if path.is_file()}
    changed = {name for name, at in after.items() if before.get(name) != at}
    assert set(after) == set(before)
    assert changed == {name for name in after if name.startswith(("finals", "sheets-"))} | {"index.html"}
    assert text_of(folder / "index.html") == index


@pytest.mark.ci
def test_one_class_alone_makes_its_own_pages_only(diary: Diary, school: Path) -> None:
    code, out, _ = diary("report", "--site", school, "--class", "8а", "--format", "json")
    assert code == 0
    files = json.loads(out)["files"]
    assert {name for name in files if "8А" not in name} == {"index.html"}
    assert "sheets-8А-year.html" in files
    assert diary("report", "--site", school, "--class", "9Ю")[0] == 2


@pytest.mark.ci
def test_what_other_commands_keep_there_stays_and_old_reports_go(diary: Diary, school: Path) -> None:
    folder = school / "output/staff"
    assert diary("report", "--site", school)[0] == 0
    (folder / "acts").mkdir()
    (folder / "acts/act-1.html").write_text("<p>act", encoding="utf-8")
    (folder / "sheets-9В.html").write_text("<p>old", encoding="utf-8")
    (folder / "notes.odt").write_bytes(b"somebody's")
    assert diary("report", "--site", school)[0] == 0
    assert not (folder / "sheets-9В.html").exists()
    assert (folder / "acts/act-1.html").is_file()
    assert (folder / "notes.odt").is_file()
    assert 'href="acts/"' in (folder / "index.html").read_text(encoding="utf-8")


def test_b8_1_a_rejected_export_stands_in_the_import_log_although_nothing_else_was_made(
    diary: Diary, school: Path
) -> None:
    marks = school / "content/exports/tables/marks-8А.csv"
    marks.write_text(marks.read_text(encoding="utf-8-sig") + "\nмусор\n", encoding="utf-8")
    code, _, err = diary("report", "--site", school)
    assert code == 1, err
    folder = school / "output/staff"
    assert "Отклонена 1 выгрузка" in text_of(folder / "imports.html")
    assert not (folder / "results.html").exists()
    assert "Отклонена 1 выгрузка" in text_of(folder / "index.html")


@pytest.mark.ci
def test_a_damaged_memory_of_reports_costs_nothing_but_a_full_run(diary: Diary, school: Path) -> None:
    assert diary("report", "--site", school)[0] == 0
    (school / "private/reports.json").write_text("{", encoding="utf-8")
    assert diary("report", "--site", school)[0] == 0
    assert 'href="hours.html"' in (school / "output/staff/index.html").read_text(encoding="utf-8")


@pytest.mark.ci
def test_progress_is_told_class_by_class(school: Path) -> None:
    from argparse import Namespace

    from generator.commands.inputs import load_inputs
    from generator.commands.registers import open_register

    told: list[tuple[str, int, int]] = []
    inputs = load_inputs(Namespace(site=school, now=""))
    with inputs.folder.locked(), open_register(inputs) as register:
        result = reports.make_reports(inputs, register, workers=1, tell=lambda *one: told.append(one))
    assert [one for one in told if one[0] == "reports"] == [("reports", 0, 2), ("reports", 1, 2), ("reports", 2, 2)]
    assert result.deadlines is not None
    assert Desk is not None


@pytest.mark.ci
def test_the_publisher_refuses_a_folder_of_reports(diary: Diary, school: Path, tmp_path: Path) -> None:
    assert diary("report", "--site", school)[0] == 0
    target = tmp_path / "public"
    shutil.copytree(school / "output/staff", target / "reports")
    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8").replace('  to: ""', f"  to: folder:{target}")
    settings.write_text(text, encoding="utf-8")
    code, _, err = diary("publish", "--site", school)
    assert code == 2, err
    assert "[publish-plaintext]" in err
    assert [path.name for path in target.iterdir()] == ["reports"]
