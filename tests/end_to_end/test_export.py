"""`diary export` on the example school: what is written, where it may lie, and that nothing is ever half there."""

from __future__ import annotations

import json
import os
import shutil
import stat
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.inputs import load_inputs
from generator.commands.plaintext import MARKER
from generator.commands.school import read_school
from generator.reading.joining.assemble import Assembly
from generator.reading.spool import load_part
from tests.properties.drawn_schools import Joined, with_all
from tests.properties.test_export_laws import facts
from tests.schools.built import copy_example
from tests.schools.sayable import sayable
from tests.unit.writing.oneroster_rules import faults

Diary = Callable[..., tuple[int, str, str]]

BESIDE_A_BUNDLE = (
    *("terms", "holidays", "bells", "events", "lessons"),
    *("plan", "absences", "remarks", "exams", "deferrals"),
)
"""The tables of what OneRoster has no words for, and the terms that two of them name."""

FAMILIES = """\
group;student_name;recipient;application_no;application_date;consent_date;phone;relation
8А;Молоков Степан;Молокова Ирина;1;01.09.2026;01.09.2026;+7 900 000-00-00;мать
"""

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links are a thing of POSIX")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example school with an export, for tests that only look."""
    folder = copy_example(tmp_path_factory.mktemp("export") / "school")
    assert main(["export", "--site", str(folder), "--workers", "1"]) == 0
    return folder


@pytest.fixture
def school(exported: Path, tmp_path: Path) -> Path:
    shutil.copytree(exported, tmp_path / "school")
    return tmp_path / "school"


def loaded(folder: Path) -> Joined:
    """Read and join a site folder, in which nothing may be wrong."""
    inputs = load_inputs(Namespace(site=folder, now="", format="text"))
    found = read_school(inputs, inputs.folder.cache, workers=1, quiet=True)
    assert [problem.describe() for problem in found.problems] == []
    records = {}
    for group in found.school.classes():
        assembly = Assembly(found.school, found.directory, found.limits(inputs), group.id)
        for part in found.parts.get(group.id, ()):
            if found.directory.class_id(found.directory.group_id(part.system, part.group)) == group.id:
                assembly.add(part.system, load_part(part))
        records[group.id] = assembly.records()
        assert assembly.problems == []
    return with_all(found.school, records)


def read_again(exported: Path, what: str, target: Path) -> Joined:
    """Read an export as the only export of a school with the same settings."""
    return loaded(with_exports(exported, [what], target))


def with_exports(exported: Path, names: Iterable[str], target: Path) -> Path:
    """Return a site folder with the same settings and some of what was exported as the only exports."""
    (target / "content/exports").mkdir(parents=True)
    text = (exported / "site.yaml").read_text(encoding="utf-8")
    before, rest = text.split("\njournals:\n", 1)
    lines = rest.splitlines(keepends=True)
    after = "".join(lines[next(i for i, line in enumerate(lines) if line[:1].isalpha()) :])
    settings = f'{before}\njournals:\n  - files: ["content/exports/**/*"]\n{after}'
    (target / "site.yaml").write_text(settings, encoding="utf-8")
    for name in names:
        source = exported / "output/export" / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target / "content/exports" / source.name)
    return target


def test_the_tables_of_the_example_school_give_the_same_school(exported: Path, tmp_path: Path) -> None:
    before, after = facts(loaded(exported)), facts(read_again(exported, "tables", tmp_path / "again"))
    differ = {name.rpartition(" ")[2] for name in before if before[name] != after[name]}
    # Texts that mean something else in our tables are in our own words, and other journals' ids are not ours.
    assert differ == {"students", "marks", "absences"}
    assert list(before) == list(after)
    assert [len(before[name]) for name in before] == [len(after[name]) for name in before]


