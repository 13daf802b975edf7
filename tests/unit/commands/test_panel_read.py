"""A file dropped into the panel is read as the next build would: what `journals` says of it, its folder beside it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from generator.commands.inputs import load_inputs
from generator.commands.panel_drop import receive
from generator.commands.panel_read import read_as_dropped
from tests.exports.dump import HERE
from tests.schools.small import SETTINGS, small_site

MAPPED, ELJUR, MESH = HERE / "mapped/sample-cp1251", HERE / "eljur/sample", HERE / "mesh/by-path"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def judged(site: Path, item: str, name: str, content: bytes) -> tuple[list[str], list[str]]:
    """Return the slugs of what is wrong with the file, and of what was wrong before with files beside it."""
    (site / "site.yaml").write_text(SETTINGS + item, encoding="utf-8")
    wrong, elsewhere = read_as_dropped(load_inputs(Namespace(site=site, now="")), name, content)
    return [problem.slug for problem in wrong], [problem.slug for problem in elsewhere]


def test_a_table_is_read_by_the_mapping_file_of_its_item(site: Path) -> None:
    content, name = (MAPPED / "journal_8A.csv").read_bytes(), "content/exports/own/journal_8A.csv"
    (site / "content/own.yaml").write_bytes((MAPPED / "mapping.yaml").read_bytes())
    item = "  - files: [content/exports/own/*]\n    mapping: content/own.yaml\n"
    assert judged(site, item, name, content) == ([], [])
    assert judged(site, "", name, content) == (["unknown-format"], [])
    broken = "  - files: [content/exports/own/*]\n    mapping: content/none.yaml\n"
    assert "no-mapping" in judged(site, broken, name, content)[0]


def test_class_and_student_come_from_the_place_where_the_file_will_lie(site: Path) -> None:
    content = (MESH / "8А/386/marks.json").read_bytes()
    item = "  - files: [content/exports/mesh/**/*.json]\n    path: content/exports/mesh/{group}/{student}\n"
    assert judged(site, item, "content/exports/mesh/8А/386/marks.json", content) == ([], [])
    assert "path-does-not-fit" in judged(site, item, "content/exports/mesh/marks.json", content)[0]
    assert "no-student" in judged(site, item.partition("    path")[0], "content/exports/mesh/m.json", content)[0]


def test_files_of_one_folder_are_looked_at_together(site: Path) -> None:
    folder = site / "content/exports/eljur"
    folder.mkdir()
    for path in ELJUR.glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    item = "  - files: [content/exports/eljur/*]\n    together: folder\n"
    diary = "content/exports/eljur/getdiary.json"
    content = (ELJUR / "getdiary.json").read_bytes()
    assert judged(site, item, diary, content) == ([], [])
    assert judged(site, item.partition("    together")[0], diary, content) == (["no-class"] * 5, [])


def test_a_fault_that_lies_beside_the_file_already_does_not_keep_it_out(site: Path) -> None:
    folder = site / "content/exports/journal"
    marks = "student;group;subject;date;mark\nu1;8А;Алгебра;31.02.2026;5\n"
    (folder / "marks.csv").write_text(marks, encoding="utf-8")
    students, lessons = (folder / "students.csv").read_bytes(), folder / "lessons.csv"
    assert judged(site, "", "content/exports/journal/students.csv", students) == ([], ["no-such-day"])
    assert judged(site, "", "content/exports/journal/marks.csv", marks.encode()) == (["no-such-day"], [])
    received = receive(load_inputs(Namespace(site=site, now="")), "students.csv", students + b"u2;X Y;8A\n")
    assert [problem.slug for problem in received.problems] == ["no-such-day"]
    assert received.place == folder / "students.csv"
    assert lessons.is_file()


def test_nothing_in_the_site_changes(site: Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    judged(site, "", "content/exports/journal/marks.csv", b"student;group;subject;date;mark\n")
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
