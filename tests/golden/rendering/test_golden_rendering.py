"""Rendering of the invented diary against the golden files. To renew them: `python tests/golden/rendering/golden.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from golden import FOLDER, texts

NAMES = sorted(path.name for path in FOLDER.glob("*.html"))


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return texts()


@pytest.mark.parametrize("name", NAMES)
def test_rendering_makes_the_golden_text(name, made):
    assert made[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_every_golden_file_is_made(made):
    assert sorted(made) == NAMES
