"""`diary print absences`: whom to call today, a list for each class (requirement A7.1: within 24 hours).

Families on paper learn of an absence by telephone, for a letter would be late. The list names the child, the lessons
and the number to call, and has room for when and by whom it was told. What is on it is entered in the register like a
paper: `diary print handed CLASS --what call` says that the calls were made.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from generator.commands.board import NO_BOARD
from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.making import class_context
from generator.commands.papers import Wanted, paper_jobs, print_tasks
from generator.commands.plaintext import mark_plaintext
from generator.commands.print_verbs import asked_day
from generator.commands.readers import read_standing
from generator.commands.registers import open_register
from generator.commands.school import read_school
from generator.diaries.papers.content import content_text
from generator.errors import ProblemsError
from generator.executors import run_tasks
from generator.model.papers import PaperLine, Product, week_name
from generator.printing.calls import CallContext, CallResult, calls_of_class
from generator.printing.papers import check_code
from generator.progress import with_progress
from generator.register.register import Register
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import PORTRAIT
from generator.rendering.paper.lists import CallList, CallRow, ListPaper


@dataclass(frozen=True, slots=True)
class CallsResult:
    """The file (None: nobody is to be called), and how many calls each class has to make."""

    file: Path | None
    calls: dict[str, int]


def run(options: argparse.Namespace) -> int:
    """`diary print absences`."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        result = make_calls(inputs, register, asked_day(options.day, inputs))
    if options.format == "json":
        found = {**asdict(result), "file": str(result.file) if result.file else ""}
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        return 0
    lines = [f"  {title}: {count}" for title, count in result.calls.items()]
    total = sum(result.calls.values())
    sys.stderr.write("\n".join([f"{total} calls: {result.file}" if result.file else "nobody is to be called", *lines]))
    sys.stderr.write("\n")
    return 0


def make_calls(inputs: Inputs, register: Register, day: date, *, quiet: bool = False) -> CallsResult:
    """Write the day's call list of all classes; raises ProblemsError with everything that is wrong."""
    loaded = read_school(inputs, inputs.folder.cache, quiet=quiet)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    standing = read_standing(inputs, loaded, register)
    wanted = Wanted(week_name(day), frozenset({Product.CALL}), PORTRAIT, "plain")
    jobs = paper_jobs(inputs, loaded, standing, register, wanted)
    context = CallContext(class_context(inputs, loaded, None), day)
    tasks = print_tasks(loaded, NO_BOARD, jobs, ())
    results = with_progress(run_tasks(calls_of_class, context, tasks), len(tasks), "calls", quiet=quiet)
    by_group = {result.group_id: result for result in results}
    problems = [problem for result in by_group.values() for problem in result.problems]
    if problems:
        raise ProblemsError(problems)
    made = [by_group[task.group_id] for task in tasks if by_group[task.group_id].calls]
    issue = register.papers.next_issue()
    file = _write(inputs, context.classes.look, made, day, issue) if made else None
    lines = [line for result in made for line in _lines(result, register.uuid, day)]
    if lines:
        register.papers.keep(issue, lines, inputs.moment)
    return CallsResult(file, {result.class_title: len(result.calls) for result in made})


def _write(inputs: Inputs, look: Look, made: Sequence[CallResult], day: date, issue: int) -> Path:
    paper = ListPaper(look, PORTRAIT)
    sheets = [
        sheet_of(PORTRAIT, (piece,)) for result in made for piece in paper.calls(_listed(inputs, result, day, issue))
    ]
    mark_plaintext(inputs.folder.print)
    path = inputs.folder.print / day.isoformat() / "calls.html"
    text = document(look, look.words.text("paper.products.call"), PORTRAIT, sheets, "lists.css")
    write_atomically(path, text.encode(), mode=0o600)
    return path


def _listed(inputs: Inputs, result: CallResult, day: date, issue: int) -> CallList:
    return CallList(
        class_title=result.class_title,
        day=day,
        until=result.until,
        issue=issue,
        made_on=inputs.now.date(),
        responsible=result.responsible,
        rows=tuple(
            CallRow(
                call.number,
                f"{call.line.student.family_name} {call.line.student.given_name}",
                call.line.absences,
                call.job.phone,
            )
            for call in result.calls
        ),
    )


def _lines(result: CallResult, secret: str, day: date) -> list[PaperLine]:
    return [
        PaperLine(
            call.job.register_id,
            call.job.recipient_id,
            Product.CALL,
            day.isoformat(),
            result.class_title,
            call.job.ground,
            check_code(secret, call.job.register_id, content_text(call.line)),
        )
        for call in result.calls
    ]
