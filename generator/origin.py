"""Where a value came from, so that every error can name its place.

Printed the way compilers do it: `content/exports/9A.csv:41:7`, a sheet after a `#`:
`content/exports/8А.xlsx#Лист1:13:AB`. A place never holds what stands there: places may be logged,
people's names and marks may not.
"""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """A place in an input.

    `file` is the path below the site folder with `/` as separator (`archive.zip!member` for a member of an archive);
    `line` is 1-based (the row of a table, or a JSON path's line when known); `column` is a 1-based number, a letter
    of a sheet, or the name of a field.
    """

    file: str
    sheet: str = ""
    line: int = 0
    column: str | int = ""

    def __str__(self) -> str:
        """Return `file#sheet:line:column`, leaving out what is not known."""
        text = f"{self.file}#{self.sheet}" if self.sheet else self.file
        if self.line:
            text += f":{self.line}"
        if self.column:
            text += f":{self.column}"
        return text

    def sort_key(self) -> tuple[str, str, int, str]:
        """Return the order in which problems are listed: by file, sheet, line, column."""
        return (self.file, self.sheet, self.line, f"{self.column:>8}")


NOWHERE = Origin("")
