"""The second and third door of a build: which classes have other inputs, and which have other texts; then, files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Self

from generator.commands.board import Board, read_board
from generator.commands.bundle_inputs import class_inputs, families_inputs
from generator.commands.counter.waiting import settle_waiting
from generator.commands.family_acts import note_family_acts
from generator.commands.folder import empty_folder, place_files, remove_strangers
from generator.commands.idle_rows import idle_rows
from generator.commands.import_log import note_imports, noting
from generator.commands.inputs import Inputs, digest_folders, program_digest, template_folders
from generator.commands.kept import forget_pages, kept_page
from generator.commands.looks import load_looks, make_outers, public_files
from generator.commands.paper_state import keep_state, paper_state
from generator.commands.readers import Readers, read_standing, who_reads
from generator.commands.record import FAMILIES, FRONT, KEPT, NO_BUNDLE, BuildRecord, BundleRecord, file_records
from generator.commands.school import LoadedSchool, read_school, remember_built
from generator.commands.subscriptions import with_news
from generator.errors import ProblemsError
from generator.executors import run_tasks
from generator.model.letters import NO_POST
from generator.pipeline import (
    BundleResult,
    ClassContext,
    ClassTask,
    Sealing,
    build_class,
    seal_families,
    seal_pages,
    stage,
)
from generator.products import Site
from generator.progress import Tell, with_progress
from generator.register.register import Register
from generator.rendering.outer import Outer
from generator.rules.access import Standing


class Making:
    """One build that has something to do."""

    @classmethod
    def prepare(
        cls,
        inputs: Inputs,
        register: Register,
        record: BuildRecord,
        *,
        allow_vanished: bool,
        workers: int,
        quiet: bool,
        tell: Tell | None = None,
    ) -> Self:
        """Read the school and decide who may read. Raises ProblemsError with everything that is wrong."""
        loaded = read_school(inputs, inputs.folder.cache, workers=workers, quiet=quiet, tell=tell)
        with noting(register, loaded, inputs.moment):
            board, problems = read_board(inputs, loaded.school, is_whole=not loaded.problems)
            if loaded.problems or problems:
                raise ProblemsError((*loaded.problems, *problems))
            standing = read_standing(inputs, loaded, register, allow_vanished=allow_vanished)
            readers = with_news(inputs, register, who_reads(inputs, loaded, standing, register.keks()))
        return cls(inputs, register, loaded, readers, record, board=board)

    def __init__(
        self,
        inputs: Inputs,
        register: Register,
        loaded: LoadedSchool,
        readers: Readers,
        record: BuildRecord,
        *,
        board: Board,
    ) -> None:
        self.inputs = inputs
        self.loaded = loaded
        self.readers = readers
        self.old = record
        self.board = board
        self.looks = load_looks(inputs, keep=True)
        self.outers = make_outers(self.looks, inputs.settings)
        self.outer_digest = self.outers.digest()
        self.salt = register.salt
        self.seen = register.seen_marks()
        self.kept: dict[str, BundleRecord] = {}
        self.inputs_of: dict[str, str] = {}

    def context(self) -> ClassContext:
        """Return what the tasks of all classes share."""
        return class_context(self.inputs, self.loaded, self.sealing(self.outers.diary))

    def sealing(self, outer: Outer) -> Sealing:
        """Return what sealing needs."""
        folder = self.inputs.folder
        return Sealing(outer, self.salt, self.inputs.stamp, folder.site, folder.staging)

    def make(self, register: Register, *, workers: int, quiet: bool, tell: Tell | None = None) -> list[BundleResult]:
        """Make every bundle whose inputs changed; files wait in staging. Raises ProblemsError with all of them.

        Only now is it known of an export whether a build may use it: some faults show when its class is joined.
        """
        with noting(register, self.loaded, self.inputs.moment):
            bundles = self._bundles(workers=workers, quiet=quiet, tell=tell)
        note_imports(register, self.loaded.found, self.loaded.exports, (), self.inputs.moment, joined=True)
        return bundles

    def _bundles(self, *, workers: int, quiet: bool, tell: Tell | None) -> list[BundleResult]:
        empty_folder(self.inputs.folder.staging)
        context = self.context()
        tasks = self._tasks(context)
        results = run_tasks(build_class, context, tasks, workers=workers)
        bundles = list(with_progress(results, len(tasks), "diaries", quiet=quiet, tell=tell))
        # a notice for two classes has its faults in both
        problems = {problem.describe(): problem for result in bundles for problem in result.problems}
        if problems:
            raise ProblemsError(problems.values())
        bundles.append(self._kept())
        bundles.append(self._families())
        bundles.append(self._front())
        return bundles

    def _tasks(self, context: ClassContext) -> list[ClassTask]:
        shared = self._shared()
        tasks = []
        for group in self.loaded.school.classes():
            old = self.old.bundles.get(group.id, NO_BUNDLE)
            intact = old.intact(self.inputs.folder.site)
            pages = tuple(self.readers.pages[s.id] for s in self.loaded.school.students_of(group.id)
                          if s.id in self.readers.pages)  # fmt: skip
            parts, post = tuple(self.loaded.parts.get(group.id, ())), self.board.posts.get(group.id, NO_POST)
            task = ClassTask(group.id, parts, pages, post, old.sealed, intact, self.seen.get(group.id, b""))
            digest = class_inputs(context, task, shared)
            self.inputs_of[group.id] = digest
            if digest == old.inputs and intact:
                self.kept[group.id] = old
            else:
                tasks.append(task)
        return tasks

    def _shared(self) -> str:
        return class_shared(self.inputs, self.loaded, self.outer_digest + self.salt.hex())

    def _kept(self) -> BundleResult:
        """Seal the pages of those who are in no list, as they were last, for whoever may read them today."""
        folder = self.inputs.folder
        old = self.old.bundles.get(KEPT, NO_BUNDLE)
        pages = [(page, kept_page(folder, id_, page.page_id)) for id_, page in sorted(self.readers.kept.items())]
        intact = old.intact(folder.site)
        return seal_pages(self.sealing(self.outers.diary), KEPT, pages, sealed=old.sealed, intact=intact)

    def _families(self) -> BundleResult:
        old = self.old.bundles.get(FAMILIES, NO_BUNDLE)
        intact = old.intact(self.inputs.folder.site)
        self.inputs_of[FAMILIES] = families_inputs(self.readers.families, self._shared())
        if self.inputs_of[FAMILIES] == old.inputs and intact:
            return BundleResult(FAMILIES, addresses=tuple(old.files), sealed=old.sealed)
        return seal_families(
            self.sealing(self.outers.family),
            FAMILIES,
            self.looks.by_language,
            self.readers.families,
            sealed=old.sealed,
            intact=intact,
        )

    def _front(self) -> BundleResult:
        site = Site(public_files(self.looks, self.inputs.settings, self.salt, self.board))
        digest = hashlib.sha256("".join(map(site.digest, site)).encode()).hexdigest()
        old = self.old.bundles.get(FRONT, NO_BUNDLE)
        if digest == old.sealed and old.intact(self.inputs.folder.site):
            return BundleResult(FRONT, addresses=tuple(site), sealed=digest)
        # A new notice on the front page leaves the service worker alone.
        new = Site(
            file for address, file in site.items() if not _is_there(self.inputs.folder.site / address, file.content)
        )
        return BundleResult(FRONT, (), tuple(site), stage(self.inputs.folder.staging, new), digest)

    def place(self, bundles: Sequence[BundleResult]) -> list[str]:
        """Move new files to their places, then remove what no longer belongs; the diaries are of these exports now."""
        folder = self.inputs.folder
        folder.site.mkdir(parents=True, exist_ok=True)
        written = [address for result in bundles for address in result.written]
        place_files(folder.staging, folder.site, written)
        keep = {address for bundle in self.kept.values() for address in bundle.files}
        keep.update(address for result in bundles for address in result.addresses)
        remember_built(folder.cache, self.loaded.exports)
        return remove_strangers(folder.site, keep)

    def keep_families(self, register: Register) -> None:
        """Enter what the families file newly says, and write down who is owed papers, for whoever asks later.

        Kept pages are let go whose students are in the new lists, or have left and their day is over.
        """
        folder, standing = self.inputs.folder, self.readers.standing
        written = standing.as_written()
        note_family_acts(register, written, self.inputs.moment)
        settle_waiting(folder, [decision.placed for decision in written.decisions.rows])
        keep_state(folder, paper_state(self.inputs, self.loaded, standing))
        if self.loaded.school.students:
            open_rows = {d.placed.student_id for d in standing.decisions.rows if d.standing is not Standing.ENDED}
            forget_pages(folder, open_rows & set(standing.kept))

    def new_record(self, bundles: Sequence[BundleResult]) -> BuildRecord:
        """Return what the next build has to know."""
        site = self.inputs.folder.site
        made: Mapping[str, BundleRecord] = {
            result.name: BundleRecord(
                self.inputs_of.get(result.name, ""), result.sealed, file_records(site, result.addresses)
            )
            for result in bundles
        }
        idle = idle_rows(self.readers.standing.decisions)
        return BuildRecord("", self.outer_digest, {**self.kept, **made}, self.readers.waiting, idle)


def class_context(inputs: Inputs, loaded: LoadedSchool, sealing: Sealing | None) -> ClassContext:
    """Return what the tasks of all classes share; without `sealing` they only check."""
    settings = inputs.settings
    return ClassContext(
        school=loaded.school,
        directory=loaded.directory,
        limits=loaded.limits(inputs),
        marks=settings.marks,
        week_days=settings.calendar.week_days,
        look=load_looks(inputs, keep=sealing is not None).main,
        grace=timedelta(hours=settings.marks.grace_hours),
        sealing=sealing,
        root=inputs.folder.root,
    )


def class_shared(inputs: Inputs, loaded: LoadedSchool, more: str) -> str:
    """Return a digest of what the pages of all classes depend on."""
    school = loaded.school
    calendar = (school.terms, school.holidays, school.bells, school.events)
    whole_school = (school.name, *calendar, school.teachers, school.subjects)
    folders = digest_folders(template_folders(inputs.folder))
    text = f"{more}{program_digest()}{folders}{inputs.settings!r}{whole_school!r}"
    return hashlib.sha256(text.encode()).hexdigest()


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
