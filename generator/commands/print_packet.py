"""`diary print packet`: teachers and the school year on paper, for families that can't look them up in the diary.

It is made once in September and again when somebody asks. No regulation gives it a deadline or asks for a proof, so
the register is told nothing of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.commands.board import NO_BOARD
from generator.commands.folder import remove_strangers, write_atomically
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.making import class_context
from generator.commands.papers import Wanted, paper_jobs, print_tasks
from generator.commands.plaintext import mark_plaintext
from generator.commands.readers import read_standing
from generator.commands.registers import open_register
from generator.commands.school import class_names, read_school
from generator.errors import ProblemsError
from generator.executors import run_tasks
from generator.model.papers import week_name
from generator.printing.packets import PacketResult, packets_of_class
from generator.progress import with_progress
from generator.reading.joining.folding import fold_class
from generator.register.place import make_private_folder
from generator.register.register import Register
from generator.rendering.look import Look
from generator.rendering.paper.document import document, sheet_of
from generator.rendering.paper.format import PORTRAIT
from generator.rendering.paper.packet import PacketPaper
from generator.rules.clocks.profile import profile_on


def run(options: argparse.Namespace) -> int:
    """`diary print packet [--class 6Б] [--all]`: print the paths of what was made."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        paths = make_packets(inputs, register, options.classes, everyone=options.all)
    names = [path.relative_to(inputs.folder.root).as_posix() for path in paths]
    if options.format == "json":
        sys.stdout.write(json.dumps({"files": names}, ensure_ascii=False) + "\n")
    elif names:
        sys.stdout.write("\n".join(names) + "\n")
    else:
        sys.stderr.write("no family is on paper\n")
    return 0


def make_packets(
    inputs: Inputs, register: Register, classes: Sequence[str] = (), *, everyone: bool = False, quiet: bool = False
) -> list[Path]:
    """Write a document for every class (or those named by title) into `output/print/packet`, and return the paths.

    It has a sheet for each recipient on paper and student, or with `everyone` for all the other students too. What an
    earlier run made of these classes is replaced. Raises UsageError `no-such-class`; ProblemsError with
    everything that is wrong, and then nothing was changed.
    """
    loaded = read_school(inputs, inputs.folder.cache, quiet=quiet)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    standing = read_standing(inputs, loaded, register)
    today = inputs.now.date()
    wanted = Wanted(week_name(today), frozenset(), PORTRAIT, "plain", everyone=everyone, classes=tuple(classes))
    tasks = print_tasks(loaded, NO_BOARD, paper_jobs(inputs, loaded, standing, register, wanted), classes)
    context = class_context(inputs, loaded, None)
    results = with_progress(run_tasks(packets_of_class, context, tasks), len(tasks), "packets", quiet=quiet)
    made = {result.group_id: result for result in results}
    problems = [problem for result in made.values() for problem in result.problems]
    if problems:
        raise ProblemsError(problems)
    names = class_names(loaded.school)
    paper = PacketPaper(context.look, profile_on(inputs.settings.rules, today).regulation, today)
    files = {f"{names[task.group_id]}.html": _document(context.look, paper, made[task.group_id]) for task in tasks}
    asked = {fold_class(title) for title in classes}
    others = {f"{names[group.id]}.html" for group in loaded.school.classes() if fold_class(group.title) not in asked}
    return _place(inputs, files, others if asked else set())


def _document(look: Look, paper: PacketPaper, result: PacketResult) -> str:
    sheets = [sheet_of(PORTRAIT, (piece,)) for packet in result.packets for piece in paper.pieces(packet)]
    return document(look, look.words.text("paper.packet.title"), PORTRAIT, sheets, "parts.css", "packet.css")


def _place(inputs: Inputs, files: dict[str, str], others: set[str]) -> list[Path]:
    """Write the files and remove what earlier runs left, but for the files of other classes."""
    folder = inputs.folder.print / "packet"
    mark_plaintext(inputs.folder.print)
    make_private_folder(folder)
    for name, text in files.items():
        write_atomically(folder / name, text.encode(), mode=0o600)
    remove_strangers(folder, others | set(files))
    return [folder / name for name in files]
