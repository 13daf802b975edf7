"""`diary year` at the command line."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from generator.commands.inputs import load_inputs, refuse_now
from generator.commands.registers import open_register, who
from generator.commands.year_close import ClosingResult, Wanted, close_year
from generator.commands.year_show import show_years
from generator.register.register import Register


def close(options: argparse.Namespace) -> int:
    """`diary year close`."""
    if not options.dry_run:
        refuse_now(options, "year close")
    inputs = load_inputs(options)
    wanted = Wanted(options.archive, options.early, options.incomplete, options.dry_run, options.workers)
    with inputs.folder.locked(), Register.open(inputs.folder.register, who=who()) as register:
        result = close_year(inputs, register, wanted, tell_code=_tell_code)
    if options.format == "json":
        found = {**asdict(result), "archive": str(result.archive), "aliases": str(result.aliases or "")}
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write("\n".join(_sentences(result, dry=options.dry_run)) + "\n")
    return 0


def _tell_code(code: str) -> None:
    sys.stderr.write(f"backup code, shown only now: {code}\nprint it and keep it apart from the archive\n")


def _sentences(result: ClosingResult, *, dry: bool) -> list[str]:
    lines = [f"{sum(m.students for m in result.missing)} final marks are missing"] if result.missing else []
    if dry:
        lines.append(f"{result.year}: the results of {result.students} students would be entered")
        lines.append(f"archive: {result.archive}; nothing was changed")
        return lines
    lines.append(f"{result.year} is closed: results of {result.students} students are in the register")
    lines.append(f"archive: {result.archive}, read back; {result.removed} files of the year removed")
    lines += [f"not in the archive as it is, so it stays: {name}" for name in result.left]
    lines.append(f"{result.kept} diaries stay readable as they are, with the same codes and links")
    if result.aliases:
        lines.append(f"{result.by_name} students are known by class and name only: next year a new list would make new")
        lines.append(f"people of them. Check {result.aliases} and copy its rows into content/aliases.csv")
    lines.append("next: rows of content/aliases.csv that name students of this year's classes go out")
    lines.append("      write the new dates into calendar.year_start and calendar.year_end of site.yaml")
    lines.append("      put the new exports into content/exports, of all classes at once, and run diary build")
    lines.append("      for those who left set valid_to in the families file; without it they read until 31 August")
    return lines


def show(options: argparse.Namespace) -> int:
    """`diary year show`: print the path of what was made."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        made = show_years(inputs, register, student_id=options.student, group=options.group)
    file = made.file.relative_to(inputs.folder.root).as_posix()
    if options.format == "json":
        students = [
            {"student_id": sheet.student_id, "years": [year.year for year in sheet.years], "running": sheet.running}
            for sheet in made.sheets
        ]
        sys.stdout.write(json.dumps({"file": file, "students": students}, ensure_ascii=False) + "\n")
        return 0
    for sheet in made.sheets:
        years = ", ".join(f"{year.year} {year.class_title}" for year in sheet.years)
        sys.stderr.write(f"{sheet.student_id}  {sheet.name}: {years}\n")
    sys.stdout.write(f"{file}\n")
    return 0
