"""What a run of `diary report` writes: pages with their files, those of classes, the index, and what is removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs
from generator.commands.plaintext import MARKER, mark_plaintext
from generator.commands.report_deadlines import DeadlineReport
from generator.commands.report_logs import FOLDER, log_pages
from generator.commands.report_radar import radar_of
from generator.commands.report_state import KeptClass, KeptPage, ReportsState, load_reports, save_reports
from generator.model.school import School
from generator.printing.staff import (
    StaffContext,
    StaffResult,
    class_page_name,
    csv_of,
    term_sheets_name,
    year_sheet_name,
)
from generator.register.place import make_private_folder
from generator.register.register import Register
from generator.rendering.staff.reports.deadlines import deadline_files, deadlines_page
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.finals import finals_page
from generator.rendering.staff.reports.hours import SchoolView, hours_page
from generator.rendering.staff.reports.index import INDEX_PAGE, PAGES, ClassLinks, IndexLine, index_page
from generator.rendering.staff.reports.page import Link, ReportPage, render_page
from generator.rendering.staff.reports.results import results_page
from generator.reports.school_report import school_report

_BESIDE = ("acts", "personal")
"""Folders of other commands."""
_OURS = frozenset({".html", ".csv"})
_PREFIXES = {"statistics": "class-", "finals": "sheets-"}

Made = tuple[ReportPage, Mapping[str, bytes]]
"""A page, and files beside it that are not its tables."""


@dataclass(frozen=True, slots=True)
class ReportsResult:
    """What was made: the folder, the files that were written, how each report stands, and the radar if it was made."""

    folder: Path
    files: tuple[str, ...]
    lines: tuple[IndexLine, ...]
    deadlines: DeadlineReport | None = None

    @property
    def broken(self) -> int:
        """Return how many deadlines are broken, 0 when they were not asked for."""
        return sum(tally.broken for tally in self.deadlines.school.matters.values()) if self.deadlines else 0

    def sentences(self) -> str:
        """Say it to a person."""
        lines = [f"{len(self.files)} files in {self.folder}"]
        lines += [f"  {line.name}: {line.state.sentence}" for line in self.lines]
        return "\n".join([*lines, f"open {self.folder / INDEX_PAGE} in a browser", ""])

    def as_json(self) -> dict[str, object]:
        """Say it to a program."""
        reports = [{"name": line.name, "level": line.state.level, "state": line.state.sentence} for line in self.lines]
        return {"folder": str(self.folder), "files": list(self.files), "broken": self.broken, "reports": reports}


class Desk:
    """One run: what is wanted, and what it has written so far. `names` are those of the files, by class."""

    def __init__(
        self,
        inputs: Inputs,
        register: Register,
        parts: frozenset[str],
        context: StaffContext,
        names: dict[str, str],
    ) -> None:
        """Begin with nothing."""
        self.names = names
        self._inputs = inputs
        self._register = register
        self._parts = parts
        self._rules = context.rules
        self._look = context.classes.look
        self._figures = Figures(self._look.words)
        self._state = load_reports(inputs.folder)
        self._files: list[str] = []

    def write(
        self, school: School, made: Sequence[StaffResult], radar: DeadlineReport | None, *, is_whole: bool
    ) -> ReportsResult:
        """Write every file that is wanted, and the index last; `is_whole`: `made` are all classes of the school."""
        classes = {} if is_whole else dict(self._state.classes)
        for one in made:
            classes[one.group_id] = self._write_class(school, one, self._state.classes.get(one.group_id))
        state = ReportsState(self._state.pages, classes)
        if is_whole:
            state = state.with_pages(self._write_pages(self._pages(school, made, radar, state.files)))
            if "registers" in self._parts:
                fresh = {one.report.title: one.report.as_of for one in made if one.report}
                state = state.with_pages(self._write_pages(self._logs(fresh)))
        return self._finish(state, radar)

    def write_logs(self, fresh: Mapping[str, datetime]) -> None:
        """Write the pages that need no class: what was rejected stands there."""
        if "registers" in self._parts:
            self._finish(self._state.with_pages(self._write_pages(self._logs(fresh))), None)

    def _write_class(self, school: School, made: StaffResult, old: KeptClass | None) -> KeptClass:
        """Write the files of a class that are wanted; those of the other parts stay as they were."""
        wanted = tuple(prefix for part, prefix in _PREFIXES.items() if part in self._parts)
        files = {name: content for name, content in made.files.items() if name.startswith(wanted)}
        self._place(files)
        kept = [name for name in (old.files if old else ()) if not name.startswith(wanted)]
        names, name = (*kept, *files), self.names[made.group_id]
        links = (class_page_name(name), term_sheets_name(name), year_sheet_name(name))
        title = school.groups[made.group_id].title
        return KeptClass(ClassLinks(title, *(link if link in names else "" for link in links)), names)

    def _pages(
        self, school: School, made: Sequence[StaffResult], radar: DeadlineReport | None, known: set[str]
    ) -> Iterator[Made]:
        reports = [one.report for one in made if one.report]
        if radar:
            seen = radar_of(radar, reports, self._figures)
            files = deadline_files(seen, self._figures)
            yield deadlines_page(seen, self._figures), {name: csv_of(table) for name, table in files.items()}
        pages = {one.group_id: class_page_name(self.names[one.group_id]) for one in made}
        pages = {group_id: name for group_id, name in pages.items() if name in known}
        view = SchoolView(school, reports, school_report(reports), self._rules, pages, self._inputs.now)
        if "statistics" in self._parts:
            yield hours_page(view, self._figures), {}
            yield results_page(view, self._figures), {}
        if "finals" in self._parts:
            yield finals_page(view, self._figures), {}

    def _logs(self, fresh: Mapping[str, datetime]) -> Iterator[Made]:
        return log_pages(self._inputs, self._register, fresh, self._figures)

    def _write_pages(self, pages: Iterator[Made]) -> dict[str, KeptPage]:
        kept = {}
        for page, beside in pages:
            files = {page.name: render_page(self._look, page).encode(), **beside}
            files |= {name: csv_of(table) for name, table in page.tables.items()}
            self._place(files)
            kept[page.name] = KeptPage(IndexLine(page.name, page.state, page.as_of, page.made), tuple(files))
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

    def _finish(self, state: ReportsState, radar: DeadlineReport | None) -> ReportsResult:
        """Write the index, remove what is no longer known, and remember what there is."""
        folder = self._inputs.folder.staff
        classes = [one.links for one in state.classes.values() if one.files]
        lines = [state.pages[name].line for name in PAGES if name in state.pages]
        page = index_page(lines, classes, self._beside(folder), self._inputs.now, self._figures)
        self._place({INDEX_PAGE: render_page(self._look, page).encode()})
        _remove_others(folder, {*state.files, INDEX_PAGE})
        save_reports(self._inputs.folder, state)
        return ReportsResult(folder, tuple(self._files), tuple(lines), radar)

    def _beside(self, folder: Path) -> list[Link]:
        """Return the ways to what other commands put here."""
        text = self._figures.words.text
        return [
            Link(f"{name}/{INDEX_PAGE if (folder / name / INDEX_PAGE).is_file() else ''}", text(f"staff.index.{name}"))
            for name in _BESIDE
            if (folder / name).is_dir()
        ]


def _remove_others(folder: Path, known: set[str]) -> None:
    """Remove the reports of earlier runs that are no longer made; only what this command would have written."""
    for place in (folder, folder / FOLDER):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.name != MARKER and name not in known and path.suffix in _OURS:
                path.unlink()
