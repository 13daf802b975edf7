"""The one refresh or other job that may run at a time, and how far it is, for any number of listeners.

A second press of the button joins the refresh that runs. The check that looks for problems when the page is opened runs
beside it and never keeps it waiting; what a check found that was overtaken by a refresh is forgotten.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from generator.errors import DiaryError
from generator.panel.desk import Desk, Job
from generator.panel.state import Problem

HEARTBEAT = 10.0
"""Seconds after which a silent stream says that it is alive."""
GLANCE = 0.5
"""Seconds between two looks whether a listener has gone."""
WEIGHTS = {"reading": 3, "diaries": 6, "placing": 1, "send": 4, "verify": 2, "notify": 2}
"""How long the stages take, beside each other; a stage that is not listed counts 1."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is; `percent` of the whole of it, and it never goes back."""

    state: Literal["idle", "checking", "running", "done", "failed"] = "idle"
    stage: str = ""
    done: int = 0
    total: int = 0
    percent: int = 0


class Work:
    """What runs behind the page."""

    def __init__(self, desk: Desk) -> None:
        """Start nothing yet."""
        self._desk = desk
        self._closing = False
        self._changed = threading.Condition()
        self._version = 0
        self._progress = Progress()
        self._running: threading.Thread | None = None
        self._checks = 0
        self._newest_check = 0
        self._problems: tuple[Problem, ...] = ()
        self._of_job: tuple[Problem, ...] = ()
        self._stages: Sequence[str] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what the last check or refresh found, after what stopped the last job."""
        return (*self._of_job, *self._problems)

    @property
    def is_running(self) -> bool:
        """Say whether a refresh or another job runs."""
        return self._progress.state == "running"

    @property
    def is_checking(self) -> bool:
        """Say whether a check runs."""
        return self._checks > 0

    def refresh(self) -> bool:
        """Start a refresh; False when one runs already, which the caller has joined."""
        return self._begin(Job(self._desk.refresh, self._desk.look().stages), finds_all=True)

    def start(self, job: Job) -> bool:
        """Start another job; False when one runs already, which is not joined: it does something else."""
        return self._begin(job, finds_all=False)

    def _begin(self, job: Job, *, finds_all: bool) -> bool:
        """Start a job. `finds_all`: it would tell every problem that a check knows of, so those are forgotten."""
        with self._changed:
            if self.is_running:
                return False
            if finds_all:
                self._newest_check += 1  # a check that still runs looks at what is about to change
            self._stages = job.stages
            self._put(Progress("running"))
            self._running = threading.Thread(target=self._run, args=(job, finds_all), name="job", daemon=True)
            self._running.start()
            return True

    def check(self) -> None:
        """Look for problems in the background, unless a refresh is about to tell them."""
        with self._changed:
            if self.is_running:
                return
            self._checks += 1
            self._newest_check += 1
            threading.Thread(target=self._check, args=(self._newest_check,), name="check", daemon=True).start()

    def close(self) -> None:
        """End all streams; what runs goes on."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def wait(self) -> None:
        """Wait until the job that runs, if one does, has come to its end."""
        if self._running is not None:
            self._running.join()

    def events(self, gone: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """Yield server-sent events (HTML Living Standard §9.2) until nothing runs: `progress` …, then one `end`.

        `gone` says whether the listener has left; then, and when the panel ends, the stream ends without a word.
        """
        seen, spoke = -1, time.monotonic()
        while not gone():
            with self._changed:
                if seen == self._version and not self._closing:
                    self._changed.wait(GLANCE)
                if self._closing:
                    return
                is_new, seen = seen != self._version, self._version
                progress, is_over = self._progress, not (self.is_running or self.is_checking)
            if is_new:
                shown = progress if self.is_running or is_over else Progress("checking")
                yield f"event: {'end' if is_over else 'progress'}\ndata: {json.dumps(asdict(shown))}\n\n"
            elif time.monotonic() - spoke > HEARTBEAT:
                yield ": still here\n\n"
            else:
                continue
            if is_over:
                return
            spoke = time.monotonic()

    def _run(self, job: Job, finds_all: bool) -> None:  # noqa: FBT001  a thread's arguments have no names
        state: Literal["done", "failed"] = "failed"
        problems: tuple[Problem, ...] = ()
        try:
            job.run(self._tell)
            state = "done"
        except DiaryError as error:
            problems = self._desk.explain(error)
        finally:
            # Whatever happened, listeners learn that it is over, and the button can be pressed again.
            self._end(state, problems, finds_all=finds_all)

    def _check(self, number: int) -> None:
        found: tuple[Problem, ...] | None = None
        try:
            found = self._desk.check()
        except DiaryError as error:
            found = self._desk.explain(error)
        finally:
            with self._changed:
                self._checks -= 1
                if number == self._newest_check and found is not None:
                    self._problems = found
                self._put(self._progress)

    def _end(self, state: Literal["done", "failed"], problems: tuple[Problem, ...], *, finds_all: bool) -> None:
        with self._changed:
            last = self._progress
            self._problems = problems if finds_all else self._problems
            self._of_job = () if finds_all else problems
            self._put(Progress(state, last.stage, last.done, last.total, 100 if state == "done" else last.percent))

    def _tell(self, stage: str, done: int, total: int) -> None:
        with self._changed:
            percent = max(self._progress.percent, overall(self._stages, stage, done, total))
            self._put(Progress("running", stage, done, total, percent))

    def _put(self, progress: Progress) -> None:
        self._progress = progress
        self._version += 1
        self._changed.notify_all()


def overall(stages: Sequence[str], stage: str, done: int, total: int) -> int:
    """Return the percentage of the whole; a stage that nobody announced leaves it where it is (0)."""
    if stage not in stages:
        return 0
    weights = [WEIGHTS.get(name, 1) for name in stages]
    at = stages.index(stage)
    part = min(1.0, done / total) if total else 0.0
    return int(100 * (sum(weights[:at]) + weights[at] * part) / sum(weights))
