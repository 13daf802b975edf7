"""The command line: the argument tree, one error handler, one table of exit codes.

Results go to stdout, messages and progress to stderr. Whatever is not a `DiaryError` is a fault of the program: a
short apology, the traceback to a file in `private/`, exit 70.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from generator import __version__
from generator.commands import (
    export_options,
    import_options,
    print_options,
    record_options,
    report_options,
    year_options,
)
from generator.commands.crash import write_crash
from generator.commands.withdraw_options import add_arguments as add_withdraw
from generator.errors import DiaryError, ProblemsError, UsageError, as_json

EXIT_CODES = {
    0: "done",
    1: "problems in the inputs",
    2: "usage",
    3: "settings",
    4: "rendering or sealing",
    5: "register",
    6: "host, try again",
    7: "host, permanent",
    8: "refused as suspicious",
    9: "published but verification failed",
    10: "wrong code",
    70: "a fault of the program",
    75: "another run holds the lock",
    130: "interrupted",
}

_MENDABLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR}

_UNATTENDED = {"tick", "watch"}

Verb = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options: argparse.Namespace | None = None
    try:
        options = parser().parse_args(_keys_joined(sys.argv[1:] if arguments is None else arguments))
        return int(options.run(options))
    except DiaryError as error:
        return _tell(error.problems if isinstance(error, ProblemsError) else [error], options)
    except KeyboardInterrupt:
        print("interrupted; nothing is half written", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _tell([_refused(error)], options) if error.errno in _MENDABLE else _apologise(options)
    except Exception:  # noqa: BLE001 (the one place that catches everything, to say sorry)
        return _apologise(options)


def _refused(error: OSError) -> UsageError:
    """Return the error for what the computer refuses: a full disk, a folder without rights, a file in the way."""
    place = f": {error.filename}" if error.filename else ""
    hint = "make room, or see to the rights of this file and its folder, then run the same command again"
    return UsageError("disk-refuses", f"the computer refuses ({error.strerror}){place}", hint=hint)


def _keys_joined(arguments: Sequence[str]) -> list[str]:
    """Join `--key` to its value: one key in 64 begins with a dash, which argparse would take for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] == "--key":
            joined[-1] = f"--key={argument}"
        else:
            joined.append(argument)
    return joined


def _tell(problems: Sequence[DiaryError], options: argparse.Namespace | None) -> int:
    # What a timer starts writes into a log that more people read than those who may see students' names.
    unattended = getattr(options, "verb", "") in _UNATTENDED and not sys.stderr.isatty()
    found = ProblemsError(problems)
    print(found.describe_without_people() if unattended else found.describe(), file=sys.stderr)
    if len(problems) > 1:
        print(f"{len(problems)} problems; nothing was changed", file=sys.stderr)
    if getattr(options, "format", "text") == "json":
        print(json.dumps({"problems": list(map(as_json, problems))}, ensure_ascii=False))
    return max(problem.exit_code for problem in problems)


