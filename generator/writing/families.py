"""An empty families file with the columns, text formats and drop-down lists of the example."""

from __future__ import annotations

import io

import openpyxl


def blank_families(example: bytes) -> bytes:
    """Return the example's workbook without its rows."""
    workbook = openpyxl.load_workbook(io.BytesIO(example))
    sheet = workbook.worksheets[0]
    sheet.delete_rows(2, max(sheet.max_row - 1, 1))
    columns = range(1, sheet.max_column + 1)  # looks at every cell, so it is asked once
    for row in range(2, 1001):
        for column in columns:
            # Text, so that the office program leaves phone numbers and dates as they were typed.
            sheet.cell(row, column).number_format = "@"
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()
