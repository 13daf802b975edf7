"""What the templates of the staff's page are handed: sections as plain lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.panel.state import Drop, Level, Panel, Problem, Publication, Run
from generator.rendering.staff.times import when
from generator.rendering.words import Words

MOST = 200
"""Problems shown at once; who has more mends the first and looks again."""
RUNS = 8
_EXPORTS = "content/exports/"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A problem as it is drawn: `address` stands in the drawn cell, `place` below it."""

    level: Level
    sentence: str
    hint: str
    slug: str
    address: str
    value: str
    place: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run: when, what, one sentence, and its outcome with a shape."""

    when: str
    what: str
    sentence: str
    outcome: str
    level: Level


@dataclass(frozen=True, slots=True)
class DropLine:
    """A dropped file: its name, what became of it, and why."""

    name: str
    outcome: str
    level: Level
    lines: Sequence[FaultLine]


def by_file(words: Words, problems: Sequence[Problem]) -> list[tuple[str, list[FaultLine]]]:
    """Return the problems under the files they are in, sorted by place; what has no file comes first."""
    ordered = sorted(problems[:MOST], key=lambda problem: (problem.file, problem.sheet, problem.line))
    return [
        (_file(words, file), [fault_line(words, problem) for problem in found])
        for file, found in groupby(ordered, key=lambda problem: problem.file)
    ]


def _file(words: Words, file: str) -> str:
    return file.removeprefix(_EXPORTS) if file else words.text("panel.problems.general")


def fault_line(words: Words, problem: Problem) -> FaultLine:
    """Return one problem as it is drawn: F17 for a cell of a sheet, else row and column in words."""
    line, column = problem.line, problem.column
    below = [words.text("panel.problems.sheet", sheet=problem.sheet)] if problem.sheet else []
    if line and column.isalpha() and column.isascii() and column.isupper():
        address = f"{column}{line}"
    else:
        address = words.text("panel.problems.line", line=line) if line else ""
        if column:
            named = "panel.problems.column" if column.isdigit() else "panel.problems.field"
            below.append(words.text(named, column=column))
    return FaultLine(
        problem.level, problem.sentence, problem.hint, problem.slug, address, problem.value, ", ".join(below)
    )


def run_lines(words: Words, panel: Panel) -> list[RunLine]:
    """Return the last runs, newest first."""
    return [_run(words, panel, run) for run in panel.runs[:RUNS]]


def _run(words: Words, panel: Panel, run: Run) -> RunLine:
    level: Level = "ok" if run.ok else "error"
    outcome = words.text("panel.runs.done" if run.ok else "panel.runs.failed")
    if run.problems:
        level = "warning" if run.ok else "error"
        outcome = words.text("panel.runs.problems", n=run.problems)
    return RunLine(
        when(words, run.at, panel.now), words.text(f"panel.runs.whats.{run.what}"), run.sentence, outcome, level
    )


def drop_lines(words: Words, drops: Sequence[Drop]) -> list[DropLine]:
    """Return the dropped files, newest first."""
    return [
        DropLine(
            drop.name,
            words.text("panel.drop.stored" if drop.stored else "panel.drop.refused"),
            "ok" if drop.stored else "error",
            [fault_line(words, problem) for problem in drop.problems[:MOST]],
        )
        for drop in drops
    ]


def publication_pairs(words: Words, publication: Publication, panel: Panel) -> list[Pair]:
    """Return what was sent and what looking at the site found."""
    megabytes = f"{publication.bytes / 1e6:.1f}".replace(".", words.text("dates.decimal"))
    seen = {True: "verified_yes", False: "verified_no", None: "not_verified"}[publication.verified]
    names = ("at", "host", "sent", "deleted", "verified")
    values = (
        words.text("panel.facts.release", when=when(words, publication.at, panel.now), n=publication.generation),
        publication.host,
        words.text("panel.publication.size", n=publication.sent, size=megabytes),
        str(publication.deleted),
        words.text(f"panel.publication.{seen}"),
    )
    return [(words.text(f"panel.publication.{name}"), value) for name, value in zip(names, values, strict=True)]


def fact_pairs(words: Words, panel: Panel) -> list[Pair]:
    """Return the four facts below the verdict."""
    sent = panel.publication
    never = words.text("panel.facts.not_yet")
    built = next((run for run in panel.runs if run.ok and run.what in {"build", "tick"}), None)
    first = (
        ("sent", words.text("panel.facts.release", when=when(words, sent.at, panel.now), n=sent.generation))
        if (sent)
        else ("built", when(words, built.at, panel.now) if built else never)
    )
    files = words.text("panel.facts.files", n=panel.new_files) if panel.new_files else words.text("panel.facts.none")
    following = when(words, panel.next_run, panel.now) if panel.next_run else words.text("panel.facts.by_button")
    facts = (
        first,
        ("diaries", never if panel.diaries is None else str(panel.diaries)),
        ("waiting", files),
        ("next", following),
    )
    return [(words.text(f"panel.facts.{name}"), value) for name, value in facts]
