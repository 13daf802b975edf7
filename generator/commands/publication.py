"""From `output/site` to the host: what is there, whether it is whole, and what the register has to know of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.hosts import open_host
from generator.commands.inputs import Inputs
from generator.commands.record import BuildRecord, load_record
from generator.errors import SuspiciousError
from generator.model.families import AccessEventKind
from generator.products import PublicFile, SealedPage
from generator.publishing.guards import NOTHING_ALLOWED, Allowed
from generator.publishing.htaccess import NAME as HTACCESS
from generator.publishing.htaccess import htaccess
from generator.publishing.manifest import Box, FileState, names
from generator.publishing.publish import Job, Tell, prepare, publish
from generator.publishing.report import Note, Report
from generator.register.publications import PublicationRecord
from generator.register.register import Register
from generator.rules.clocks.profile import profile_on
from generator.sealing.box import open_box, seal_box
from generator.sealing.codes import KEY_BYTES
from generator.sealing.randomness import draw_bytes
from generator.sealing.strict import read_envelope, take_envelope

_CLOSING = tuple(kind.value for kind in AccessEventKind)
"""Acts that let pages go: each explains a family page and the diaries it led to."""

_PAGES_OF_AN_ACT = 5
_SEALED = ("d/", "f/")
_Digests = dict[str, tuple[int, int, str, str]]


def publish_site(
    inputs: Inputs,
    register: Register,
    allowed: Allowed = NOTHING_ALLOWED,
    *,
    dry: bool = False,
    verify: bool = True,
    tell: Tell = lambda *_: None,
) -> Report:
    """Publish what was built and look at the result. Raises what `publishing.publish` and `open_host` raise, and
    SuspiciousError `site-changed`; what the public address shows wrongly stands in the report.
    """
    record = load_record(inputs.folder.record)
    if not record.bundles or not record.intact(inputs.folder.site):
        raise SuspiciousError("site-changed", "output/site is not as the last build left it", hint="diary build")
    job, envelopes = _job(inputs, register, record, allowed, _key(register, keep=not dry))
    if dry:
        return prepare(job)
    report = publish(job, tell)
    if not report.plan.empty:
        register.publications.add(_record(inputs, job, report))
        report = replace(report, notes=(*report.notes, *_advice(register, first=report.generation == 1)))
    # all of them and always: a run that died after the manifest is made good by the next one
    register.publications.keep_diaries(report.generation, envelopes)
    withdrawals = register.withdrawals
    withdrawals.note_gone(job.local, report.generation, inputs.moment)
    last, left = register.publications.last(), _left(register, job)
    if not verify or not inputs.settings.site.address or (last and last.verified_at and not left):
        return report
    # a run that finds nothing to do is over before the HTTP library would be loaded
    from generator.commands.look import look_at  # noqa: PLC0415  see above

    tell("verify", 0, 1)
    report = look_at(inputs, report, job, record, left)
    if report.verified:
        register.publications.verify(report.generation, inputs.moment)
        withdrawals.note_seen(inputs.moment)
    tell("verify", 1, 1)
    return report


def _left(register: Register, job: Job) -> tuple[str, ...]:
    """Return pages that withdrawals left behind: until they were seen to answer 404, every publication looks again."""
    return tuple(path for path in register.withdrawals.unseen() if path not in job.local)


def _key(register: Register, *, keep: bool) -> bytes:
    """Return the publisher's key, drawn before the first publication; a dry run keeps none."""
    key = register.publications.key()
    if key is None:
        key = draw_bytes(KEY_BYTES)
        if keep:
            register.publications.keep_key(key)
    return key


