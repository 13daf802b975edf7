"""`diary import --explain`: text, JSON and a page, for files anywhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.commands import import_explain
from generator.errors import ReadError
from generator.reading.about import About
from generator.reading.exports import FoundExport
from tests.exports.dump import HERE
from tests.exports.workbooks import DATE, lessons_block, lessons_report
from tests.schools.small import SETTINGS, small_site

ROWS = [["Алгебра", "5", "", "", "", 5, 0, "5"], ["Физика", None, DATE, None, "4", 4, 0, None]]
REPORT = lessons_report(lessons_block("Берёзкина Ая", {"Сентябрь": [1, 7, 8, 9]}, ROWS))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "Отчёт.xlsx"
    path.parent.mkdir()
    path.write_bytes(REPORT)
    return path


def explained(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    capfd.readouterr()
    code = main(["import", *map(str, arguments)])
    return code, capfd.readouterr().out


def test_a_file_is_explained_row_by_row_and_what_repeats_is_folded(
    report: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out = explained(capfd, "--site", tmp_path / "none", "--explain", report)
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert code == 1
    assert lines[0] == "Отчёт.xlsx: read by netschool"
    assert lines[1].startswith("1 fault, 2 marks, 2 final marks, 3 lessons, 2 averages, 1 student, 1 class, 2 subjects")
    assert "A9 Ученик: Берёзкина Ая student: Берёзкина Ая, 8А" in lines
    assert "B12-E12 4 dates, 2026-09-01 to 2026-09-09" in lines
    assert "B13 5 mark: 5, Алгебра, 2026-09-01" in lines
    assert "C13-E13 3 lessons without a mark" in lines
    assert any(
        line.startswith("C14 05.04.2026 error: a date stands where a mark should [excel-date]") for line in lines
    )


def test_json_holds_every_cell_with_what_it_became(report: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out = explained(capfd, "--site", report.parent, "--explain", report, "--format", "json")
    found: dict[str, Any] = json.loads(out)
    (sheet,) = found["sheets"]
    cells = {cell["cell"]: cell for cell in sheet["cells"]}
    assert (code, found["reader"], sheet["sheet"]) == (1, "netschool", "Лист1")
    assert cells["B13"]["became"][0]["said"]["day"] == "2026-09-01"
    assert cells["C14"]["became"][0]["what"] == found["problems"][0]["slug"] == "excel-date"


def test_the_page_needs_nothing_else_and_shows_faults_in_their_cells(
    report: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = report.with_suffix(".html")
    code, out = explained(capfd, "--site", report.parent, "--explain", report, "--html", page)
    text = page.read_text(encoding="utf-8")
    assert (code, out) == (1, "")
    assert re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*\"|@import|url\(|<script", text) == []
    assert '<a class="cell" href="#s0-C14"><i>C14</i>' in text
    assert re.search(r'<td class="k-error" id="s0-C14" title="C14\. Вместо отметки стоит дата', text)
    assert re.search(r'<td class="k-mark" title="B13\. Отметка: 5, Алгебра, 1.сентября, Берёзкина Ая, 8А">5</td>', text)
    assert page.stat().st_mode & 0o77 == 0


def test_nothing_is_written_but_what_was_asked_for(tmp_path: Path, report: Path) -> None:
    site = small_site(tmp_path / "site")
    (site / "content/exports/more/a.xlsx").write_bytes(REPORT)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    main(["import", "--site", str(site), "--explain", str(site / "content/exports/more/a.xlsx")])
    main(["import", "--site", str(site), "--explain", str(report), "--format", "json"])
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_what_the_file_does_not_say_comes_from_its_item_of_journals_or_from_options(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small_site(tmp_path / "site")
    item = "    group: 8А\n    mapping: content/codes.yaml\n"
    (site / "site.yaml").write_text(SETTINGS + item, encoding="utf-8")
    (site / "content/codes.yaml").write_text("codes:\n  lesson: {Я: absent_ill}\n", encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text("codes:\n  lesson: {Ю: absent_ill}\n", encoding="utf-8")
    seen: list[About] = []

    def refuse(_root: Path, _found: FoundExport, known: About) -> ReadError:
        seen.append(known)
        return ReadError("unreadable-file", "not read: only what is known of it is of interest")

    monkeypatch.setattr(import_explain, "open_export", refuse)
    file = site / "content/exports/more/marks.csv"
    options = ("--group", "9Б", "--student", "Вымыслов Егор", "--term", "1 четверть", "--mapping", other)
    for more in ((), options):
        main(["import", "--site", str(site), "--explain", str(file), *map(str, more)])
    main(["import", "--site", str(tmp_path), "--explain", str(other), "--group", "9Б"])
    capfd.readouterr()
    of_item, of_options, alone = seen
    assert of_item.year is not None
    assert (of_item.group, list(of_item.mapping.lesson_codes), str(of_item.year[0])) == ("8А", ["я"], "2026-09-01")
    assert (of_options.group, of_options.student.name, of_options.term) == ("9Б", "Вымыслов Егор", "1 четверть")
    assert list(of_options.mapping.lesson_codes) == ["ю"]
    assert (alone.group, alone.year) == ("9Б", None)


def test_one_sheet_alone_is_shown_and_one_that_is_not_there_is_an_error(
    report: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = explained(capfd, "--explain", report)
    assert explained(capfd, "--explain", report, "--sheet", "Лист1") == whole
    assert explained(capfd, "--explain", report, "--sheet", "1") == whole
    assert explained(capfd, "--explain", report, "--sheet", "Лист2")[0] == 2


def test_a_file_that_no_reader_reads_is_refused_with_its_reason(
    report: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report.write_bytes(b"nothing that is known\n")
    assert main(["import", "--explain", str(report)]) == 1
    assert "[unknown-format]" in capfd.readouterr().err
    report.write_bytes(REPORT)
    assert main(["import", "--explain", str(report), "--as", "tables"]) == 1
    assert "[unknown-format]" in capfd.readouterr().err
    report.unlink()
    assert main(["import", "--explain", str(report)]) == 1
    assert "[unreadable-file]" in capfd.readouterr().err
    assert main(["import"]) == 2


def test_a_file_of_a_folder_that_is_one_export_is_explained_with_its_folder(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site = small_site(tmp_path / "site")
    folder = site / "content/exports/eljur"
    shutil.copytree(HERE / "eljur/sample", folder, ignore=shutil.ignore_patterns("*.txt", "*.yaml"))
    item = "  - files: [content/exports/eljur/*]\n    together: folder\n"
    (site / "site.yaml").write_text(SETTINGS + item, encoding="utf-8")
    code, out = explained(capfd, "--site", site, "--explain", folder / "getdiary.json")
    assert code == 0
    assert out.splitlines()[0] == "content/exports/eljur: read by eljur"
    assert "1 группа (8А)" in out
