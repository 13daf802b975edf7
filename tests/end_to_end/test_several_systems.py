"""A school assembled from four systems at once: it is checked, built and read, and changes its journal by a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.schools import several_systems as school

Diary = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site(tmp_path: Path, quick_codes: None) -> Path:  # noqa: ARG001 (asked for its effect)
    return school.make_school(tmp_path / "school")


def checked(diary: Diary, site: Path) -> dict[str, dict[str, dict[str, int]]]:
    """Return what `diary check` says of every export, by its reader; nothing may be wrong."""
    code, out, err = diary("check", "--site", site, "--format", "json", "--workers", "1")
    assert code == 0, err
    return {export["reader"]: export for export in json.loads(out)["exports"]}


def read(diary: Diary, site: Path) -> str:
    """Build, draw the code, and return the only diary in plain text."""
    code, _, err = diary("build", "--site", site, "--workers", "1")
    assert code == 0, err
    code, out, err = diary("access", "issue", "--site", site, "--format", "json")
    assert code == 0, err
    (page,) = (site / "output/site/d").glob("*/index.html")
    code, out, err = diary("open", page, "--code", json.loads(out)[0]["code"], "--site", site)
    assert code == 0, err
    return out


def test_each_system_gives_what_it_alone_knows(diary: Diary, site: Path) -> None:
    joined = {reader: one["joined"] for reader, one in checked(diary, site).items()}
    assert set(joined) == {"oneroster", "asc", "netschool", "eljur"}
    assert (joined["oneroster"]["students"], joined["netschool"]["marks"], joined["eljur"]["homework"]) == (4, 314, 12)
    assert joined["asc"]["lessons"] > 100


def test_the_diary_has_marks_of_one_timetable_of_another_and_homework_of_a_third(diary: Diary, site: Path) -> None:
    page = read(diary, site)
    of_oneroster, of_asc, of_eljur, of_netschool = "1 четверть", "Образцова", "упр. 3", "3,64"
    for said in (of_oneroster, of_asc, of_eljur, of_netschool):
        assert said in page


def test_two_systems_that_tell_the_same_are_named_with_both_places(diary: Diary, site: Path) -> None:
    school.settings(site, oneroster=f"{school.ROSTER}, marks")
    code, _, err = diary("check", "--site", site, "--workers", "1")
    assert code == 1
    assert "bundle.zip!results.csv:2" in err
    assert "student_total_class_8A.xlsx#Лист1:13" in err
    assert "[two-sources]" in err


def test_a_school_that_changes_its_journal_changes_a_line_of_the_settings(diary: Diary, site: Path) -> None:
    assert "3,64" in read(diary, site)
    school.settings(site, oneroster=f"{school.ROSTER}, works, {school.MARKS}", netschool="lessons")
    assert checked(diary, site)["oneroster"]["joined"]["marks"] == 27
    code, _, err = diary("build", "--site", site, "--workers", "1")
    assert code == 0, err
