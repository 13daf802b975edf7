"""Which item of `journals` reads a file, and what is said of files that none reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from tests.schools.small import MORE, SETTINGS, small_site

TERMS = "kind;ordinal;title;start;end\nquarter;1;1;01.09.2026;23.10.2026\n"
OWN = "content/exports/own/четверти.csv"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = small_site(tmp_path)
    (site / OWN).parent.mkdir()
    return site


def with_item(site: Path, item: str) -> None:
    (site / "site.yaml").write_text(SETTINGS + item, encoding="utf-8")


@pytest.mark.parametrize("verb", ["check", "build"])
def test_a_file_that_no_item_names_is_told_and_stops_nothing(
    site: Path, verb: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--site", str(site)]) == 0
    for name in (OWN, "content/exports/own/~$четверти.csv", "content/exports/README.md"):
        (site / name).write_text("x", encoding="utf-8")
    capfd.readouterr()
    assert main([verb, "--site", str(site), "--format", "json"]) == 0
    out, err = capfd.readouterr()
    assert f"{OWN}: warning: not read, no item of journals names it [export-left-out]" in err
    assert [(one["slug"], one["place"]) for one in json.loads(out)["warnings"]] == [("export-left-out", OWN)]


def test_mapping_files_are_not_left_out_and_of_many_files_the_folder_is_named(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with_item(site, "    mapping: content/exports/own/m.yaml\n")
    (site / "content/exports/own/m.yaml").write_text("codes: {}\n", encoding="utf-8")
    for number in range(4):
        (site / f"content/exports/own/{number}.csv").write_text("x", encoding="utf-8")
    main(["check", "--site", str(site)])
    err = capfd.readouterr().err
    assert "content/exports/own: warning: 4 files not read, no item of journals names them [export-left-out]" in err
    assert "m.yaml" not in err


def test_the_first_item_takes_a_file_and_a_last_one_everything_else(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with_item(site, "  - files: [content/exports/**/*]\n  - files: [content/exports/own/*]\n")
    (site / "content/exports/own/terms.csv").write_text(TERMS, encoding="utf-8")
    assert main(["check", "--site", str(site), "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    exports = {one["export"]: one for one in found["exports"]}
    assert list(exports) == ["content/exports/journal", "content/exports/more", "content/exports/own"]
    # the item above says `provides`
    assert exports["content/exports/more"]["ignored"] == {"homework: not among journals.provides": 1}
    assert "warnings" not in found


def test_two_items_may_not_share_the_tables_of_one_folder(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with_item(site, "  - files: [content/exports/own/terms.csv]\n  - files: [content/exports/own/*]\n")
    (site / "content/exports/own/terms.csv").write_text(TERMS, encoding="utf-8")
    (site / "content/exports/own/marks.csv").write_text(MORE, encoding="utf-8")
    assert main(["check", "--site", str(site)]) == 1
    err = capfd.readouterr().err
    assert "[export-twice]" in err
    assert "hint: name all of them in one item" in err


def test_a_pattern_that_finds_only_a_folder_is_told_how_to_go_on(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with_item(site, "  - files: [content/exports/own]\n")
    assert main(["check", "--site", str(site)]) == 1
    err = capfd.readouterr().err
    assert "no export matches content/exports/own [no-exports]" in err
    assert "there is a folder content/exports/own: write content/exports/own/*" in err
