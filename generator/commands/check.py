"""`diary check`: read everything, report every problem with its place, write nothing."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.commands.board import read_board
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.making import class_context
from generator.commands.readers import check_families, of_age
from generator.commands.school import LoadedSchool, read_school
from generator.commands.school_days import read_days
from generator.errors import DiaryError, ProblemsError
from generator.executors import run_tasks
from generator.model.letters import NO_POST
from generator.pipeline import ClassTask, PageTask, build_class
from generator.progress import with_progress
from generator.rules.years import ComingOfAge

SOON_DAYS = 30
"""So long before their 18th birthday students are named: from that day they apply and consent themselves."""


def run(options: argparse.Namespace) -> int:
    """`diary check`: everything that a build would refuse, and nothing written."""
    inputs = load_inputs(options)
    with tempfile.TemporaryDirectory() as cache:
        loaded, problems = find_problems(inputs, Path(cache), workers=options.workers)
    if problems:
        raise ProblemsError(problems)
    _tell_counts(loaded, of_age(inputs, loaded, SOON_DAYS), options)
    return 0


def find_problems(
    inputs: Inputs, cache: Path, *, workers: int = 0, quiet: bool = False
) -> tuple[LoadedSchool, Sequence[DiaryError]]:
    """Read the whole school, render every page and throw it away; return the school and all that is wrong."""
    loaded = read_school(inputs, cache, workers=workers, quiet=quiet)
    problems: list[DiaryError] = list(loaded.problems)
    problems += check_families(inputs, loaded)
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
    # a notice for two classes has its faults in both
    return loaded, tuple({problem.describe(): problem for problem in problems}.values())


def all_pages(loaded: LoadedSchool, group_id: str) -> tuple[PageTask, ...]:
    """Return a page for every student of a class, without keys: to be rendered and thrown away."""
    return tuple(PageTask(student.id, "", "", ()) for student in loaded.school.students_of(group_id))


def _tell_counts(loaded: LoadedSchool, adults: Sequence[ComingOfAge], options: argparse.Namespace) -> None:
    found = [
        {"export": export.name, "reader": export.reader, "counts": dict(export.counts)} for export in loaded.exports
    ]
    students = loaded.school.students
    if options.format == "json":
        aged = [{"student": one.student_id, "on": one.on.isoformat()} for one in adults]
        result = {"exports": found, "students": len(students), "coming_of_age": aged}
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return
    for item in loaded.exports:
        counts = ", ".join(f"{count} {table}" for table, count in item.counts.items())
        sys.stderr.write(f"{item.name}: {item.reader}: {counts}\n")
    for one in adults:
        title = loaded.school.groups[students[one.student_id].group_id].title
        said = "is of age" if one.is_adult else "comes of age"
        sys.stderr.write(f"{one.student_id} ({title}) {said}, {one.on}: ask them to apply and consent themselves\n")
    sys.stderr.write(f"{len(students)} students in {len(loaded.school.classes())} classes; no problems\n")
