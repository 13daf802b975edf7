from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.commands.folder import SiteFolder
from generator.commands.runs import KEPT, load_runs, note_run
from generator.errors import HostRetryError, ProblemsError, ReadError
from generator.origin import Origin

AT = datetime(2026, 11, 19, 16, 32, tzinfo=ZoneInfo("Asia/Yekaterinburg"))


def test_a_run_is_one_line_of_json_without_the_sentences_of_errors(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    error = ProblemsError([ReadError("namesakes", "Ким Ли stands twice", origin=Origin("content/a.csv", "", 41, 7))])
    note_run(folder, AT, "build", "stopped", error)
    (line,) = folder.runs.read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == {
        "at": "2026-11-19T16:32:00+05:00",
        "verb": "build",
        "ok": False,
        "exit": 1,
        "sentence": "stopped",
        "problems": [{"slug": "namesakes", "place": "content/a.csv:41:7"}],
    }
    assert "Ким" not in line


def test_runs_come_back_oldest_first_and_only_the_last_ones(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    assert load_runs(folder) == ()
    note_run(folder, AT, "build", "0")
    line = folder.runs.read_text(encoding="utf-8")
    folder.runs.write_text(line * (KEPT + 5), encoding="utf-8")
    note_run(folder, AT + timedelta(hours=1), "publish", "last", HostRetryError("host-away", "x"))
    runs = load_runs(folder)
    assert len(runs) == KEPT
    assert (runs[-1].verb, runs[-1].ok, runs[-1].exit, runs[-1].sentence) == ("publish", False, 6, "last")


def test_warnings_of_a_run_that_went_well_are_kept(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    note_run(folder, AT, "tick", "done", warnings=[ReadError("x", "m", origin=Origin("a", line=1))])
    (run,) = load_runs(folder)
    assert (run.ok, run.exit, run.problems) == (True, 0, (("x", "a:1"),))


def test_a_damaged_line_is_passed_over(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path)
    note_run(folder, AT, "build", "0")
    good = folder.runs.read_text(encoding="utf-8")
    damaged = ("", "{", "[]", "1", good.replace("build", "other"), '{"at": 1}', good[:40])
    folder.runs.write_text("\n".join(damaged) + "\n" + good, encoding="utf-8")
    assert len(load_runs(folder)) == 1
    folder.runs.write_bytes(b"\xff\xfe")
    assert load_runs(folder) == ()
