"""Style sheets: what they ask for is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_colour_and_size_that_a_style_asks_for_is_defined() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.css")}
    defined = {name for text in sheets.values() for name in re.findall(r"(--[\w-]+)\s*:", text)}
    for sheet, text in sheets.items():
        assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= defined, sheet
