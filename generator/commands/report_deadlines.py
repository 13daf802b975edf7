"""The deadline radar (`diary report --only deadlines`, `diary access due`): gather, judge class by class, tell."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from generator.commands.inputs import Inputs, load_inputs
from generator.commands.making import class_context
from generator.commands.registers import open_register
from generator.commands.report_inputs import ReportInputs, gather
from generator.errors import ProblemsError
from generator.executors import run_tasks
from generator.pipeline import ClassContext, ClassTask, assemble_class
from generator.progress import Tell, with_progress
from generator.register.register import Register
from generator.register.seen import unpack
from generator.reports.class_facts import ClassFacts
from generator.reports.deadlines.class_deadlines import class_deadlines
from generator.reports.deadlines.given import Given, Told
from generator.reports.deadlines.values import ClassDeadlines, Line, Matter, SchoolDeadlines
from generator.reports.duties.codes import CodeDue, codes_due
from generator.reports.duties.school_deadlines import school_deadlines
from generator.reports.plan_fact import plan_fact
from generator.rules.deadlines import Verdict
from generator.rules.statistics import StatisticRules
from generator.writing.registers import RegisterTable, registers_csv

BROKEN = "broken"
EXIT_BROKEN = 1

COLUMNS = (
    *("requirement", "matter", "verdict", "class", "teacher", "subject", "day", "lesson", "due", "done"),
    *("minutes_left", "minutes_late", "things", "found", "limit", "students", "recipients", "detail"),
)


class ClassTaskOfReport(NamedTuple):
    """One class to be judged: where its records lie, and what the families of its students were told."""

    task: ClassTask
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class DeadlineContext:
    """What the tasks of all classes share; `given` without ledger and told days, which are each class's own."""

    context: ClassContext
    given: Given
    rules: StatisticRules


@dataclass(frozen=True, slots=True)
class DeadlineReport:
    """The radar, its classes in their order, and the names of whom the lines speak of (students by either id)."""

    school: SchoolDeadlines
    classes: tuple[ClassDeadlines, ...]
    codes: tuple[CodeDue, ...]
    teachers: Mapping[str, str]
    subjects: Mapping[str, str]
    students: Mapping[str, str]
    recipients: Mapping[str, str]


def judge_class(shared: DeadlineContext, one: ClassTaskOfReport) -> ClassDeadlines:
    """Judge one class; its records are gone when this returns. Raises ProblemsError for records that don't join."""
    context = shared.context
    records, problems = assemble_class(context, one.task)
    if problems:
        raise ProblemsError(problems)
    facts = ClassFacts(context.school, records, context.marks)
    return class_deadlines(facts, given_of(shared.given, one), plan_fact(facts, context.week_days, shared.rules))


def given_of(given: Given, one: ClassTaskOfReport) -> Given:
    """Return what one class is judged with. Raises RegisterError `register-unreadable` for a damaged ledger."""
    _, sights = unpack(one.task.seen)
    return Given(given.now, given.profiles, given.days, given.published, sights, one.told, given.acts)


def report_deadlines(
    inputs: Inputs, register: Register, *, workers: int = 0, quiet: bool = False, tell: Tell | None = None
) -> DeadlineReport:
    """Return the radar of the school at `inputs.now`; nothing is written.

    Raises ProblemsError with everything that is wrong in the inputs, SettingsError `no-production-calendar`.
    """
    found = gather(inputs, register, workers=workers, quiet=quiet, tell=tell)
    shared = DeadlineContext(class_context(inputs, found.loaded, None), given_for(found), StatisticRules())
    tasks = tasks_of(found)
    results = run_tasks(judge_class, shared, tasks, workers=workers)
    judged = {one.group_id: one for one in with_progress(results, len(tasks), "deadlines", quiet=quiet, tell=tell)}
    classes = tuple(judged[group.id] for group in found.loaded.school.classes() if group.id in judged)
    return make_report(register, found, classes)


def given_for(found: ReportInputs) -> Given:
    """Return what all classes are judged with."""
    return Given(found.given.now, found.given.profiles, found.given.days, found.published, acts=found.acts)


def tasks_of(found: ReportInputs) -> list[ClassTaskOfReport]:
    """Return the classes to be judged."""
    loaded = found.loaded
    return [
        ClassTaskOfReport(
            ClassTask(group.id, tuple(loaded.parts.get(group.id, ())), (), seen=found.seen.get(group.id, b"")),
            {s.id: found.told[s.id] for s in loaded.school.students_of(group.id) if s.id in found.told},
        )
        for group in loaded.school.classes()
    ]


