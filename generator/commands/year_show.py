"""`diary year show`: personal result sheets over the years, from the register and the year that is running."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs
from generator.commands.kept import load_closed_year
from generator.commands.looks import load_looks
from generator.commands.plaintext import mark_plaintext
from generator.commands.school import LoadedSchool, read_school
from generator.commands.year_results import gather_from
from generator.errors import ProblemsError, UsageError
from generator.model.years import REGISTER_KEY, PersonalSheet, YearResult
from generator.products import file_names
from generator.reading.joining.folding import fold_class
from generator.register.place import make_private_folder
from generator.register.register import Register
from generator.rendering.paper.personal import personal_document
from generator.reports.personal import personal_sheet


@dataclass(frozen=True, slots=True)
class Shown:
    """The document, and the sheets in it."""

    file: Path
    sheets: tuple[PersonalSheet, ...]


def show_years(inputs: Inputs, register: Register, *, student_id: str = "", group: str = "") -> Shown:
    """Write the sheet of a student (`S12`) or those of a class into `output/staff/personal`.

    Raises UsageError `which-students`, `no-such-class`, `unknown-student-id`; ProblemsError.
    """
    if bool(student_id) == bool(group):
        raise UsageError(
            "which-students", "name one student or one class", hint="diary year show S12, or --class CLASS"
        )
    loaded = read_school(inputs, inputs.folder.cache, quiet=True)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    if group:
        running, listed = _class_of(inputs, register, loaded, group)
    else:
        running, listed = _running(inputs, register, loaded, _group_of(inputs, register, loaded, student_id)), []
    now = {result.student_id: result for result in running}
    sheets = []
    for id_ in [student_id] if student_id else (listed or [result.student_id for result in running]):
        years = _closed(register, id_)
        if not years and id_ not in now:
            hint = "students are named by the ids that `diary access list` and `diary year show --class` print"
            raise UsageError("unknown-student-id", f"there are no results of {id_}", hint=hint)
        sheets.append(personal_sheet(years, now.get(id_)))
    name = student_id or file_names([group])[0]
    return Shown(_write(inputs, name, sheets), tuple(sheets))


def _closed(register: Register, student_id: str) -> tuple[YearResult, ...]:
    return register.years.results_of(student_id) if re.fullmatch(r"S[0-9]+", student_id) else ()


def _group_of(inputs: Inputs, register: Register, loaded: LoadedSchool, student_id: str) -> str:
    """Return the class that a student is in now, "" for one who is in no list."""
    found = register.resolve_students([(s.keys, s.name) for s in loaded.school.students.values()], inputs.moment)
    key = next((key for key, record in found.items() if record.id == student_id), "")
    return loaded.school.students[key].group_id if key else ""


def _running(inputs: Inputs, register: Register, loaded: LoadedSchool, group_id: str) -> tuple[YearResult, ...]:
    return gather_from(inputs, register, loaded, group_id=group_id, quiet=True).results if group_id else ()


def _class_of(
    inputs: Inputs, register: Register, loaded: LoadedSchool, title: str
) -> tuple[tuple[YearResult, ...], list[str]]:
    """Return the running results of a class; while there are no lists at all, who was in it in the closed year."""
    folded = fold_class(title)
    if folded in loaded.school.groups:
        return _running(inputs, register, loaded, folded), []
    closed = load_closed_year(inputs.folder)
    listed = closed.school.students_of(folded) if closed and not loaded.school.students else ()
    if not listed:
        hint = f"there are {', '.join(g.title for g in loaded.school.classes())}"
        raise UsageError("no-such-class", f"there is no class {title}", hint=hint)
    return (), [student.id.removeprefix(REGISTER_KEY) for student in listed]


def _write(inputs: Inputs, name: str, sheets: Iterable[PersonalSheet]) -> Path:
    settings = inputs.settings
    text = personal_document(load_looks(inputs).main, settings.school.name, inputs.now.date(), list(sheets))
    mark_plaintext(inputs.folder.staff)
    folder = inputs.folder.staff / "personal"
    make_private_folder(folder)
    write_atomically(folder / f"{name}.html", text.encode(), mode=0o600)
    return folder / f"{name}.html"
