"""The table of `docs/explanation/hardening.md`: every fault has its slug and its cases, and they are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/explanation/hardening.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|`]+) \| `([a-z0-9-]+)` \| (`[^|]+`) \|$", PAGE, re.MULTILINE)
ERRORS = (ROOT / "docs/reference/errors.md").read_text(encoding="utf-8")


def test_the_table_is_read_whole() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("|")]
    assert len(ROWS) == len(lines) - 2 >= 50


@pytest.mark.parametrize(("fault", "slug", "cases"), ROWS, ids=lambda part: part if "`" not in part else "")
def test_a_fault_has_its_slug_in_every_case(fault: str, slug: str, cases: str) -> None:
    assert f"\n## {slug}\n" in ERRORS, fault
    for case in re.findall("`([^`]+)`", cases):
        if case.endswith(".py"):
            assert re.search(rf"\b{slug}\b", (ROOT / case).read_text(encoding="utf-8")), case
        else:
            expected = ROOT / "tests/exports/broken" / case / "expected-error.txt"
            assert f" [{slug}]\n" in expected.read_text(encoding="utf-8"), case
