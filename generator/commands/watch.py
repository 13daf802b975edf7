"""`diary watch`: take exports from the inbox as they arrive, and bring the diaries up to date."""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs, load_inputs, read_optional
from generator.commands.staff_words import staff_text
from generator.errors import BusyError, DiaryError, HostRetryError, SettingsError, UsageError
from generator.origin import Origin
from generator.scheduling.arrivals import Rules, Sightings, is_network_path, recall, remember
from generator.scheduling.inbox import Inbox, InboxResult, receive
from generator.scheduling.watching import Hints, mounts_text, receive_until_still, watch

_NOTE = ("inbox.note", "inbox.why", "inbox.next")
_NOTHING = InboxResult()


def run_tick(options: argparse.Namespace) -> str:
    """Bring the diaries up to date after something was received, and return what to say of it.

    This is the one place that says what a run is.
    """
    # what has arrived lies in its place already, and the schedule is not asked: it is new
    from generator.commands.tick import tick  # noqa: PLC0415  tick empties the inbox by what stands here

    return "\n".join(tick(load_inputs(options), force=True, workers=options.workers).sentences())


def receive_inbox(inputs: Inputs, rules: Rules | None = None) -> InboxResult:
    """Take what has arrived in the inbox, and wait for it to lie still; without an inbox nothing is done.

    The caller holds the folder's lock. Takes up to about four times `schedule.settle_seconds` if something is there,
    else no time. `rules` replaces those of the settings. Raises SettingsError `inbox-place` and ReadError
    `inbox-unwritable`.
    """
    if not inputs.settings.schedule.inbox:
        return _NOTHING
    desk = _Desk.of(inputs, nullcontext, rules)
    return receive_until_still(desk.look, desk.rules)


def run(options: argparse.Namespace) -> int:
    """`diary watch`: until interrupted; with `--once` what is there."""
    inputs = load_inputs(options)
    if not inputs.settings.schedule.inbox:
        hint = "write the folder in site.yaml, under schedule.inbox"
        raise UsageError("no-inbox", "there is no inbox to watch", hint=hint)
    if options.once:
        return _once(inputs, options)
    desk = _Desk.of(inputs, inputs.folder.locked)
    sys.stderr.write(f"{desk.folder}  (Ctrl+C ends)\n")
    with Hints(desk.folder, is_network=desk.is_network) as hints:
        watch(hints, desk.rules, desk.look_and_tell, lambda: _tick(options), threading.Event())
    return 0


def _once(inputs: Inputs, options: argparse.Namespace) -> int:
    with inputs.folder.locked():
        result = receive_inbox(inputs)
    _tell(result)
    if result.changed:
        sys.stderr.write(run_tick(options) + "\n")
    if options.format == "json":
        lists = ("received", "unchanged", "rejected", "waiting", "doubtful", "stuck", "gone")
        found = {name: getattr(result, name) for name in lists}
        found["rejected"] = [item._asdict() for item in result.rejected]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0


def _tick(options: argparse.Namespace) -> bool:
    """Run; say whether it came to an end that repeating would not change."""
    try:
        sys.stderr.write(run_tick(options) + "\n")
    except (BusyError, HostRetryError) as error:
        _tell_error(error)
        return False
    except DiaryError as error:
        _tell_error(error)
    return True


def _tell_error(error: DiaryError) -> None:
    # Nobody may be looking, and then this ends in a log.
    text = error.describe() if sys.stderr.isatty() else error.describe_without_people()
    sys.stderr.write(text + "\n")


@dataclass(slots=True)
class _Desk:
    """The inbox over many looks: what was seen before, and what was said."""

    inputs: Inputs
    folder: Path
    is_network: bool
    rules: Rules
    guard: Callable[[], AbstractContextManager[None]]
    sightings: Sightings = field(default_factory=dict)
    said: InboxResult = _NOTHING

    @classmethod
    def of(cls, inputs: Inputs, guard: Callable[[], AbstractContextManager[None]], rules: Rules | None = None) -> _Desk:
        folder = inbox_folder(inputs)
        is_network = is_network_path(folder, mounts_text())
        rules = rules or Rules.usual(inputs.settings.schedule, is_network=is_network)
        known = recall(read_optional(_memory(inputs)).decode("utf-8", "replace"))
        return cls(inputs, folder, is_network, rules, guard, known)

    def look(self) -> InboxResult:
        folder = self.inputs.folder
        inbox = Inbox(
            folder=self.folder,
            exports=folder.content / "exports",
            staging=folder.private / "inbox",
            rules=self.rules,
            # The real day, even in the example school: it sorts files and stands in no page.
            today=datetime.now(self.inputs.zone).date(),
            note=self.note,
            guard=self.guard,
        )
        before = self.sightings
        result, self.sightings = receive(inbox, before, time.time())
        if self.sightings or before:
            folder.make_private()
            write_atomically(_memory(self.inputs), remember(self.sightings).encode(), 0o600)
        return result

    def look_and_tell(self) -> InboxResult:
        try:
            result = self.look()
        except BusyError:
            # Another run is at work: nothing was moved, so it is looked again after a short while.
            return InboxResult(waiting=self.said.waiting or ("",))
        except DiaryError as error:
            _tell_error(error)
            return _NOTHING
        _tell(result, self.said)
        self.said = result
        return result

    def note(self, name: str, reason: str) -> str:
        """Return the note beside a rejected file, in Russian and in English."""
        texts = []
        for language in ("ru", "en"):
            why = staff_text(self.inputs.folder, language, f"inbox.reasons.{reason}")
            values = {"name": name, "moment": f"{datetime.now(self.inputs.zone):%d.%m.%Y %H:%M}", "reason": why}
            texts.append("\n".join(staff_text(self.inputs.folder, language, key, **values) for key in _NOTE))
        return "\n\n".join(texts) + "\n"


def _memory(inputs: Inputs) -> Path:
    return inputs.folder.private / "inbox.json"


def inbox_folder(inputs: Inputs) -> Path:
    """Return the inbox; one that is named relative to the site folder is made. Raises SettingsError `inbox-place`."""
    folder, named = inputs.folder, Path(inputs.settings.schedule.inbox)
    inbox = folder.root / named
    place = inbox.resolve()
    own = (folder.content, folder.private, folder.root / "output", folder.templates)
    if folder.root.is_relative_to(place) or any(place.is_relative_to(path.resolve()) for path in own):
        message = f"schedule.inbox: {named} is a folder of the site itself"
        raise SettingsError("inbox-place", message, origin=Origin("site.yaml"), hint="name another, as in inbox")
    if not named.is_absolute():
        inbox.mkdir(parents=True, exist_ok=True)
    return inbox


def _tell(result: InboxResult, before: InboxResult = _NOTHING) -> None:
    """Say what was done: names of files, never what they hold."""
    lines = [f"received: {name}" for name in result.received]
    lines += [f"received before: {name}" for name in result.unchanged]
    lines += [f"rejected ({item.reason}): {item.name}" for item in result.rejected]
    lines += [f"can't be moved away: {name}" for name in result.stuck]
    lines += [f"not whole yet: {name}" for name in result.doubtful if name not in before.doubtful]
    if result.gone != before.gone:
        lines.append("the inbox can't be reached" if result.gone else "the inbox is back")
    sys.stderr.write("".join(f"{line}\n" for line in lines))
