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
    NOT_APPLIED = "not_applied"


@dataclass(frozen=True, slots=True)
class Decision:
    """A row and what it is worth, and from which day: that of the act which closed it (the day after `valid_to`), else
    that of the application. None: no such day is written down, or it lies ahead.
    """

    placed: PlacedRow
    standing: Standing
    since: date | None


@dataclass(frozen=True, slots=True)
class PaperCase:
    """Paper is due for this student to this recipient, from a day on (`since` None: nobody knows from which).

    `recipient_id` "": whoever brings the child up (see `rules.papers.paper_cases`).
    """

    student_id: str
    recipient_id: str
    reason: PaperReason
    since: date | None


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
    first = [_decide_row(p, acts.get(p.recipient_id, ()), today, consent) for p in placed]
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
        paper=tuple(case for d in decisions if (case := _paper(d, today))),
        without=tuple(sorted(set(students) - set(readers))),
        next_change=_next_change([p.row for p in placed], today),
    )


def _open_pairs(decisions: Iterable[Decision]) -> list[Pair]:
    """Return the pairs all of whose rows are valid (a pair twice is refused before, but must not open here either)."""
    closed = {d.placed.pair for d in decisions if d.standing is not Standing.VALID}
    return sorted({d.placed.pair for d in decisions} - closed)


def _decide_row(placed: PlacedRow, acts: Sequence[AccessEvent], today: date, consent: str) -> Decision:
    row = placed.row
    agreed = row.consent_date if row.consent_date and row.consent_date <= today else None
    closing = acts_in_force(placed.student_id, acts, agreed)
    withdrawn = [act.declared_on or act.on for act in closing if act.kind is AccessEventKind.WITHDRAWN]
    steps = (
        (row.valid_to is not None and row.valid_to < today, Standing.ENDED),
        (_closes(row.refusal_date, agreed), Standing.REFUSED),
        (_closes(row.consent_withdrawn, agreed) or bool(withdrawn), Standing.WITHDRAWN),
        (bool(closing), Standing.REVOKED),
        (not (row.application_no and row.application_date), Standing.NO_APPLICATION),
        (row.application_date is not None and row.application_date > today, Standing.NOT_YET),
        (consent != "law" and row.consent_date is not None and row.consent_date > today, Standing.NOT_YET),
        (consent != "law" and not agreed, Standing.NO_CONSENT),
        (row.form is Form.PAPER, Standing.PAPER),
    )
    standing = next((standing for holds, standing in steps if holds), Standing.VALID)
    taken_back = [*withdrawn, *(day for day in (row.refusal_date, row.consent_withdrawn) if _closes(day, agreed))]
    closed: Mapping[Standing, Sequence[date | None]] = {
        Standing.ENDED: [row.valid_to + timedelta(days=1)] if row.valid_to else [],
        Standing.REFUSED: taken_back,
        Standing.WITHDRAWN: taken_back,
        Standing.REVOKED: [act.on for act in closing],
    }
    return Decision(placed, standing, _first(closed.get(standing, ()), today) or _first([row.application_date], today))


def _first(days: Iterable[date | None], today: date) -> date | None:
    """Return the earliest day that has come."""
    return min((day for day in days if day and day <= today), default=None)


def _closes(closing: date | None, agreed: date | None) -> bool:
    return closing is not None and (agreed is None or agreed <= closing)


def _by_recipient(events: Iterable[AccessEvent]) -> dict[str, list[AccessEvent]]:
    acts: dict[str, list[AccessEvent]] = defaultdict(list)
    for event in sorted(events, key=lambda e: e.number):
        acts[event.recipient_id].append(event)
    return acts


def acts_in_force(student: str, acts: Sequence[AccessEvent], agreed: date | None) -> list[AccessEvent]:
    """Return what closes a student to a recipient, out of the register's `acts` of this recipient in their order.

    A withdrawal closes from the day on which it was entered, whatever day its document bears; a consent of a later day
    (`agreed`, None: there is none) lifts it.
    """
    return [act for act in _closing_acts(student, acts) if _closes(act.on, agreed)]


def _closing_acts(student: str, acts: Sequence[AccessEvent]) -> list[AccessEvent]:
    """Return the acts about this student that no reissue has lifted; a later consent lifts what is left.

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
    return closing


def _with_guardian(decision: Decision, guarded: set[str]) -> Decision:
    """Close a minor's own access when no guardian's application and consent carry it any more."""
    placed = decision.placed
    if placed.row.role is Role.MINOR and decision.standing is Standing.VALID and placed.student_id not in guarded:
        return Decision(placed, Standing.NO_GUARDIAN, decision.since)
    return decision


def _paper(decision: Decision, today: date) -> PaperCase | None:
    """Return what `rules.papers` describes: whether a row gets paper, why, and since when."""
    row = decision.placed.row
    reason = None if decision.standing is Standing.ENDED else _paper_reason(decision, today)
    if reason is None:
        return None
    # A family that had asked for paper was owed it before it refused or withdrew.
    asked = row.application_date if row.form is not Form.ELECTRONIC else None
    return PaperCase(*decision.placed.pair, reason, _first([decision.since, asked], today))


def _paper_reason(decision: Decision, today: date) -> PaperReason | None:
    row, standing = decision.placed.row, decision.standing
    no_access = row.refusal_ground is RefusalGround.NO_ACCESS
    closed = {
        Standing.REFUSED: PaperReason.NO_ACCESS if no_access else PaperReason.REFUSED,
        Standing.WITHDRAWN: PaperReason.WITHDRAWN,
    }
    minor = row.role is Role.MINOR
    if standing in closed and not minor:
        return closed[standing]
    if row.application_date and row.application_date > today:
        return None
    if row.form is not Form.ELECTRONIC:
        return PaperReason.PAPER_FORM
    lacks_consent = standing in {Standing.NO_CONSENT, Standing.NOT_YET}
    return PaperReason.NO_CONSENT if lacks_consent and not minor else None


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
