"""What the families file newly says goes into the register of acts: applications, consents, refusals, contacts.

What was taken in at the counter before is followed by what the file says, so that a register counts it once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from generator.commands.readers import Standing
from generator.model.acts import Act, ActKind, ActLine, Source, holding
from generator.model.families import PlacedRow
from generator.reading.joining.folding import fold_name
from generator.register.acts.families import Slot, acts_of, said_before, slot_of
from generator.register.register import Register

_READING = "1"
"""Goes up when `acts_of` reads rows in another way, so that a file that did not change is looked at once more."""


def note_family_acts(register: Register, standing: Standing, now: datetime) -> tuple[Act, ...]:
    """Enter what the file says otherwise than the last time, all or nothing, and return it; `now` has a zone.

    Nothing is read or written when no row changed. Call it when the file has been accepted, beside `remember_view`.
    """
    placed = [decision.placed for decision in standing.decisions.rows]
    digest = rows_digest(placed)
    acts = register.acts
    if digest == acts.families_noted():
        return ()
    with register.transaction():
        said = said_before(acts.from_source(Source.FAMILIES))
        taken = _taken_in(acts.all())
        lines = _following(acts_of(placed, said), placed, taken)
        new = acts.add(lines, Source.FAMILIES, now)
        acts.keep_families_noted(digest)
    return new


def _taken_in(acts: Iterable[Act]) -> Mapping[tuple[Slot, str], Act]:
    """Return what was taken in at the counter and holds, by what it is about and the folded name of the recipient."""
    return {
        ((act.student_id, "", act.kind, act.detail.get("purpose", "")), fold_name(act.detail["recipient"])): act
        for act in holding(acts)
        if act.source is Source.PANEL and "recipient" in act.detail
    }


def _following(
    lines: Iterable[ActLine], placed: Iterable[PlacedRow], taken: Mapping[tuple[Slot, str], Act]
) -> list[ActLine]:
    """Return the lines; those that the counter knew before follow what it entered."""
    names = {one.pair: one.row.name_key for one in placed}
    found = []
    for line in lines:
        student, _, kind, purpose = slot_of(line)
        before = taken.get(((student, "", kind, purpose), names.get(line.pair, "")))
        if before and _is_same(before, line):
            line = replace(line, earlier=before.number)  # noqa: PLW2901  the line, with what it follows
        found.append(line)
    return found


def _is_same(before: ActLine, line: ActLine) -> bool:
    """Say whether a row is what was taken in: an application is known by its number."""
    is_numbered = line.kind is ActKind.APPLICATION
    return not is_numbered or before.detail.get("number") == line.detail.get("number")


def rows_digest(placed: Iterable[PlacedRow]) -> str:
    """Return a digest of everything that `acts_of` looks at; the order of rows does not matter."""
    lines = sorted(_row_text(one) for one in placed)
    return hashlib.sha256("\n".join((_READING, *lines)).encode()).hexdigest()


def _row_text(placed: PlacedRow) -> str:
    row = placed.row
    return repr(
        (
            *placed.pair, row.relation, row.application_no, str(row.application_date), row.application_channel,
            row.form.value, str(row.consent_date), row.consent_doc, str(row.mailing_consent_date),
            str(row.consent_withdrawn), str(row.refusal_date), row.refusal_ground.value, row.refusal_doc,
            str(row.valid_to), row.email, row.phone, row.contact_doc, row.notify.value,
        )
    )  # fmt: skip
