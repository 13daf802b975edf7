"""What the deadline radar is handed: the registers of a school in the words of `reports.deadlines` and `duties`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from generator.commands.access_letters import leftover_letters
from generator.commands.found_exports import find_journals
from generator.commands.inputs import Inputs
from generator.commands.paper_state import owed_now, paper_state
from generator.commands.readers import Standing, read_standing
from generator.commands.school import LoadedSchool, read_school
from generator.commands.school_days import read_days
from generator.errors import ProblemsError
from generator.model.acts import Act, ActKind, holding
from generator.model.papers import Product
from generator.progress import Tell
from generator.register.register import Register
from generator.reports.deadlines.given import Told
from generator.reports.duties.given import Code, Journal, Pupil, SchoolGiven
from generator.rules.clocks.profile import profile_on
from generator.rules.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class ReportInputs:
    """The school as it was read, and what the registers say of it. `published`: sorted, the school's time."""

    loaded: LoadedSchool
    standing: Standing
    given: SchoolGiven
    published: tuple[datetime, ...]
    told: Mapping[str, Told]
    acts: tuple[Act, ...]
    seen: Mapping[str, bytes]


def gather(
    inputs: Inputs,
    register: Register,
    *,
    loaded: LoadedSchool | None = None,
    workers: int = 0,
    quiet: bool = False,
    tell: Tell | None = None,
) -> ReportInputs:
    """Read everything, and leave the register as it was; `loaded` is the school if it was read already.

    Raises ProblemsError with all that is wrong.
    """
    loaded = loaded or read_school(inputs, inputs.folder.cache, workers=workers, quiet=quiet, tell=tell)
    days, standing = _standing(inputs, register, loaded)
    codes = _codes(register)
    acts = holding(register.acts.all())
    calendar, profiles = inputs.settings.calendar, inputs.settings.rules
    given = SchoolGiven(
        now=inputs.now,
        profiles=profiles,
        fresh_hours=profile_on(profiles, inputs.now.date()).fresh_hours,
        days=days,
        year=(calendar.year_start, calendar.year_end),
        rows=standing.decisions.rows,
        codes=codes,
        acts=acts,
        papers=register.papers.all(),
        owed=owed_now(inputs, register, paper_state(inputs, loaded, standing)).weeks,
        letters=leftover_letters(
            inputs.folder.letters, register.codes(), inputs.settings.letters.keep_days, inputs.moment
        ),
        journals=_journals(inputs, register),
        pupils=_pupils(loaded, standing),
        homeroom={group.id: group.homeroom_teacher_id for group in loaded.school.classes()},
    )
    published = _published(register)
    told = _told(standing, given, published, register.papers.begin() or inputs.now.date())
    return ReportInputs(loaded, standing, given, published, told, _of_school(acts, standing), register.seen_marks())


def _standing(inputs: Inputs, register: Register, loaded: LoadedSchool) -> tuple[WorkingDays, Standing]:
    days, wrong = read_days(inputs)
    if loaded.problems or wrong:
        raise ProblemsError((*loaded.problems, *wrong))
    with register.rehearsal():
        return days, read_standing(inputs, loaded, register, allow_vanished=True)


def _codes(register: Register) -> tuple[Code, ...]:
    return tuple(
        Code(c.recipient_id, _bare(c.issued_at), _bare_or_none(c.handed_at), _bare_or_none(c.revoked_at))
        for c in register.codes()
    )


def _published(register: Register) -> tuple[datetime, ...]:
    """Return when something was published; of a run that died before it sent anything only the beginning is noted."""
    done = (p for p in register.publications.all() if p.written or p.deleted or p.bytes or p.verified_at)
    return tuple(sorted(_bare(publication.at) for publication in done))


def _told(standing: Standing, given: SchoolGiven, published: Sequence[datetime], begin: date) -> Mapping[str, Told]:
    """Return by `Student.id` when families were told the forecast: by a publication while a code of theirs was live,
    or by an extract that was handed over.
    """
    days = sorted({moment.date() for moment in published})
    codes: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    for code in given.codes:
        codes[code.recipient_id].append((code.issued_at.date(), (code.revoked_at or given.now).date()))
    extracts: defaultdict[str, set[date]] = defaultdict(set)
    for paper in given.papers:
        if paper.line.product is Product.WEEK and paper.handed_on:
            extracts[paper.line.student_id].add(paper.handed_on)
    cases = {case.student_id: case.since or begin for case in standing.decisions.paper}
    found = {}
    for key, record in standing.students.items():
        live = [span for reader in standing.decisions.readers.get(record.id, ()) for span in codes[reader]]
        starts = [first for first, _ in live]
        if record.id in cases:
            starts.append(max(begin, cases[record.id]))
        if starts:
            online = {day for day in days if any(first <= day <= last for first, last in live)}
            handed = extracts[record.id]
            found[key] = Told(min(starts), tuple(sorted(online | handed)), tuple(sorted(handed - online)))
    return found


def _of_school(acts: Sequence[Act], standing: Standing) -> tuple[Act, ...]:
    """Return the acts about final marks and exams, with the students' ids as the exports have them."""
    keys = {record.id: key for key, record in standing.students.items()}
    wanted = {ActKind.DEFERRAL, ActKind.EXAM_RECEIVED}
    return tuple(replace(act, student_id=keys.get(act.student_id, "")) for act in acts
                 if act.kind in wanted and (not act.student_id or act.student_id in keys))  # fmt: skip


def _pupils(loaded: LoadedSchool, standing: Standing) -> Mapping[str, Pupil]:
    groups = loaded.school.groups
    found = {}
    for student in loaded.school.students.values():
        if student.end is None:
            id_, group = standing.students[student.id].id, groups[student.group_id]
            found[id_] = Pupil(id_, group.id, group.title, student.begin, student.birth_date)
    return found


def _journals(inputs: Inputs, register: Register) -> tuple[Journal, ...]:
    """Return the journals by their first pattern; what the import log does not know is as new as its files are."""
    latest = register.acts.imports.latest()
    newest: dict[str, datetime] = {}
    for export, journal in find_journals(inputs):
        noted = latest.get(export.name)
        if noted:
            at = _bare(noted.at)
        else:
            changed = max(path.stat().st_mtime for path in export.paths)
            at = datetime.fromtimestamp(changed, inputs.zone).replace(tzinfo=None)
        name = journal.files[0]
        newest[name] = max(at, newest.get(name, at))
    return tuple(Journal(name, at) for name, at in sorted(newest.items()))


def _bare(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _bare_or_none(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=None) if moment else None
