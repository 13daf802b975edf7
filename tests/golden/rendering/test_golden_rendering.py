"""Rendering of the invented diary against the golden files. To renew them: `python tests/golden/rendering/golden.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from golden import FOLDER, texts

MADE = texts()


@pytest.mark.parametrize("name", sorted(MADE))
def test_rendering_makes_the_golden_text(name):
    assert MADE[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_every_golden_file_is_made():
    assert sorted(MADE) == sorted(path.name for path in FOLDER.glob("*.html"))