def _apologise(options: argparse.Namespace | None) -> int:
    print("Sorry: this is a fault of the program, not of your files. Nothing is half written.", file=sys.stderr)
    private = Path(getattr(options, "site", ".")) / "private"
    if private.is_dir():
        path = write_crash(private)
        print(f"The report is in {path}; it may hold names, look through it before you send it.", file=sys.stderr)
    else:
        print(traceback.format_exc(), file=sys.stderr)
    return 70


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        """Turn argparse's own exit into ours."""
        raise UsageError("usage", message, hint=f"{self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """Return the argument tree; common options may stand before or after the verb."""
    top = _Parser(prog="diary", description="School diaries: exports of a journal in, encrypted pages out.")
    top.add_argument("--version", action="version", version=f"diary {__version__}")
    _common(top, first=True)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    _new(_verb(verbs, "new", "make a commented site folder", "new"))
    _check(_verb(verbs, "check", "read everything and report every problem; writes nothing", "check"))
    import_options.add_arguments(_verb(verbs, "import", "how an export is understood, cell by cell", "import_explain"))
    _build(_verb(verbs, "build", "exports to output/site", "build"))
    _preview(_verb(verbs, "preview", "serve output/site on localhost", "preview"))
    _panel(_verb(verbs, "panel", "the staff's page on this computer", "panel"))
    _open(_verb(verbs, "open", "decrypt a sealed page to stdout", "open_page"))
    _access(verbs)
    add_withdraw(_verb(verbs, "withdraw", "the consent of a recipient for a student is withdrawn", "withdraw"))
    print_options.add_arguments(verbs, _verb)
    _publish(_verb(verbs, "publish", "output/site to the school's hosting, and a look at the result", "publish"))
    _notify(_verb(verbs, "notify", "tell families that there is news", "notify"))
    _tick(_verb(verbs, "tick", "one run of whatever is due: inbox, build, publication, notices", "tick"))
    record_options.add_arguments(_verb(verbs, "record", "acts that only people know", "record_verbs"), _common)
    report_options.add_arguments(_verb(verbs, "report", "reports for the staff into output/staff", "report"))
    export_options.add_arguments(_verb(verbs, "export", "the joined school as OneRoster and as tables", "export"))
    _backup(verbs)
    year_options.add_arguments(verbs, _verb)
    _schedule(verbs)
    _watch(_verb(verbs, "watch", "receive exports from the inbox as they arrive, and build", "watch"))
    return top


def _common(target: argparse.ArgumentParser, *, first: bool = False) -> None:
    # Below a verb the option is left out of the result unless it is given, so that it does not undo the one before.
    def default(value: object) -> object:
        return value if first else argparse.SUPPRESS

    target.add_argument("--site", type=Path, default=default(Path()), metavar="DIR", help="the site folder (here)")
    target.add_argument("--format", choices=("text", "json"), default=default("text"), help="form of the result")
    target.add_argument("--now", default=default(""), metavar="DATE[THH:MM]", help="run as if it were this time")


def _verb(verbs: Any, name: str, sentence: str, target: str) -> argparse.ArgumentParser:
    found: argparse.ArgumentParser = verbs.add_parser(name, help=sentence, description=sentence)
    _common(found)
    module, _, function = target.partition(":")
    found.set_defaults(run=lambda options: _call(module, function or "run", options))
    return found


def _call(module: str, function: str, options: argparse.Namespace) -> int:
    # A verb's module is loaded when it is asked for: a build that finds nothing changed is over in a moment.
    from importlib import import_module  # noqa: PLC0415

    verb: Verb = getattr(import_module(f"generator.commands.{module}"), function)
    return verb(options)


def _new(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("folder", type=Path, nargs="?", help="the folder to make (without it: here, if it is empty)")
    verb.add_argument("--example", action="store_true", help="fill it with the invented school")


def _check(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--workers", type=int, default=0, help="processes (one for every core)")


def _build(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--workers", type=int, default=0, help="processes (one for every core)")
    verb.add_argument("--allow-vanished", action="store_true", help="accept that many rows left the families file")


def _preview(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--port", type=int, default=8000)
    verb.add_argument("--once", action="store_true", help="do not rebuild when something changes")


def _panel(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--port", type=int, default=0, help="listen there (default: any free port)")
    verb.add_argument("--no-browser", action="store_true", help="only print the address")


def _open(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", type=Path)
    verb.add_argument("--code", help="the access code of a letter")
    verb.add_argument("--key", help="the key of a link (after #k=)")
    verb.add_argument("--header", action="store_true", help="only describe the envelope")


def _access(verbs: Any) -> None:
    access = verbs.add_parser("access", help="codes, letters, who may read")
    acts = access.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=_Parser)
    issue = _verb(acts, "issue", "draw codes for recipients without one and write their letters", "access_verbs:issue")
    issue.add_argument("recipients", nargs="*", metavar="R-ID", help="only these (default: all that are due)")
    _verb(acts, "list", "who may read what, and since when", "access_verbs:show")
    _verb(acts, "due", "which codes are owed to families, and until when", "report_deadlines:due")
    for name, sentence in (
        ("handed", "a letter was handed over; its file is removed"),
        ("revoke", "close the access of a recipient at once"),
        ("reissue", "replace a recipient's code by a new one"),
    ):
        act = _verb(acts, name, sentence, f"access_verbs:{name}")
        act.add_argument("recipients", nargs="+", metavar="R-ID")
        if name == "handed":
            act.add_argument("--to", default="", help="who took the letter, if not the recipient")
        if name == "revoke":
            act.add_argument("--reason", default="", help="stands in the register")
        if name == "reissue":
            act.add_argument("--student", action="append", default=[], metavar="S-ID",
                             help="lift the withdrawn consent for this student, too")  # fmt: skip


def _publish(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--dry-run", action="store_true", help="only print what would be done")
    verb.add_argument("--allow-deletes", type=int, default=0, metavar="N", help="exactly so many pages may go at once")
    verb.add_argument("--adopt", type=int, default=0, metavar="N", help="take over exactly so many unknown files there")
    verb.add_argument("--overtake", type=int, default=0, metavar="N", help="publish over this newer generation")
    verb.add_argument("--no-verify", action="store_true", help="don't look at the public address afterwards")
    acts = verb.add_subparsers(dest="act", required=False, metavar="pin", parser_class=_Parser)
    pin = _verb(acts, "pin", "store the host key of an SFTP host after a yes", "publish:pin")
    pin.add_argument("--yes", action="store_true", help="the fingerprint shown is the one that the hosting told")


def _notify(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--dry-run", action="store_true", help="only say who would be told, and at which price")


def _tick(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--force", action="store_true", help="build and publish without asking the schedule")
    verb.add_argument("--dry-run", action="store_true", help="only say what is due")
    verb.add_argument("--workers", type=int, default=0, help="processes (one for every core)")


def _backup(verbs: Any) -> None:
    backup = _verb(verbs, "backup", "private/ and content/ in one encrypted file", "backup_verbs:backup")
    backup.add_argument("file", type=Path)
    backup.add_argument("--code", default="", help="use this backup code from now on (else the one in use stays)")
    backup.add_argument("--new-code", action="store_true", help="draw another backup code and show it once")
    restore = _verb(verbs, "restore", "bring a backup back", "backup_verbs:restore_backup")
    restore.add_argument("file", type=Path)
    restore.add_argument("--code", required=True)
    restore.add_argument("--yes", action="store_true", help="replace what is there, after the list of differences")


def _schedule(verbs: Any) -> None:
    schedule = verbs.add_parser("schedule", help="the timer that keeps the diaries up to date")
    acts = schedule.add_subparsers(dest="act", required=True, metavar="ACT", parser_class=_Parser)
    for name, sentence in (
        ("show", "the times, the next runs, what would be written, and whether it was"),
        ("install", "print what would be written; with --yes write it and switch it on"),
        ("remove", "remove the timer and the shortcuts"),
    ):
        act = _verb(acts, name, sentence, f"schedule_verbs:{name}")
        act.add_argument("--kind", choices=("systemd", "cron", "windows"), help="(default: what suits this computer)")
        if name == "install":
            act.add_argument("--yes", action="store_true", help="do it")
            act.add_argument("--no-shortcut", action="store_true", help="without the shortcut to the panel")


def _watch(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--once", action="store_true", help="handle what is there, then end")
    verb.add_argument("--workers", type=int, default=0, help="processes (one for every core)")
