"""May a family be written to: the consent to mailings and the document of the contact, for one row of its file.

The consent to mailings is one of its own, beside that to electronic access (152-FZ article 9: one consent for each
purpose), and contacts count only when they were handed over in writing (requirement B7.2). Whoever takes back a
consent is written to again only after a new consent to mailings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.model.families import AccessEvent, AccessEventKind, PlacedRow


def mailing_consented(placed: PlacedRow, acts: Iterable[AccessEvent], today: date) -> bool:
    """Say whether the consent to mailings holds today; `acts` are the register's, of anybody.

    A withdrawal or refusal holds from the moment it is written down and ends what was agreed up to its day. Revoking a
    code (a lost letter) ends no consent.
    """
    agreed = placed.row.mailing_consent_date
    if agreed is None or agreed > today:
        return False
    closing = [day for day in (placed.row.consent_withdrawn, placed.row.refusal_date) if day]
    closing += [act.on for act in acts if act.kind is AccessEventKind.WITHDRAWN and _about(act, placed)]
    return all(agreed > day for day in closing)


def contact_documented(placed: PlacedRow) -> bool:
    """Say whether the row names the paper by which the family gave its contacts."""
    return bool(placed.row.contact_doc.strip())


def _about(act: AccessEvent, placed: PlacedRow) -> bool:
    return act.recipient_id == placed.recipient_id and act.student_id in {"", placed.student_id}
