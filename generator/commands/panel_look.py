"""What the panel shows, gathered from the site folder: the log of runs, the build record, reports of publications."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

from generator.commands.folder import SiteFolder
from generator.commands.inputs import Inputs, load_words
from generator.commands.looks import load_looks
from generator.commands.record import FAMILIES, FRONT, BuildRecord, load_record
from generator.commands.runs import RunRecord, load_runs
from generator.errors import DiaryError, ProblemsError, RenderError
from generator.panel.state import Card, Level, Panel, Problem, Publication, Run, What
from generator.reading.exports import is_ignored
from generator.rendering.look import Look
from generator.rendering.staff.faults import Faults


def load_faults(look: Look) -> Faults:
    """Read the sentences for problems in the language of a look."""
    try:
        table = load_words(look.folders, f"faults/{look.words.language}")
    except RenderError:
        table = None  # an English interface shows the messages themselves
    return Faults(look.words, cast("dict[str, object] | None", table))


class Eyes:
    """How this site's panel sees and speaks: the words of its language, and the sentences for problems."""

    def __init__(self, inputs: Inputs) -> None:
        """Read the words once; they don't change under a page that is open."""
        self.look: Look = load_looks(inputs).main
        self._faults = load_faults(self.look)

    def problems(self, errors: Sequence[DiaryError], level: Level = "error") -> tuple[Problem, ...]:
        """Return errors in plain words; a bundle of them is opened."""
        flat = [e for error in errors for e in (error.problems if isinstance(error, ProblemsError) else (error,))]
        return tuple(self._problem(error, level) for error in flat)

    def _problem(self, error: DiaryError, level: Level) -> Problem:
        said, place = self._faults.explain(error.slug, error.message, error.hint), error.origin
        value = said.value if place.line else ""
        # A sheet's column has its letter; of a text file the heading says more than a number.
        column = str(place.column) if place.sheet else said.column or str(place.column)
        where = (place.file, place.sheet, place.line, column)
        return Problem(level, said.sentence, error.slug, said.hint, *where, value)

    def finding(self, note: dict[str, Any]) -> Problem:
        """Return a note of a publication's report in plain words."""
        said = self._faults.explain(str(note["slug"]), str(note["message"]), "")
        level: Level = "error" if note["level"] == "error" else "note"
        return Problem(level, said.sentence, str(note["slug"]), said.hint, str(note["path"]))


def look(inputs: Inputs, eyes: Eyes, stages: Sequence[str], cards: Sequence[Callable[[], Card]]) -> Panel:
    """Return the state of the site folder; reads no export and takes no lock."""
    folder = inputs.folder
    runs = load_runs(folder)
    record = load_record(folder.record)
    return Panel(
        school=inputs.settings.school.name,
        address=inputs.settings.site.address,
        now=inputs.now,
        runs=tuple(_run(inputs, run) for run in reversed(runs)),
        publication=_publication(inputs, eyes),
        cards=tuple(card for card in (make() for make in cards) if card.lines),
        stages=tuple(stages),
        diaries=_diaries(record),
        new_files=_new_files(folder, runs),
    )


def _run(inputs: Inputs, run: RunRecord) -> Run:
    at = run.at.astimezone(inputs.zone).replace(tzinfo=None)
    return Run(at, cast("What", run.verb), run.ok, run.sentence, len(run.problems))


def _diaries(record: BuildRecord) -> int | None:
    if not record.bundles:
        return None
    return sum(len(bundle.files) for name, bundle in record.bundles.items() if name not in {FAMILIES, FRONT})


def _new_files(folder: SiteFolder, runs: Sequence[RunRecord]) -> int:
    """Count the exports that came after the last build. Its record is written when something changed; that it found
    nothing changed only the log of runs knows. Times of files are compared: a school's clock may be invented.
    """
    marks = [folder.record]
    if runs and runs[-1].ok and runs[-1].verb in {"build", "tick"}:
        marks.append(folder.runs)
    built = max((path.stat().st_mtime for path in marks if path.is_file()), default=0.0)
    found = (path for path in folder.exports.rglob("*") if path.is_file() and not is_ignored(path.name))
    return sum(path.stat().st_mtime > built for path in found)


def _publication(inputs: Inputs, eyes: Eyes) -> Publication | None:
    """Return what the newest report of `diary publish` says; an unreadable one is none."""
    for path in sorted((inputs.folder.runs.parent).glob("publish-*.json"), reverse=True)[:1]:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            at = datetime.fromisoformat(found["at"]).astimezone(inputs.zone).replace(tzinfo=None)
            findings = tuple(eyes.finding(note) for note in found["notes"])
            sizes = (int(found["written"]), int(found["deleted"]), int(found["bytes"]))
            return Publication(at, int(found["generation"]), str(found["host"]), *sizes, found["verified"], findings)
        except (OSError, ValueError, KeyError, TypeError):
            return None
    return None
