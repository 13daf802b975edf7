"""What `diary check` tells of every export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.schools.small import FAMILIES, LESSONS, MARKS, MORE, SETTINGS, small_site


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
    assert err[6].startswith("content/families.csv: warning: not checked")
    assert err[8].startswith("content/exports/more/marks.csv:3:4: error:")
    found = check(site, capfd)
    assert list(found["exports"]) == ["content/exports/journal"]
    assert [problem["slug"] for problem in found["problems"]] == ["no-such-day"]


def test_check_writes_nothing(site: Path) -> None:
    before = sorted(site.rglob("*"))
    assert main(["check", "--site", str(site)]) == 0
    assert sorted(site.rglob("*")) == before


def gone(site: Path) -> None:
    for path in (site / "content/exports/more").iterdir():
        path.unlink()
    (site / "site.yaml").write_text(SETTINGS.partition("  - files: [content/exports/more")[0], encoding="utf-8")


@pytest.mark.parametrize("verb", ["check", "build"])
def test_an_export_that_is_gone_since_the_last_build_is_told_with_what_was_in_it(
    site: Path, verb: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--site", str(site)]) == 0
    gone(site)
    capfd.readouterr()
    assert main([verb, "--site", str(site)]) == 0
    line = "gone since the last build: content/exports/more (2 marks, 2 lessons)"
    assert line in capfd.readouterr().err.splitlines()
    if verb == "build":
        assert main(["check", "--site", str(site)]) == 0
        assert "gone since" not in capfd.readouterr().err


@pytest.mark.parametrize("verb", [["check"], ["build"], ["access", "issue"]])
def test_a_family_that_waits_for_its_application_is_named(
    site: Path, verb: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    row = "u1;Берёзкин Олег;отец;;;electronic;2026-08-25\n"
    (site / "content/families.csv").write_text(FAMILIES + row, encoding="utf-8")
    for times in range(2 if verb == ["build"] else 1):
        capfd.readouterr()
        assert main([*verb, "--site", str(site)]) == 0
        err = capfd.readouterr().err.splitlines()
        at = err.index("1 row of the families file opens nothing yet:")
        assert err[at + 1] == "  content/families.csv:3: no-application", times


def test_without_an_export_the_families_are_not_compared_with_the_school(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (site / "content/exports/journal/students.csv").write_text("id;name;group\nu1;;8А\n", encoding="utf-8")
    found = check(site, capfd)
    assert {problem["place"].rpartition("/")[2].partition(":")[0] for problem in found["problems"]} == {"students.csv"}
    assert [(one["slug"], one["place"]) for one in found["warnings"]] == [
        ("families-not-checked", "content/families.csv")
    ]


def test_a_class_that_nobody_has_is_named_with_those_that_were_read(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    header, row = "group;student_name;recipient;relation\n", "8Г;Берёзкина Ая;Берёзкина Инна;мать\n"
    (site / "content/families.csv").write_text(header + row + row.replace("8Г", "Берёзкина Ая"), encoding="utf-8")
    first, second = check(site, capfd)["problems"]
    assert first["message"] == "no export has the class «8Г»"
    assert first["hint"].startswith("write the class as the journal does; read were 8А; for a student who has left")
    assert first["hint"].endswith("this ends the family's access")
    # columns get mixed up
    assert second["message"] == "no export has this class"


def test_records_of_a_class_that_no_export_lists_are_told_by_file_and_row(
    site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (site / "content/exports/more/lessons.csv").write_text(LESSONS + "9Б;Алгебра;03.09.2026;1\n", encoding="utf-8")
    (problem,) = check(site, capfd)["problems"]
    assert (problem["slug"], problem["place"]) == ("unknown-group", "content/exports/more/lessons.csv:4")