def test_what_is_exported_from_the_tables_again_is_the_same_to_the_byte(exported: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    read_again(exported, "tables", again)
    assert main(["export", "--site", str(again), "--workers", "1", "--tables"]) == 0
    one, other = (sorted((folder / "output/export/tables").iterdir()) for folder in (exported, again))
    assert [path.name for path in one] == [path.name for path in other]
    assert [a.name for a, b in zip(one, other, strict=True) if sorted(a.read_bytes()) != sorted(b.read_bytes())] == []


def test_the_bundle_of_the_example_school_keeps_every_rule_and_is_read_back(exported: Path, tmp_path: Path) -> None:
    bundle = exported / "output/export/oneroster.zip"
    assert faults(bundle.read_bytes()) == []
    before = sayable(loaded(exported))
    after = sayable(read_again(exported, "oneroster.zip", tmp_path / "again"), is_back=True)
    assert [name for name in before if before[name] != after[name]] == []
    assert min(map(len, before.values())) > 1


@pytest.mark.parametrize("only_ours", [True, False])
def test_a_site_that_has_nothing_but_an_export_is_checked_without_a_problem(
    diary: Diary, exported: Path, tmp_path: Path, only_ours: bool
) -> None:
    tables = sorted(path.name for path in (exported / "output/export/tables").iterdir())
    names = [f"tables/{name}" for name in tables if only_ours or name.startswith(BESIDE_A_BUNDLE)]
    site = with_exports(exported, names if only_ours else ["oneroster.zip", *names], tmp_path / "site")
    (site / "content/families.csv").write_text(FAMILIES, encoding="utf-8")
    code, out, err = diary("check", "--site", site, "--workers", "1", "--format", "json")
    assert (code, err) == (0, "")
    exports = json.loads(out)["exports"]
    assert [one["reader"] for one in exports] == (["tables"] if only_ours else ["tables", "oneroster"])
    assert [one["counts"] for one in exports] == [one["joined"] for one in exports]
    assert all(set(one["classes"]) == {"5Б", "8А"} and not one["ignored"] for one in exports)


@posix
def test_the_folder_is_marked_and_its_owners_alone(exported: Path) -> None:
    folder = exported / "output/export"
    assert (folder / MARKER).is_file()
    assert {path.name for path in folder.iterdir()} == {MARKER, "oneroster.zip", "tables"}
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_choice_leaves_the_rest_as_it_was_and_json_says_what_was_written(diary: Diary, school: Path) -> None:
    folder = school / "output/export"
    before = (folder / "oneroster.zip").read_bytes()
    code, out, err = diary("export", "--site", school, "--only", "marks", "--only", "terms", "--format", "json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert sorted(path.name for path in (folder / "tables").iterdir()) == ["marks-5Б.csv", "marks-8А.csv", "terms.csv"]
    assert sorted(told["files"]) == ["marks-5Б.csv", "marks-8А.csv", "terms.csv"]
    assert (told["oneroster"], told["tables"]["terms"], told["students"]) == ({}, 4, 23)
    assert (folder / "oneroster.zip").read_bytes() == before


def test_it_warns_in_one_line_what_the_folder_holds(diary: Diary, school: Path) -> None:
    code, out, err = diary("export", "--site", school, "--oneroster")
    assert (code, out) == (0, "")
    warning = err.splitlines()[-1]
    assert "23 students in clear" in warning
    assert "never publish" in warning


def test_a_second_export_gives_the_same_bytes(diary: Diary, school: Path) -> None:
    files = [path for path in sorted((school / "output/export").rglob("*")) if path.is_file()]
    before = [path.read_bytes() for path in files]
    assert diary("export", "--site", school)[0] == 0
    assert [path.read_bytes() for path in files] == before


def refused(diary: Diary, school: Path, tmp_path: Path, changed: tuple[str, str], slug: str) -> None:
    """Change two rows of a table; both must be told of, and what was exported before must stay."""
    path = school / "content/exports/tables/remarks.csv"
    head, first, second, *rest = path.read_text(encoding="utf-8-sig").splitlines()
    rows = [row.replace(*changed) for row in (first, second)]
    assert rows != [first, second]
    path.write_text("\n".join([head, *rows, *rest]) + "\n", encoding="utf-8")
    files = {path: path.read_bytes() for path in (school / "output/export").rglob("*") if path.is_file()}
    code, _, err = diary("export", "--site", school)
    assert (code, err.count(f"[{slug}]")) == (1, 2)
    assert {path: path.read_bytes() for path in (school / "output/export").rglob("*") if path.is_file()} == files
    assert diary("export", "--site", school, "--to", tmp_path / "new")[0] == 1
    assert not (tmp_path / "new").exists()


def test_all_problems_of_reading_are_shown_and_nothing_is_written(diary: Diary, school: Path, tmp_path: Path) -> None:
    refused(diary, school, tmp_path, (".11.2026", ".13.2026"), "no-such-day")


def test_all_problems_of_joining_are_shown_and_nothing_is_written(diary: Diary, school: Path, tmp_path: Path) -> None:
    refused(diary, school, tmp_path, (".11.2026", ".11.2020"), "date-outside-year")


@pytest.mark.parametrize("inside", ["output/site", "output/site/d/x", "output", "", "..", "content/exports", "private/x",
                                    "output/staff", "output/export/../site"])  # fmt: skip
def test_a_folder_that_is_published_or_read_is_refused(diary: Diary, school: Path, inside: str) -> None:
    before = sorted(school.rglob("*"))
    code, _, err = diary("export", "--site", school, "--to", school / inside)
    assert code == 2
    assert "[export-into-site]" in err or "[bad-export-folder]" in err
    assert [path for path in sorted(school.rglob("*")) if path.name != "lock"] == [
        p for p in before if p.name != "lock"
    ]


def test_the_folder_that_the_site_is_published_to_is_refused(diary: Diary, school: Path, tmp_path: Path) -> None:
    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8").replace('  to: ""', f"  to: folder:{tmp_path / 'www'}")
    settings.write_text(text, encoding="utf-8")
    code, _, err = diary("export", "--site", school, "--to", tmp_path / "www/export")
    assert (code, "[export-into-site]" in err) == (2, True)
    assert not (tmp_path / "www").exists()


@posix
def test_a_link_into_the_site_is_refused(diary: Diary, school: Path, tmp_path: Path) -> None:
    (school / "output/site").mkdir()
    (tmp_path / "link").symlink_to(school / "output/site")
    assert "[export-into-site]" in diary("export", "--site", school, "--to", tmp_path / "link/x")[2]


def test_a_folder_with_other_files_is_refused_and_a_file_too(diary: Diary, school: Path, tmp_path: Path) -> None:
    (tmp_path / "mine/tables").mkdir(parents=True)
    for target in (tmp_path / "mine", school / "site.yaml"):
        code, _, err = diary("export", "--site", school, "--to", target)
        assert (code, "[bad-export-folder]" in err) == (2, True)
    assert (tmp_path / "mine/tables").is_dir()


def test_an_earlier_export_elsewhere_is_replaced(diary: Diary, school: Path, tmp_path: Path) -> None:
    assert diary("export", "--site", school, "--to", tmp_path / "new")[0] == 0
    (tmp_path / "new/tables/old.csv").write_text("x", encoding="utf-8")
    assert diary("export", "--site", school, "--to", tmp_path / "new", "--tables")[0] == 0
    assert not (tmp_path / "new/tables/old.csv").exists()
    assert {path.name for path in (tmp_path / "new").iterdir()} == {MARKER, "oneroster.zip", "tables"}
