"""«Отзыв согласия»: one recipient and one student, confirmed by typing the recipient's id; then the act to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.commands.build import build
from generator.commands.counter.office import SOURCE, Done, Office, Sent
from generator.commands.counter.rolls import find_one
from generator.commands.destruction import act_path, write_act
from generator.commands.withdrawal import Declaration, settle, withdraw
from generator.errors import DiaryError, UsageError
from generator.panel.pages import Form, Link, Links, Option, Page, Said
from generator.register.register import Register
from generator.register.withdrawals.records import WithdrawalRecord

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Pair:
    recipient_id: str
    student_id: str
    label: str


def show(office: Office, sent: Sent) -> Page:
    """Return the form, and the acts of the last withdrawals."""
    with office.reading() as register:
        pairs = _pairs(register)
        records = sorted(register.withdrawals.all(), key=lambda record: -record.number)[:_SHOWN]
        names = {recipient.id: recipient.name for recipient in register.recipients().values()}
    fields = (
        office.field(sent, "pair", options=[Option(label, "") for label in pairs], required=True, hint=True),
        office.day_field(sent, "on", pair=True),
        office.field(sent, "document", pair=True),
        office.field(sent, "reason", hint=True),
        office.field(sent, "confirm", required=True, hint=True),
    )
    form = Form(
        "withdraw", office.t("withdraw.button"), office.t("withdraw.form"), office.t("withdraw.form_about"), (), fields,
        grave=True,
    )  # fmt: skip
    acts = tuple(_link(office, record, names) for record in records if act_path(office.inputs, record).is_file())
    parts = (form, Links(office.t("withdraw.acts"), acts)) if acts else (form,)
    return Page(office.t("withdraw.title"), office.t("withdraw.about"), parts=parts)


def act(office: Office, sent: Sent) -> Done:
    """Withdraw a consent, and do what follows from it. Raises DiaryError, and then nothing was entered.

    What follows (files cleaned, the act, the pages) can fail after the withdrawal stands; then the page says so, and
    the next build goes on.
    """
    inputs = office.inputs
    with office.changing() as register:
        pairs = _pairs(register)
        by_ids = {f"{pair.recipient_id} {pair.student_id}": pair for pair in pairs.values()}
        pair = find_one(sent.first("pair"), pairs, by_ids)
        if sent.first("confirm").upper() != pair.recipient_id:
            hint = "type the id that stands before the name"
            raise UsageError("not-confirmed", f"the id of the recipient is {pair.recipient_id}", hint=hint)
        on = sent.day("on", office.today)
        declared = Declaration(pair.recipient_id, pair.student_id, on, sent.first("document"), sent.first("reason"))
        record = withdraw(inputs, register, declared, SOURCE)
        said = [Said("ok", office.t("withdraw.done", recipient=pair.recipient_id, student=pair.student_id))]
        said += _follow(office, register, record)
        names = {recipient.id: recipient.name for recipient in register.recipients().values()}
    return Done(tuple(said), (Links(office.t("withdraw.print"), (_link(office, record, names),)),))


def _follow(office: Office, register: Register, record: WithdrawalRecord) -> list[Said]:
    """Do all that follows; a step that fails keeps none of the others from being done."""
    said = []
    if not settle(office.inputs, register):
        said.append(Said("warning", office.t("withdraw.traces")))
    write_act(office.inputs, register, record)
    try:
        build(office.inputs, register, workers=1, quiet=True)
    except DiaryError:
        said.append(Said("error", office.t("withdraw.unbuilt")))
    said.append(Said("note", office.t("withdraw.publish")))
    return said


def _pairs(register: Register) -> Mapping[str, _Pair]:
    """Return who may be meant, as the families file was last seen, by what the field suggests."""
    recipients, students = register.recipients(), register.acts.student_names()
    found = {}
    for student_id, recipient_id in sorted(register.family_view(), key=lambda pair: (len(pair[1]), pair[1], pair[0])):
        name = recipients[recipient_id].name
        label = f"{recipient_id} {name}, {student_id} {students.get(student_id, '')}"
        found[label] = _Pair(recipient_id, student_id, label)
    return found


def _link(office: Office, record: WithdrawalRecord, names: Mapping[str, str]) -> Link:
    said = record.withdrawal
    text = office.t("withdraw.act", number=record.number, recipient=names.get(said.recipient_id, said.recipient_id))
    gone = "withdraw.gone" if record.gone_at else "withdraw.waits"
    path = act_path(office.inputs, record).relative_to(office.inputs.folder.staff).as_posix()
    return Link(f"papers/staff/{path}", text, office.t(gone), prints=True)
