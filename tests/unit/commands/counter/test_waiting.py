"""Rows wait until the families file has them, by student, folded name and number of the application."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from generator.commands.counter.waiting import WaitingRow, keep_waiting, load_waiting, settle_waiting
from generator.commands.folder import SiteFolder
from tests.unit.register.acts.ground import placed

ROW = WaitingRow(
    (4, 5), "S1", "Абрамова Зоя", "8А", "Абрамова Анна", "абрамова анна", "17", "2026-11-19", {"phone": "1"}
)


@pytest.fixture
def folder(tmp_path: Path) -> SiteFolder:
    made = SiteFolder(tmp_path)
    made.make_private()
    return made


def in_file(**values: str):
    return placed("S1", "R1", **({"application_no": "17"} | values))


def named(row, name: str):
    return replace(row, row=replace(row.row, name_key=name))


def test_a_row_waits_readable_by_its_owner_only_until_the_file_has_it(folder: SiteFolder) -> None:
    other = replace(ROW, application_no="18", acts=(6,))
    keep_waiting(folder, [ROW, other])
    assert load_waiting(folder) == (ROW, other)
    assert os.name != "posix" or stat.S_IMODE((folder.private / "intake.json").stat().st_mode) == 0o600
    assert settle_waiting(folder, [named(in_file(), "абрамова анна")]) == (ROW,)
    assert load_waiting(folder) == (other,)
    settle_waiting(folder, [named(in_file(application_no="18"), "абрамова анна")])
    assert load_waiting(folder) == ()
    assert not (folder.private / "intake.json").exists(), "nothing is kept of rows that are in the file"


def test_another_name_number_or_student_does_not_end_the_waiting(folder: SiteFolder) -> None:
    keep_waiting(folder, [ROW])
    rows = [
        named(in_file(), "абрамов пётр"),
        named(in_file(application_no="19"), "абрамова анна"),
        named(placed("S2", "R1", application_no="17"), "абрамова анна"),
    ]
    assert settle_waiting(folder, rows) == ()
    assert load_waiting(folder) == (ROW,)


@pytest.mark.parametrize("text", ["", "[", "{}", "[1]", '[{"acts": []}]', "null"])
def test_a_damaged_file_is_nothing_that_waits(folder: SiteFolder, text: str) -> None:
    (folder.private / "intake.json").write_text(text, encoding="utf-8")
    assert load_waiting(folder) == ()
    assert settle_waiting(folder, []) == ()


def test_no_representation_names_a_person() -> None:
    assert "Абрамова" not in repr(ROW)
    assert "phone" not in repr(ROW)
