"""`diary schedule` with real files, and programs on PATH that stand for those of the operating system."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from tests.schools.built import copy_example

CRONTAB = """\
#!/bin/sh
store="$HOME/crontab"
case "$1" in
  -l) [ -f "$store" ] || { echo "no crontab for tester" >&2; exit 1; }; cat "$store" ;;
  -) cat >"$store" ;;
esac
"""
SYSTEMCTL = '#!/bin/sh\necho "$*" >>"$HOME/said"\n'
LOGINCTL = '#!/bin/sh\necho "Access denied" >&2\nexit 1\n'

Run = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home, with programs that note what they are told; the user is not root."""
    home, programs = tmp_path / "home", tmp_path / "bin"
    home.mkdir()
    programs.mkdir()
    for name, text in (("crontab", CRONTAB), ("systemctl", SYSTEMCTL), ("loginctl", LOGINCTL)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return home


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "Школа № 0")


@pytest.fixture
def schedule(site: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str, code: int = 0) -> str:
        capfd.readouterr()
        assert main(["schedule", *words, "--site", str(site)]) == code
        out, err = capfd.readouterr()
        return out + err

    return run


def files(home: Path) -> list[str]:
    return sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())


def test_show_tells_the_next_runs_and_that_nothing_is_installed(schedule: Run, home: Path):
    shown = json.loads(schedule("show", "--kind", "cron", "--format", "json"))
    assert shown["state"] == "missing"
    assert shown["times"] == ["07:30", "16:30"]
    # the example's day is a Thursday, and its week has six days
    assert shown["next"][:3] == [
        "2026-11-20T07:30:00+05:00",
        "2026-11-20T16:30:00+05:00",
        "2026-11-21T07:30:00+05:00",
    ]
    assert "generator tick --site" in shown["files"][0]["text"]
    assert "not installed" in schedule("show", "--kind", "cron")
    assert files(home) == []


def test_nothing_is_written_without_a_yes(schedule: Run, home: Path, site: Path):
    for kind in ("systemd", "cron", "windows"):
        assert "nothing was written" in schedule("install", "--kind", kind)
    assert files(home) == []
    assert not (site / "private").exists()


def test_a_crontab_goes_there_and_back(schedule: Run, home: Path):
    store = home / "crontab"
    store.write_text("5 4 * * * backup\n")
    schedule("install", "--kind", "cron", "--yes", "--no-shortcut")
    assert store.read_text().startswith("5 4 * * * backup\n# >>> diary-")
    assert json.loads(schedule("show", "--kind", "cron", "--format", "json"))["state"] == "installed"
    schedule("install", "--kind", "cron", "--yes", "--no-shortcut")
    assert store.read_text().count("generator tick") == 1
    assert "removed" in schedule("remove", "--kind", "cron")
    assert store.read_text() == "5 4 * * * backup\n"
    assert "there was no timer" in schedule("remove", "--kind", "cron")


def test_a_crontab_that_cannot_be_read_is_never_taken_for_an_empty_one(schedule: Run, home: Path, tmp_path: Path):
    (home / "crontab").write_text("5 4 * * * backup\n")
    (tmp_path / "bin/crontab").write_text(
        '#!/bin/sh\n[ "$1" = - ] && cat >"$HOME/crontab"\necho no right >&2; exit 1\n'
    )
    assert "[timer-refused]" in schedule("install", "--kind", "cron", "--yes", code=2)
    assert (home / "crontab").read_text() == "5 4 * * * backup\n"


def test_units_are_written_and_switched_on_and_a_new_time_is_noticed(schedule: Run, home: Path, site: Path):
    said = schedule("install", "--kind", "systemd", "--yes")
    assert "warning: loginctl enable-linger failed: Access denied" in said
    name = "diary-vymyshlensk-0"
    units = ".config/systemd/user"
    assert files(home) == [
        f"{units}/{name}.service",
        f"{units}/{name}.timer",
        f".local/share/applications/{name}.desktop",
        "said",
    ]
    assert (home / "said").read_text().splitlines() == [
        "--user daemon-reload",
        f"--user enable --now {name}.timer",
    ]
    assert json.loads(schedule("show", "--kind", "systemd", "--format", "json"))["state"] == "installed"
    settings = site / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("07:30", "06:45"), encoding="utf-8")
    assert "from other settings" in schedule("show", "--kind", "systemd")
    schedule("remove", "--kind", "systemd")
    assert files(home) == ["said"]


def test_the_timer_of_another_folder_with_the_same_id_is_not_replaced(schedule: Run, home: Path, tmp_path: Path):
    schedule("install", "--kind", "systemd", "--yes")
    before = [(home / name).read_bytes() for name in files(home)]
    other = copy_example(tmp_path / "другая")
    assert main(["schedule", "install", "--kind", "systemd", "--yes", "--site", str(other)]) == 2
    assert [(home / name).read_bytes() for name in files(home)] == before


def test_the_shortcut_has_the_schools_word(schedule: Run, home: Path):
    (home / "Desktop").mkdir()
    schedule("install", "--kind", "cron", "--yes")
    assert "Name=Дневник\n" in (home / "Desktop/diary-vymyshlensk-0.desktop").read_text(encoding="utf-8")


def test_a_system_without_the_program_says_so(schedule: Run, home: Path):
    assert home.is_dir()
    assert "there is no program schtasks" in schedule("install", "--kind", "windows", "--yes", code=2)
