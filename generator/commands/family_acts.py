"""What the families file newly says goes into the register of acts: applications, consents, refusals, contacts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from generator.commands.readers import Standing
from generator.model.acts import Act, Source
from generator.model.families import PlacedRow
from generator.register.acts.families import acts_of, said_before
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
        new = acts.add(acts_of(placed, said), Source.FAMILIES, now)
        acts.keep_families_noted(digest)
    return new


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
            str(row.consent_withdrawn), str(row.refusal_date), row.refusal_ground.value, str(row.valid_to),
            row.email, row.phone, row.contact_doc, row.notify.value,
        )
    )  # fmt: skip
