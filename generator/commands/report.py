"""`diary report`: the staff's reports into `output/staff`, in clear and for the school alone.

Class by class, like everything: a class's records are read, counted and let go. Files are written when all classes
are well, the index last; what an earlier run made and this one did not is removed. Folders that other commands keep
there (`acts/`, `personal/`) are left alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.import_log import note_imports
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.making import class_context
from generator.commands.plaintext import MARKER, mark_plaintext
from generator.commands.registers import open_register
from generator.commands.report_logs import FOLDER, log_pages
from generator.commands.report_options import PARTS
from generator.commands.report_state import KeptClass, KeptPage, ReportsState, load_reports, save_reports
from generator.commands.school import LoadedSchool, read_school
from generator.errors import DiaryError, ProblemsError, UsageError
from generator.executors import run_tasks
from generator.model.school import Group
from generator.printing.staff import (
    StaffContext,
    StaffResult,
    StaffTask,
    class_page_name,
    csv_of,
    report_class,
    term_sheets_name,
    year_sheet_name,
)
from generator.progress import Tell, with_progress
from generator.reading.joining.folding import fold_class
from generator.register.place import make_private_folder
from generator.register.register import Register
from generator.rendering.look import Look
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.finals import finals_page
from generator.rendering.staff.reports.hours import SchoolView, hours_page
from generator.rendering.staff.reports.index import INDEX_PAGE, ClassLinks, IndexLine, index_page
from generator.rendering.staff.reports.page import Link, ReportPage, file_names, render_page
from generator.rendering.staff.reports.results import results_page
from generator.reports.school_report import school_report
from generator.rules.clocks.profile import profile_on
from generator.rules.statistics import StatisticRules

EVERYTHING = frozenset(PARTS)
_BESIDE = ("acts", "personal")
_OURS = (".html", ".csv")
_PREFIXES = {"statistics": "class-", "finals": "sheets-"}


@dataclass(frozen=True, slots=True)
class ReportsResult:
    """What was made: the folder, its files, how each report stands, and how many deadlines are broken."""

    folder: Path
    files: tuple[str, ...]
    lines: tuple[IndexLine, ...]
    broken: int = 0


def run(options: argparse.Namespace) -> int:
    """`diary report`."""
    inputs = load_inputs(options)
    parts = frozenset(options.only) or EVERYTHING
    with inputs.folder.locked(), open_register(inputs) as register:
        result = make_reports(inputs, register, parts=parts, classes=options.classes, workers=options.workers)
    if options.format == "json":
        sys.stdout.write(json.dumps(_as_json(result), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(_sentences(result))
    return 1 if options.fail_on == "broken" and result.broken else 0


def make_reports(
    inputs: Inputs,
    register: Register,
    *,
    parts: frozenset[str] = EVERYTHING,
    classes: Sequence[str] = (),
    workers: int = 0,
    quiet: bool = False,
    tell: Tell | None = None,
) -> ReportsResult:
    """Make the reports; `classes` (titles): only their own pages. The caller holds the lock of the folder.

    Raises ProblemsError with everything that is wrong; then only the pages of registers and imports were made anew,
    for they say what was rejected.
    """
    loaded = read_school(inputs, inputs.folder.cache, workers=workers, quiet=quiet, tell=tell)
    note_imports(register, loaded.found, loaded.exports, loaded.problems, inputs.moment)
    desk = _Desk(inputs, register, loaded, parts)
    if loaded.problems:
        desk.write_logs()
        raise ProblemsError(loaded.problems)
    tasks = desk.tasks(classes)
    results = run_tasks(report_class, desk.context, tasks, workers=workers)
    found = {one.group_id: one for one in with_progress(results, len(tasks), "reports", quiet=quiet, tell=tell)}
    made = [found[task.group_id] for task in tasks]
    problems: list[DiaryError] = [problem for one in made for problem in one.problems]
    if problems:
        desk.write_logs()
        raise ProblemsError(problems)
    return desk.write(made, is_whole=not classes)


class _Desk:
    """One run: what is wanted, and what it has made so far."""

    def __init__(self, inputs: Inputs, register: Register, loaded: LoadedSchool, parts: frozenset[str]) -> None:
        self._inputs = inputs
        self._register = register
        self._loaded = loaded
        self._parts = parts
        shared = class_context(inputs, loaded, None)
        self._look: Look = shared.look
        self._figures = Figures(shared.look.words)
        self._rules = StatisticRules(tests=profile_on(inputs.settings.rules, inputs.now.date()).tests_share)
        has_pages = bool(parts & _PREFIXES.keys())
        self.context = StaffContext(shared, self._rules, inputs.now, inputs.settings.paper.binder_mm, has_pages)
        groups = loaded.school.classes()
        names = file_names([group.title for group in groups])
        self._names = {group.id: name for group, name in zip(groups, names, strict=True)}
        self._files: list[str] = []

    def tasks(self, titles: Sequence[str]) -> list[StaffTask]:
        """Return the classes to read. Raises UsageError `no-such-class`."""
        groups = _chosen(self._loaded.school.classes(), titles)
        parts = self._loaded.parts
        return [StaffTask(group.id, tuple(parts.get(group.id, ())), self._names[group.id]) for group in groups]

    def write(self, made: Sequence[StaffResult], *, is_whole: bool) -> ReportsResult:
        """Write every file that is wanted, and the index last."""
        state = load_reports(self._inputs.folder)
        classes = {} if is_whole else dict(state.classes)
        for one in made:
            classes[one.group_id] = self._write_class(one, state.classes.get(one.group_id))
        state = ReportsState(state.pages, classes)
        if is_whole:
            state = state.with_pages(self._write_pages(self._school_pages(made)))
            if "registers" in self._parts:
                state = state.with_pages(self._write_pages(self._log_pages(made)))
        return self._finish(state)

    def write_logs(self) -> None:
        """Write the pages that need no class: what was rejected stands there."""
        if "registers" in self._parts:
            state = load_reports(self._inputs.folder)
            self._finish(state.with_pages(self._write_pages(self._log_pages(()))))

    def _write_class(self, made: StaffResult, old: KeptClass | None) -> KeptClass:
        """Write the files of a class that are wanted; those of the other parts stay as they were."""
        wanted = tuple(prefix for part, prefix in _PREFIXES.items() if part in self._parts)
        kept = [name for name in (old.files if old else ()) if not name.startswith(wanted)] if wanted else []
        if not wanted and old:
            kept = list(old.files)
        files = {name: content for name, content in made.files.items() if name.startswith(wanted)} if wanted else {}
        self._place(files)
        names = (*kept, *files)
        name = self._names[made.group_id]
        links = (class_page_name(name), term_sheets_name(name), year_sheet_name(name))
        title = self._loaded.school.groups[made.group_id].title
        return KeptClass(ClassLinks(title, *(link if link in names else "" for link in links)), names)

    def _school_pages(self, made: Sequence[StaffResult]) -> Iterable[tuple[ReportPage, Mapping[str, bytes]]]:
        reports = [one.report for one in made if one.report]
        pages = {one.group_id: class_page_name(self._names[one.group_id]) for one in made}
        known = load_reports(self._inputs.folder).files
        if "statistics" not in self._parts:
            pages = {group_id: name for group_id, name in pages.items() if name in known}
        school = self._loaded.school
        view = SchoolView(school, reports, school_report(reports), self._rules, pages, self._inputs.now)
        if "statistics" in self._parts:
            yield hours_page(view, self._figures), {}
            yield results_page(view, self._figures), {}
        if "finals" in self._parts:
            yield finals_page(view, self._figures), {}

    def _log_pages(self, made: Sequence[StaffResult]) -> Iterable[tuple[ReportPage, Mapping[str, bytes]]]:
        fresh = {one.report.title: one.report.as_of for one in made if one.report}
        return log_pages(self._inputs, self._register, fresh, self._figures)

    def _write_pages(self, pages: Iterable[tuple[ReportPage, Mapping[str, bytes]]]) -> dict[str, KeptPage]:
        kept = {}
        for page, beside in pages:
            files = {page.name: render_page(self._look, page).encode(), **beside}
            files |= {name: csv_of(table) for name, table in page.tables.items()}
            self._place(files)
            line = IndexLine(page.name, page.state, page.as_of, page.made)
            kept[page.name] = KeptPage(line, tuple(files))
        return kept

    def _place(self, files: Mapping[str, bytes]) -> None:
        """Write files, each whole or not at all, for their owner alone."""
        folder = self._inputs.folder.staff
        mark_plaintext(folder)
        if any(name.startswith(f"{FOLDER}/") for name in files):
            make_private_folder(folder / FOLDER)
        for name, content in files.items():
            write_atomically(folder / name, content, mode=0o600)
        self._files += files

    def _finish(self, state: ReportsState) -> ReportsResult:
        """Write the index, remove what is no longer known, and remember what there is."""
        folder = self._inputs.folder.staff
        classes = [one.links for one in state.classes.values() if one.files]
        beside = [
            Link(f"{name}/index.html" if (folder / name / "index.html").is_file() else f"{name}/",
                 self._figures.words.text(f"staff.index.{name}"))
            for name in _BESIDE
            if (folder / name).is_dir()
        ]  # fmt: skip
        lines = [one.line for one in state.pages.values()]
        page = index_page(lines, classes, beside, self._inputs.now, self._figures)
        self._place({INDEX_PAGE: render_page(self._look, page).encode()})
        _remove_others(folder, {*state.files, INDEX_PAGE})
        save_reports(self._inputs.folder, state)
        return ReportsResult(folder, tuple(self._files), tuple(lines))


def _chosen(groups: Sequence[Group], titles: Sequence[str]) -> list[Group]:
    wanted = {fold_class(title): title for title in titles}
    known = {fold_class(group.title) for group in groups}
    for folded, title in wanted.items():
        if folded not in known:
            hint = f"classes: {', '.join(group.title for group in groups)}"
            raise UsageError("no-such-class", f"the school has no class {title}", hint=hint)
    return [group for group in groups if not wanted or fold_class(group.title) in wanted]


def _remove_others(folder: Path, known: set[str]) -> None:
    """Remove the reports of earlier runs that are no longer made; only what this command would have written."""
    for place in (folder, folder / FOLDER):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.name != MARKER and name not in known and path.suffix in _OURS:
                path.unlink()


def _sentences(result: ReportsResult) -> str:
    lines = [f"{len(result.files)} files in {result.folder}"]
    lines += [f"  {line.name}: {line.state.sentence}" for line in result.lines]
    return "\n".join([*lines, f"open {result.folder / INDEX_PAGE} in a browser", ""])


def _as_json(result: ReportsResult) -> dict[str, object]:
    return {
        "folder": str(result.folder),
        "files": list(result.files),
        "broken": result.broken,
        "reports": [
            {"name": line.name, "level": line.state.level, "state": line.state.sentence} for line in result.lines
        ],
    }
