from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest
from cronsim import CronSim

from generator.errors import UsageError
from generator.scheduling.cron import block_text, has_block, with_block, without_block
from tests.unit.scheduling.jobs import LINUX, golden

OTHERS = "MAILTO=office\n5 4 * * * backup\n"


def test_the_block_is_what_it_was():
    assert block_text(LINUX) == golden("crontab")


def test_the_line_begins_with_four_times_an_hour():
    expression = " ".join(block_text(LINUX).splitlines()[1].split()[:5])
    assert len(CronSim(expression, datetime(2026, 11, 19)).minutes) == 4


def test_schools_begin_at_different_minutes():
    begins = {
        block_text(replace(LINUX, school_id=f"school-{number}")).splitlines()[1].split()[0] for number in range(60)
    }
    assert len(begins) > 10


def as_cron_runs_it(line: str) -> str:
    """What crontab(5) says of a command: an unescaped percent sign ends it, an escaped one loses its backslash."""
    command = line.split(maxsplit=5)[5]
    assert not re.search(r"(?<!\\)%", command)
    return command.replace("\\%", "%")


def test_a_shell_hands_on_the_paths_as_they_are(tmp_path: Path):
    folder = tmp_path / 'дневник 100% "a" it\'s $HOME'
    folder.mkdir()
    python = folder / "python"
    python.write_text('#!/bin/sh\n{ pwd; for word; do echo "$word"; done; } > "$0.said"\n')
    python.chmod(0o755)
    job = replace(LINUX, python=python, folder=folder, site=folder / "сайт %h")
    subprocess.run(["/bin/sh", "-c", as_cron_runs_it(block_text(job).splitlines()[1])], check=True)
    said = Path(f"{python}.said").read_text().splitlines()
    assert said == [str(folder), *job.arguments("tick")]


def test_the_rest_of_the_crontab_stays_as_it_is():
    there = with_block(OTHERS, LINUX)
    assert has_block(there, LINUX)
    assert there == OTHERS + block_text(LINUX)
    assert without_block(there, LINUX) == OTHERS
    assert with_block(there, LINUX) == there


def test_the_block_keeps_its_place_and_takes_new_paths():
    there = with_block("a\n", LINUX) + "b\n"
    moved = replace(LINUX, site=PurePosixPath("/elsewhere"))
    assert with_block(there, moved) == "a\n" + block_text(moved) + "b\n"


def test_another_schools_block_is_left_alone():
    other = replace(LINUX, school_id="school-00")
    both = with_block(with_block("", other), LINUX)
    assert without_block(both, LINUX) == block_text(other)


def test_a_crontab_without_a_last_line_end_does_not_swallow_the_mark():
    assert with_block("5 4 * * * backup", LINUX).startswith("5 4 * * * backup\n# >>>")


@pytest.mark.parametrize("lost", [0, 2])
def test_damaged_marks_are_not_guessed_at(lost: int):
    lines = block_text(LINUX).splitlines(keepends=True)
    del lines[lost]
    with pytest.raises(UsageError) as refused:
        with_block(OTHERS + "".join(lines), LINUX)
    assert refused.value.slug == "crontab-damaged"


def test_a_backslash_in_a_path_is_refused():
    with pytest.raises(UsageError) as refused:
        block_text(replace(LINUX, site=PurePosixPath("/a\\b")))
    assert refused.value.slug == "path-unusable"
