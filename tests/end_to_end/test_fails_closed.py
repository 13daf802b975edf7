"""Whatever is wrong, the build stops, says so with all places at once, and the site stays as it was."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from generator.sealing.envelope import read_envelope
from tests.schools.built import ROOT, Built

Run = Callable[..., tuple[int, str, str]]


def files(site: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(site).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, old: str, new: str, count: int = -1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def refused(own: Built, diary: Run, code: int, slug: str) -> str:
    before = files(own.site)
    status, _, err = diary("build", "--site", own.folder)
    assert status == code, err
    assert f"[{slug}]" in err
    assert "hint:" in err
    assert files(own.site) == before
    assert not (own.folder / "output/.next").exists()
    return err


def test_faults_in_several_files_are_told_at_once_with_their_places(own: Built, diary: Run) -> None:
    tables = own.folder / "content/exports/tables"
    edit(tables / "lessons-8А.csv", "01.09.2026", "31.02.2026", 1)
    edit(tables / "homework-5Б.csv", "02.09.2026", "когда-нибудь", 1)
    status, _, err = diary("build", "--site", own.folder)
    assert status == 1
    assert "lessons-8А.csv:2:" in err
    assert "homework-5Б.csv:2:" in err
    assert "2 problems; nothing was changed" in err


def test_a_fault_in_one_class_keeps_the_pages_of_the_other_as_they_were(own: Built, diary: Run) -> None:
    edit(own.folder / "content/exports/tables/homework-5Б.csv", "упр. 41", "упр. 42", 1)
    edit(own.folder / "content/exports/tables/lessons-8А.csv", ";01.09.2026;1;", ";01.09.2027;1;", 1)
    refused(own, diary, 1, "date-outside-year")


def test_problems_are_there_for_programs_too(own: Built, diary: Run) -> None:
    edit(own.folder / "content/exports/tables/lessons-8А.csv", "01.09.2026", "31.02.2026", 1)
    status, out, _ = diary("build", "--site", own.folder, "--format", "json")
    assert status == 1
    (problem,) = json.loads(out)["problems"]
    assert set(problem) == {"slug", "message", "place", "hint"}


@pytest.mark.parametrize(
    ("line", "slug"),
    [("week_days: 6", "unknown-setting"), ("timezone: Asia/Yekaterinburg", "bad-setting")],
)
def test_a_fault_in_the_settings_ends_with_its_own_code(own: Built, diary: Run, line: str, slug: str) -> None:
    wrong = {"unknown-setting": "week_dayz: 6", "bad-setting": "timezone: Asia/Nowhere"}[slug]
    edit(own.folder / "site.yaml", line, wrong)
    assert "site.yaml:" in refused(own, diary, 3, slug)


def test_a_template_with_a_fault_stops_the_build(own: Built, diary: Run) -> None:
    override = own.folder / "templates/diary/week.html"
    override.parent.mkdir(parents=True)
    override.write_text("{% macro open_weeks(", encoding="utf-8")
    before = files(own.site)
    status, _, err = diary("build", "--site", own.folder)
    assert status == 4, err
    assert files(own.site) == before


def test_a_template_that_makes_a_script_is_refused(own: Built, diary: Run) -> None:
    override = own.folder / "templates/diary/more.html"
    override.parent.mkdir(parents=True)
    text = (ROOT / "templates/diary/more.html").read_text(encoding="utf-8")
    override.write_text(text.replace("<section", "<script>alert(1)</script><section", 1), encoding="utf-8")
    before = files(own.site)
    status, _, err = diary("build", "--site", own.folder)
    assert status == 4, err
    assert "[forbidden-html]" in err
    assert files(own.site) == before


def test_a_register_that_cannot_be_read_stops_the_build(own: Built, diary: Run) -> None:
    for name in ("register.sqlite-wal", "register.sqlite-shm"):
        (own.folder / "private" / name).unlink(missing_ok=True)
    (own.folder / "private/register.sqlite").write_bytes(b"not a database" * 100)
    before = files(own.site)
    status, _, err = diary("build", "--site", own.folder)
    assert status == 5, err
    assert files(own.site) == before


def test_a_lost_register_is_an_error_and_never_new_keys(own: Built, diary: Run) -> None:
    for path in (own.folder / "private").glob("register.sqlite*"):
        path.unlink()
    refused(own, diary, 5, "register-lost")
    assert not (own.folder / "private/register.sqlite").exists()


def test_a_missing_families_file_closes_nothing_silently(own: Built, diary: Run) -> None:
    (own.folder / "content/families.xlsx").unlink()
    refused(own, diary, 1, "families-missing")


def test_an_emptied_families_file_is_an_error(own: Built, diary: Run) -> None:
    (own.folder / "content/families.xlsx").unlink()
    heading = "код ученика;класс;ученик;получатель;номер заявления;дата заявления\n"
    (own.folder / "content/families.csv").write_text(heading, encoding="utf-8")
    refused(own, diary, 1, "families-empty")


def test_a_key_that_is_gone_from_the_register_leaves_no_page_of_its_own(own: Built, diary: Run) -> None:
    database = sqlite3.connect(own.folder / "private/register.sqlite")
    with database:
        database.execute("UPDATE codes SET kek = NULL, revoked_at = issued_at WHERE revoked_at IS NULL")
    database.close()
    status, _, err = diary("build", "--site", own.folder)
    assert status == 0, err
    assert list(files(own.site)) == ["index.html", "sw.js"]


def test_a_second_run_is_told_to_wait(own: Built, diary: Run) -> None:
    with FileLock(own.folder / "private/lock", timeout=0):
        status, _, err = diary("build", "--site", own.folder)
    assert status == 75
    assert "[busy]" in err


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, diary: Run) -> None:
    status, _, err = diary("build", "--site", tmp_path)
    assert status == 2
    assert "diary new" in err


def test_nothing_is_made_from_an_export_that_nobody_reads(fresh: Path, diary: Run) -> None:
    (fresh / "content/exports/5Б/edugroup_students.json").write_text("<html>Вход</html>", encoding="utf-8")
    status, _, err = diary("build", "--site", fresh)
    assert status == 1
    assert "unknown-student" not in err
    assert not (fresh / "output/site").exists()


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("delay", [0.6, *(pytest.param(d, marks=pytest.mark.long) for d in (0.35, 0.9, 1.3, 2.0))])
def test_a_build_that_is_killed_leaves_whole_pages_and_the_next_one_mends(own: Built, diary: Run, delay: float) -> None:
    edit(own.folder / "content/exports/tables/homework-5Б.csv", "упр. 41", "упр. 42", 1)
    (own.folder / "private/build.json").unlink()
    command = [sys.executable, "-m", "generator", "build", "--site", str(own.folder)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for path in own.site.rglob("index.html"):
        if path.parent != own.site:
            read_envelope(path.read_bytes())
    status, _, err = diary("build", "--site", own.folder)
    assert status == 0, err
    assert not (own.folder / "output/.next").exists()
    assert "nothing changed" in diary("build", "--site", own.folder)[2]
