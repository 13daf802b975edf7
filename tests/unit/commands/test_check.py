"""What `diary check` tells of every export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.schools.small import LESSONS, MARKS, MORE, SETTINGS, small_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path)


def check(site: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capfd.readouterr()
    main(["check", "--site", str(site), "--format", "json"])
    found: dict[str, Any] = json.loads(capfd.readouterr().out)
    return found | {"exports": {one["export"]: one for one in found["exports"]}}


def test_every_export_tells_reader_class_period_and_what_became_of_its_records(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    exports = check(site, capfd)["exports"]
    journal, more = exports["content/exports/journal"], exports["content/exports/more"]
    assert (journal["reader"], journal["classes"], journal["period"]) == (
        "tables",
        ["8А"],
        ["2026-09-01", "2026-09-02"],
    )
    assert journal["counts"] == journal["joined"] == {"students": 1, "lessons": 2, "marks": 2}
    assert more["period"] == ["2026-09-01", "2026-09-03"]
    assert more["counts"] == {"lessons": 2, "marks": 2}
    assert (more["joined"], more["repeated"]) == ({"marks": 1}, {"marks": 1, "lessons": 2})
    assert more["ignored"] == {"homework: not among journals.provides": 1}
    assert more["since_build"] == {"state": "no build yet", "tables": {}}


def test_a_person_reads_one_line_for_each_table(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--site", str(site)]) == 0
    assert capfd.readouterr().err.splitlines() == [
        "content/exports/journal",
        "  read by tables, 8А, 2026-09-01 to 2026-09-02, no build yet",
        "  students  1 read  1 joined",
        "  lessons   2 read  2 joined",
        "  marks     2 read  2 joined",
        "",
        "content/exports/more",
        "  read by tables, 8А, 2026-09-01 to 2026-09-03, no build yet",
        "  lessons  2 read  0 joined  2 repeated",
        "  marks    2 read  1 joined  1 repeated",
        "  left out: 1 homework (journals.provides in site.yaml does not name them)",
        "",
        "1 students in 1 classes; no problems",
    ]


def test_what_changed_since_the_last_build_is_told_by_table(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--site", str(site)]) == 0
    assert {one["since_build"]["state"] for one in check(site, capfd)["exports"].values()} == {"unchanged"}
    marks = MARKS.replace(";5\n", ";3\n").replace("02.09.2026", "04.09.2026")
    (site / "content/exports/journal/marks.csv").write_text(marks, encoding="utf-8")
    (site / "content/exports/more/lessons.csv").write_text("\n" + LESSONS, encoding="utf-8")
    # another verb reads the school meanwhile, which is no build
    assert main(["report", "--site", str(site)]) == 0
    exports = check(site, capfd)["exports"]
    assert exports["content/exports/journal"]["since_build"] == {
        "state": "changed",
        "tables": {"marks": {"added": 1, "gone": 1, "changed": 1}},
    }
    assert exports["content/exports/more"]["since_build"] == {"state": "unchanged", "tables": {}}
    assert main(["build", "--site", str(site)]) == 0
    assert {one["since_build"]["state"] for one in check(site, capfd)["exports"].values()} == {"unchanged"}


def test_an_export_that_came_after_the_build_is_new(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--site", str(site)]) == 0
    late = site / "content/exports/journal/late.csv"
    late.write_text("x", encoding="utf-8")
    found = check(site, capfd)
    assert [problem["place"] for problem in found["problems"]] == ["content/exports/journal/late.csv"]
    late.unlink()
    folder = site / "content/exports/journal/2"
    folder.mkdir()
    (folder / "terms.csv").write_text("kind;ordinal;title;start;end\nquarter;1;1;01.09.2026;23.10.2026\n", "utf-8")
    settings = SETTINGS.replace("journal/*]", "journal/**/*.csv]")
    (site / "site.yaml").write_text(settings, encoding="utf-8")
    found = check(site, capfd)["exports"]["content/exports/journal/2"]
    assert (found["since_build"]["state"], found["period"]) == ("new", ["2026-09-01", "2026-10-23"])


def test_with_problems_the_exports_that_were_read_are_told_all_the_same(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (site / "content/exports/more/marks.csv").write_text(MORE.replace("03.09.2026", "31.09.2026"), encoding="utf-8")
    assert main(["check", "--site", str(site)]) == 1
    err = capfd.readouterr().err.splitlines()
    assert err[:2] == ["content/exports/journal", "  read by tables, 8А, 2026-09-01 to 2026-09-02, no build yet"]
    assert err[6].startswith("content/exports/more/marks.csv:3:4: error:")
    found = check(site, capfd)
    assert list(found["exports"]) == ["content/exports/journal"]
    assert [problem["slug"] for problem in found["problems"]] == ["no-such-day"]


def test_check_writes_nothing(site: Path) -> None:
    before = sorted(site.rglob("*"))
    assert main(["check", "--site", str(site)]) == 0
    assert sorted(site.rglob("*")) == before
