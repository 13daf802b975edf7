"""`diary report`: the staff's reports into `output/staff`, in clear and for the school alone.

Class by class, like everything: a class's records are read, counted and let go. Files are written when all classes
are well, the index last; what an earlier run made and this one did not is removed. Folders that other commands keep
there (`acts/`, `personal/`) are left alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace

from generator.commands.import_log import note_imports, noting
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.making import class_context
from generator.commands.registers import open_register
from generator.commands.report_deadlines import DeadlineReport, exit_code, given_for, make_report
from generator.commands.report_desk import Desk, ReportsResult
from generator.commands.report_inputs import ReportInputs, gather
from generator.commands.report_options import PARTS
from generator.commands.school import LoadedSchool, class_names, read_school
from generator.errors import DiaryError, ProblemsError, UsageError
from generator.executors import run_tasks
from generator.model.school import Group
from generator.printing.staff import StaffContext, StaffResult, StaffTask, report_class
from generator.progress import Tell, with_progress
from generator.reading.joining.folding import fold_class
from generator.register.register import Register
from generator.register.seen import unpack
from generator.rules.clocks.profile import profile_on
from generator.rules.records.sights import NO_SIGHTS
from generator.rules.statistics import StatisticRules

EVERYTHING = frozenset(PARTS)


def run(options: argparse.Namespace) -> int:
    """`diary report`."""
    inputs = load_inputs(options)
    parts = frozenset(options.only) or EVERYTHING
    if options.fail_on and ("deadlines" not in parts or options.classes):
        hint = "leave out --class, and --only or name --only deadlines"
        raise UsageError("no-deadlines", "--fail-on needs the deadlines of the whole school", hint=hint)
    with inputs.folder.locked(), open_register(inputs) as register:
        result = make_reports(inputs, register, parts=parts, classes=options.classes, workers=options.workers)
    if options.format == "json":
        sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(result.sentences())
    return exit_code(result.deadlines, options.fail_on) if result.deadlines else 0


def make_reports(
    inputs: Inputs,
    register: Register,
    *,
    parts: frozenset[str] = EVERYTHING,
    classes: Sequence[str] = (),
    workers: int = 0,
    quiet: bool = False,
    tell: Tell | None = None,
) -> ReportsResult:
    """Make the reports; `classes` (titles): only their own pages. The caller holds the lock of the folder.

    Raises ProblemsError with everything that is wrong; then only the pages of registers and imports were made anew,
    for they say what was rejected. `tell` hears of the stages reading and reports.
    """
    loaded = read_school(inputs, inputs.folder.cache, workers=workers, quiet=quiet, tell=tell)
    context = _context(inputs, loaded, parts)
    desk = Desk(inputs, register, parts, context, class_names(loaded.school))
    if loaded.problems:
        note_imports(register, loaded.found, loaded.exports, loaded.problems, inputs.moment)
        desk.write_logs({})
        raise ProblemsError(loaded.problems)
    try:
        with noting(register, loaded, inputs.moment):
            chosen = _chosen(loaded.school.classes(), classes)
            found = gather(inputs, register, loaded=loaded) if "deadlines" in parts and not classes else None
            made = _read_classes(
                context, loaded, chosen, names=desk.names, found=found, workers=workers, quiet=quiet, tell=tell
            )
    except ProblemsError:
        desk.write_logs({})
        raise
    note_imports(register, loaded.found, loaded.exports, (), inputs.moment, joined=not classes)
    school = replace(
        loaded.school,
        subjects={key: one for result in made for key, one in result.subjects.items()},
        teachers={key: one for result in made for key, one in result.teachers.items()},
    )
    radar = _radar(register, found, replace(loaded, school=school), made)
    return desk.write(school, made, radar, is_whole=not classes)


def _context(inputs: Inputs, loaded: LoadedSchool, parts: frozenset[str]) -> StaffContext:
    return StaffContext(
        classes=class_context(inputs, loaded, None),
        rules=StatisticRules(tests=profile_on(inputs.settings.rules, inputs.now.date()).tests_share),
        made=inputs.now,
        binder=inputs.settings.paper.binder_mm,
        pages=bool(parts & {"statistics", "finals"}),
    )


def _chosen(groups: Sequence[Group], titles: Sequence[str]) -> list[Group]:
    wanted = {fold_class(title): title for title in titles}
    known = {fold_class(group.title) for group in groups}
    for folded, title in wanted.items():
        if folded not in known:
            hint = f"classes: {', '.join(group.title for group in groups)}"
            raise UsageError("no-such-class", f"the school has no class {title}", hint=hint)
    return [group for group in groups if not wanted or fold_class(group.title) in wanted]


def _read_classes(
    context: StaffContext,
    loaded: LoadedSchool,
    groups: Sequence[Group],
    *,
    names: dict[str, str],
    found: ReportInputs | None,
    workers: int,
    quiet: bool,
    tell: Tell | None,
) -> list[StaffResult]:
    """Return what came of every class, in their order. Raises ProblemsError with all that is wrong in any of them."""
    if found:
        context = replace(context, given=given_for(found))
    tasks = [_task(loaded, group, names[group.id], found) for group in groups]
    results = run_tasks(report_class, context, tasks, workers=workers)
    made = {one.group_id: one for one in with_progress(results, len(tasks), "reports", quiet=quiet, tell=tell)}
    problems: list[DiaryError] = [problem for task in tasks for problem in made[task.group_id].problems]
    if problems:
        raise ProblemsError(problems)
    return [made[task.group_id] for task in tasks]


def _task(loaded: LoadedSchool, group: Group, name: str, found: ReportInputs | None) -> StaffTask:
    parts = tuple(loaded.parts.get(group.id, ()))
    if found is None:
        return StaffTask(group.id, parts, name)
    seen = found.seen.get(group.id, b"")
    told = {s.id: found.told[s.id] for s in loaded.school.students_of(group.id) if s.id in found.told}
    return StaffTask(group.id, parts, name, unpack(seen)[1] if seen else NO_SIGHTS, told)


def _radar(
    register: Register, found: ReportInputs | None, loaded: LoadedSchool, made: Sequence[StaffResult]
) -> DeadlineReport | None:
    if found is None:
        return None
    return make_report(register, replace(found, loaded=loaded), [one.deadlines for one in made if one.deadlines])
