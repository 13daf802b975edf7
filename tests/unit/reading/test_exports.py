from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from generator.commands.plaintext import MARKER
from generator.errors import ReadError
from generator.reading import exports
from generator.reading.exports import FoundExport, find_exports, is_ignored, is_zip, open_export
from generator.reading.formats.tables.reader import TablesReader
from generator.reading.reader import Export
from generator.reading.spool import spool
from tests.exports.workbooks import archive_of, grid

ALL = ["content/exports/**/*"]


def put(site: Path, name: str, content: bytes = b"x") -> Path:
    path = site / "content/exports" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(site: Path, patterns: list[str] | None = None) -> list[str]:
    return [found.name for found in find_exports(site, patterns or ALL)]


def opened(site: Path) -> Export:
    (found,) = find_exports(site, ALL)
    export = open_export(site, found)
    assert isinstance(export, Export), export
    return export


def refused(site: Path) -> ReadError:
    (found,) = find_exports(site, ALL)
    error = open_export(site, found)
    assert isinstance(error, ReadError)
    return error


def test_a_file_is_one_export(tmp_path: Path) -> None:
    put(tmp_path, "8А/Отчет.xlsx")
    put(tmp_path, "a.json")
    assert names(tmp_path) == ["content/exports/8А/Отчет.xlsx", "content/exports/a.json"]


def test_a_mapping_file_that_a_glob_matches_is_no_export(tmp_path: Path) -> None:
    for name in ("8А/Журнал.csv", "8А/mapping.yaml"):
        put(tmp_path, name)
    found = find_exports(tmp_path, ALL, besides=["content\\exports\\8А\\mapping.yaml", ""])
    assert [item.name for item in found] == ["content/exports/8А/Журнал.csv"]


def test_the_tables_of_a_folder_are_one_export_and_its_other_files_their_own(tmp_path: Path) -> None:
    for name in ("lessons_2.csv", "marks-8А.csv", "дз.csv", "8А.xlsx", "more/terms.csv"):
        put(tmp_path, name)
    found = find_exports(tmp_path, ALL)
    assert [item.name for item in found] == ["content/exports", "content/exports/8А.xlsx", "content/exports/more"]
    assert [path.name for path in found[0].paths] == ["lessons_2.csv", "marks-8А.csv", "дз.csv"]


def test_a_folder_with_a_manifest_is_one_export(tmp_path: Path) -> None:
    for name in ("one/manifest.csv", "one/users.csv", "one/classes.csv"):
        put(tmp_path, name)
    assert names(tmp_path) == ["content/exports/one"]


def test_only_what_the_patterns_match_is_found_and_once(tmp_path: Path) -> None:
    put(tmp_path, "a.json")
    put(tmp_path, "b.xlsx")
    patterns = ["content/exports/*.json", "content\\exports\\*.json"]
    assert names(tmp_path, patterns) == ["content/exports/a.json"]


@pytest.mark.parametrize(
    "name",
    ["~$Отчет.xlsx", ".DS_Store", "Thumbs.db", "README.md", "__MACOSX/a.json", "._a.json", "a/.~lock.x.csv#", MARKER],
)
def test_leftovers_are_passed_over(name: str, tmp_path: Path) -> None:
    put(tmp_path, name)
    assert is_ignored(name)
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
def test_a_link_that_leads_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.json"
    outside.write_bytes(b"{}")
    site = tmp_path / "site"
    put(site, "a.json").with_name("b.json").symlink_to(outside)
    assert names(site) == ["content/exports/a.json"]


def test_members_are_named_below_the_folder_and_origins_print_the_path(tmp_path: Path) -> None:
    put(tmp_path, "t/marks.csv", b"1")
    put(tmp_path, "t/terms.csv", b"2")
    export = opened(tmp_path)
    assert dict(export.members) == {"marks.csv": b"1", "terms.csv": b"2"}
    assert export.place_of("marks.csv") == "content/exports/t/marks.csv"


def test_a_plain_file_is_one_member_under_its_own_name(tmp_path: Path) -> None:
    put(tmp_path, "t/a.json", b"{}")
    export = opened(tmp_path)
    assert dict(export.members) == {"a.json": b"{}"}
    assert export.place_of("a.json") == "content/exports/t/a.json"


def test_a_zip_is_opened_whatever_it_is_called(tmp_path: Path) -> None:
    put(tmp_path, "a.export", archive_of({"b\\c.json": b"{}", "a.json": b"[]", "~$x.xlsx": b""}))
    assert list(opened(tmp_path).members) == ["a.json", "b/c.json"]


def test_a_workbook_is_not_taken_for_a_zip() -> None:
    book = grid([["x"]])
    assert not is_zip(book)
    assert not is_zip(book[:300])
    assert is_zip(archive_of({"report.xlsx": book}))
    assert not is_zip(b"student;group\n")


@pytest.mark.parametrize("name", ["../a.json", "/a.json", "C:\\a.json", "a/../../b.json", "..\\a.json"])
def test_a_name_that_leads_outside_is_refused(name: str, tmp_path: Path) -> None:
    put(tmp_path, "a.zip", archive_of({name: b""}))
    assert refused(tmp_path).slug == "bad-name"


def test_limits_of_an_archive_hold_for_what_it_unpacks_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.reading.archives.MAX_TOTAL", 100)
    put(tmp_path, "a.zip", archive_of({"a.json": bytes(60), "b.json": bytes(60)}))
    assert refused(tmp_path).slug == "archive-too-large"


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MAX_TOTAL", 10)
    put(tmp_path, "a.json", bytes(11))
    assert refused(tmp_path).slug == "too-large"


def test_an_unusual_packing_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.json", b"{}")
    assert refused(tmp_path).slug == "broken-archive"


def test_a_member_with_a_wrong_checksum_is_damage(tmp_path: Path) -> None:
    content = archive_of({"a.json": b"0123456789"}).replace(b"0123456789", b"0123456780")
    put(tmp_path, "a.zip", content)
    assert refused(tmp_path).slug == "broken-archive"


def test_a_file_that_vanished_is_an_error_with_its_place(tmp_path: Path) -> None:
    error = open_export(tmp_path, FoundExport("content/exports/a.json", (tmp_path / "content/exports/a.json",)))
    assert isinstance(error, ReadError)
    assert (error.slug, str(error.origin)) == ("unreadable-file", "content/exports/a.json")


def test_of_an_export_of_bad_rows_only_the_first_ten_thousand_problems_are_told(tmp_path: Path) -> None:
    export = Export("marks.csv", {"marks.csv": b"student;group;subject;date;mark\n" + b"a\n" * 10_050})
    problems = spool(export, TablesReader(), (), tmp_path / "spooled")
    assert isinstance(problems, list)
    assert [problem.slug for problem in problems] == ["ragged-row"] * 10_000 + ["too-many-problems"]