def _job(
    inputs: Inputs, register: Register, record: BuildRecord, allowed: Allowed, key: bytes
) -> tuple[Job, Mapping[str, str]]:
    publications = register.publications
    salt, last = register.salt, publications.last()
    digests = _digests(inputs, record)
    beside = beside_pages(inputs.settings.publish.kind)
    local = {path: FileState(digest, size) for path, (size, _, digest, _) in digests.items()}
    local.update({path: FileState(_sha(content), len(content)) for path, content in beside.items()})
    acts = publications.acts_since(last.at if last else None, _CLOSING)
    job = Job(
        opener=open_host(inputs),
        host=inputs.settings.publish.kind,
        school=inputs.settings.school.id,
        local=local,
        load=_loader(inputs.folder.site, local, beside),
        names=names(key),
        box=Box(lambda data: seal_box(data, key, salt), lambda box: open_box(box, key)),
        latest=last.generation if last else 0,
        journal=inputs.folder.private / "publish.jsonl",
        at=inputs.stamp,
        begin=lambda generation: publications.add(
            PublicationRecord(generation, inputs.moment, inputs.settings.publish.kind, 0, 0, 0, None, _profile(inputs))
        ),
        allowed=replace(allowed, explained=acts * _PAGES_OF_AN_ACT),
        connections=inputs.settings.publish.connections,
    )
    return job, {path.split("/")[1]: digests[path][3] for path in digests if path.startswith("d/")}


def beside_pages(kind: str) -> dict[str, bytes]:
    """Return files that a kind of host needs beside the site, by path."""
    if kind == "git":
        return {".nojekyll": b""}  # else some hosts leave out what begins with a dot
    return {} if kind == "s3" else {HTACCESS: htaccess()}


def _loader(
    site: Path, local: Mapping[str, FileState], beside: Mapping[str, bytes]
) -> Callable[[str], SealedPage | PublicFile]:
    """Return what gives the files of the site: sealed pages are looked at once more, the others are public."""

    def load(path: str) -> SealedPage | PublicFile:
        content = beside[path] if path in beside else (site / path).read_bytes()
        if _sha(content) != local[path].digest:
            raise SuspiciousError("site-changed", "a file of output/site changed meanwhile", hint="diary build")
        if path.startswith(_SEALED):
            read_envelope(content)
            return SealedPage(path, content)
        return PublicFile(path, content)

    return load


def _digests(inputs: Inputs, record: BuildRecord) -> _Digests:
    """Return every file of the build → size, time, digest, digest of its envelope; only changed files are read."""
    kept_at = inputs.folder.private / "digests.json"
    try:
        kept: Mapping[str, list[object]] = json.loads(kept_at.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    found: _Digests = {}
    for bundle in record.bundles.values():
        for path, state in bundle.files.items():
            old = kept.get(path)
            if old and old[:2] == [state.size, state.mtime_ns]:
                found[path] = (state.size, state.mtime_ns, str(old[2]), str(old[3]))
            else:
                content = (inputs.folder.site / path).read_bytes()
                envelope = _sha(take_envelope(content)) if path.startswith(_SEALED) else ""
                found[path] = (state.size, state.mtime_ns, _sha(content), envelope)
    if {path: list(values) for path, values in found.items()} != kept:
        write_atomically(kept_at, json.dumps(found).encode(), mode=0o600)
    return found


def _record(inputs: Inputs, job: Job, report: Report) -> PublicationRecord:
    return PublicationRecord(
        report.generation, inputs.moment, report.host, report.written, report.deleted, report.bytes, None,
        profile=_profile(inputs), digest=set_digest(job.local),
    )  # fmt: skip


def set_digest(files: Mapping[str, FileState]) -> str:
    """Return the digest of a whole site: SHA-256 of the list that `sha256sum` prints for its files, sorted by path."""
    lines = (f"{state.digest}  {path}\n" for path, state in sorted(files.items()))
    return _sha("".join(lines).encode())


def _profile(inputs: Inputs) -> str:
    """Name the rule profile that holds (A0.1) by what tells it apart: since when, how it is read, of which document."""
    profile = profile_on(inputs.settings.rules, inputs.now.date())
    since = "" if profile.start == date.min else profile.start.isoformat()
    return " ".join(part for part in (since, profile.reading, profile.clock, profile.regulation) if part)


def _advice(register: Register, *, first: bool) -> tuple[Note, ...]:
    if first and register.backup_key() is None:
        text = "there is no backup of private/ yet: whoever loses it has to hand out new codes; diary backup FILE"
        return (Note("no-backup", "warning", text),)
    return ()


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
