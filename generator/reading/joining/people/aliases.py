"""`content/aliases.csv`: settles doubtful identities.

Columns: `kind` (student, group, subject, teacher), `source` (the journal's system: netschool, dnevnikru, tables …),
`source_id_or_name`, `group` (only for students named by name), `is`: the title of the subject, class or teacher that
is meant, or for a student the identity that `diary check` prints (`tables:17`). UTF-8 or cp1251, `;` or `,`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import ReadError
from generator.origin import Origin
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.sheets.text import small_table

COLUMNS = ("kind", "source", "source_id_or_name", "group", "is")
KINDS = ("student", "group", "subject", "teacher")


@dataclass(frozen=True, slots=True)
class Aliases:
    """What the file settles: (kind, system, folded name or id, folded class or "") → what is meant."""

    table: Mapping[tuple[str, str, str, str], str]

    def find(self, kind: str, system: str, name: str, group: str = "") -> str:
        """Return what this name or id means, "" where nothing is said; an entry without a group holds for all."""
        if not self.table:
            return ""
        key = (kind, system, fold_name(name))
        return self.table.get((*key, fold_class(group))) or self.table.get((*key, ""), "")


NO_ALIASES = Aliases({})


def read_aliases(name: str, content: bytes) -> tuple[Aliases, list[ReadError]]:
    """Read the file; every bad row is a problem of its own."""
    table = small_table(content)
    if table.bad_line:
        message = "this row is no row of a table"
        return NO_ALIASES, [ReadError("bad-alias", message, origin=Origin(name, line=table.bad_line))]
    if not table.rows or tuple(cell.casefold() for cell in table.rows[0][1]) != tuple(COLUMNS):
        message = f"the first row must be {table.separator.join(COLUMNS)}"
        return NO_ALIASES, [ReadError("bad-header", message, origin=Origin(name, line=1))]
    return _read_rows(name, table.rows[1:])


def _read_rows(name: str, rows: list[tuple[int, list[str]]]) -> tuple[Aliases, list[ReadError]]:
    table: dict[tuple[str, str, str, str], str] = {}
    problems: list[ReadError] = []
    for line, cells in rows:
        if not any(cells):
            continue
        origin = Origin(name, line=line)
        if len(cells) != len(COLUMNS) or not (cells[1] and cells[2] and cells[4]):
            problems.append(ReadError("bad-alias", "source, source_id_or_name and is must be filled in", origin=origin))
            continue
        kind, system, subject, group, meaning = cells
        if kind not in KINDS:
            problems.append(ReadError("bad-alias", f"kind must be one of {', '.join(KINDS)}", origin=origin))
            continue
        key = (kind, system, fold_name(subject), fold_class(group))
        if table.setdefault(key, meaning) != meaning:
            problems.append(ReadError("bad-alias", "an earlier row says something else about this name", origin=origin))
    return Aliases(table), problems
