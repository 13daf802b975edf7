"""`diary tick`: whatever is due, once, in one run; the same behind a timer, the inbox and the panel's button."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

Run = Callable[..., tuple[int, str, str]]


def test_what_is_due_is_built_published_and_noted_and_then_nothing_is_due(school: Path, public: Path, diary: Run):
    code, out, err = diary("tick", "--site", school, "--format", "json")
    found = json.loads(out)
    assert code == 0, err
    assert found["built"]["diaries"] > 15
    assert found["published"]["verified"] is True
    assert (public / "index.html").is_file()
    code, out, _ = diary("tick", "--site", school, "--format", "json")
    assert (code, json.loads(out)["built"], json.loads(out)["published"]) == (0, None, None)
    (line,) = (school / "output/logs/runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["ok"] is True
    assert "Отправлено файлов" in json.loads(line)["sentence"]


@pytest.mark.ci
def test_force_does_it_anyway_and_what_did_not_change_is_not_sent(school: Path, diary: Run):
    diary("tick", "--site", school)
    code, out, _ = diary("tick", "--force", "--site", school, "--format", "json")
    assert (code, json.loads(out)["built"]["written"], json.loads(out)["published"]["written"]) == (0, 0, 0)


@pytest.mark.ci
def test_a_revoked_page_is_gone_within_the_run(school: Path, public: Path, diary: Run):
    diary("tick", "--site", school)
    before = {path for path in public.rglob("*") if path.is_file()}
    diary("access", "revoke", "R1", "--site", school)
    code, out, _ = diary("tick", "--force", "--site", school, "--format", "json")
    assert code == 0
    gone = before - {path for path in public.rglob("*") if path.is_file()}
    assert {path.relative_to(public).as_posix() for path in gone} >= set(
        json.loads(out)["published"]["plan"]["revoked"]
    )
    assert gone


def test_a_build_that_stops_changes_nothing_is_noted_and_is_due_again(school: Path, public: Path, diary: Run):
    diary("tick", "--site", school)
    there = {path: path.read_bytes() for path in public.rglob("*") if path.is_file()}
    marks = school / "content/exports/tables/lessons-8А.csv"
    good = marks.read_bytes()
    marks.write_bytes(good + "8А;Алгебра;32.13.2026;1;;;;;\n".encode())
    assert diary("tick", "--force", "--site", school)[0] == 1
    assert {path: path.read_bytes() for path in public.rglob("*") if path.is_file()} == there
    last = json.loads((school / "output/logs/runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["ok"], last["exit"]) == (False, 1)
    assert "lessons-8А.csv" in last["problems"][0]["place"]
    marks.write_bytes(good)
    assert diary("tick", "--force", "--site", school)[0] == 0


@pytest.mark.ci
def test_a_site_that_is_not_seen_at_its_address_is_due_again_until_it_is(school: Path, public: Path, diary: Run):
    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(f"folder:{public}", f"folder:{public}-elsewhere"), encoding="utf-8")
    assert diary("tick", "--site", school)[0] == 9
    code, out, _ = diary("tick", "--site", school, "--format", "json")
    assert (code, json.loads(out)["published"]["written"]) == (9, 0)
    shutil.copytree(f"{public}-elsewhere", public, dirs_exist_ok=True)
    assert diary("tick", "--site", school)[0] == 0


@pytest.mark.ci
def test_a_second_run_at_the_same_time_leaves_at_once(school: Path, diary: Run):
    with FileLock(school / "private/lock"):
        assert diary("tick", "--site", school)[0] == 75


@pytest.mark.ci
def test_the_dry_run_says_what_is_due(school: Path, diary: Run):
    assert "build, publish" in diary("tick", "--dry-run", "--site", school)[2]
    assert "build, publish" in diary("tick", "--dry-run", "--now", "2026-11-20T08:00", "--site", school)[2]
    assert diary("tick", "--now", "2026-11-20T08:00", "--site", school)[0] == 2
    diary("tick", "--site", school)
    assert "due: nothing" in diary("tick", "--dry-run", "--site", school)[2]
    assert "build, publish" in diary("tick", "--dry-run", "--now", "2026-11-20T08:00", "--site", school)[2]


@pytest.mark.ci
def test_an_export_dropped_into_the_inbox_comes_into_the_same_run(school: Path, diary: Run):
    settings = school / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('  inbox: ""', "  inbox: inbox").replace("settle_seconds: 10", "settle_seconds: 1")
    settings.write_text(text, encoding="utf-8")
    diary("tick", "--site", school)
    (school / "inbox/tables").mkdir(parents=True)
    events = school / "content/exports/tables/events.csv"
    shutil.copy(events, school / "inbox/tables/events.csv")
    with (school / "inbox/tables/events.csv").open("ab") as file:
        file.write(events.read_bytes().splitlines()[-1] + b"\n")
    code, out, err = diary("tick", "--site", school, "--format", "json")
    assert code in {0, 1}, err
    assert "tables/events.csv" in (out + err) or events.read_bytes().count(b"\n") > 1
