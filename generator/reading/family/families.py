"""The families file: who applied for what, one row per student and recipient.

`read_families` takes bytes and gives rows and problems, all of them at once, each with its row and column. It reads
`.xlsx` (the first sheet) and `.csv` (UTF-8 with or without a mark, or cp1251; `;` or `,`), headings and values in
Russian or English. Columns: `docs/reference/families.md`. It guesses nothing: a heading, word or date it does not
know is a problem, because a cell passed over may be somebody's refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.errors import ReadError
from generator.model.families import FamilyRow, Notify, RefusalGround
from generator.origin import Origin
from generator.reading.cells import column_letter
from generator.reading.family import cells, columns
from generator.reading.family.cells import Cell, CellError
from generator.reading.family.tables import Line, read_lines
from generator.reading.joining.folding import fold_name

FILE_NAMES = ("families.xlsx", "families.csv")
_DATES = ("application_date", "consent_date", "mailing_consent_date", "consent_withdrawn", "refusal_date", "valid_to")
_CHOICES: Mapping[str, Mapping[str, Any]] = {
    "form": columns.FORMS,
    "refusal_ground": columns.GROUNDS,
    "notify": columns.NOTIFIES,
    "language": columns.LANGUAGES,
}


def find_families(content: Path) -> Path:
    """Return the families file below `content/`; none, or both kinds at once, is a `ReadError`."""
    found = [content / name for name in FILE_NAMES if (content / name).is_file()]
    if len(found) == 2:
        hint = "keep the one that is meant and move the other out of content/"
        raise ReadError("families-twice", "there are both families.xlsx and families.csv", hint=hint,
                        origin=Origin("content/families.csv"))  # fmt: skip
    if not found:
        hint = "put families.xlsx (or families.csv) into content/; without it nobody may read anything"
        raise ReadError("families-missing", "there is no families file", origin=Origin("content"), hint=hint)
    return found[0]


def read_families(name: str, content: bytes) -> tuple[tuple[FamilyRow, ...], tuple[ReadError, ...]]:
    """Return the rows that are whole, and every problem. `name` is the path that places are named by.

    A file with headings but no row is a problem: an emptied file must not close every diary without a word.
    """
    try:
        sheet, lines = read_lines(name, content)
        table = _Table(name, sheet, lines)
    except ReadError as problem:
        return (), (problem,)
    rows = tuple(table.rows())
    if not rows and not table.problems:
        hint = "without a row nobody may read anything; if the file was emptied by mistake, bring it back"
        table.problems.append(ReadError("families-empty", "the families file is empty", origin=Origin(name), hint=hint))
    return rows, tuple(table.problems)


class _Table:
    """The headings of one file, and its rows read by them."""

    def __init__(self, name: str, sheet: str, lines: Iterator[Line]) -> None:
        """Read the heading row; problems are collected in `problems`."""
        self.problems: list[ReadError] = []
        self._name = name
        self._sheet = sheet
        self._letters = bool(sheet)
        self._lines = lines
        self._columns: list[str] = []
        self._read_headings(*next(lines, (1, ())))

    def _origin(self, line: int, index: int | None = None) -> Origin:
        if index is None:
            return Origin(self._name, self._sheet, line)
        return Origin(self._name, self._sheet, line, column_letter(index) if self._letters else index + 1)

    def _say(self, slug: str, message: str, origin: Origin, hint: str = "") -> None:
        self.problems.append(ReadError(slug, message, origin=origin, hint=hint))

    def _read_headings(self, line: int, headings: Sequence[Cell]) -> None:
        for index, cell in enumerate(headings):
            heading = cells.read_text(cell)
            column = columns.column_of(heading)
            if heading and not column:
                near = columns.closest_heading(heading)
                hint = f"is «{near}» meant?" if near else "the columns are listed in docs/reference/families.md"
                self._say("unknown-column", f"the column «{heading}» is not known", self._origin(line, index), hint)
            elif column and column in self._columns:
                self._say("column-twice", f"a second column means {column}", self._origin(line, index))
                column = ""
            self._columns.append(column)
        self._check_headings(line)

    def _check_headings(self, line: int) -> None:
        there = set(self._columns)
        if not there - {""} or self.problems:
            if not self.problems:
                hint = "the first row holds the headings, see docs/reference/families.md"
                self._say("missing-column", "there is no row of headings", self._origin(line), hint)
            return
        if "recipient" not in there:
            self._say("missing-column", "the column recipient («получатель») is missing", self._origin(line))
        if "student" not in there and not {"group", "student_name"} <= there:
            hint = "either student («код ученика»), or both group («класс») and student_name («ученик»)"
            self._say("missing-column", "no column says which student is meant", self._origin(line), hint)

    def rows(self) -> Iterator[FamilyRow]:
        """Yield the rows without a fault; nothing when the headings have one."""
        if self.problems:
            return
        for line, line_cells in self._lines:
            if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in line_cells):
                continue
            before = len(self.problems)
            values = self._read_cells(line, line_cells)
            if len(self.problems) == before:
                self._check_row(line, values)
            if len(self.problems) == before:
                yield FamilyRow(**values)

    def _read_cells(self, line: int, line_cells: Sequence[Cell]) -> dict[str, Any]:
        values: dict[str, Any] = dict.fromkeys(("student", "group", "student_name", "recipient"), "")
        for index, cell in enumerate(line_cells):
            column = self._columns[index] if index < len(self._columns) else ""
            try:
                if column:
                    values[column] = _read_cell(column, cell)
                else:
                    cells.refuse_text(cell)
            except CellError as problem:
                self._say(problem.slug, problem.message, self._origin(line, index), problem.hint)
        values["origin"] = self._origin(line)
        values["name_key"] = fold_name(str(values["recipient"]))
        values["role"] = columns.role_of(str(values.get("relation", "")))
        return values

    def _column_origin(self, line: int, column: str) -> Origin:
        return self._origin(line, self._columns.index(column) if column in self._columns else None)

    def _check_row(self, line: int, values: dict[str, Any]) -> None:
        """Refuse what is only half said."""
        given = {column for column, value in values.items() if value}
        if "recipient" not in given:
            self._say("missing-value", "the recipient is missing", self._column_origin(line, "recipient"))
        if "student" not in given and not {"group", "student_name"} <= given:
            self._say("missing-value", "the row does not say which student is meant", self._origin(line))
        if ("application_no" in given) != ("application_date" in given):
            lacking = "application_date" if "application_no" in given else "application_no"
            hint = "an application is registered under a number on a day; give both or none"
            self._say("application-incomplete", "half of the application is missing",
                      self._column_origin(line, lacking), hint)  # fmt: skip
        if (values.get("refusal_ground") or values.get("refusal_doc")) and "refusal_date" not in given:
            self._say("missing-value", "a refusal needs its date", self._column_origin(line, "refusal_date"))
        if "refusal_date" in given and "refusal_ground" not in given:
            values["refusal_ground"] = RefusalGround.REFUSED
        for notify, contact in ((Notify.EMAIL, "email"), (Notify.SMS, "phone")):
            if values.get("notify") is notify and contact not in given:
                self._say("missing-value", f"to notify by {notify} the {contact} is needed",
                          self._column_origin(line, contact))  # fmt: skip


def _read_cell(column: str, cell: Cell) -> object:
    if column in _DATES:
        return cells.read_date(cell)
    if column in _CHOICES:
        return cells.read_choice(cell, _CHOICES[column])
    if column == "phone":
        return cells.read_phone(cell)
    if column == "email":
        return cells.read_email(cell)
    return cells.read_text(cell)
