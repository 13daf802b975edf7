"""Which student of the school is meant by an id or by class and name: in the families file, and in texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from generator.errors import ReadError
from generator.model.families import FamilyRow, Role
from generator.model.school import School, Student
from generator.origin import Origin
from generator.reading.family.columns import names_a_guardian
from generator.reading.joining.folding import fold_class, fold_name
from generator.reading.words.titles import quoted_class

Match = tuple[FamilyRow, Student]

_SHOWN = 30
"""So many classes are listed beside one that is none of them."""


def match_students(
    rows: Iterable[FamilyRow], school: School, today: date
) -> tuple[tuple[Match, ...], tuple[ReadError, ...]]:
    """Return every row with its student, and a problem for every row that means nobody or more than one.

    A row that has ended (`valid_to` before `today`) may name a student who has left: it is passed over.
    """
    directory = StudentDirectory(school)
    matches: list[Match] = []
    problems: list[ReadError] = []
    for row in rows:
        try:
            student = _find(directory, row)
            _check_person(row, student)
        except ReadError as problem:
            ended = row.valid_to is not None and row.valid_to < today
            if not (ended and problem.slug in {"unknown-student", "unknown-group"}):
                problems.append(problem)
        else:
            matches.append((row, student))
    return tuple(matches), tuple(problems)


class StudentDirectory:
    """The students by every way they may be named: the journal's id, or class and name."""

    def __init__(self, school: School) -> None:
        """Index the students of the school."""
        self._titles = [group.title for group in school.classes()]
        self._groups = {fold_class(group.title): group.id for group in school.classes()}
        self._by_id: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._students = school.students
        for student in school.students.values():
            for key in student.keys:
                self._by_id[key].add(student.id)
                self._by_id[key.partition(":")[2]].add(student.id)
            short = f"{student.family_name} {student.given_name}"
            for name in (student.name, short):
                self._by_name[student.group_id, fold_name(name)].add(student.id)

    def by_id(self, student: str) -> set[str]:
        """Return the identities of those who have this id in a journal."""
        return self._by_id.get(student, set())

    def by_name(self, group: str, name: str, origin: Origin, or_else: str = "") -> set[str]:
        """Return the identities of those in a class who have this name. Raises ReadError `unknown-group`.

        `or_else` ends the hint: what to do when the class is written as it should be.
        """
        group_id = self._groups.get(fold_class(group))
        if group_id is None:
            known = ", ".join(self._titles[:_SHOWN]) + (" …" if len(self._titles) > _SHOWN else "")
            hint = f"write the class as the journal does; read were {known or 'none'}{or_else and f'; {or_else}'}"
            title = quoted_class(group)
            message = f"no export has the class {title}" if title else "no export has this class"
            raise ReadError("unknown-group", message, origin=origin, hint=hint)
        return self._by_name.get((group_id, fold_name(name)), set())

    def one(self, found: set[str], origin: Origin, unknown: str, several: str) -> Student:
        """Return the only one found. Raises ReadError `unknown-student` or `namesakes` with these hints.

        `{ids}` in `several` is replaced by the identities to choose from.
        """
        if not found:
            raise ReadError("unknown-student", "no export has this student", origin=origin, hint=unknown)
        if len(found) > 1:
            hint = several.format(ids=", ".join(sorted(found)))
            raise ReadError("namesakes", "more than one student is meant here", origin=origin, hint=hint)
        return self._students[next(iter(found))]


def _find(directory: StudentDirectory, row: FamilyRow) -> Student:
    """Return the one student a row means."""
    several = "write the identity into the column student («код ученика»): one of {ids}"
    if row.student:
        hint = "the id is written as the journal exports it; when it changed, name the student by class and name"
        return directory.one(directory.by_id(row.student), row.origin, hint, several)
    left = "for a student who has left, set valid_to («действует до»); this ends the family's access"
    hint = f"the name must be the one in the journal; {left}"
    found = directory.by_name(row.group, row.student_name, row.origin, left)
    return directory.one(found, row.origin, hint, several)


def _check_person(row: FamilyRow, student: Student) -> None:
    """Refuse an id that belongs to somebody else than the name beside it, and a student posing as a guardian."""
    named = set(fold_name(row.student_name).split())
    if named and not named & {fold_name(student.family_name), fold_name(student.given_name)}:
        hint = "correct the id or the name; a wrong id would open another child's diary"
        raise ReadError("student-mismatch", "id and name are of different students", origin=row.origin, hint=hint)
    own = {fold_name(student.name), fold_name(f"{student.family_name} {student.given_name}")}
    if row.role is Role.GUARDIAN and row.name_key in own and not names_a_guardian(row.relation):
        hint = "write the relation: «сам» for an adult student, «ученик» for a minor with an own code"
        raise ReadError("student-as-guardian", "the recipient is the student", origin=row.origin, hint=hint)
