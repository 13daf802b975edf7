"""`diary watch` and the inbox of a site folder."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.inbox import inbox_folder, receive_inbox
from generator.commands.inputs import Inputs, load_inputs
from generator.errors import SettingsError
from generator.scheduling.arrivals import Rules
from tests.schools.built import copy_example

RULES = Rules(settle=0.05, unsure=0.2, deadline=0.3)
ROWS = "Ученик;Отметка\nВымыслов Егор;5\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "school")


def inputs_of(site: Path, inbox: str = "inbox") -> Inputs:
    settings = site / "site.yaml"
    text = settings.read_text(encoding="utf-8").replace('inbox: ""', f"inbox: {json.dumps(inbox)}")
    settings.write_text(text.replace("settle_seconds: 10", "settle_seconds: 1"), encoding="utf-8")
    return load_inputs(Namespace(site=site, now=""))


def test_a_site_without_an_inbox_receives_nothing_and_takes_no_time(site: Path):
    inputs = inputs_of(site, "")
    began = time.monotonic()
    assert not receive_inbox(inputs).changed
    assert time.monotonic() - began < 0.1
    assert not (site / "private/inbox.json").exists()


def test_what_lies_in_the_inbox_comes_into_content_exports(site: Path):
    inputs = inputs_of(site)
    inbox = inbox_folder(inputs)
    (inbox / "9А").mkdir()
    (inbox / "9А/a.csv").write_text(ROWS, encoding="utf-8")
    with inputs.folder.locked():
        result = receive_inbox(inputs, RULES)
    assert result.received == ("9А/a.csv",)
    assert (site / "content/exports/9А/a.csv").read_text(encoding="utf-8") == ROWS


def test_what_one_run_saw_the_next_one_remembers(site: Path):
    inputs = inputs_of(site)
    (inbox_folder(inputs) / "a.csv").write_text(ROWS[:-6], encoding="utf-8")
    assert receive_inbox(inputs, RULES).doubtful == ("a.csv",)
    time.sleep(0.3)
    assert [tuple(item) for item in receive_inbox(inputs, RULES).rejected] == [("a.csv", "cut-rows")]
    note = next(inbox_folder(inputs).rglob("a.csv.txt")).read_text(encoding="utf-8-sig")
    assert "Причина: последняя строка таблицы обрывается." in note
    assert "Reason: the last row of the table breaks off." in note
    assert "Вымыслов" not in note


@pytest.mark.parametrize("folder", ["content/exports", "output/site", "private/inbox", ".", "..", "templates"])
def test_an_inbox_inside_the_site_is_refused(site: Path, folder: str):
    with pytest.raises(SettingsError) as refused:
        inbox_folder(inputs_of(site, folder))
    assert refused.value.slug == "inbox-place"


def test_a_share_that_is_not_there_is_told_and_not_made(site: Path, tmp_path: Path):
    inputs = inputs_of(site, str(tmp_path / "share"))
    assert receive_inbox(inputs, RULES).gone
    assert not (tmp_path / "share").exists()


def test_watching_without_an_inbox_is_refused(site: Path, capfd: pytest.CaptureFixture[str]):
    assert main(["watch", "--site", str(site)]) == 2
    assert "[no-inbox]" in capfd.readouterr().err


def an_export(site: Path) -> tuple[Path, str]:
    """Return one of the example's exports, and its path below `content/exports`."""
    exports = site / "content/exports"
    export = next(path for path in sorted(exports.rglob("*")) if path.suffix == ".xlsx")
    return export, export.relative_to(exports).as_posix()


@pytest.mark.ci
def test_once_receives_and_builds(site: Path, capfd: pytest.CaptureFixture[str]):
    inbox = inbox_folder(inputs_of(site))
    export, name = an_export(site)
    (inbox / name).parent.mkdir(parents=True)
    shutil.move(export, inbox / name)
    assert main(["watch", "--once", "--format", "json", "--site", str(site), "--workers", "1"]) == 0
    out, err = capfd.readouterr()
    assert json.loads(out)["received"] == [name]
    assert "family pages" in err
    assert export.is_file()
    assert (site / "output/site/index.html").is_file()


@pytest.mark.ci
@pytest.mark.skipif(os.name == "nt", reason="a signal")
def test_an_interruption_ends_the_watching_cleanly_after_it_has_built(site: Path):
    inbox = inbox_folder(inputs_of(site))
    export, name = an_export(site)
    content = export.read_bytes()
    export.unlink()
    words = [sys.executable, "-m", "generator", "watch", "--site", site, "--workers", "1"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert "Ctrl+C" in process.stderr.readline()
        (inbox / name).parent.mkdir(parents=True)
        (inbox / name).write_bytes(content)
        assert process.stderr.readline() == f"received: {name}\n"
        assert "family pages" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert export.read_bytes() == content
