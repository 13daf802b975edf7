"""The state of the diaries in one sentence."""

from __future__ import annotations

from typing import NamedTuple

from generator.panel.state import Level, Panel
from generator.rendering.staff.times import whenever
from generator.rendering.words import Words

_BUILDS = {"build", "tick"}


class Verdict(NamedTuple):
    """The sentence, and how bad it is."""

    level: Level
    sentence: str


def verdict(words: Words, panel: Panel) -> Verdict:
    """Return what families see now, and whether the next update will work."""
    built = next((run for run in panel.runs if run.ok and run.what in _BUILDS), None)
    if built is None:
        return _unbuilt(words, panel)
    at = whenever(words, built.at, panel.now)
    # What has no file (another run, a host that is away) does not stand in the way of the next update.
    errors = sum(problem.level == "error" and problem.file != "" for problem in panel.problems)
    if errors:
        return Verdict("error", words.text("panel.state.found", n=errors, when=at))
    # What failed before is made good. Told by the order, for the clock of an example school stands still.
    failed = next((run.what for run in panel.runs[: panel.runs.index(built)] if not run.ok), "")
    if failed == "notify":
        return Verdict("warning", words.text("panel.state.unread", when=at))
    if failed or any(problem.level == "error" for problem in panel.problems):
        key = "unsent" if failed == "publish" else "failed"
        return Verdict("error", words.text(f"panel.state.{key}", when=at))
    if panel.problems:
        return Verdict("warning", words.text("panel.state.asks", n=len(panel.problems), when=at))
    return Verdict("ok", words.text("panel.state.well", when=at))


def _unbuilt(words: Words, panel: Panel) -> Verdict:
    if panel.problems or panel.runs:
        return Verdict("error", words.text("panel.state.never"))
    return Verdict("note", words.text("panel.state.fresh"))
