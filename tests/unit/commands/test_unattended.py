"""What a timer's run leaves in logs: places and slugs, and nobody's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from tests.schools.small import SETTINGS, small_site

NAME = "Вымыслов Егор"


def test_no_log_of_a_tick_holds_a_students_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    site = small_site(tmp_path)
    (site / "site.yaml").write_text(SETTINGS.replace("more/*]", "more/**/*]"), encoding="utf-8")
    exports = site / "content/exports/more"
    (exports / NAME).mkdir()
    (exports / f"{NAME}.xls").write_bytes(b"<html>")
    (exports / NAME / "marks.csv").write_text(
        f"student;group;subject;date;mark\n{NAME};8А;Алгебра;32.09.2026;5\n{NAME};8А;Алгебра;01.09.2026;{NAME}\n",
        encoding="utf-8",
    )
    assert main(["tick", "--force", "--site", str(site)]) == 1
    err, runs = capfd.readouterr().err, (site / "output/logs/runs.jsonl").read_text(encoding="utf-8")
    for log in (err, runs):
        assert "bad-value" in log
        assert "content/exports/more/В.Е.xls" in log
        assert "Вымыслов" not in log
        assert "Егор" not in log


def test_somebody_who_checks_by_hand_is_told_the_whole_name_of_a_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    site = small_site(tmp_path)
    (site / f"content/exports/more/{NAME}.xls").write_bytes(b"<html>")
    assert main(["check", "--site", str(site)]) == 1
    assert f"content/exports/more/{NAME}.xls: error:" in capfd.readouterr().err
