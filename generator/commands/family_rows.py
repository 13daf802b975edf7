"""The rows of the families file against the school: which student each is about, and which open nothing yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.commands.idle_rows import idle_rows
from generator.commands.inputs import Inputs
from generator.commands.kept import load_closed_year, match_rows
from generator.commands.school import LoadedSchool
from generator.errors import DiaryError, ProblemsError, ReadError
from generator.model.families import FamilyRow, PlacedRow, Role
from generator.model.school import Student
from generator.origin import Origin
from generator.reading.family.families import find_families, read_families
from generator.rules.access import decide
from generator.rules.recipients import check_rows, join_rows
from generator.rules.years import ComingOfAge, coming_of_age

Matches = Sequence[tuple[FamilyRow, Student]]


class Checked(NamedTuple):
    """What is wrong with the families file, and what is only to be known."""

    problems: Sequence[DiaryError]
    warnings: Sequence[DiaryError]


def check_families(inputs: Inputs, loaded: LoadedSchool) -> Checked:
    """Judge the families file without asking the register anything.

    Against a school of which an export is missing every row could seem to mean nobody, so then only the file itself
    is judged.
    """
    try:
        if loaded.is_whole:
            match_families(inputs, loaded)
            return Checked((), ())
        name, (_, found) = _read(inputs)
    except ProblemsError as error:
        return Checked(error.problems, ())
    except DiaryError as error:
        return Checked([error], ())
    message = "not checked, because an export could not be read"
    hint = "mend the exports first, then run `diary check` again"
    return Checked(found, [ReadError("families-not-checked", message, origin=Origin(name), hint=hint)])


def of_age(inputs: Inputs, loaded: LoadedSchool, within_days: int) -> tuple[ComingOfAge, ...]:
    """Return who is of age, or will be soon, and has no row of their own («сам»): the school has to speak with them.

    Raises ProblemsError when the families file can't be read.
    """
    matches, _ = match_families(inputs, loaded)
    alone = {student.id for row, student in matches if row.role is Role.SELF}
    students = (student for student in loaded.school.students.values() if student.id not in alone)
    return coming_of_age(students, inputs.now.date(), within_days)


def idle_by_file(inputs: Inputs, loaded: LoadedSchool) -> tuple[str, ...]:
    """Return `idle_rows` as the file alone has it: a revocation in the register is nobody's oversight.

    Raises ProblemsError when the families file can't be read.
    """
    matches, clusters = match_families(inputs, loaded)
    cluster_of = {index: str(number) for number, members in enumerate(clusters) for index in members}
    placed = [
        PlacedRow(row, student.id, cluster_of[index])
        for index, (row, student) in enumerate(matches)
        if student.id in loaded.school.students
    ]
    return idle_rows(decide(placed, (), (), inputs.now.date(), inputs.settings.access.consent))


def match_families(inputs: Inputs, loaded: LoadedSchool) -> tuple[Matches, Sequence[Sequence[int]]]:
    """Return the rows with their students, and the clusters of rows that are one recipient. Raises ProblemsError."""
    _, (rows, found) = _read(inputs)
    problems: list[DiaryError] = list(found)
    matches, unmatched = match_rows(rows, loaded.school, load_closed_year(inputs.folder), inputs.now.date())
    problems += unmatched
    problems += check_rows([(row, student.id) for row, student in matches])
    clusters, doubtful = join_rows([row for row, _ in matches])
    problems += doubtful
    if problems:
        raise ProblemsError(problems)
    return matches, clusters


def _read(inputs: Inputs) -> tuple[str, tuple[Sequence[FamilyRow], Sequence[ReadError]]]:
    path = find_families(inputs.folder.content)
    name = path.relative_to(inputs.folder.root).as_posix()
    return name, read_families(name, path.read_bytes())
