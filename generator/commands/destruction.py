"""Acts of destruction as sheets: `output/staff/acts/<number>-<R>-<S>.html`, made from the register."""

from __future__ import annotations

from pathlib import Path

from generator.commands.folder import write_atomically
from generator.commands.inputs import Inputs
from generator.commands.looks import load_looks
from generator.commands.plaintext import mark_plaintext
from generator.register.register import Register
from generator.register.withdrawals.records import ACT, WithdrawalRecord, extract, read_act_number
from generator.rendering.paper.forms import Subject
from generator.rendering.staff.destruction import Copy, Destruction, LogLine, render_destruction

_BEFORE_RESTORE = "before-restore-"


def act_path(inputs: Inputs, record: WithdrawalRecord) -> Path:
    """Return where the sheet of an act lies."""
    name = f"{record.number}-{record.withdrawal.recipient_id}-{record.withdrawal.student_id}.html"
    return inputs.folder.staff / "acts" / name


def write_act(inputs: Inputs, register: Register, record: WithdrawalRecord) -> Path:
    """Write the sheet of an act (0600), as the log stands now, and return its path."""
    path = act_path(inputs, record)
    mark_plaintext(inputs.folder.staff)
    mark_plaintext(path.parent)
    text = render_destruction(load_looks(inputs).main, _destruction(inputs, register, record))
    write_atomically(path, text.encode(), mode=0o600)
    return path


def _destruction(inputs: Inputs, register: Register, record: WithdrawalRecord) -> Destruction:
    said = record.withdrawal
    names, recipients = register.withdrawals.student_names(), register.recipients()
    paths = record.paths
    return Destruction(
        school=inputs.settings.school.name,
        number=record.number,
        made_on=record.at.date(),
        student=Subject(said.student_id, names[said.student_id]),
        recipient=Subject(said.recipient_id, recipients[said.recipient_id].name),
        declared_on=said.on,
        document=said.document,
        reason=said.reason,
        page=paths[0],
        family=paths[1] if said.family else "",
        address=inputs.settings.site.address,
        key=bool(said.family),
        letter=said.letter,
        destroyed_at=record.gone_at,
        lines=_lines(register, record),
        copies=(*_backups(register, record), *_beside(inputs)),
    )


def _lines(register: Register, record: WithdrawalRecord) -> tuple[LogLine, ...]:
    return tuple(
        LogLine(
            event.number,
            event.at,
            event.who,
            event.kind,
            event.student_id,
            event.recipient_id,
            # the line of an act is for the program; for a person its number says it all
            read_act_number(event) if event.kind == ACT else event.detail,
        )
        for event in extract(register.events(), record)
    )


def _backups(register: Register, record: WithdrawalRecord) -> tuple[Copy, ...]:
    """Return the backups that were made while the data were there; a later one may hold the page, but no key."""
    return tuple(Copy("backup", found.name, found.at.date()) for found in register.withdrawals.backups(record))


def _beside(inputs: Inputs) -> tuple[Copy, ...]:
    """Return what else holds it: registers that a restore put aside, and the history of a git host."""
    private = inputs.folder.private
    aside = sorted(path.name for path in private.glob(f"{_BEFORE_RESTORE}*")) if private.is_dir() else []
    copies = [Copy("before_restore", name) for name in aside]
    return (*copies, *([Copy("git")] if inputs.settings.publish.kind == "git" else []))
