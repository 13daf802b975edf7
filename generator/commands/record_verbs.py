"""`diary record …` at the command line: acts that only people know, the list of all acts, and corrections."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from generator.commands.inputs import Inputs, load_inputs, refuse_now
from generator.commands.record_acts import (
    Clerk,
    close_applications,
    note_contact,
    note_deferral,
    note_exam_received,
    note_informed,
)
from generator.commands.registers import open_register
from generator.commands.school import read_school
from generator.errors import ProblemsError, UsageError
from generator.model.acts import Act, ActKind, Source, corrected
from generator.model.school import School
from generator.register.register import Register

Entering = Callable[[argparse.Namespace, Inputs, Clerk], tuple[Act, ...]]


def run(options: argparse.Namespace) -> int:
    """`diary record KIND`: the arguments are those of `record_options`."""
    if options.kind == "list":
        return listing(options)
    refuse_now(options, "record")
    inputs = load_inputs(options)
    with inputs.folder.locked(), open_register(inputs) as register:
        clerk = Clerk(register, Source.COMMAND, inputs.moment, lambda: _school(inputs))
        acts = _ENTERING[options.kind](options, inputs, clerk)
        names = _names(register)
    return _say(options, acts, names, corrected=frozenset())


def listing(options: argparse.Namespace) -> int:
    """`diary record list`: every act, or those of one kind and of some days."""
    inputs = load_inputs(options)
    since = _day(options.since, date.min)
    until = _day(options.until, date.max)
    with inputs.folder.locked(), open_register(inputs) as register:
        kinds = [ActKind(options.only)] if options.only else list(ActKind)
        acts = register.acts.of(kinds, since, until)
        mistaken = corrected(register.acts.all())
        names = _names(register)
    return _say(options, acts, names, corrected=mistaken)


def _informed(options: argparse.Namespace, inputs: Inputs, clerk: Clerk) -> tuple[Act, ...]:
    return note_informed(
        clerk,
        classes=options.classes,
        students=options.students,
        way=options.way,
        on=_day(options.on, inputs.now.date()),
        document=options.document,
    )


def _deferral(options: argparse.Namespace, inputs: Inputs, clerk: Clerk) -> tuple[Act, ...]:
    return note_deferral(
        clerk,
        students=options.students,
        subject=options.subject,
        term=options.term,
        until=_day(options.until, inputs.now.date()),
        order=options.order,
        on=_day(options.on, inputs.now.date()),
    )


def _exam_received(options: argparse.Namespace, inputs: Inputs, clerk: Clerk) -> tuple[Act, ...]:
    return note_exam_received(
        clerk,
        classes=options.classes,
        students=options.students,
        subject=options.subject,
        title=options.exam,
        day=_day(options.day, inputs.now.date()) if options.day else None,
        received_at=_moment(options.at, inputs),
    )


def _contact(options: argparse.Namespace, inputs: Inputs, clerk: Clerk) -> tuple[Act, ...]:
    return note_contact(
        clerk,
        recipients=options.recipients,
        channel=options.channel,
        document=options.document,
        on=_day(options.on, inputs.now.date()),
    )


def _closed(options: argparse.Namespace, inputs: Inputs, clerk: Clerk) -> tuple[Act, ...]:
    return close_applications(
        clerk,
        recipients=options.recipients,
        students=options.students,
        document=options.document,
        on=_day(options.on, inputs.now.date()),
    )


def _correct(options: argparse.Namespace, _: Inputs, clerk: Clerk) -> tuple[Act, ...]:
    if not options.reason.strip():
        raise UsageError("text-missing", "the reason is not said", hint="the register must say it in a few words")
    return (clerk.register.acts.correct(options.number, options.reason.strip(), clerk.source, clerk.now),)


_ENTERING: Mapping[str, Entering] = {
    "informed": _informed,
    "deferral": _deferral,
    "exam-received": _exam_received,
    "contact": _contact,
    "application-closed": _closed,
    "correct": _correct,
}


def _school(inputs: Inputs) -> School:
    loaded = read_school(inputs, inputs.folder.cache, quiet=True)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    return loaded.school


def _day(text: str, usual: date) -> date:
    try:
        return date.fromisoformat(text) if text else usual
    except ValueError:
        raise UsageError("bad-day", f"{text} is no date", hint="write 2026-11-20") from None


def _moment(text: str, inputs: Inputs) -> datetime:
    """Return a time with the school's zone; one that is told with another offset is converted."""
    try:
        found = datetime.fromisoformat(text) if text else inputs.moment
    except ValueError:
        raise UsageError("bad-day", f"{text} is no time", hint="write 2026-11-20T14:30") from None
    return found.astimezone(inputs.zone) if found.tzinfo else found.replace(tzinfo=inputs.zone)


def _names(register: Register) -> Mapping[str, str]:
    recipients = {recipient_id: record.name for recipient_id, record in register.recipients().items()}
    return {**register.acts.student_names(), **recipients, "": ""}


def _say(
    options: argparse.Namespace, acts: Sequence[Act], names: Mapping[str, str], *, corrected: frozenset[int]
) -> int:
    if options.format == "json":
        found = [act_fields(act, names, is_corrected=act.number in corrected) for act in acts]
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    else:
        lines = [_line(act, names, is_corrected=act.number in corrected) for act in acts]
        sys.stdout.write(("\n".join(lines) or "nothing was noted") + "\n")
    return 0


def act_fields(act: Act, names: Mapping[str, str], *, is_corrected: bool) -> dict[str, object]:
    """Return an act as JSON shows it; `names` by id."""
    return {
        "number": act.number,
        "at": act.at.isoformat(),
        "who": act.who,
        "source": act.source.value,
        "kind": act.kind.value,
        "day": act.day.isoformat() if act.day else "",
        "student_id": act.student_id,
        "student": names[act.student_id],
        "recipient_id": act.recipient_id,
        "recipient": names[act.recipient_id],
        "class": act.class_title,
        "document": act.document,
        "detail": dict(act.detail),
        "earlier": act.earlier,
        "corrected": is_corrected,
    }


def _line(act: Act, names: Mapping[str, str], *, is_corrected: bool) -> str:
    about = (
        act.class_title,
        f"{act.student_id} {names[act.student_id]}",
        f"{act.recipient_id} {names[act.recipient_id]}",
    )
    said = (f"{key}: {value}" for key, value in act.detail.items() if not key.endswith("_id"))
    day = f"on {act.day}" if act.day else ""
    parts = (act.kind.value, day, *about, act.document, *said, f"see {act.earlier}" if act.earlier else "")
    text = f"{act.number}  {act.at:%Y-%m-%d %H:%M}  " + "; ".join(part.strip() for part in parts if part.strip())
    return f"{text}  [corrected]" if is_corrected else text
