"""Results of a year as the JSON that the register keeps, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from generator.errors import RegisterError
from generator.model.kinds import FinalScope, MarkKind, TermKind
from generator.model.years import Level, YearCell, YearColumn, YearResult, YearRow


def to_json(result: YearResult) -> str:
    """Return names, columns and marks; the same for the same result."""
    found = {
        "names": [result.family_name, result.given_name, result.patronymic],
        "columns": [[c.scope.value, c.kind.value if c.kind else "", c.ordinal] for c in result.columns],
        "rows": [[row.subject, [_cell(cell) for cell in row.cells]] for row in result.rows],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def from_json(head: tuple[str, str, str, int | None, str | None], content: str) -> YearResult:
    """Return a result; `head` is student, year, class, grade, level. Raises RegisterError `register-unreadable`."""
    student_id, year, class_title, grade, level = head
    try:
        found = json.loads(content)
        family, given, patronymic = found["names"]
        columns = tuple(
            YearColumn(FinalScope(scope), TermKind(kind) if kind else None, ordinal)
            for scope, kind, ordinal in found["columns"]
        )
        rows = tuple(YearRow(subject, tuple(_read(cell) for cell in cells)) for subject, cells in found["rows"])
    except (ValueError, KeyError, TypeError) as fault:
        message = f"the results of {student_id} in {year} can't be read"
        raise RegisterError("register-unreadable", message) from fault
    return YearResult(
        student_id=student_id,
        year=year,
        class_title=class_title,
        grade=grade,
        level=Level(level) if level else None,
        family_name=family,
        given_name=given,
        patronymic=patronymic,
        columns=columns,
        rows=rows,
    )


def _cell(cell: YearCell | None) -> list[str] | None:
    if cell is None:
        return None
    return [cell.text, cell.kind.value if cell.kind else "", cell.until.isoformat() if cell.until else ""]


def _read(cell: Any) -> YearCell | None:
    if cell is None:
        return None
    text, kind, until = cell
    return YearCell(str(text), MarkKind(kind) if kind else None, date.fromisoformat(until) if until else None)
