"""`diary check`: read everything, tell of every export what became of it, report every problem with its place, write
nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.commands.board import read_board
from generator.commands.check_report import ExportReport, report_exports
from generator.commands.family_rows import check_families, idle_by_file, of_age
from generator.commands.found_exports import files_left_out
from generator.commands.gone_exports import gone_exports
from generator.commands.idle_rows import idle_text
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.making import class_context
from generator.commands.school import LoadedSchool, read_school
from generator.commands.school_days import read_days
from generator.errors import DiaryError, ProblemsError, as_json
from generator.executors import run_tasks
from generator.model.letters import NO_POST
from generator.pipeline import ClassTask, PageTask, build_class
from generator.progress import with_progress
from generator.reading.joining.context import Tally
from generator.rules.years import ComingOfAge

SOON_DAYS = 30
"""So long before their 18th birthday students are named: from that day they apply and consent themselves."""


class Findings(NamedTuple):
    """The school as it was read, everything that is wrong, what became of the records of each file, and what stops no
    build and should be known all the same.
    """

    loaded: LoadedSchool
    problems: Sequence[DiaryError]
    tally: Tally
    warnings: Sequence[DiaryError]


def run(options: argparse.Namespace) -> int:
    """`diary check`: everything that a build would refuse, and nothing written."""
    inputs = load_inputs(options)
    with tempfile.TemporaryDirectory() as cache:
        loaded, problems, tally, warnings = find_problems(inputs, Path(cache), workers=options.workers)
        reports = report_exports(loaded, tally, inputs.folder.cache)
    adults = [] if problems else of_age(inputs, loaded, SOON_DAYS)
    if options.format == "json":
        return _tell_json(loaded, reports, adults, ProblemsError(problems).problems, warnings)
    for report in reports:
        sys.stderr.writelines(f"{line}\n" for line in (*report.lines(), ""))
    sys.stderr.writelines(f"{line}\n" for line in gone_exports(loaded, inputs.folder.cache))
    sys.stderr.writelines(f"{warning.describe('warning')}\n" for warning in warnings)
    if problems:
        raise ProblemsError(problems)
    sys.stderr.write(idle_text(idle_by_file(inputs, loaded)))
    _tell_school(loaded, adults)
    return 0


def find_problems(inputs: Inputs, cache: Path, *, workers: int = 0, quiet: bool = False) -> Findings:
    """Read the whole school, render every page and throw it away; return the school and all that is wrong."""
    loaded = read_school(inputs, cache, workers=workers, quiet=quiet)
    tally = Tally()
    problems: list[DiaryError] = list(loaded.problems)
    wrong, warnings = check_families(inputs, loaded)
    problems += wrong
    board, found = read_board(inputs, loaded.school, is_whole=not loaded.problems)
    problems += found
    problems += read_days(inputs)[1]
    context = class_context(inputs, loaded, None)
    tasks = [
        ClassTask(
            group.id,
            tuple(loaded.parts.get(group.id, ())),
            all_pages(loaded, group.id),
            board.posts.get(group.id, NO_POST),
        )
        for group in loaded.school.classes()
    ]
    results = run_tasks(build_class, context, tasks, workers=workers)
    for result in with_progress(results, len(tasks), "checking", quiet=quiet):
        problems += result.problems
        if result.tally:
            tally.joined += result.tally.joined
            tally.repeated += result.tally.repeated
    # a notice for two classes has its faults in both
    once = {problem.describe(): problem for problem in problems}
    return Findings(loaded, tuple(once.values()), tally, (*files_left_out(inputs), *warnings))


def all_pages(loaded: LoadedSchool, group_id: str) -> tuple[PageTask, ...]:
    """Return a page for every student of a class, without keys: to be rendered and thrown away."""
    return tuple(PageTask(student.id, "", "", ()) for student in loaded.school.students_of(group_id))


def _tell_json(
    loaded: LoadedSchool,
    reports: Sequence[ExportReport],
    adults: Sequence[ComingOfAge],
    problems: Sequence[DiaryError],
    warnings: Sequence[DiaryError],
) -> int:
    """Print everything as one object, problems and warnings on stderr too, and return the exit code."""
    result: dict[str, object] = {
        "exports": [report.as_json() for report in reports],
        "students": len(loaded.school.students),
        "coming_of_age": [{"student": one.student_id, "on": one.on.isoformat()} for one in adults],
    }
    if problems:
        result["problems"] = list(map(as_json, problems))
    if warnings:
        result["warnings"] = list(map(as_json, warnings))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    sys.stderr.writelines(f"{warning.describe('warning')}\n" for warning in warnings)
    if problems:
        sys.stderr.write(f"{ProblemsError(problems).describe()}\n")
    return max((problem.exit_code for problem in problems), default=0)


def _tell_school(loaded: LoadedSchool, adults: Sequence[ComingOfAge]) -> None:
    students = loaded.school.students
    for one in adults:
        title = loaded.school.groups[students[one.student_id].group_id].title
        said = "is of age" if one.is_adult else "comes of age"
        sys.stderr.write(f"{one.student_id} ({title}) {said}, {one.on}: ask them to apply and consent themselves\n")
    sys.stderr.write(f"{len(students)} students in {len(loaded.school.classes())} classes; no problems\n")
