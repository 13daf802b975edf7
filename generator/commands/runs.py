"""What the runs of this site folder did, `output/logs/runs.jsonl`: one JSON object per run, oldest first.

    {"at": "2026-11-19T16:32:00+05:00", "verb": "build", "ok": true, "exit": 0, "sentence": "…",
     "problems": [{"slug": "bad-value", "place": "content/exports/8А.csv:41:7"}]}

It is read by whoever opens the panel or looks for a fault, so it names places and slugs and no people: the sentence
must come from counts, never from an error's message, which may quote a cell, and names of files are masked where they
may be those of people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.commands.folder import SiteFolder, write_atomically
from generator.errors import DiaryError, ProblemsError
from generator.origin import without_names

KEPT = 200
VERBS = ("build", "publish", "notify", "tick")


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run; `problems` are pairs of slug and place."""

    at: datetime
    verb: str
    ok: bool
    exit: int
    sentence: str
    problems: tuple[tuple[str, str], ...] = ()


def note_run(
    folder: SiteFolder,
    at: datetime,
    verb: str,
    sentence: str,
    error: DiaryError | None = None,
    *,
    warnings: Iterable[DiaryError] = (),
) -> None:
    """Note a run that began `at` (with a zone). `error` None: it did all it had to; `warnings` are told anyway."""
    problems = [(p.slug, without_names(str(p.origin))) for p in (*problems_of(error), *warnings)]
    code = max((problem.exit_code for problem in problems_of(error)), default=0)
    record = RunRecord(at, verb, error is None, code, sentence, tuple(problems[:KEPT]))
    lines = [_line(run) for run in (*load_runs(folder), record)[-KEPT:]]
    write_atomically(folder.runs, "".join(lines).encode())


def load_runs(folder: SiteFolder) -> Sequence[RunRecord]:
    """Return the runs, oldest first; lines that are not understood are passed over, for a log must not stop a run."""
    try:
        lines = folder.runs.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(run for line in lines if (run := _run(line)))


def problems_of(error: DiaryError | None) -> Sequence[DiaryError]:
    """Return the problems one by one that an error stands for."""
    if error is None:
        return ()
    return error.problems if isinstance(error, ProblemsError) else (error,)


def _line(run: RunRecord) -> str:
    found = {
        "at": run.at.isoformat(timespec="seconds"),
        "verb": run.verb,
        "ok": run.ok,
        "exit": run.exit,
        "sentence": run.sentence,
        "problems": [{"slug": slug, "place": place} for slug, place in run.problems],
    }
    return json.dumps(found, ensure_ascii=False) + "\n"


def _run(line: str) -> RunRecord | None:
    try:
        found = json.loads(line)
        if found["verb"] not in VERBS:
            return None
        problems = tuple((str(p["slug"]), str(p["place"])) for p in found["problems"])
        at = datetime.fromisoformat(found["at"])
        return RunRecord(at, found["verb"], bool(found["ok"]), int(found["exit"]), str(found["sentence"]), problems)
    except (ValueError, KeyError, TypeError):
        return None
