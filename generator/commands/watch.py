"""`diary watch`: take exports from the inbox as they arrive, and bring the diaries up to date."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from dataclasses import dataclass

from generator.commands.inbox import InboxDesk, receive_inbox
from generator.commands.inputs import Inputs, load_inputs
from generator.commands.tick import tick
from generator.errors import BusyError, DiaryError, HostRetryError, UsageError
from generator.origin import without_names
from generator.scheduling.inbox import InboxResult
from generator.scheduling.watching import Hints, watch

_NOTHING = InboxResult()


def run(options: argparse.Namespace) -> int:
    """`diary watch`: until interrupted; with `--once` what is there."""
    inputs = load_inputs(options)
    if not inputs.settings.schedule.inbox:
        hint = "write the folder in site.yaml, under schedule.inbox"
        raise UsageError("no-inbox", "there is no inbox to watch", hint=hint)
    if options.once:
        return _once(inputs, options)
    desk = InboxDesk.of(inputs, inputs.folder.locked)
    sys.stderr.write(f"{desk.folder}  (Ctrl+C ends)\n")
    with Hints(desk.folder, is_network=desk.is_network) as hints:
        watch(hints, desk.rules, _Telling(desk).look, lambda: _tick(options), threading.Event())
    return 0


def _once(inputs: Inputs, options: argparse.Namespace) -> int:
    with inputs.folder.locked():
        result = receive_inbox(inputs)
    _tell(result)
    if result.changed:
        sys.stderr.write(_run_tick(options) + "\n")
    if options.format == "json":
        lists = ("received", "unchanged", "rejected", "waiting", "doubtful", "stuck", "gone")
        found = {name: getattr(result, name) for name in lists}
        found["rejected"] = [item._asdict() for item in result.rejected]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0


def _run_tick(options: argparse.Namespace) -> str:
    """Bring the diaries up to date without asking the schedule, for what arrived is new; return what to say of it."""
    return "\n".join(tick(load_inputs(options), force=True, workers=options.workers).sentences())


def _tick(options: argparse.Namespace) -> bool:
    """Run; say whether it came to an end that repeating would not change."""
    try:
        sys.stderr.write(_run_tick(options) + "\n")
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
class _Telling:
    """The inbox of somebody at a terminal, who is told of each thing once."""

    desk: InboxDesk
    said: InboxResult = _NOTHING

    def look(self) -> InboxResult:
        try:
            result = self.desk.look()
        except BusyError:
            # Another run is at work: nothing was moved, so it is looked again after a short while.
            return InboxResult(waiting=self.said.waiting or ("",))
        except DiaryError as error:
            _tell_error(error)
            return _NOTHING
        _tell(result, self.said)
        self.said = result
        return result


def _tell(result: InboxResult, before: InboxResult = _NOTHING) -> None:
    """Say what was done: names of files, never what they hold."""
    lines = [f"received: {name}" for name in result.received]
    lines += [f"received before: {name}" for name in result.unchanged]
    lines += [f"rejected ({item.reason}): {item.name}" for item in result.rejected]
    lines += [f"can't be moved away: {name}" for name in result.stuck]
    lines += [f"not whole yet: {name}" for name in result.doubtful if name not in before.doubtful]
    if result.gone != before.gone:
        lines.append("the inbox can't be reached" if result.gone else "the inbox is back")
    if not sys.stderr.isatty():
        # as above: the name of a file may be that of a student
        lines = [without_names(line) for line in lines]
    sys.stderr.write("".join(f"{line}\n" for line in lines))
