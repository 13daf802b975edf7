"""A bundle keeps the rules of the binding; and the check of these rules finds every fault planted into one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.commands.export import MEANING
from generator.model import entries as e
from generator.writing.oneroster.columns import COLUMNS, FILES
from generator.writing.oneroster.export import OneRoster, Scale
from tests.properties.drawn_schools import HERE, joined
from tests.unit.writing.oneroster_rules import binding, faults

ONE = e.PersonRef("7", "Ольхин Юрий")
DAY = date(2026, 9, 7)
ENTRIES = [
    e.GroupEntry(HERE, "8", "8А", homeroom_teacher="Ким"),
    e.GroupEntry(HERE, "81", "1 гр.", "8"),
    e.StudentEntry(HERE, ONE, "8", None, date(2027, 3, 1), date(2012, 1, 2)),
    e.MemberEntry(HERE, ONE, "81"),
    e.TermEntry(HERE, "q1", e.TermKind.QUARTER, 1, "1 четверть", date(2026, 9, 1), date(2026, 10, 24)),
    e.TeachingEntry(HERE, "8", "Алгебра", "Ким"),
    e.WorkEntry(HERE, "w", "81", "Алгебра", DAY, "Дроби", "Домашняя работа", "ДР", Decimal(2)),
    e.MarkEntry(HERE, ONE, "8", "Алгебра", DAY, "5", e.MarkKind.NUMERIC, Decimal(5), work="w", comment="да,\nно"),
    e.MarkEntry(HERE, ONE, "8", "Алгебра", date(2026, 10, 28), ".", e.MarkKind.DEBT),
    e.TermMarkEntry(HERE, ONE, "8", "Алгебра", e.FinalScope.YEAR, "", "5-", e.MarkKind.TEXT, average=Decimal("4.67")),
    e.HomeworkEntry(HERE, "8", "Алгебра", "Стр. 5\n\nустно", None, DAY),
]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return bundle_of(tmp_path_factory.mktemp("bundle"), "a")


def bundle_of(folder: Path, school_id: str) -> bytes:
    school, classes, _ = joined([("dnevnikru", ENTRIES)])
    with OneRoster(folder, school, school_id, MEANING, Scale(1, 5)) as made:
        for one in classes.values():
            made.add(one)
        made.pack(Path(folder) / "made.zip")
    assert sorted(path.name for path in folder.iterdir()) == ["made.zip"]
    return (folder / "made.zip").read_bytes()


def changed(bundle: bytes, change: Callable[[dict[str, bytes]], object], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(io.BytesIO(bundle)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    change(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as new:
        for name, content in files.items():
            new.writestr(name, content)
    return made.getvalue()


def test_ids_stay_from_export_to_export_and_are_those_of_no_other_school(bundle: bytes, tmp_path: Path) -> None:
    for name in ("again", "other"):
        (tmp_path / name).mkdir()
    assert bundle_of(tmp_path / "again", "a") == bundle
    ids = [set(re.findall(r"[0-9a-f-]{36}", unpacked(made))) for made in (bundle, bundle_of(tmp_path / "other", "b"))]
    assert len(ids[0]) == len(ids[1]) > 20
    assert ids[0].isdisjoint(ids[1])


def unpacked(bundle: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_it_keeps_every_rule(bundle: bytes) -> None:
    assert faults(bundle) == []


def test_the_columns_are_those_of_the_binding_and_ours_behind_them() -> None:
    known = {name: [field.column for field in fields] for name, fields in binding().items() if name != "manifest"}
    assert set(FILES) == known.keys()
    assert {n: [c for c in columns if not c.startswith("metadata.")] for n, columns in COLUMNS.items()} == {
        name: known[name] for name in COLUMNS
    }


def test_ends_are_exclusive_and_texts_are_on_one_line(bundle: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "2026/2027 учебный год,schoolYear,2026-09-01,2027-05-27,,2027" in texts["academicSessions.csv"]
    assert "1 четверть,gradingPeriod,2026-09-01,2026-10-25," in texts["academicSessions.csv"]
    assert ",student,,,2027-03-02" in texts["enrollments.csv"]
    assert '"да, но"' in texts["results.csv"]
    assert "Стр. 5,устно," in texts["lineItems.csv"]
    assert "Домашняя работа (работа)" in texts["categories.csv"]


def sub(name: str, pattern: str, new: str) -> Callable[[dict[str, bytes]], object]:
    def change(files: dict[str, bytes]) -> None:
        text, count = re.subn(pattern, new, files[name].decode())
        assert count
        files[name] = text.encode()

    return change


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda f: f.update({"x/users.csv": f.pop("users.csv")}), "x/users.csv: not at the root"),
        (lambda f: f.update({"lessons.csv": f["users.csv"]}), "lessons.csv: unknown file"),
        (lambda f: f.update({"users.csv": b"\xef\xbb\xbf" + f["users.csv"]}), "users: a byte order mark"),
        (lambda f: f.update({"users.csv": f["users.csv"].split(b"\r\n")[0] + b"\r\n"}), "users: no rows"),
        (lambda f: f.pop("demographics.csv"), "manifest: file.demographics"),
        (sub("manifest.csv", r"1\.0", "1"), "manifest: versions"),
        (sub("manifest.csv", "resources,absent", "resources,bulk"), "manifest: file.resources"),
        (sub("results.csv", "да, но", "да,\nно"), "results: a line break in a field"),
        (sub("results.csv", "sourcedId,status", "status,sourcedId"), "results: columns"),
        (sub("results.csv", "metadata.slot", "slot"), "results: columns behind those of the binding"),
        (sub("results.csv", "fully graded", "fullyGraded"), "results.scoreStatus: fullyGraded is not in the list"),
        (sub("results.csv", "5.0,", "6.0,"), "results: out of range"),
        (sub("users.csv", ",true,", ",yes,"), "users.enabledUser: yes is not in the list"),
        (sub("users.csv", ",Юрий,", ",,"), "users.givenName: empty"),
        (sub("academicSessions.csv", "-27,,2027", "-27,,2026"), "academicSessions: schoolYear is not the year in which it ends"),
        (sub("academicSessions.csv", "2026-10-25", "2026-09-01"), "academicSessions: ends before it begins"),
        (sub("academicSessions.csv", "gradingPeriod", "schoolYear"), "lineItems: in a school year"),
        (sub("orgs.csv", "school", "district"), "classes: no school"),
        (sub("enrollments.csv", ",student,", ",teacher,"), "results: the student is not enrolled"),
        (sub("enrollments.csv", r"(?m)^([^,]+),,", r"\1,active,"), "enrollments.status: filled in a bulk file"),
        (sub("categories.csv", r"\n[0-9a-f-]{36}", "\nx"), "categories: a sourcedId twice"),
        (sub("courses.csv", r"\n[0-9a-f]", "\nz"), "classes.courseSourcedId: a reference to nothing"),
        (sub("scoreScales.csv", r"\{5:", "{5;"), "scoreScales: pairs"),
        (sub("demographics.csv", "2012-01-02", "02.01.2012"), "demographics.birthDate: no Date"),
    ],
)  # fmt: skip
def test_the_check_finds_a_fault_that_is_planted(bundle: bytes, change: Callable[..., object], found: str) -> None:
    assert found in faults(changed(bundle, change))


def test_the_check_finds_files_that_are_not_deflated(bundle: bytes) -> None:
    assert "orgs.csv: not deflated" in faults(changed(bundle, lambda _: None, zipfile.ZIP_STORED))
