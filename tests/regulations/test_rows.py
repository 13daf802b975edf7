"""Nothing is forgotten: every row has its tests, and a line in the page that maps rows to what meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.regulations.rows import ROWS, rows_in, stem_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "explanation" / "regulations.md"


@pytest.fixture(scope="module")
def tests() -> list[str]:
    """Return the names of the tests of the rows, as pytest collects them."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_[ab]*.py")))
    return [name for text in texts for name in re.findall(r"^def (test_\w+)\(", text, re.MULTILINE)]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_test_named_after_it(row: str, tests: list[str]) -> None:
    assert [name for name in tests if name.startswith(stem_of(row))]


def test_the_page_has_every_row_once_and_in_order() -> None:
    assert rows_in(PAGE.read_text(encoding="utf-8")) == list(ROWS)


def test_the_page_names_the_tests_as_they_are(tests: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"`(test_[ab]\d\w*)`", text)
    assert sorted(named) == sorted(name for name in tests if name.startswith(tuple(stem_of(row) for row in ROWS)))
    lines = {rows_in(line)[0]: line for line in text.splitlines() if rows_in(line)}
    for row, line in lines.items():
        assert f"`{stem_of(row)}" in line, row


def test_the_page_links_to_files_that_are_there() -> None:
    links = re.findall(r"\]\(([^)#]+)", PAGE.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []
