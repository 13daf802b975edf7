"""Who may read: one decision per row of the families file, and what follows for each student.

The row says what was applied for, the register's events what has happened; the stricter wins (requirements A1.3, A2.1,
A4.1, A4.2, B1.1 in the list of the two regulations). A refusal or withdrawal holds from the moment it is written
down, whatever its date: a mistyped year must not keep a page open. Only a later consent opens again, and after an
act in the register also a reissue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from generator.errors import SuspiciousError
from generator.model.families import AccessEvent, AccessEventKind, FamilyRow, Form, PlacedRow, RefusalGround, Role

Pair = tuple[str, str]
"""Student and recipient, by the register's ids."""


class Standing(StrEnum):
    """What a row is worth today; everything but `VALID` gives no access."""

    VALID = "valid"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    NO_APPLICATION = "no-application"
    NOT_YET = "not-yet"
    NO_CONSENT = "no-consent"
    PAPER = "paper"
    NO_GUARDIAN = "no-guardian"


class PaperReason(StrEnum):
    """Why a family is informed on paper."""

    REFUSED = "refused"
    NO_ACCESS = "no_access"
    WITHDRAWN = "withdrawn"
    NO_CONSENT = "no_consent"
    PAPER_FORM = "paper_form"


@dataclass(frozen=True, slots=True)
class Decision:
    """A row and what it is worth."""

    placed: PlacedRow
    standing: Standing


@dataclass(frozen=True, slots=True)
class PaperCase:
    """Paper is due for this student to this recipient."""

    student_id: str
    recipient_id: str
    reason: PaperReason


@dataclass(frozen=True, slots=True)
class Decisions:
    """The whole school's answer.

    `readers`: student → recipients who may read, sorted; `children`: recipient → students they may read about (only
    these, nobody else's); `without`: students whom nobody may read about. `next_change` is the first later day on
    which a date in the file alone changes something, None when there is none.
    """

    rows: tuple[Decision, ...]
    readers: Mapping[str, tuple[str, ...]]
    children: Mapping[str, tuple[str, ...]]
    paper: tuple[PaperCase, ...]
    without: tuple[str, ...]
    next_change: date | None


def decide(
    rows: Iterable[PlacedRow], students: Iterable[str], events: Iterable[AccessEvent], today: date, consent: str
) -> Decisions:
    """Decide every row; `students` are all students of the school, `consent` is `required` or `law`.

    The order of rows does not matter: results are sorted by student and recipient.
    """
    placed = sorted(rows, key=lambda p: (p.pair, p.row.origin.sort_key()))
    acts = _by_recipient(events)
    first = [Decision(p, _standing(p, acts.get(p.recipient_id, ()), today, consent)) for p in placed]
    guarded = {
        d.placed.student_id
        for d in first
        if d.placed.row.role is Role.GUARDIAN and d.standing in {Standing.VALID, Standing.PAPER}
    }
    decisions = tuple(_with_guardian(d, guarded) for d in first)
    open_pairs = _open_pairs(decisions)
    readers: dict[str, list[str]] = defaultdict(list)
    children: dict[str, list[str]] = defaultdict(list)
    for student, recipient in open_pairs:
        readers[student].append(recipient)
        children[recipient].append(student)
    return Decisions(
        rows=decisions,
        readers={student: tuple(recipients) for student, recipients in readers.items()},
        children={recipient: tuple(own) for recipient, own in children.items()},
        paper=tuple(case for d in decisions if (case := _paper(d))),
        without=tuple(sorted(set(students) - set(readers))),
        next_change=_next_change([p.row for p in placed], today),
    )


def _open_pairs(decisions: Iterable[Decision]) -> list[Pair]:
    """Return the pairs all of whose rows are valid (a pair twice is refused before, but must not open here either)."""
    closed = {d.placed.pair for d in decisions if d.standing is not Standing.VALID}
    return sorted({d.placed.pair for d in decisions} - closed)


