"""A row of the families file, as the counter takes it in, checks it, and shows it for the school's own file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.commands.counter.office import Office, Sent
from generator.commands.counter.rolls import Pupil, Roll
from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.families import FamilyRow, Form, Notify, RefusalGround
from generator.model.school import School
from generator.reading.family.cells import read_text
from generator.reading.family.columns import HEADINGS, column_of
from generator.reading.family.families import find_families, read_families
from generator.reading.family.students import match_students
from generator.reading.family.tables import read_lines

COLUMNS = (
    *("recipient", "relation", "form", "application_no", "application_date", "application_channel"),
    *("consent_date", "consent_doc", "refusal_date", "refusal_ground", "refusal_doc"),
    *("phone", "email", "mailing_consent_date", "notify", "contact_doc"),
)
"""What is asked at the counter beside the student, in this order."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "form": tuple(form.value for form in Form),
    "refusal_ground": tuple(ground.value for ground in RefusalGround),
    "notify": tuple(notify.value for notify in Notify),
}
_GROUPED = 10
"""Digits of a telephone number behind +7."""


def write_cells(sent: Sent, pupil: Pupil, roll: Roll) -> dict[str, str]:
    """Return the cells of a row by the file's columns, as they were sent; the student as the school names them.

    The journal's id is added only where class and name would mean two.
    """
    twins = sum((other.name, other.class_title) == (pupil.name, pupil.class_title) for other in roll.pupils)
    student = pupil.key.partition(":")[2] if twins > 1 else ""
    cells = {"student": student, "group": pupil.class_title, "student_name": pupil.name}
    return {**cells, **{name: sent.first(name) for name in COLUMNS}}


def read_row(office: Office, cells: Mapping[str, str], school: School) -> FamilyRow:
    """Return the row as the reader of the families file takes it. Raises ProblemsError with all that is wrong."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([list(cells), list(cells.values())])
    rows, problems = read_families("", text.getvalue().encode())
    found: list[DiaryError] = [_placed(office, problem, list(cells)) for problem in problems]
    if not found:
        _, unmatched = match_students(rows, school, office.today)
        found = [_placed(office, problem, list(cells)) for problem in unmatched]
    if found:
        raise ProblemsError(found)
    return rows[0]


def _placed(office: Office, problem: ReadError, columns: list[str]) -> ReadError:
    """Return a problem with the field's label for its place: there is no file yet."""
    column = problem.origin.column
    name = columns[column - 1] if isinstance(column, int) and 0 < column <= len(columns) else ""
    label = office.t(f"fields.{name}") if name in COLUMNS else ""
    message = f"column {label}: {problem.message}" if label else problem.message
    return ReadError(problem.slug, message, hint=problem.hint)


def shown_cells(office: Office, cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return headings and values in the order of the school's own file; without one, in that of the template."""
    return tuple((heading, _shown(office, column, cells.get(column, ""))) for heading, column in _headings(office))


def _headings(office: Office) -> Iterable[tuple[str, str]]:
    found = list(_own_headings(office))
    return found if any(column for _, column in found) else [(names[0], column) for column, names in HEADINGS.items()]


def _own_headings(office: Office) -> Iterator[tuple[str, str]]:
    try:
        path = find_families(office.inputs.folder.content)
        _, lines = read_lines(path.name, path.read_bytes())
        headings = next(lines, (1, ()))[1]
    except (OSError, ReadError):
        return
    for cell in headings:
        yield read_text(cell), column_of(read_text(cell))


def _shown(office: Office, column: str, value: str) -> str:
    if not value:
        return ""
    if column in CHOICES:
        return office.t(f"choices.{column}.{value}")
    if column.endswith("_date"):
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return _phone(value) if column == "phone" else value


def _phone(number: str) -> str:
    """Return a number with its spaces, so that no spreadsheet takes it for one to calculate with."""
    digits = "".join(sign for sign in number if sign.isdigit())[-_GROUPED:]
    if len(digits) < _GROUPED or (number.startswith("+") and not number.startswith("+7")):
        return number
    return f"+7 {digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
