"""Where a value came from, so that every error can name its place.

Printed the way compilers do it: `content/exports/9A.csv:41:7`, a sheet after a `#`:
`content/exports/8А.xlsx#Лист1:13:AB`. A place never holds what stands there: places may be logged,
people's names and marks may not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]+(?:[ _.-]{1,3}[^\W\d_]+)+(?![^\W_])")
"""Words side by side: spaces, dots, dashes and underscores stand between the parts of names in names of files."""
_ENDING = re.compile(r"\.[a-z0-9]{1,5}$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


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


def without_names(place: str) -> str:
    """Return a place as unattended logs print it: two or more capitalised words side by side become initials.

    `exports/Иванов Иван.xls:3` becomes `exports/И.И.xls:3`: a file or a folder may bear a student's name. Rather one
    title of a report too many than one name. The ending of a file is no word of it.
    """
    return "/".join(_masked(part) for part in place.split("/"))


def _masked(part: str) -> str:
    """Mask a part of a path, whose file's name may end at `!`, `#` or `:`."""
    return "".join(_masked_name(piece) for piece in re.split(r"([!#:])", part))


def _masked_name(name: str) -> str:
    ending = _ENDING.search(name)
    cut = ending.start() if ending else len(name)
    return _WORDS.sub(lambda found: _initials(found[0]), name[:cut]) + name[cut:]


def _initials(words: str) -> str:
    """Replace runs of capitalised words among words; an initial behind a name is one of them."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _LETTERS.finditer(words):
        if word[0][0].isupper():
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    for run in reversed(runs):
        if len(run) > 1:
            short = ".".join(word[0][0] for word in run)
            words = words[: run[0].start()] + short + words[run[-1].end() :]
    return words
