"""The units, as texts and as systemd itself understands them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from generator.errors import UsageError
from generator.scheduling.systemd import installation, service_text, timer_text, unit_folder
from tests.unit.scheduling.jobs import LINUX, golden, program

Analyze = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def analyze() -> Analyze:
    """Return a function that runs `systemd-analyze`, which needs no running systemd for what is asked here."""
    found = program("systemd-analyze", "systemd")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return lambda *words, **more: subprocess.run(
        [found, *map(str, words)], capture_output=True, text=True, env=environment | more, check=False, timeout=60
    )


def test_the_units_are_what_they_were():
    assert service_text(LINUX, system_wide=False) == golden("user.service")
    assert service_text(replace(LINUX, user="diary"), system_wide=True) == golden("system.service")
    assert timer_text(LINUX) == golden("diary.timer")


def real_job(tmp_path: Path):
    """A job whose interpreter and folders are there, under names like those of the golden job."""
    folder = tmp_path / 'дневник школы 100% "a" it\'s'
    site = folder / "сайт $HOME %h"
    site.mkdir(parents=True)
    python = tmp_path / "папка 100% (%h)" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    return replace(LINUX, python=python, folder=folder, site=site)


@pytest.mark.parametrize("system_wide", [True, False])
def test_systemd_takes_the_units(analyze: Analyze, tmp_path: Path, system_wide: bool):
    job = real_job(tmp_path)
    made = installation(job, tmp_path / "units", system_wide=system_wide)
    for file in made.files:
        file.path.parent.mkdir(exist_ok=True)
        file.path.write_bytes(file.content)
    found = analyze("--man=no", "--recursive-errors=no", "verify", *(file.path for file in made.files))
    # In a container another unit may have its own faults: only ours are asked for.
    assert [line for line in found.stderr.splitlines() if "diary-" in line] == []
    assert found.returncode == 0, found.stderr


def test_systemd_finds_a_program_that_is_not_there(analyze: Analyze, tmp_path: Path):
    """So that the test before can fail: the path with everything in it is read as it was meant."""
    job = real_job(tmp_path)
    job.python.unlink()
    made = installation(job, tmp_path / "units", system_wide=False)
    for file in made.files:
        file.path.parent.mkdir(exist_ok=True)
        file.path.write_bytes(file.content)
    found = analyze("--man=no", "--recursive-errors=no", "verify", made.files[0].path)
    assert f"Command {job.python} is not executable" in found.stderr


def test_paths_are_read_back_as_they_are(analyze: Analyze, tmp_path: Path):
    """systemd-analyze evaluates conditions, whose paths are written like `WorkingDirectory`."""
    job = real_job(tmp_path)
    directory = next(line for line in service_text(job, system_wide=False).splitlines() if "WorkingDirectory" in line)
    unit = tmp_path / "probe.service"
    condition = directory.replace("WorkingDirectory=", "ConditionPathIsDirectory=")
    unit.write_text(f"[Unit]\n{condition}\n[Service]\nType=oneshot\nExecStart=/bin/true\n")
    found = analyze("condition", "--unit", unit.name, SYSTEMD_UNIT_PATH=f"{tmp_path}:")
    assert found.returncode == 0, found.stderr


def test_the_timer_begins_at_the_schools_time(analyze: Analyze):
    lines = [line for line in timer_text(LINUX).splitlines() if line.startswith("OnCalendar=")]
    assert len(lines) >= 2
    expressions = [line.partition("=")[2] for line in lines]
    found = analyze("calendar", "--base-time=2026-11-21 12:00:00 UTC", "--iterations=2", *expressions)
    assert found.returncode == 0, found.stderr
    # The 21st is a Saturday: 7:30 in Yekaterinburg is 2:30 in UTC, and Sunday is left out.
    for moment in ("Mon 2026-11-23 02:30:00 UTC", "Tue 2026-11-24 02:30:00 UTC", "Mon 2026-11-23 11:30:00 UTC"):
        assert moment in found.stdout


def test_a_mistyped_day_would_be_seen(analyze: Analyze):
    assert analyze("calendar", "Mon..Sut *-*-* 07:30:00 Asia/Yekaterinburg").returncode != 0


def test_units_are_installed_for_the_user_or_for_all(tmp_path: Path):
    assert unit_folder(tmp_path, system_wide=False) == tmp_path / ".config/systemd/user"
    assert unit_folder(tmp_path, system_wide=True) == Path("/etc/systemd/system")
    steps = [step.command for step in installation(LINUX, tmp_path, system_wide=False).steps]
    assert steps[:2] == [
        ("systemctl", "--user", "daemon-reload"),
        ("systemctl", "--user", "enable", "--now", "diary-school-0.timer"),
    ]


@pytest.mark.parametrize("character", ["'", '"', "$", "\\"])
def test_a_program_that_systemd_would_not_start_is_refused(character: str):
    with pytest.raises(UsageError) as refused:
        service_text(replace(LINUX, python=PurePosixPath(f"/a{character}/python")), system_wide=False)
    assert refused.value.slug == "path-unusable"


@pytest.mark.parametrize("field", ["folder", "site", "python"])
def test_a_line_break_in_a_path_is_refused(field: str):
    with pytest.raises(UsageError) as refused:
        service_text(replace(LINUX, **{field: PurePosixPath("/a\nExecStart=/bin/sh")}), system_wide=False)
    assert refused.value.slug == "path-unusable"
