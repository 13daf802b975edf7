"""`diary backup` and `diary restore` at the command line."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime

from generator.commands.backup import back_up
from generator.commands.inputs import load_inputs
from generator.commands.registers import open_register, who
from generator.commands.restore import Differences, restore


def backup(options: argparse.Namespace) -> int:
    """`diary backup FILE`."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        result = back_up(
            inputs.folder.root,
            options.file.resolve(),
            register,
            school=inputs.settings.school.name,
            now=inputs.moment,
            code=options.code,
            new_code=options.new_code,
        )
    found = {"file": str(result.path), "files": result.files, "bytes": result.size, "code": result.code}
    text = f"{result.files} files in {result.path} ({result.size} bytes)"
    if result.code:
        text += f"\nbackup code, shown only now: {result.code}\nprint it and keep it apart from the backup"
    sys.stdout.write((json.dumps(found, ensure_ascii=False) if options.format == "json" else text) + "\n")
    return 0


def restore_backup(options: argparse.Namespace) -> int:
    """`diary restore FILE --code …`: into an empty folder, or with `--yes` over what is there."""

    def confirm(differences: Differences) -> bool:
        for line in differences.lines():
            sys.stderr.write(line + "\n")
        return bool(options.yes)

    site = options.site.resolve()
    site.mkdir(parents=True, exist_ok=True)
    now = datetime.now().astimezone()
    result = restore(options.file.resolve(), site, options.code, confirm=confirm, now=now, who=who())
    kept = f"; what was there is kept in {result.kept}" if result.kept else ""
    found = {"made_at": result.made_at, "school": result.school, "files": result.files, "kept": str(result.kept or "")}
    text = f"restored {result.files} files of {result.school}, backed up {result.made_at}{kept}\nnow: diary build"
    sys.stdout.write((json.dumps(found, ensure_ascii=False) if options.format == "json" else text) + "\n")
    return 0
