"""Who may read what, from the families file and the register: keys for diaries, and family pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.commands.inputs import Inputs
from generator.commands.school import LoadedSchool
from generator.diaries.diary import ChildLine
from generator.errors import DiaryError, ProblemsError
from generator.model.families import FamilyRow, PlacedRow
from generator.model.school import Student
from generator.pipeline import FamilyTask, PageTask
from generator.reading.families import find_families, read_families
from generator.reading.family.students import match_students
from generator.register.records import RecipientClaim, StudentRecord
from generator.register.register import Register
from generator.rules.access import Decisions, decide, refuse_vanished
from generator.rules.recipients import check_rows, join_rows

Pair = tuple[str, str]
Matches = Sequence[tuple[FamilyRow, Student]]


@dataclass(frozen=True, slots=True)
class Standing:
    """The families file as the register sees it: rows with ids, what they decide, and what has vanished."""

    decisions: Decisions
    students: Mapping[str, StudentRecord]
    view: Mapping[Pair, str]
    vanished: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Readers:
    """The pages to make: diaries by student, family pages, and how many recipients still wait for a code."""

    standing: Standing
    pages: Mapping[str, PageTask]
    families: Sequence[FamilyTask]
    waiting: int


def check_families(inputs: Inputs, loaded: LoadedSchool) -> list[DiaryError]:
    """Return the problems of the families file, without asking the register anything."""
    try:
        _match_rows(inputs, loaded)
    except ProblemsError as error:
        return list(error.problems)
    except DiaryError as error:
        return [error]
    return []


def _match_rows(inputs: Inputs, loaded: LoadedSchool) -> tuple[Matches, Sequence[Sequence[int]]]:
    """Return the rows with their students, and the clusters of rows that are one recipient."""
    path = find_families(inputs.folder.content)
    rows, found = read_families(path.relative_to(inputs.folder.root).as_posix(), path.read_bytes())
    problems: list[DiaryError] = list(found)
    matches, unmatched = match_students(rows, loaded.school, inputs.now.date())
    problems += unmatched
    problems += check_rows([(row, student.id) for row, student in matches])
    clusters, doubtful = join_rows([row for row, _ in matches])
    problems += doubtful
    if problems:
        raise ProblemsError(problems)
    return matches, clusters


def read_standing(
    inputs: Inputs, loaded: LoadedSchool, register: Register, *, allow_vanished: bool = False
) -> Standing:
    """Read the families file and decide every row. Raises ProblemsError, SuspiciousError or RegisterError."""
    matches, clusters = _match_rows(inputs, loaded)
    # A refusal takes back the ids that were given on the way to it.
    with register.transaction():
        standing = _decide(inputs, loaded, register, matches, clusters)
        if not allow_vanished:
            refuse_vanished(len(standing.vanished), len(register.family_view()))
    return standing


def _decide(
    inputs: Inputs, loaded: LoadedSchool, register: Register, matches: Matches, clusters: Sequence[Sequence[int]]
) -> Standing:
    students = register.resolve_students([(s.keys, s.name) for s in loaded.school.students.values()], inputs.moment)
    cluster_of = {index: number for number, members in enumerate(clusters) for index in members}
    claims = [
        RecipientClaim(students[student.id].id, row.recipient, row.name_key, cluster_of[index])
        for index, (row, student) in enumerate(matches)
    ]
    recipients = register.resolve_recipients(claims, inputs.moment)
    placed = [
        PlacedRow(row, claim.student_id, recipients[claim.student_id, claim.name_key])
        for (row, _), claim in zip(matches, claims, strict=True)
    ]
    everybody = [record.id for record in students.values()]
    consent = inputs.settings.access.consent
    decisions = decide(placed, everybody, register.access_events(), inputs.now.date(), consent)
    view = {p.pair: hashlib.sha256(p.row.name_key.encode()).hexdigest()[:16] for p in placed}
    vanished = sorted(set(register.family_view()) - set(view))
    return Standing(decisions, students, view, vanished)


def who_reads(inputs: Inputs, loaded: LoadedSchool, standing: Standing, keks: Mapping[str, bytes]) -> Readers:
    """Return the pages that live codes may open; a student whom nobody may read about has none."""
    keys = {record.id: key for key, record in standing.students.items()}
    pages = {}
    for student_id, readers in standing.decisions.readers.items():
        opening = tuple(keks[reader] for reader in readers if reader in keks)
        if opening:
            record = standing.students[keys[student_id]]
            pages[keys[student_id]] = PageTask(
                keys[student_id], record.page_id, f"d/{record.address}/index.html", opening
            )
    languages = {d.placed.recipient_id: d.placed.row.language for d in standing.decisions.rows if d.placed.row.language}
    families = tuple(
        FamilyTask(
            recipient,
            keks[recipient],
            _children(loaded, [pages[keys[child]] for child in children if keys[child] in pages]),
            languages.get(recipient, inputs.settings.site.language),
        )
        for recipient, children in standing.decisions.children.items()
        if recipient in keks
    )
    waiting = sum(1 for recipient in standing.decisions.children if recipient not in keks)
    return Readers(standing, pages, families, waiting)


def _children(loaded: LoadedSchool, pages: Sequence[PageTask]) -> tuple[ChildLine, ...]:
    groups, students = loaded.school.groups, loaded.school.students
    found = sorted(pages, key=lambda p: (_grade(loaded, p), students[p.student_id].sort_key()))
    return tuple(
        ChildLine(
            students[p.student_id].given_name, groups[students[p.student_id].group_id].title, f"../../{p.address}"
        )
        for p in found
    )


def _grade(loaded: LoadedSchool, page: PageTask) -> tuple[int, str]:
    group = loaded.school.groups[loaded.school.students[page.student_id].group_id]
    return (group.grade or 0, group.title)
