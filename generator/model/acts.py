"""What happened between school and family, as the registers of the two regulations keep it: one act after the other.

An act is never changed and never removed. A mistake is corrected by another act that names it, and what the families
file says differently today is another act that follows the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ActKind(StrEnum):
    """What happened. The keys of `detail` stand behind each; `relation` and `ward` («yes»: a ward's guardian, B1.1)
    may stand beside them in what the families file says.
    """

    INFORMED = "informed"
    """The family was told that the service exists (A1.1): `way`."""
    APPLICATION = "application"
    """A request came in (A1.3): `number`, `channel`, `form` (`model.families.Form`)."""
    APPLICATION_CLOSED = "application-closed"
    """A request was settled (A1.3)."""
    CONSENT = "consent"
    """Consent to the processing of personal data (B1.1): `purpose` (`diary` or `mailing`), `until`."""
    CONSENT_WITHDRAWN = "consent-withdrawn"
    """The consent was taken back (B1.1): `act`, the number of the act of destruction, where `diary withdraw` did it."""
    REFUSAL = "refusal"
    """Electronic access was refused (A4.1): `ground` (`refused` or `no_access`)."""
    CONTACT = "contact"
    """Contacts were given (B7.1, B7.2): `email` and `phone` masked, never in full; `agreed`: the agreed channel."""
    DEFERRAL = "deferral"
    """A final mark was put off on illness (B5.5): `subject`, `subject_id`, `term`, `term_id`, `until`. No diagnosis."""
    EXAM_RECEIVED = "exam-received"
    """Results of an exam came to the school (B6.1): `subject`, `subject_id`, `title`, `received_at` (ISO 8601)."""
    ERASED = "erased"
    """What an earlier act said is in the families file no more: `of` (a kind), `purpose`."""
    CORRECTION = "correction"
    """An earlier act was entered by mistake: `reason`."""


class Source(StrEnum):
    """From where the register knows."""

    FAMILIES = "families"
    COMMAND = "command"
    PANEL = "panel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """What is to be entered.

    `day` is when it happened (None: not told), `student_id` and `recipient_id` are the register's ids ("" when it is
    about neither), `class_title` is set where a whole class is meant. `document` is the reference of the paper it
    rests on. `earlier` is the number of the act that this one follows, ends or corrects, 0 for none.
    """

    kind: ActKind
    day: date | None = None
    student_id: str = ""
    recipient_id: str = ""
    class_title: str = ""
    document: str = field(default="", repr=False)
    detail: Mapping[str, str] = field(default_factory=dict, repr=False)
    earlier: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """Return student and recipient."""
        return (self.student_id, self.recipient_id)

    def content(self) -> tuple[object, ...]:
        """Return what the act says, without its place among other acts."""
        day = self.day.isoformat() if self.day else ""
        return (self.kind.value, day, *self.pair, self.class_title, self.document, tuple(sorted(self.detail.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(ActLine):
    """What was entered: its number, when (in the school's time), by whom (a name of this computer), and from where."""

    number: int
    at: datetime
    who: str
    source: Source


def corrected(acts: Iterable[Act]) -> frozenset[int]:
    """Return the numbers of acts that were entered by mistake; a correction that was one itself does not count."""
    found: set[int] = set()
    for act in sorted(acts, key=lambda act: act.number, reverse=True):
        if act.kind is ActKind.CORRECTION and act.number not in found:
            found.add(act.earlier)
    return frozenset(found)


def holding(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the acts that hold, by number: not corrected, not followed, ended or erased by a later one.

    `acts` are all acts of a register: a later one of another kind may end an earlier one.
    """
    known = sorted(acts, key=lambda act: act.number)
    mistaken = corrected(known)
    ended = {act.earlier for act in known if act.number not in mistaken} | mistaken
    about_acts = {ActKind.ERASED, ActKind.CORRECTION}
    return tuple(act for act in known if act.number not in ended and act.kind not in about_acts)
