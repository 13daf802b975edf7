"""What the families file newly says, as acts: compared with the acts that it gave before.

An act is about a slot: one student and recipient, a kind, and for consents the purpose. A slot whose content is as in
its last act gives nothing; another content is another act, and an emptied one an act «erased». A row that left the
file gives nothing: the log of events has it, and it may come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from generator.model.acts import Act, ActKind, ActLine
from generator.model.families import FamilyRow, Notify, PlacedRow

Slot = tuple[str, str, ActKind, str]
"""Student, recipient, kind, purpose."""

_WARD_STEMS = ("опекун", "опекаем", "попечител", "приемн", "патронат", "guardian", "curator", "trustee", "foster")
"""Relations of those who bring up a ward (requirement B1.1), case and ё folded."""


def slot_of(act: ActLine) -> Slot:
    """Return what an act of the families file is about."""
    kind = ActKind(act.detail["of"]) if act.kind is ActKind.ERASED else act.kind
    return (*act.pair, kind, act.detail.get("purpose", ""))


def said_before(acts: Iterable[Act]) -> dict[Slot, Act]:
    """Return the last act of every slot; `acts` are those of the families file, in any order."""
    return {slot_of(act): act for act in sorted(acts, key=lambda act: act.number)}


def acts_of(rows: Iterable[PlacedRow], said: Mapping[Slot, Act]) -> tuple[ActLine, ...]:
    """Return what the rows say and the last acts do not, the oldest day first; the order of rows does not matter.

    No two rows may share student and recipient (`rules.recipients.check_rows`).
    """
    wanted: dict[Slot, ActLine] = {}
    pairs = set()
    for placed in rows:
        pairs.add(placed.pair)
        wanted.update((slot_of(line), line) for line in _lines(placed))
    new = [
        replace(line, earlier=before.number if before else 0)
        for slot, line in wanted.items()
        if not (before := said.get(slot)) or _told(before) != _told(line)
    ]
    new += [
        _erased(act)
        for slot, act in said.items()
        if act.kind is not ActKind.ERASED and act.pair in pairs and slot not in wanted
    ]
    return tuple(sorted(new, key=_order))


def _lines(placed: PlacedRow) -> Iterator[ActLine]:
    row = placed.row
    if row.application_no or row.application_date:
        detail = {"number": row.application_no, "channel": row.application_channel, "form": row.form.value}
        yield _line(placed, ActKind.APPLICATION, row.application_date, detail)
    if row.consent_date:
        until = row.valid_to.isoformat() if row.valid_to else ""
        detail = {"purpose": "diary", "until": until}
        yield _line(placed, ActKind.CONSENT, row.consent_date, detail, row.consent_doc)
    if row.mailing_consent_date:
        yield _line(placed, ActKind.CONSENT, row.mailing_consent_date, {"purpose": "mailing"}, row.consent_doc)
    if row.consent_withdrawn:
        yield _line(placed, ActKind.CONSENT_WITHDRAWN, row.consent_withdrawn, {})
    if row.refusal_date or row.refusal_ground:
        detail = {"ground": row.refusal_ground.value}
        yield _line(placed, ActKind.REFUSAL, row.refusal_date, detail, row.refusal_doc)
    if row.email or row.phone or row.contact_doc:
        agreed = "" if row.notify is Notify.NONE else row.notify.value
        detail = {"email": mask_email(row.email), "phone": mask_phone(row.phone), "agreed": agreed}
        yield _line(placed, ActKind.CONTACT, None, detail, row.contact_doc)


def _line(placed: PlacedRow, kind: ActKind, day: date | None, detail: Mapping[str, str], document: str = "") -> ActLine:
    more = {"relation": placed.row.relation, "ward": "yes" if is_ward(placed.row) else ""}
    return ActLine(
        kind=kind,
        day=day,
        student_id=placed.student_id,
        recipient_id=placed.recipient_id,
        document=document,
        detail={key: value for key, value in {**detail, **more}.items() if value},
    )


def _erased(act: Act) -> ActLine:
    detail = {"of": act.kind.value}
    if "purpose" in act.detail:
        detail["purpose"] = act.detail["purpose"]
    return ActLine(
        kind=ActKind.ERASED,
        student_id=act.student_id,
        recipient_id=act.recipient_id,
        detail=detail,
        earlier=act.number,
    )


def _told(line: ActLine) -> tuple[object, ...]:
    """Return what makes another act of it: a relation that is written otherwise does not."""
    detail = {key: value for key, value in line.detail.items() if key != "relation"}
    return (line.kind, line.day, line.document, detail)


def _order(line: ActLine) -> tuple[object, ...]:
    kinds = list(ActKind)
    return (line.day or date.max, *line.pair, kinds.index(line.kind), line.earlier, line.detail.get("purpose", ""))


def is_ward(row: FamilyRow) -> bool:
    """Say whether the relation is that of a ward's guardian, not of a parent."""
    return any(stem in row.relation.casefold().replace("ё", "е") for stem in _WARD_STEMS)


def mask_email(address: str) -> str:
    """Return `a…@m….example` for an address, "" for none: enough to see that it is another one, not to write there."""
    if not address:
        return ""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}…@{host[:1]}….{host.rpartition('.')[2]}"


def mask_phone(number: str) -> str:
    """Return the last two digits of a number, "" for none."""
    return f"…{number[-2:]}" if number else ""