def make_report(register: Register, found: ReportInputs, classes: Sequence[ClassDeadlines]) -> DeadlineReport:
    """Return the radar of the school from those of its classes, with the names that its lines need."""
    school, record = found.loaded.school, found.standing.students
    names = {student.id: student.name for student in school.students.values()}
    return DeadlineReport(
        school=school_deadlines(classes, found.given),
        classes=tuple(classes),
        codes=codes_due(found.given),
        teachers={teacher.id: teacher.name for teacher in school.teachers.values()},
        subjects={subject.id: subject.title for subject in school.subjects.values()},
        students={**names, **{record[key].id: name for key, name in names.items()}},
        recipients={recipient.id: recipient.name for recipient in register.recipients().values()},
    )


def exit_code(report: DeadlineReport, fail_on: str) -> int:
    """Return what `--fail-on` makes of a report: with `broken`, 1 when at least one deadline is broken, else 0.

    What is unproven never fails: nothing shows that it was late (docs/explanation/deadlines.md). Nor do reminders and
    norms that are only at risk.
    """
    if fail_on != BROKEN:
        return 0
    return EXIT_BROKEN if any(tally.broken for tally in report.school.matters.values()) else 0


def write_csv(report: DeadlineReport, headings: Sequence[str] = COLUMNS, title: str = "deadlines") -> bytes:
    """Return the lines that are not met as CSV for a Russian Excel (`writing.registers.registers_csv`)."""
    rows = tuple(_row(report, line) for line in report.school.lines)
    return registers_csv(RegisterTable("deadlines", title, COLUMNS, tuple(headings), rows))


def _row(report: DeadlineReport, line: Line) -> tuple[str, ...]:
    return (
        line.matter.requirement,
        line.matter.value,
        line.verdict.value,
        line.class_title,
        report.teachers.get(line.teacher_id, ""),
        report.subjects.get(line.subject_id, ""),
        line.day.isoformat() if line.day else "",
        _number(line.lesson),
        _moment(line.due),
        _moment(line.done),
        _number(line.seconds // 60 if line.seconds is not None and line.seconds >= 0 else None),
        _number(-line.seconds // 60 if line.seconds is not None and line.seconds < 0 else None),
        str(line.things),
        _number(line.found),
        _number(line.limit),
        ", ".join(report.students.get(student, student) for student in line.student_ids),
        ", ".join(report.recipients.get(recipient, recipient) for recipient in line.recipient_ids),
        line.detail,
    )


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


@dataclass(frozen=True, slots=True)
class AccessDue:
    """One line of `access due`: times are ISO, "" where not. `state` is none, issued or handed."""

    recipient_id: str
    recipient: str
    students: tuple[str, ...]
    registered: str
    due: str
    state: str
    verdict: str


def access_due(inputs: Inputs, register: Register) -> tuple[AccessDue, ...]:
    """Return the clock of every application (A2.2), the longest due first. Raises ProblemsError, SettingsError."""
    found = gather(inputs, register, quiet=True)
    names = {record.id: found.loaded.school.students[key].name for key, record in found.standing.students.items()}
    recipients = register.recipients()
    return tuple(
        AccessDue(
            one.recipient_id,
            recipients[one.recipient_id].name if one.recipient_id in recipients else "",
            tuple(names.get(student, student) for student in one.student_ids),
            one.registered.isoformat(),
            one.due.isoformat(timespec="minutes"),
            "handed" if one.state.handed_at else "issued" if one.state.issued_at else "none",
            one.judged.verdict.value,
        )
        for one in codes_due(found.given)
    )


def due(options: argparse.Namespace) -> int:
    """`diary access due`: which codes are owed to families, and until when; as JSON with those that were kept."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        found = access_due(inputs, register)
    if options.format == "json":
        fields = AccessDue.__dataclass_fields__
        sys.stdout.write(json.dumps([{f: getattr(one, f) for f in fields} for one in found], ensure_ascii=False) + "\n")
        return 0
    owed = [one for one in found if one.verdict != Verdict.MET and one.state != "handed"]
    for one in owed:
        sys.stdout.write(
            f"{one.verdict:<8}  {one.recipient_id:<5} {one.recipient}: registered {one.registered}, due {one.due[:10]},"
            f" {'issued, not handed over' if one.state == 'issued' else 'no code'}\n"
        )
    late = sum(one.verdict == Verdict.BROKEN for one in owed)
    sys.stderr.write(f"{len(owed)} codes are owed, {late} of them late; {Matter.CODE.requirement}\n")
    return 0
