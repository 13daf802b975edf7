"""Who applied for what, and what happened to their access: the families file and the register in one vocabulary.

`FamilyRow` is what the school wrote down (nothing in the program ever writes it), `AccessEvent` what the register
says has happened. `rules.access` joins the two; the stricter wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.origin import Origin


class Form(StrEnum):
    """In which form the family wants to be informed (regulation A, requirement 1.2)."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    BOTH = "both"


class Role(StrEnum):
    """What the relation means for access: a minor's own code rests on a guardian's valid row."""

    GUARDIAN = "guardian"
    MINOR = "minor"
    SELF = "self"


class RefusalGround(StrEnum):
    """Why electronic access was refused (requirement A4.1): the family does not want it, or has no means to read it."""

    NONE = ""
    REFUSED = "refused"
    NO_ACCESS = "no_access"


class Notify(StrEnum):
    """How the family hears that there is news."""

    NONE = "none"
    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True, repr=False)
class FamilyRow:
    """One row of the families file: one student and one recipient.

    `student` is the journal's id; without it `group` and `student_name` say who is meant. `name_key` is the
    recipient's name folded for comparing, `role` what `relation` (kept as written) means. `phone` is `+7…` or
    international digits, `email` is lower-case, "" where nothing is written. All dates are local, `valid_to` is the
    last day of access.
    """

    origin: Origin
    student: str
    group: str
    student_name: str
    recipient: str
    name_key: str
    recipient_id: str = ""
    relation: str = ""
    role: Role = Role.GUARDIAN
    application_no: str = ""
    application_date: date | None = None
    application_channel: str = ""
    form: Form = Form.ELECTRONIC
    consent_date: date | None = None
    consent_doc: str = ""
    mailing_consent_date: date | None = None
    consent_withdrawn: date | None = None
    refusal_date: date | None = None
    refusal_ground: RefusalGround = RefusalGround.NONE
    refusal_doc: str = ""
    valid_to: date | None = None
    email: str = ""
    phone: str = ""
    contact_doc: str = ""
    notify: Notify = Notify.NONE
    language: str = ""

    def __repr__(self) -> str:
        """Show the place only: a row names people."""
        return f"FamilyRow({self.origin})"


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with the register's permanent ids of its student (`S…`) and its recipient (`R…`)."""

    row: FamilyRow
    student_id: str
    recipient_id: str

    @property
    def pair(self) -> tuple[str, str]:
        """Return student and recipient, which no two rows share."""
        return (self.student_id, self.recipient_id)


class AccessEventKind(StrEnum):
    """What opens or closes access from the register's side."""

    REVOKED = "access-revoked"
    REISSUED = "access-reissued"
    WITHDRAWN = "consent-withdrawn"


@dataclass(frozen=True, slots=True)
class AccessEvent:
    """One act, in the order of the register: `number` grows. `student_id` "": for every student of the recipient.

    `on` is the day on which it was entered; `declared_on` the day that the document of a withdrawal bears.
    """

    number: int
    kind: AccessEventKind
    recipient_id: str
    student_id: str
    on: date
    declared_on: date | None = None
