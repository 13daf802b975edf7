"""The rows of the requirements: every sentence of the two regulations, numbered."""

from __future__ import annotations

import re

ROWS = (
    *("A0.1", "A0.2", "A1.1", "A1.2", "A1.3", "A2.1", "A2.2", "A3.1", "A4.1", "A4.2", "A5.1", "A5.2", "A6.1", "A7.1"),
    *("B1.1", "B2.1", "B2.2", "B2.3", "B2.4"),
    *("B2.5a", "B2.5b", "B2.5c", "B2.5d", "B2.5e", "B2.5f", "B2.5g", "B2.5h"),
    *("B2.6", "B3.1", "B4.1", "B5.1", "B5.2", "B5.3", "B5.4", "B5.5", "B5.6", "B6.1", "B7.1", "B7.2", "B8.1"),
)


def stem_of(row: str) -> str:
    """Return how a test of a row is named: `test_a5_1_` for A5.1."""
    return f"test_{row.lower().replace('.', '_')}_"


def rows_in(text: str) -> list[str]:
    """Return the rows that begin a line of a Markdown table."""
    return re.findall(r"^\| \*\*([AB]\d\.\d[a-h]?)\*\* \|", text, re.MULTILINE)
