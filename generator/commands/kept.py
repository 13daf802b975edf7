"""Students of the closed year: whom rows of the families file still mean, and the pages that leavers keep.

`private/kept/` is written when a year is closed: `roll.json` says who was in which class and by which identities the
exports know them, `S12.json` what the page of S12 said last. Between the closing and the new lists these pages are all
there is; afterwards only those who are in no list keep theirs, until the day that `rules.years` says. A page is sealed
anew whenever its readers change, so that a code revoked in July opens nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from generator.commands.fingerprint import ROLL
from generator.commands.folder import SiteFolder
from generator.errors import DiaryError, ReadError, RegisterError
from generator.model.families import FamilyRow
from generator.model.school import Group, School, Student
from generator.model.years import REGISTER_KEY
from generator.products import Page
from generator.reading.family.students import Match, match_students
from generator.reading.joining.folding import fold_class, fold_name
from generator.register.records import StudentRecord
from generator.register.register import Register
from generator.rules.years import last_day_of_access


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """The year that was closed last, as a school without records: its students have the identity `register:S12`.

    `pages` are the ids of those whose last page is kept.
    """

    year: str
    last_day: date
    until: date
    school: School
    pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeptStudent:
    """A student of the closed year who is in no list now; `has_page`: there is a page to keep."""

    record: StudentRecord
    student: Student
    group: Group
    has_page: bool


def load_closed_year(folder: SiteFolder) -> ClosedYear | None:
    """Return the year that was closed last, None before the first one. Raises RegisterError `kept-unreadable`."""
    path = folder.kept / ROLL
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        groups = {fold_class(title): Group(fold_class(title), title, "", grade) for title, grade in found["classes"]}
        students = [
            Student(keys[0], tuple(keys), family, given, patronymic, fold_class(title))
            for keys, (family, given, patronymic), title in found["students"]
        ]
        first, last, until = (date.fromisoformat(found[name]) for name in ("first_day", "last_day", "until"))
        year = str(found["year"])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as fault:
        hint = "bring private/kept back from a backup"
        raise RegisterError("kept-unreadable", "private/kept/roll.json can't be read", hint=hint) from fault
    school = School(
        name="",
        year_start=first,
        year_end=last,
        terms=(),
        holidays=(),
        bells=(),
        groups=groups,
        students={student.id: student for student in students},
        teachers={},
        subjects={},
        memberships=(),
        teachings=(),
    )
    return ClosedYear(year, last, until, school, frozenset(p.stem for p in folder.kept.glob("S*.json")))


def match_rows(
    rows: Iterable[FamilyRow], school: School, closed: ClosedYear | None, today: date
) -> tuple[list[Match], list[DiaryError]]:
    """Return every row with its student: of the present lists, else of the closed year's.

    A row that says «8А» of last year means the student who is in 9А now, if an identity of a journal tells so. A row
    of last year that fits somebody else in this year's class is a problem: it would open a stranger's diary.
    """
    all_rows = list(rows)
    found, unmatched = match_students(all_rows, school, today)
    matches, problems = list(found), list[DiaryError](unmatched)
    if closed is None:
        return matches, problems
    present = {key: student for student in school.students.values() for key in student.keys}
    problems += [_of_closed_year(row) for row, student in matches if _fits_another(row, student, closed, present)]
    done = {row.origin for row, _ in matches}
    wrong = {problem.origin for problem in unmatched if problem.slug not in {"unknown-student", "unknown-group"}}
    # Who applied after the year by class and name means a class of the next one, or nobody that is known here.
    rest = [row for row in all_rows if row.origin not in done | wrong]
    older = [row for row in rest if row.student or _is_of(row, closed.last_day)]
    later, _ = match_students(older, closed.school, closed.last_day)
    again = {row.origin for row, _ in later}
    matches += [(row, _now(student, present)) for row, student in later]
    return matches, [problem for problem in problems if problem.origin not in again or problem.origin in done]


def _now(student: Student, present: Mapping[str, Student]) -> Student:
    """Return who a student of the closed year is in the present lists, else the student as they were."""
    return next((present[key] for key in student.keys if key in present), student)


def _is_of(row: FamilyRow, day: date) -> bool:
    """Say whether a row was applied for until a day, or nobody knows when."""
    return row.application_date is None or row.application_date <= day


def _fits_another(row: FamilyRow, student: Student, closed: ClosedYear, present: Mapping[str, Student]) -> bool:
    if row.student or not _is_of(row, closed.until):
        return False
    named, group = fold_name(row.student_name), fold_class(row.group)
    last_year = [
        old
        for old in closed.school.students_of(group)
        if named in {fold_name(old.name), fold_name(f"{old.family_name} {old.given_name}")}
    ]
    return any(_now(old, present).id != student.id for old in last_year)


def _of_closed_year(row: FamilyRow) -> ReadError:
    message = "class and name were another student's in the closed year, and the application is of that year"
    hint = "write the student's id into the column student; for a student who has left, set valid_to"
    return ReadError("row-of-closed-year", message, origin=row.origin, hint=hint)


def settle_kept(
    matches: Iterable[Match],
    closed: ClosedYear | None,
    *,
    school: School,
    students: Mapping[str, StudentRecord],
    register: Register,
    now: datetime,
) -> tuple[list[Match], dict[str, KeptStudent]]:
    """Return the rows, those of leavers with the day on which they end, and the leavers by the register's id.

    Whom the register knows in the present lists is no leaver. While there is no list at all, nobody is known to have
    left, and rows end as they are written.
    """
    present = {record.id: school.students[key] for key, record in students.items()}
    settled: list[Match] = []
    kept: dict[str, KeptStudent] = {}
    for row, student in matches:
        id_ = student.id.removeprefix(REGISTER_KEY)
        if closed is None or student.id not in closed.school.students:
            settled.append((row, student))
        elif id_ in present:
            settled.append((row, present[id_]))
        else:
            record = register.resolve_students([(student.keys[:1], student.name)], now)[student.id]
            kept[id_] = KeptStudent(record, student, closed.school.groups[student.group_id], id_ in closed.pages)
            ended = replace(row, valid_to=last_day_of_access(row.valid_to, closed.until))
            settled.append((ended if school.students else row, student))
    return settled, kept


def kept_page(folder: SiteFolder, student_id: str, page_id: str) -> Page:
    """Return what a student's page said last. Raises RegisterError `kept-unreadable`."""
    try:
        found = json.loads((folder.kept / f"{student_id}.json").read_text(encoding="utf-8"))
        return Page(page_id, str(found["as_of"]), (str(found["text"]),))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        hint = "bring private/kept back from a backup, or delete the file: then this page goes"
        message = f"private/kept/{student_id}.json can't be read"
        raise RegisterError("kept-unreadable", message, hint=hint) from fault


def forget_pages(folder: SiteFolder, keep: Iterable[str]) -> None:
    """Remove the kept pages of everybody else; who was in the year stays known until the next one is closed."""
    wanted = set(keep)
    for path in folder.kept.glob("S*.json"):
        if path.stem not in wanted:
            path.unlink()
