"""`diary build`: exports to `output/site`.

A build stops at the first of three doors that says «nothing to do»: the inputs as a whole (here), the inputs of a
class, the texts of a class (`making`). New files wait in `output/.next` until all are made; only then are they moved
to their places, one by one. A problem anywhere leaves `output/site` as it was.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.commands.fingerprint import digest_everything, digest_files
from generator.commands.found_exports import files_left_out
from generator.commands.idle_rows import idle_text
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.record import FAMILIES, FRONT, NO_BUNDLE, BuildRecord, load_record, save_record
from generator.commands.registers import open_register
from generator.errors import DiaryError, as_json
from generator.progress import Tell
from generator.register.register import Register

if TYPE_CHECKING:  # what makes pages takes longer to import than a build that finds nothing changed
    from generator.commands.making import Making
    from generator.pipeline import BundleResult


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: `changed` False means that nothing had to be looked into. `idle` are rows of the families file
    that open nothing yet, `gone` lines about exports that were there at the last build.
    """

    changed: bool
    diaries: int
    families: int
    written: int
    removed: int
    waiting: int
    idle: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say it to a person."""
        text = f"{self.diaries} diaries, {self.families} family pages; "
        text += f"{self.written} files written" if self.changed else "nothing changed"
        if self.removed:
            text += f", {self.removed} removed"
        if self.waiting:
            text += f"\n{self.waiting} recipients may read and have no code yet: diary access issue"
        return f"{text}\n{idle_text(self.idle)}".rstrip()


def run(options: argparse.Namespace) -> int:
    """`diary build`."""
    inputs = load_inputs(options)
    # Told before the build: a file that nothing reads may be why it stops.
    warnings = files_left_out(inputs)
    sys.stderr.writelines(f"{warning.describe('warning')}\n" for warning in warnings)
    with inputs.folder.locked(), open_register(inputs) as register:
        result = build(inputs, register, workers=options.workers, allow_vanished=options.allow_vanished)
    _say(result, warnings, options)
    return 0


def _say(result: BuildResult, warnings: Sequence[DiaryError], options: argparse.Namespace) -> None:
    sys.stderr.writelines(f"{line}\n" for line in result.gone)
    if options.format == "json":
        names = ("changed", "diaries", "families", "written", "removed", "waiting")
        found = {name: getattr(result, name) for name in names}
        if warnings:
            found["warnings"] = list(map(as_json, warnings))
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(result.sentence() + "\n")


def build(
    inputs: Inputs,
    register: Register,
    *,
    workers: int = 0,
    allow_vanished: bool = False,
    quiet: bool = False,
    tell: Tell | None = None,
) -> BuildResult:
    """Bring `output/site` up to date. Raises ProblemsError, and then nothing was changed.

    `tell` hears of the stages reading, diaries and placing; a build that finds nothing changed tells nothing.
    """
    folder = inputs.folder
    record = load_record(folder.record)
    files = digest_files(inputs)
    if record.everything == digest_everything(files, register) and record.intact(folder.site):
        return _unchanged(record)
    # Loaded only now: what makes pages takes longer to import than a build that finds nothing changed.
    from generator.commands.gone_exports import gone_exports  # noqa: PLC0415 (only a build that has something to do needs it)
    from generator.commands.making import Making  # noqa: PLC0415 (as above)

    making = Making.prepare(
        inputs, register, record, allow_vanished=allow_vanished, workers=workers, quiet=quiet, tell=tell
    )
    gone = gone_exports(making.loaded, folder.cache)
    bundles, removed = _make_and_place(making, register, workers=workers, quiet=quiet, tell=tell)
    standing = making.readers.standing
    register.remember_view(standing.view, standing.vanished, inputs.moment)
    making.keep_families(register)
    register.remember_marks({result.name: result.seen for result in bundles if result.seen})
    # Identities found on the way are in the register now. Files are not looked at again: what changed meanwhile was
    # not built, and is found by the next run.
    made = replace(making.new_record(bundles), everything=digest_everything(files, register))
    save_record(folder.record, made)
    return replace(_result(making, made, bundles, removed), gone=gone)


def _result(making: Making, made: BuildRecord, bundles: Sequence[BundleResult], removed: Sequence[str]) -> BuildResult:
    return BuildResult(
        changed=True,
        diaries=len(making.readers.pages) + len(making.readers.kept),
        families=len(making.readers.families),
        written=sum(len(result.written) for result in bundles),
        removed=len(removed),
        waiting=made.waiting,
        idle=made.idle,
    )


def _make_and_place(
    making: Making, register: Register, *, workers: int, quiet: bool, tell: Tell | None
) -> tuple[list[BundleResult], list[str]]:
    """Return the bundles, whose files lie in their places now, and the addresses that went."""
    try:
        bundles = making.make(register, workers=workers, quiet=quiet, tell=tell)
        if tell:
            tell("placing", 0, 1)
        return bundles, making.place(bundles)
    finally:
        shutil.rmtree(making.inputs.folder.staging, ignore_errors=True)


def _unchanged(record: BuildRecord) -> BuildResult:
    families = record.bundles.get(FAMILIES, NO_BUNDLE)
    count = sum(len(bundle.files) for name, bundle in record.bundles.items() if name not in (FAMILIES, FRONT))
    return BuildResult(
        changed=False,
        diaries=count,
        families=len(families.files),
        written=0,
        removed=0,
        waiting=record.waiting,
        idle=record.idle,
    )
