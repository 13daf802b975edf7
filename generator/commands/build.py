"""`diary build`: exports to `output/site`.

A build stops at the first of three doors that says «nothing to do»: the inputs as a whole, the inputs of a class, the
texts of a class. New files wait in `output/.next` until all are made; only then are they moved to their places, one
by one. A problem anywhere leaves `output/site` as it was.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.commands.folder import empty_folder, place_files, remove_strangers
from generator.commands.inputs import (
    Inputs,
    digest_folders,
    load_inputs,
    program_digest,
    read_optional,
    template_folders,
)
from generator.commands.looks import load_looks, make_front, make_outer
from generator.commands.readers import Readers, families_bytes, read_standing, who_reads
from generator.commands.record import (
    NO_BUNDLE,
    BuildRecord,
    BundleRecord,
    file_records,
    load_record,
    save_record,
)
from generator.commands.registers import open_register
from generator.commands.school import ALIASES, LoadedSchool, find_tasks, read_school
from generator.errors import ProblemsError
from generator.executors import run_tasks
from generator.pipeline import (
    BundleResult,
    ClassContext,
    ClassTask,
    Sealing,
    build_class,
    class_inputs,
    seal_families,
    stage,
)
from generator.products import PublicFile, Site
from generator.progress import with_progress
from generator.register.register import Register
from generator.rendering.outer import Outer

FAMILIES = "families"
FRONT = "front"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: `changed` False means that nothing had to be looked into."""

    changed: bool
    diaries: int
    families: int
    written: int
    removed: int
    waiting: int

    def sentence(self) -> str:
        """Say it to a person."""
        if not self.changed:
            return "nothing changed"
        text = f"{self.diaries} diaries, {self.families} family pages; {self.written} files written"
        if self.removed:
            text += f", {self.removed} removed"
        if self.waiting:
            text += f"\n{self.waiting} recipients may read and have no code yet: diary access issue"
        return text


def run(options: argparse.Namespace) -> int:
    """`diary build`."""
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        result = build(inputs, register, workers=options.workers, allow_vanished=options.allow_vanished)
    _say(result, options)
    return 0


def _say(result: BuildResult, options: argparse.Namespace) -> None:
    if options.format == "json":
        names = ("changed", "diaries", "families", "written", "removed", "waiting")
        sys.stdout.write(json.dumps({name: getattr(result, name) for name in names}) + "\n")
    else:
        sys.stderr.write(result.sentence() + "\n")


def build(
    inputs: Inputs, register: Register, *, workers: int = 0, allow_vanished: bool = False, quiet: bool = False
) -> BuildResult:
    """Bring `output/site` up to date. Raises ProblemsError, and then nothing was changed."""
    folder = inputs.folder
    record = load_record(folder.record)
    everything = _digest_everything(inputs, register)
    if record.everything == everything and record.intact(folder.site):
        return _unchanged(record)
    loaded = read_school(inputs, folder.cache, workers=workers, quiet=quiet)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    standing = read_standing(inputs, loaded, register, allow_vanished=allow_vanished)
    readers = who_reads(inputs, loaded, standing, register.keks())
    run_ = _Run(inputs, register, loaded, readers, record)
    try:
        bundles = run_.make(workers=workers, quiet=quiet)
        removed = run_.place(bundles)
    finally:
        shutil.rmtree(folder.staging, ignore_errors=True)
    register.remember_view(standing.view, standing.vanished, inputs.moment)
    # Identities found on the way are in the register now: the digest is taken again.
    save_record(folder.record, replace(run_.new_record(bundles), everything=_digest_everything(inputs, register)))
    written = sum(len(result.written) for result in bundles)
    return BuildResult(
        changed=True,
        diaries=len(readers.pages),
        families=len(readers.families),
        written=written,
        removed=len(removed),
        waiting=readers.waiting,
    )


def _unchanged(record: BuildRecord) -> BuildResult:
    families = record.bundles.get(FAMILIES, NO_BUNDLE)
    count = sum(len(bundle.files) for name, bundle in record.bundles.items() if name not in (FAMILIES, FRONT))
    return BuildResult(changed=False, diaries=count, families=len(families.files), written=0, removed=0, waiting=0)


