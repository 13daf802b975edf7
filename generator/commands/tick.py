"""`diary tick`: one run of whatever is due, made for a timer, the inbox and the panel's button alike.

It may come as often as it likes: it looks what the schedule says, catches up once what was missed, and what is done
already costs a moment. In order: exports from the inbox, build, papers, publication with a look at the result, notices,
reports for the staff.
Without `publish.to` the diaries are only built. A run that ends early is due again.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from generator.commands.build import BuildResult, build
from generator.commands.folder import SiteFolder, write_atomically
from generator.commands.found_exports import files_left_out
from generator.commands.inbox import receive_inbox
from generator.commands.inputs import Inputs, load_inputs, refuse_now
from generator.commands.notify import notify
from generator.commands.notify_result import NotifyResult
from generator.commands.paper_queue import Queue, due_week, print_queue
from generator.commands.publication import publish_site
from generator.commands.publish import keep_report
from generator.commands.publish import sentence as publication_sentence
from generator.commands.record import load_record
from generator.commands.registers import open_register
from generator.commands.runs import note_run
from generator.commands.schedule_verbs import week_of
from generator.commands.staff_words import staff_text
from generator.errors import DiaryError, VerifyError
from generator.notifying.digest import is_quiet
from generator.progress import Tell, byte_meter
from generator.publishing.report import Report
from generator.register.register import Register
from generator.scheduling.due import due_at_hour, due_run
from generator.scheduling.inbox import InboxResult

if TYPE_CHECKING:  # what makes papers takes longer to import than a run that finds nothing due
    from generator.commands.papers import PapersResult


@dataclass(frozen=True, slots=True)
class TickState:
    """When the last whole run and the last notices began (None: never); `private/tick.json`.

    `printed` is the last week whose papers were printed without being asked for (ISO; "": none), `looked` the build in
    which results were looked for last, by its digest.
    """

    run: datetime | None = None
    told: datetime | None = None
    printed: str = ""
    looked: str = ""
    reported: str = ""


@dataclass(frozen=True, slots=True)
class TickResult:
    """What a run did; None: it was not due, or not asked for."""

    received: InboxResult
    built: BuildResult | None = None
    papers: PapersResult | None = None
    report: Report | None = None
    told: NotifyResult | None = None

    @property
    def exit_code(self) -> int:
        """Return 9 when the public address does not show what was sent, else the highest of the notices."""
        if self.report and self.report.verified is False:
            return VerifyError.exit_code
        return max((problem.exit_code for problem in self.told.problems), default=0) if self.told else 0

    def sentences(self) -> list[str]:
        """Say it to a person, a line for each part; nothing when nothing was due."""
        lines = [self.built.sentence()] if self.built else []
        if self.papers:
            lines.append(f"{self.papers.papers} papers in {self.papers.folder}")
        if self.report:
            lines.append(publication_sentence(self.report))
        if self.told:
            lines.append(self.told.text())
        return lines


def run(options: argparse.Namespace) -> int:
    """`diary tick`."""
    if not options.dry_run:
        refuse_now(options, "tick")
    inputs = load_inputs(options)
    if options.dry_run:
        parts = due_parts(inputs, force=options.force)
        sys.stderr.write(f"due: {', '.join(parts) or 'nothing'}\n")
        return 0
    with byte_meter() as tell:
        result = tick(inputs, force=options.force, tell=tell, workers=options.workers)
    if options.format == "json":
        sys.stdout.write(json.dumps(_as_json(result), ensure_ascii=False) + "\n")
    elif lines := result.sentences():  # silent when nothing was due: cron mails every word
        sys.stderr.write("\n".join(lines) + "\n")
    return result.exit_code


def due_parts(inputs: Inputs, *, force: bool = False) -> list[str]:
    """Return what a run would do now: `build`, `publish`, `notify`."""
    state = load_state(inputs.folder)
    wanted = force or due_run(inputs.settings.schedule, week_of(inputs), inputs.moment, state.run).is_due
    parts = ["build", *(["publish"] if inputs.settings.publish.to else [])] if wanted else []
    return [*parts, *(["notify"] if _telling_is_due(inputs, state) else [])]


def tick(
    inputs: Inputs, *, force: bool = False, tell: Tell = lambda *_: None, workers: int = 0, quiet: bool = True
) -> TickResult:
    """Do what is due; `force` builds and publishes without asking the schedule.

    Holds the site's lock throughout, so two runs never overlap (BusyError). The run is noted in `output/logs`, an
    error too, before it is raised.
    """
    with inputs.folder.locked(), open_register(inputs) as register:
        try:
            received = receive_inbox(inputs)
            parts = due_parts(inputs, force=force or received.changed)
            result = _do(inputs, register, parts, received, tell, workers=workers, quiet=quiet)
        except DiaryError as error:
            note_run(inputs.folder, inputs.moment, "tick", _text(inputs, "panel.ran.stopped"), error)
            raise
        if parts or received.changed:
            failed = (
                VerifyError("not-verified", "the public address shows something else") if result.exit_code else None
            )
            warnings = files_left_out(inputs)
            note_run(inputs.folder, inputs.moment, "tick", _summary(inputs, result), failed, warnings=warnings)
        return result


def _do(
    inputs: Inputs,
    register: Register,
    parts: list[str],
    received: InboxResult,
    tell: Tell,
    *,
    workers: int,
    quiet: bool,
) -> TickResult:
    state = load_state(inputs.folder)
    result = TickResult(received)
    if "build" in parts:
        result = replace(result, built=build(inputs, register, workers=workers, quiet=quiet, tell=tell))
        result, state = _print(inputs, register, result, state, tell, workers=workers)
    if "publish" in parts:
        report = publish_site(inputs, register, tell=tell)
        if not report.plan.empty or report.verified is not None:
            keep_report(inputs.folder, report)
        result = replace(result, report=report)
    if "build" in parts and result.exit_code == 0:
        state = replace(state, run=inputs.moment)
        save_state(inputs.folder, state)
    if "notify" in parts:
        tell("notify", 0, 1)
        result = replace(result, told=notify(inputs, register))
        if not (result.told and result.told.problems):
            state = replace(state, told=inputs.moment)
            save_state(inputs.folder, state)
        tell("notify", 1, 1)
    if "build" in parts:
        _report(inputs, register, state, tell, workers=workers)
    return result


def _print(
    inputs: Inputs, register: Register, result: TickResult, state: TickState, tell: Tell, *, workers: int
) -> tuple[TickResult, TickState]:
    """Print what families on paper are owed, before anything is sent: a host that is away must not keep it back."""
    week, built = due_week(inputs, state.printed, register.papers.begin()), load_record(inputs.folder.record).everything
    queue = Queue(week, results=built != state.looked)
    if queue:
        result = replace(result, papers=print_queue(inputs, register, queue, tell, workers=workers))
        state = replace(state, printed=week or state.printed, looked=built)
        save_state(inputs.folder, state)
    return result, state


def _report(inputs: Inputs, register: Register, state: TickState, tell: Tell, *, workers: int) -> None:
    """Make the staff's reports of a build that has none yet, when families have what is theirs. Every day is another
    build: deadlines pass without anybody's doing.
    """
    built = load_record(inputs.folder.record).everything
    if built != state.reported:
        from generator.commands.report import make_reports  # noqa: PLC0415  as above: loaded when it is needed

        make_reports(inputs, register, workers=workers, quiet=True, tell=tell)
        save_state(inputs.folder, replace(state, reported=built))


def _telling_is_due(inputs: Inputs, state: TickState) -> bool:
    section = inputs.settings.notify
    if not (section.mail_server or section.sms_gateway) or not inputs.settings.site.address:
        return False
    if section.quiet and is_quiet(inputs.now.time(), *section.quiet):
        return False  # caught up in the morning
    return due_at_hour(section.hour, week_of(inputs), inputs.moment, state.told).is_due


def load_state(folder: SiteFolder) -> TickState:
    """Return when the last runs began; a missing or damaged file means never, which repeats work and loses nothing."""
    try:
        found = json.loads((folder.private / "tick.json").read_text(encoding="utf-8"))
        run, told = (datetime.fromisoformat(found[name]) if found[name] else None for name in ("run", "told"))
        return TickState(run, told, *(str(found.get(name, "")) for name in ("printed", "looked", "reported")))
    except (OSError, ValueError, KeyError, TypeError):
        return TickState()


def save_state(folder: SiteFolder, state: TickState) -> None:
    """Keep when the last runs began."""
    times = {"run": state.run.isoformat() if state.run else "", "told": state.told.isoformat() if state.told else ""}
    found = {**times, "printed": state.printed, "looked": state.looked, "reported": state.reported}
    write_atomically(folder.private / "tick.json", json.dumps(found).encode(), mode=0o600)


def _summary(inputs: Inputs, result: TickResult) -> str:
    """Say in the staff's language what a run did: counts only."""
    built, report, told = result.built, result.report, result.told
    parts = []
    if built and built.changed:
        parts.append(_text(inputs, "panel.ran.built", diaries=built.diaries, written=built.written))
    elif built:
        parts.append(_text(inputs, "panel.ran.same"))
    if result.papers:
        parts.append(_text(inputs, "panel.ran.printed", n=result.papers.papers))
    if report and not report.plan.empty:
        parts.append(_text(inputs, "panel.ran.sent", sent=report.written, deleted=report.deleted))
    if report and report.verified is False:
        parts.append(_text(inputs, "panel.ran.unverified"))
    if told and told.told:
        parts.append(_text(inputs, "panel.ran.told", n=len(told.told)))
    return ". ".join(parts) or _text(inputs, "panel.ran.same")


def _text(inputs: Inputs, key: str, **values: object) -> str:
    return staff_text(inputs.folder, inputs.settings.site.language, key, **values)


def _as_json(result: TickResult) -> dict[str, object]:
    built = result.built
    return {
        "received": list(result.received.received),
        "built": None if built is None else {"diaries": built.diaries, "written": built.written},
        "papers": result.papers.papers if result.papers else 0,
        "published": result.report.as_json() if result.report else None,
        "told": json.loads(result.told.as_json()) if result.told else None,
    }
