"""`diary export`: the joined school as a OneRoster 1.2 bundle and as our own tables, so that a school can leave.

Class by class: the records of one are joined, written and let go. Files wait beside their places until all classes
are well; a problem in any export leaves everything as it was.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from generator.commands.export_folder import BUNDLE, TABLES, refuse_target, staged
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.school import LoadedSchool, class_names, read_school
from generator.errors import DiaryError, ProblemsError
from generator.executors import run_tasks
from generator.model.school import School
from generator.progress import Tell, with_progress
from generator.reading.formats.tables.values import Kind, parser
from generator.reading.joining.assemble import Assembly
from generator.reading.spool import load_part
from generator.register.place import make_private_folder
from generator.writing import left_out
from generator.writing.left_out import Lost
from generator.writing.meaning import Meaning
from generator.writing.oneroster.export import OneRoster, Scale
from generator.writing.own_tables.columns import COLUMNS
from generator.writing.own_tables.directory import directory_rows
from generator.writing.own_tables.records import class_rows
from generator.writing.own_tables.text import Row, write_table

MEANING = Meaning(parser(Kind.MARK), parser(Kind.FINAL_MARK), parser(Kind.ABSENCE))
"""How the reader of our own tables takes marks and reasons: what is written must be read back the same."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the bundle, and which tables (none: no folder of tables)."""

    bundle: bool
    tables: frozenset[str]

    @classmethod
    def of(cls, options: argparse.Namespace) -> Self:
        """Understand the options: without a choice everything, `--only` is a choice of tables."""
        tables = bool(options.tables or options.only)
        chosen = frozenset(options.only or COLUMNS) if tables or not options.oneroster else frozenset[str]()
        return cls(options.oneroster or not tables, chosen)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: rows of each file of the bundle and of each table; `lost` is what they have no words for."""

    folder: Path
    students: int
    bundle: Counter[str] = field(default_factory=Counter)
    tables: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    lost: Lost = field(default_factory=Counter)

    def sentences(self) -> str:
        """Say it to a person."""
        lines = []
        if self.bundle:
            lines.append(
                f"{self.folder / BUNDLE}: {self.bundle['results']} results of {self.bundle['lineItems']} lineItems"
            )
        if self.files:
            lines.append(f"{self.folder / TABLES}: {len(self.files)} files with {self.tables.total()} rows")
        lines += left_out.sentences(self.lost)
        lines.append(
            f"{self.folder} holds all data of {self.students} students in clear: never publish or mail it as it is"
        )
        return "\n".join([*lines, ""])

    def as_json(self) -> dict[str, object]:
        """Say it to a program."""
        return {
            "folder": str(self.folder),
            "students": self.students,
            "oneroster": dict(self.bundle),
            "tables": dict(self.tables),
            "files": list(self.files),
            "left_out": left_out.as_json(self.lost),
        }


def run(options: argparse.Namespace) -> int:
    """`diary export`."""
    inputs = load_inputs(options)
    target = (options.to or inputs.folder.export).resolve()
    with inputs.folder.locked():
        result = export_school(inputs, Wanted.of(options), target, workers=options.workers)
    if options.format == "json":
        sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(result.sentences())
    return 0


def export_school(
    inputs: Inputs, wanted: Wanted, target: Path, *, workers: int = 0, quiet: bool = False, tell: Tell | None = None
) -> ExportResult:
    """Write what is wanted into `target`; the caller holds the lock of the site folder.

    Raises UsageError for a folder in which no export may lie, ProblemsError with all that is wrong with the exports.
    """
    refuse_target(inputs, target)
    loaded = read_school(inputs, inputs.folder.cache, workers=workers, quiet=quiet, tell=tell)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    result = ExportResult(target, len(loaded.school.students))
    with staged(target) as staging, Writers(inputs, loaded, wanted, staging, result) as writers:
        groups = [group.id for group in loaded.school.classes()]
        # One process: what a class adds to subjects and teachers belongs to the whole school's tables.
        found = with_progress(
            run_tasks(_write_class, writers, groups, workers=1), len(groups), "export", quiet=quiet, tell=tell
        )
        problems = [problem for of_class in found for problem in of_class]
        if problems:
            raise ProblemsError(problems)
        writers.finish()
    return result


class Writers:
    """Everything that is being written, in `staging`."""

    def __init__(
        self, inputs: Inputs, loaded: LoadedSchool, wanted: Wanted, staging: Path, result: ExportResult
    ) -> None:
        """Open nothing yet but the folders."""
        self.inputs = inputs
        self.loaded = loaded
        self.failed = False
        self._wanted = wanted
        self._staging = staging
        self._result = result
        self._names = class_names(loaded.school)
        self._open = ExitStack()
        self._bundle: OneRoster | None = None
        if wanted.tables:
            make_private_folder(staging / TABLES)

    def __enter__(self) -> Self:
        """Open the bundle."""
        if self._wanted.bundle:
            folder = self._staging / "bundle"
            make_private_folder(folder)
            marks = self.inputs.settings.marks
            bundle = OneRoster(
                folder, self.school, self.inputs.settings.school.id, MEANING, Scale(marks.lowest, marks.highest)
            )
            self._bundle = self._open.enter_context(bundle)
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._open.close()

    @property
    def school(self) -> School:
        """Return the school."""
        return self.loaded.school

    def add(self, group_id: str) -> Sequence[DiaryError]:
        """Join a class and write it; return its problems, after the first of which nothing is written any more."""
        assembly = Assembly(self.school, self.loaded.directory, self.loaded.limits(self.inputs), group_id)
        directory = self.loaded.directory
        for part in self.loaded.parts.get(group_id, ()):
            # Everything is written in the class that it was told of, also of those who are in another one now.
            if directory.class_id(directory.group_id(part.system, part.group)) == group_id:
                assembly.add(part.system, load_part(part))
        records = assembly.records()
        self.failed = self.failed or bool(assembly.problems)
        if not self.failed:
            for table, rows in class_rows(self.school, records, MEANING, self._result.lost).items():
                self._write(table, f"{table}-{self._names[group_id]}.csv", rows)
            if self._bundle:
                self._bundle.add(records)
        return assembly.problems

    def finish(self) -> None:
        """Write what is known only now that all classes were joined: the tables of the school, the bundle itself."""
        for table, rows in directory_rows(self.school).items():
            self._write(table, f"{table}.csv", rows)
        if self._bundle:
            self._bundle.pack(self._staging / BUNDLE)
            self._result.bundle.update(self._bundle.rows)
            self._result.lost.update(self._bundle.lost)

    def _write(self, table: str, name: str, rows: Iterable[Row]) -> None:
        if table in self._wanted.tables:
            count = write_table(self._staging / TABLES / name, table, rows)
            if count:
                self._result.tables[table] += count
                self._result.files[name] += count


def _write_class(writers: Writers, group_id: str) -> Sequence[DiaryError]:
    return writers.add(group_id)
