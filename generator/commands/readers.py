"""Who may read what, from the families file and the register: keys for diaries, and family pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

from generator.commands.family_rows import Matches, match_families
from generator.commands.inputs import Inputs
from generator.commands.kept import ClosedYear, KeptStudent, load_closed_year, settle_kept
from generator.commands.school import LoadedSchool
from generator.diaries.diary import ChildLine
from generator.errors import RegisterError
from generator.model.families import PlacedRow
from generator.pipeline import FamilyTask, PageTask
from generator.register.records import RecipientClaim, StudentRecord
from generator.register.register import Register
from generator.register.years.years import ARCHIVED, CLOSED
from generator.rules.access import Decisions, decide, refuse_vanished

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The families file as the register sees it: rows with ids, what they decide, and what has vanished.

    `kept`: by the register's id, students of the closed year with a row and in no list now. `ended`: the pairs whose
    last day is that of `rules.years` and not the file's.
    """

    decisions: Decisions
    students: Mapping[str, StudentRecord]
    view: Mapping[Pair, str]
    vanished: Sequence[Pair]
    kept: Mapping[str, KeptStudent] = field(default_factory=dict)
    ended: frozenset[Pair] = frozenset()

    def as_written(self) -> Self:
        """Return it with the rows as the file has them, for the register of acts."""
        rows = (
            replace(d, placed=replace(d.placed, row=replace(d.placed.row, valid_to=None)))
            if d.placed.pair in self.ended
            else d
            for d in self.decisions.rows
        )
        return replace(self, decisions=replace(self.decisions, rows=tuple(rows)))

    @property
    def addresses(self) -> dict[str, str]:
        """Return the register's id of everybody who has or had a page → its address."""
        records = (*self.students.values(), *(one.record for one in self.kept.values()))
        return {record.id: record.address for record in records}


@dataclass(frozen=True, slots=True)
class Readers:
    """The pages to make: diaries by student, family pages, and how many recipients still wait for a code.

    `kept`: the pages of those who are in no list now, by the register's id.
    """

    standing: Standing
    pages: Mapping[str, PageTask]
    families: Sequence[FamilyTask]
    waiting: int
    kept: Mapping[str, PageTask] = field(default_factory=dict)


def read_standing(
    inputs: Inputs, loaded: LoadedSchool, register: Register, *, allow_vanished: bool = False
) -> Standing:
    """Read the families file and decide every row. Raises ProblemsError, SuspiciousError or RegisterError."""
    _refuse_closed(inputs, loaded, register)
    closed = load_closed_year(inputs.folder)
    matches, clusters = match_families(inputs, loaded)
    # A refusal takes back the ids that were given on the way to it.
    with register.transaction():
        standing = _decide(inputs, loaded, register, found=matches, clusters=clusters, closed=closed)
        if not allow_vanished:
            refuse_vanished(len(standing.vanished), len(register.family_view()))
    return standing


def _refuse_closed(inputs: Inputs, loaded: LoadedSchool, register: Register) -> None:
    """Refuse exports that are half removed, and a closed year that begins again under its old dates."""
    closing = register.years.latest()
    if closing is None:
        return
    if closing.state == ARCHIVED:
        hint = "run `diary year close` again: it goes on where it was"
        raise RegisterError("year-half-closed", f"the closing of {closing.year} was cut off", hint=hint)
    if closing.state == CLOSED and loaded.school.students and inputs.settings.calendar.year_end <= closing.last_day:
        hint = "write the dates of the new year into calendar.year_start and calendar.year_end of site.yaml"
        raise RegisterError("year-is-closed", f"the year {closing.year} is closed, and exports are there", hint=hint)


def _decide(
    inputs: Inputs,
    loaded: LoadedSchool,
    register: Register,
    *,
    found: Matches,
    clusters: Sequence[Sequence[int]],
    closed: ClosedYear | None,
) -> Standing:
    students = register.resolve_students([(s.keys, s.name) for s in loaded.school.students.values()], inputs.moment)
    matches, kept = settle_kept(
        found, closed, school=loaded.school, students=students, register=register, now=inputs.moment
    )
    records = {**students, **{one.student.id: one.record for one in kept.values()}}
    cluster_of = {index: number for number, members in enumerate(clusters) for index in members}
    claims = [
        RecipientClaim(records[student.id].id, row.recipient, row.name_key, cluster_of[index])
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
    # Who is in no list has no lessons, so nothing is printed.
    decisions = replace(decisions, paper=tuple(case for case in decisions.paper if case.student_id not in kept))
    view = {p.pair: hashlib.sha256(p.row.name_key.encode()).hexdigest()[:16] for p in placed}
    vanished = sorted(set(register.family_view()) - set(view))
    ended = frozenset(
        p.pair for p, (row, _) in zip(placed, found, strict=True) if row.valid_to is None and p.row.valid_to
    )
    return Standing(decisions, students, view, vanished, kept, ended)


def who_reads(inputs: Inputs, loaded: LoadedSchool, standing: Standing, keks: Mapping[str, bytes]) -> Readers:
    """Return the pages that live codes may open; a student whom nobody may read about has none."""
    keys = {record.id: key for key, record in standing.students.items()}
    pages: dict[str, PageTask] = {}
    kept: dict[str, PageTask] = {}
    lines: dict[str, _Child] = {}
    for student_id, readers in standing.decisions.readers.items():
        opening = tuple(keks[reader] for reader in readers if reader in keks)
        old = standing.kept.get(student_id)
        if not opening or (old and not old.has_page):
            continue
        record = old.record if old else standing.students[keys[student_id]]
        student = old.student if old else loaded.school.students[keys[student_id]]
        group = old.group if old else loaded.school.groups[student.group_id]
        page = PageTask(student.id, record.page_id, f"d/{record.address}/index.html", opening)
        if old:
            kept[student_id] = page
        else:
            pages[student.id] = page
        lines[student_id] = _Child(
            (group.grade or 0, group.title),
            student.sort_key(),
            ChildLine(student.given_name, group.title, f"../../{page.address}"),
        )
    languages = {d.placed.recipient_id: d.placed.row.language for d in standing.decisions.rows if d.placed.row.language}
    families = tuple(
        FamilyTask(
            recipient,
            keks[recipient],
            tuple(child.line for child in sorted(lines[child] for child in children if child in lines)),
            languages.get(recipient, inputs.settings.site.language),
        )
        for recipient, children in standing.decisions.children.items()
        if recipient in keks
    )
    waiting = sum(1 for recipient in standing.decisions.children if recipient not in keks)
    return Readers(standing, pages, families, waiting, kept)


class _Child(NamedTuple):
    """A line of a family page, and what it is sorted by: grade and class, name."""

    group: tuple[int, str]
    name: tuple[str, str, str]
    line: ChildLine
