"""Site → plan → host: guards first, then deletions, assets, pages, what leads to them, and the manifest last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import HostError
from generator.publishing.guards import Allowed, check_found, check_plan, check_site
from generator.publishing.host import TEMPORARY, Host, Open
from generator.publishing.journal import Journal
from generator.publishing.lock import LEASE, Lock, take_lock
from generator.publishing.manifest import Box, FileState, Found, Manifest, Names, pack_manifest, read_manifest
from generator.publishing.plan import Plan, make_plan
from generator.publishing.report import Report, promises
from generator.publishing.transfers import Load, Transfers
from generator.publishing.wrappers.retry import RetryingHost

Tell = Callable[[str, int, int], None]
"""Told of progress: the stage (`delete`, `send`, `finish`), bytes or files done, and all of them."""


@dataclass(frozen=True, slots=True)
class Job:
    """One publication: where to (`opener`, the `host` kind for the report), what (`local`, `load`), as whom (`school`
    id, `names` and `box` of the publisher's key), `latest` generation known here, the `journal` file, what a person
    allowed, and how many `connections` (0: what suits the host). `begin` is told of the new generation before the host
    is: a run that dies in between must not find a host that is ahead of it.
    """

    opener: Open
    host: str
    school: str
    local: Mapping[str, FileState]
    load: Load
    names: Names
    box: Box
    latest: int
    journal: Path
    at: str
    begin: Callable[[int], None] = lambda _: None
    allowed: Allowed = field(default_factory=Allowed)
    connections: int = 0
    lease: float = LEASE


def prepare(job: Job) -> Report:
    """Return the plan as the report of a dry run; nothing is written. Raises what `publish` raises before it writes."""
    check_site(job.local)
    host = RetryingHost(job.opener)
    try:
        found, _, plan = _plan(job, host)
        generation = found.manifest.generation if found.manifest else 0
        return Report(generation, job.at, job.host, plan, notes=promises(host.traits), dry=True)
    finally:
        host.close()


def publish(job: Job, tell: Tell = lambda *_: None) -> Report:
    """Bring the host to the state of the site.

    Raises SuspiciousError before anything is written, BusyError when another computer publishes, HostRetryError and
    HostError: then every page that a reader can find is whole, and the next run sends only the rest.
    """
    check_site(job.local)
    seconds: dict[str, float] = {}
    with ExitStack() as stack:
        host = RetryingHost(job.opener)
        stack.callback(host.close)
        with _timed(seconds, "plan"):
            found, _, plan = _plan(job, host)
        if plan.empty and found.manifest:
            return Report(found.manifest.generation, job.at, job.host, plan, seconds=seconds)
        lock = take_lock(host, job.names.lock, lease=job.lease)
        stack.callback(lock.release)
        if found.manifest is None:
            # the place is ours from now on: a run that is cut off leaves no pages that nobody can explain
            host.write(job.names.manifest, pack_manifest(_nothing_yet(job, found), job.box))
            host.flush()
        _, journal, plan = _plan(job, host)  # another computer may have ended its run just now
        _sweep(host, journal)
        return _apply(_Run(job, host, lock, journal, plan, tell), seconds)


def _plan(job: Job, host: Host) -> tuple[Found, Journal, Plan]:
    found = read_manifest(host, job.names, job.box)
    check_found(found, job.school, job.latest, job.allowed)
    journal = Journal(job.journal, found.base)
    remote = found.manifest or _nothing_yet(job, found)
    plan = make_plan(job.school, job.local, remote, sent=journal.sent, latest=job.latest)
    check_plan(plan, found, job.allowed)
    return found, journal, plan


@dataclass(slots=True)
class _Run:
    """A publication under way; `sent` counts bytes."""

    job: Job
    host: RetryingHost
    lock: Lock
    journal: Journal
    plan: Plan
    tell: Tell
    sent: int = 0

    def note(self, path: str, size: int) -> None:
        """Note a file that was sent."""
        self.sent += size
        if not self.host.traits.deferred:  # else the host has it only after the flush, and then all of it
            self.journal.note(path, self.plan.manifest.files[path].digest)
        self.tell("send", self.sent, self.plan.bytes)
        self.lock.beat()


def _nothing_yet(job: Job, found: Found) -> Manifest:
    """Return what a host holds before the first publication: nothing, or files that a person said are to be ours."""
    return Manifest(job.school, 0, dict.fromkeys(found.strangers, FileState("", 0)))


def _apply(run: _Run, seconds: dict[str, float]) -> Report:
    job, host, plan, tell = run.job, run.host, run.plan, run.tell
    with _timed(seconds, "delete"):
        tell("delete", 0, len(plan.revoked))
        _delete(host, plan.revoked)
        tell("delete", len(plan.revoked), len(plan.revoked))
    retries = 0
    with _timed(seconds, "send"):
        for paths in (plan.assets, plan.pages, plan.shared):
            run.lock.check()
            retries += _send(run, paths)
    with _timed(seconds, "finish"):
        tell("finish", 0, 1)
        run.lock.check()
        job.begin(plan.manifest.generation)
        host.write(job.names.manifest, pack_manifest(plan.manifest, job.box))
        host.delete(plan.old)
        host.flush()
        run.journal.end()
        tell("finish", 1, 1)
    return Report(
        plan.manifest.generation,
        job.at,
        job.host,
        plan,
        written=len(plan.writes),
        deleted=len(plan.revoked) + len(plan.old),
        bytes=run.sent,
        retries=retries + host.retries,
        seconds=seconds,
        notes=promises(host.traits),
    )


def _delete(host: Host, paths: tuple[str, ...]) -> None:
    """Delete pages at once and look that they are gone. Raises HostError `still-there`."""
    if not paths:
        return
    host.delete(paths)
    host.flush()
    left = [path for path in paths if host.read(path) is not None]
    if left:
        raise HostError("still-there", f"the host says that it deleted {len(left)} pages, and they are still there")


def _send(run: _Run, paths: tuple[str, ...]) -> int:
    """Send files and make them visible; return how many calls had to be repeated."""
    if not paths:
        return 0
    job, host = run.job, run.host
    limit = min(job.connections or host.traits.connections, len(paths))
    if limit == 1 or host.traits.deferred:
        for path in paths:
            content = job.load(path).content
            host.write(path, content)
            run.note(path, len(content))
        host.flush()
        return 0
    with Transfers(job.opener, limit, job.load) as transfers:
        transfers.write(paths, run.note)
        return transfers.retries


def _sweep(host: Host, journal: Journal) -> None:
    """Delete what a run that was cut off left half written."""
    if journal.sent:
        host.delete([found.path for found in host.list("") if found.path.endswith(TEMPORARY)])


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    began = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = seconds.get(stage, 0.0) + time.perf_counter() - began
