"""`diary withdraw` at the command line: a consent is withdrawn, or what became of the withdrawals so far."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, datetime

from generator.commands.build import build
from generator.commands.destruction import act_path, write_act
from generator.commands.inputs import Inputs, load_inputs, refuse_now
from generator.commands.registers import open_register
from generator.commands.withdrawal import Declaration, settle, withdraw
from generator.errors import DiaryError, ProblemsError, UsageError
from generator.register.register import Register
from generator.register.withdrawals.records import WithdrawalRecord

_TRACES = "A TRACE OF THE KEY MAY BE LEFT: another program reads the register; close it, then `diary withdraw --acts`\n"
_PAGES = "THE PAGES ARE STILL AS THEY WERE: mend what follows, then `diary build` and publish\n"


def run(options: argparse.Namespace) -> int:
    """`diary withdraw R-ID S-ID`, or with `--acts` what became of the earlier ones."""
    refuse_now(options, "withdraw")
    inputs = load_inputs(options)
    if options.acts:
        return _list(options, inputs)
    if not (options.recipient and options.student):
        hint = "diary withdraw R12 S17; `diary access list` shows the ids"
        raise UsageError("usage", "a recipient and a student are needed", hint=hint)
    declared = Declaration(
        options.recipient, options.student, _day(options.date, inputs), options.document, options.reason
    )
    with inputs.folder.locked(), open_register(inputs) as register:
        record = withdraw(inputs, register, declared)
        _say(options, _as_json(inputs, record), _entered(inputs, record))
        _follow(inputs, register, record)
    return 0


def _day(text: str, inputs: Inputs) -> date:
    try:
        return date.fromisoformat(text) if text else inputs.now.date()
    except ValueError:
        raise UsageError("bad-day", f"{text} is no date", hint="write 2026-11-20") from None


def _follow(inputs: Inputs, register: Register, record: WithdrawalRecord) -> None:
    """Do all that follows from a withdrawal; a step that fails keeps none of the others from being done."""

    def clean() -> None:
        if not settle(inputs, register):
            sys.stderr.write(_TRACES)

    def rebuild() -> None:
        try:
            build(inputs, register, quiet=True)
        except DiaryError:
            sys.stderr.write(_PAGES)
            raise

    steps: tuple[Callable[[], object], ...] = (clean, lambda: write_act(inputs, register, record), rebuild)
    failed: list[DiaryError] = []
    for step in steps:
        try:
            step()
        except ProblemsError as error:
            failed += error.problems
        except DiaryError as error:
            failed.append(error)
    if failed:
        raise ProblemsError(failed)


def _list(options: argparse.Namespace, inputs: Inputs) -> int:
    with inputs.folder.locked(), open_register(inputs) as register:
        if not settle(inputs, register):
            sys.stderr.write(_TRACES)
        records = register.withdrawals.all()
        for record in records:
            write_act(inputs, register, record)
    lines = [_line(inputs, record) for record in records]
    return _say(options, [_as_json(inputs, record) for record in records], "\n".join(lines) or "no consent withdrawn")


def _entered(inputs: Inputs, record: WithdrawalRecord) -> str:
    said = record.withdrawal
    text = f"{said.recipient_id} may read about {said.student_id} no more; the page moves to d/{record.new}/"
    if said.family:
        text += f"\n{said.recipient_id} has no other student left: the key is erased"
    return f"{text}\nact {record.number}: {_name(inputs, record)}; complete it when the old page is gone: diary publish"


def _line(inputs: Inputs, record: WithdrawalRecord) -> str:
    said = record.withdrawal
    return (
        f"act {record.number}  {record.at:%Y-%m-%d}  {said.recipient_id} {said.student_id}  "
        f"{_state(record)}  {_name(inputs, record)}"
    )


def _state(record: WithdrawalRecord) -> str:
    if record.gone_at is None:
        return "the old page waits for the next publication"
    seen = "seen at the public address" if record.seen_at else "nobody has looked at the public address yet"
    return f"the old page is gone since {record.gone_at:%Y-%m-%d %H:%M}, {seen}"


def _name(inputs: Inputs, record: WithdrawalRecord) -> str:
    return act_path(inputs, record).relative_to(inputs.folder.root).as_posix()


def _as_json(inputs: Inputs, record: WithdrawalRecord) -> dict[str, object]:
    said = record.withdrawal
    return {
        "act": record.number,
        "at": record.at.isoformat(),
        "recipient_id": said.recipient_id,
        "student_id": said.student_id,
        "date": said.on.isoformat(),
        "key_erased": bool(said.family),
        "gone": list(record.paths),
        "page": f"d/{record.new}/index.html",
        "gone_at": _stamp(record.gone_at),
        "seen_at": _stamp(record.seen_at),
        "sheet": _name(inputs, record),
    }


def _stamp(moment: date | datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _say(options: argparse.Namespace, found: object, text: str) -> int:
    sys.stdout.write((json.dumps(found, ensure_ascii=False) if options.format == "json" else text) + "\n")
    sys.stdout.flush()
    return 0
