"""The machine is lost; the backup and its printed code bring everything back, and the families' codes still open."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.schools.built import Built


@pytest.mark.ci
def test_after_losing_the_machine_the_same_codes_open_the_same_addresses(
    own: Built, tmp_path: Path, diary: Callable[..., tuple[int, str, str]]
) -> None:
    file = tmp_path / "school.backup"
    status, out, err = diary("backup", file, "--site", own.folder, "--format", "json")
    assert status == 0, err
    code = json.loads(out)["code"]
    assert len(code.replace(" ", "")) == 32
    before = sorted(path.relative_to(own.site) for path in own.site.rglob("index.html"))
    shutil.rmtree(own.folder)

    new = tmp_path / "new machine"
    status, _, err = diary("restore", file, "--code", code, "--site", new)
    assert status == 0, err
    assert diary("build", "--site", new)[0] == 0
    site = new / "output/site"
    assert sorted(path.relative_to(site) for path in site.rglob("index.html")) == before
    link = str(own.codes[0]["link"])
    family = site / "f" / link.partition("/f/")[2].partition("#")[0]
    assert "d-family" in diary("open", family, "--key", link.partition("#k=")[2])[1]


def test_a_wrong_backup_code_opens_nothing_and_writes_nothing(
    own: Built, tmp_path: Path, diary: Callable[..., tuple[int, str, str]]
) -> None:
    file = tmp_path / "school.backup"
    diary("backup", file, "--site", own.folder)
    status, _, err = diary("restore", file, "--code", str(own.codes[0]["code"]), "--site", tmp_path / "new")
    assert status == 10, err
    assert not any((tmp_path / "new").rglob("*.sqlite"))
