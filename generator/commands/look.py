"""After a publication: a look at the public address, at what was sent and at some of what was there before."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from generator.commands.inputs import Inputs
from generator.commands.record import BuildRecord
from generator.publishing.findings import Expectation, Wanted
from generator.publishing.publish import Job
from generator.publishing.report import Note, Report
from generator.publishing.verify import verify

_MANY = 60
"""Of more files than this only so many are looked at, drawn anew each time."""

_PATIENCE = {"git": 90.0}
"""Seconds until a host shows what it was sent; most show it at once."""


def look_at(inputs: Inputs, report: Report, job: Job, record: BuildRecord, left: Sequence[str] = ()) -> Report:
    """Return the report with what the public address shows: what was sent, what is gone, and one whole class.

    `left`: pages that went earlier and must answer 404 all the same.
    """
    publish = inputs.settings.publish
    plan = report.plan
    classes = [sorted(bundle.files) for bundle in record.bundles.values() if bundle.files]
    some = [*_some([*plan.assets, *plan.pages, *plan.done]), *_some(random.choice(classes) if classes else [])]  # noqa: S311  a sample, no secret
    looked = [path for path in dict.fromkeys(["index.html", *plan.shared, *some]) if not path.startswith(".")]
    expect = Expectation(
        files={path: Wanted.of(job.load(path).content) for path in looked},
        gone=tuple(dict.fromkeys((*plan.revoked, *left))),
        manifest=job.names.manifest,
    )
    findings = verify(
        inputs.settings.site.address,
        expect,
        verify_tls=inputs.folder.root / publish.ca_file if publish.ca_file else None,
        patience=_PATIENCE.get(publish.kind, 3.0),
    )
    notes = tuple(Note(found.slug, found.level, found.message, found.path) for found in findings)
    return replace(report, notes=(*report.notes, *notes), verified=all(found.level != "error" for found in findings))


def _some(paths: Sequence[str]) -> Sequence[str]:
    return random.sample(paths, _MANY) if len(paths) > _MANY else paths