def _standing(placed: PlacedRow, acts: Sequence[AccessEvent], today: date, consent: str) -> Standing:
    row = placed.row
    agreed = row.consent_date if row.consent_date and row.consent_date <= today else None
    register = _closed_by_register(placed.student_id, acts, agreed)
    steps = (
        (row.valid_to is not None and row.valid_to < today, Standing.ENDED),
        (_closes(row.refusal_date, agreed), Standing.REFUSED),
        (_closes(row.consent_withdrawn, agreed) or register is Standing.WITHDRAWN, Standing.WITHDRAWN),
        (register is Standing.REVOKED, Standing.REVOKED),
        (not (row.application_no and row.application_date), Standing.NO_APPLICATION),
        (row.application_date is not None and row.application_date > today, Standing.NOT_YET),
        (consent != "law" and row.consent_date is not None and row.consent_date > today, Standing.NOT_YET),
        (consent != "law" and not agreed, Standing.NO_CONSENT),
        (row.form is Form.PAPER, Standing.PAPER),
    )
    return next((standing for holds, standing in steps if holds), Standing.VALID)


def _closes(closing: date | None, agreed: date | None) -> bool:
    return closing is not None and (agreed is None or agreed <= closing)


def _by_recipient(events: Iterable[AccessEvent]) -> dict[str, list[AccessEvent]]:
    acts: dict[str, list[AccessEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.number):
        acts[event.recipient_id].append(event)
    return acts


def _closed_by_register(student: str, acts: Sequence[AccessEvent], agreed: date | None) -> Standing | None:
    """Return the graver act about this student that neither a reissue nor a later consent has lifted.

    A reissue lifts revocations; a withdrawn consent it lifts only when it names the student, or else a new letter for
    one child would silently bring back the page of another.
    """
    closing: list[AccessEvent] = []
    for act in acts:
        if act.student_id not in {"", student}:
            continue
        if act.kind is not AccessEventKind.REISSUED:
            closing.append(act)
        elif act.student_id:
            closing.clear()
        else:
            closing = [earlier for earlier in closing if earlier.kind is AccessEventKind.WITHDRAWN]
    kinds = {act.kind for act in closing if _closes(act.on, agreed)}
    if AccessEventKind.WITHDRAWN in kinds:
        return Standing.WITHDRAWN
    return Standing.REVOKED if kinds else None


def _with_guardian(decision: Decision, guarded: set[str]) -> Decision:
    """Close a minor's own access when no guardian's application and consent carry it any more."""
    placed = decision.placed
    if placed.row.role is Role.MINOR and decision.standing is Standing.VALID and placed.student_id not in guarded:
        return Decision(placed, Standing.NO_GUARDIAN)
    return decision


def _paper(decision: Decision) -> PaperCase | None:
    row, standing = decision.placed.row, decision.standing
    if standing in {Standing.ENDED, Standing.NOT_YET}:
        return None
    if standing is Standing.REFUSED:
        no_access = row.refusal_ground is RefusalGround.NO_ACCESS
        reason = PaperReason.NO_ACCESS if no_access else PaperReason.REFUSED
    elif standing is Standing.WITHDRAWN:
        reason = PaperReason.WITHDRAWN
    elif row.form is not Form.ELECTRONIC:
        reason = PaperReason.PAPER_FORM
    elif standing is Standing.NO_CONSENT:
        reason = PaperReason.NO_CONSENT
    else:
        return None
    return PaperCase(*decision.placed.pair, reason)


def _next_change(rows: Iterable[FamilyRow], today: date) -> date | None:
    days = {row.valid_to + timedelta(days=1) for row in rows if row.valid_to}
    days |= {day for row in rows for day in (row.application_date, row.consent_date) if day}
    return min((day for day in days if day > today), default=None)


def refuse_vanished(vanished: int, seen: int) -> None:
    """Refuse when more than max(3, 5 %) of the rows seen last time are gone: the file is more likely cut than right."""
    if vanished > 3 and vanished * 20 > seen:
        message = f"{vanished} of {seen} rows of the families file have vanished since the last run"
        hint = "bring the file back, or confirm that these families are to lose their access"
        raise SuspiciousError("families-vanished", message, hint=hint)
