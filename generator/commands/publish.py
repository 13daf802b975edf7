"""`diary publish` at the command line: the plan or the publication, what was found afterwards, and the report."""

from __future__ import annotations

import argparse
import json
import sys

from generator.commands.folder import SiteFolder, write_atomically
from generator.commands.inputs import load_inputs, refuse_now
from generator.commands.publication import publish_site
from generator.commands.registers import open_register
from generator.errors import VerifyError
from generator.progress import byte_meter
from generator.publishing.guards import Allowed
from generator.publishing.report import Report

_KEPT = 50
"""So many reports stay in output/logs."""


def run(options: argparse.Namespace) -> int:
    """`diary publish`."""
    if not options.dry_run:
        refuse_now(options, "publish")
    inputs = load_inputs(options)
    allowed = Allowed(deletes=options.allow_deletes, adopt=options.adopt, overtake=options.overtake)
    with inputs.folder.locked(), open_register(inputs) as register, byte_meter() as tell:
        report = publish_site(inputs, register, allowed, dry=options.dry_run, verify=not options.no_verify, tell=tell)
    if not report.dry:
        keep_report(inputs.folder, report)
    say(report, as_json=options.format == "json")
    return VerifyError.exit_code if report.verified is False else 0


def keep_report(folder: SiteFolder, report: Report) -> None:
    """Write the report to `output/logs`, where the latest fifty stay."""
    stamp = report.at.replace(":", "").replace("+", "_")
    logs = folder.root / "output" / "logs"
    write_atomically(logs / f"publish-{stamp}.json", json.dumps(report.as_json(), ensure_ascii=False, indent=1).encode())
    for old in sorted(logs.glob("publish-*.json"))[:-_KEPT]:
        old.unlink(missing_ok=True)


def say(report: Report, *, as_json: bool) -> None:
    """Print the report: JSON for machines, else a few lines for a person."""
    if as_json:
        sys.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) + "\n")
        return
    for note in report.notes:
        path = f"{note.path}: " if note.path else ""
        sys.stderr.write(f"{note.level}: {path}{note.message} [{note.slug}]\n")
    sys.stderr.write(sentence(report) + "\n")


def sentence(report: Report) -> str:
    """Say what a publication did, or would do, in one line."""
    plan = report.plan
    if report.dry:
        counts = f"{len(plan.writes)} files would be sent ({plan.bytes} bytes), {len(plan.revoked) + len(plan.old)} deleted"
        return f"generation {plan.manifest.generation}: {counts}"
    if plan.empty:
        text = f"generation {report.generation}: the host holds all of it"
    else:
        text = f"generation {report.generation}: {report.written} files sent ({report.bytes} bytes), {report.deleted} deleted"
    ends = {None: "", True: "; verified at the public address", False: "; the public address does NOT show it"}
    return text + ends[report.verified]