def _digest_everything(inputs: Inputs, register: Register) -> str:
    folder = inputs.folder
    digest = hashlib.sha256(inputs.settings_bytes)
    # A date in the families file may open or close an access, so another day is another build.
    digest.update(f"{inputs.now.date()}{program_digest()}{register.state_digest()}".encode())
    digest.update(digest_folders(template_folders(folder)).encode())
    digest.update(families_bytes(inputs) + b"\0" + read_optional(folder.root / ALIASES))
    for task in find_tasks(inputs):
        digest.update(task.found.name.encode())
        for path in task.found.paths:
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class _Run:
    """One build that has something to do."""

    def __init__(
        self, inputs: Inputs, register: Register, loaded: LoadedSchool, readers: Readers, record: BuildRecord
    ) -> None:
        self.inputs = inputs
        self.loaded = loaded
        self.readers = readers
        self.old = record
        self.looks = load_looks(inputs)
        self.outer: Outer = make_outer(self.looks, inputs.settings)
        self.outer_digest = hashlib.sha256(self.outer.prefix + self.outer.suffix).hexdigest()
        self.salt = register.salt
        self.kept: dict[str, BundleRecord] = {}
        self.inputs_of: dict[str, str] = {}

    def context(self) -> ClassContext:
        """Return what the tasks of all classes share."""
        return class_context(self.inputs, self.loaded, self.sealing())

    def sealing(self) -> Sealing:
        """Return what sealing needs."""
        folder = self.inputs.folder
        return Sealing(self.outer, self.salt, self.inputs.stamp, folder.site, folder.staging)

    def make(self, *, workers: int, quiet: bool) -> list[BundleResult]:
        """Make every bundle whose inputs changed; files wait in staging. Raises ProblemsError with all of them."""
        empty_folder(self.inputs.folder.staging)
        context = self.context()
        tasks = self._tasks(context)
        results = run_tasks(build_class, context, tasks, workers=workers)
        bundles = list(with_progress(results, len(tasks), "diaries", quiet=quiet))
        problems = [problem for result in bundles for problem in result.problems]
        if problems:
            raise ProblemsError(problems)
        bundles.append(self._families())
        bundles.append(self._front())
        return bundles

    def _tasks(self, context: ClassContext) -> list[ClassTask]:
        shared = class_shared(self.inputs, self.loaded, self.outer_digest + self.salt.hex())
        tasks = []
        for group in self.loaded.school.classes():
            old = self.old.bundles.get(group.id, NO_BUNDLE)
            intact = old.intact(self.inputs.folder.site)
            pages = tuple(self.readers.pages[s.id] for s in self.loaded.school.students_of(group.id)
                          if s.id in self.readers.pages)  # fmt: skip
            task = ClassTask(group.id, tuple(self.loaded.parts.get(group.id, ())), pages, old.sealed, intact)
            digest = class_inputs(context, task, shared)
            self.inputs_of[group.id] = digest
            if digest == old.inputs and intact:
                self.kept[group.id] = old
            else:
                tasks.append(task)
        return tasks

    def _families(self) -> BundleResult:
        old = self.old.bundles.get(FAMILIES, NO_BUNDLE)
        intact = old.intact(self.inputs.folder.site)
        result = seal_families(
            self.sealing(), FAMILIES, self.looks.by_language, self.readers.families, sealed=old.sealed, intact=intact
        )
        if not result.resealed and intact and self.old.outer == self.outer_digest:
            self.kept[FAMILIES] = old
            return replace(result, written=())
        return result

    def _front(self) -> BundleResult:
        page = make_front(self.looks, self.inputs.settings, self.salt)
        digest = hashlib.sha256(page).hexdigest()
        old = self.old.bundles.get(FRONT, NO_BUNDLE)
        if digest == old.sealed and old.intact(self.inputs.folder.site):
            self.kept[FRONT] = old
            return BundleResult(FRONT, sealed=digest)
        written = stage(self.inputs.folder.staging, Site([PublicFile("index.html", page)]))
        return BundleResult(FRONT, (), written, digest, resealed=True)

    def place(self, bundles: Sequence[BundleResult]) -> list[str]:
        """Move new files to their places, then remove what no longer belongs."""
        folder = self.inputs.folder
        folder.site.mkdir(parents=True, exist_ok=True)
        written = [address for result in bundles for address in result.written]
        place_files(folder.staging, folder.site, written)
        keep = {address for bundle in self.kept.values() for address in bundle.files} | set(written)
        return remove_strangers(folder.site, keep)

    def new_record(self, bundles: Sequence[BundleResult]) -> BuildRecord:
        """Return what the next build has to know."""
        site = self.inputs.folder.site
        made: Mapping[str, BundleRecord] = {
            result.name: BundleRecord(
                self.inputs_of.get(result.name, ""), result.sealed, file_records(site, result.written)
            )
            for result in bundles
            if result.name not in self.kept
        }
        return BuildRecord("", self.outer_digest, {**self.kept, **made}, {})


def class_context(inputs: Inputs, loaded: LoadedSchool, sealing: Sealing | None) -> ClassContext:
    """Return what the tasks of all classes share; without `sealing` they only check."""
    settings = inputs.settings
    return ClassContext(
        school=loaded.school,
        directory=loaded.directory,
        limits=loaded.limits(inputs),
        test_types=settings.marks.test_types,
        week_days=settings.calendar.week_days,
        look=load_looks(inputs).main,
        sealing=sealing,
    )


def class_shared(inputs: Inputs, loaded: LoadedSchool, more: str) -> str:
    """Return a digest of what the pages of all classes depend on."""
    school = loaded.school
    whole_school = (school.name, school.terms, school.holidays, school.bells, school.teachers, school.subjects)
    folders = digest_folders(template_folders(inputs.folder))
    text = f"{more}{program_digest()}{folders}{inputs.settings!r}{whole_school!r}"
    return hashlib.sha256(text.encode()).hexdigest()
