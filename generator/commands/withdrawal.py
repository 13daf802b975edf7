"""Withdrawal of consent, step by step. No argument parsing here; the verb and the panel call it.

The register comes first and in one transaction; what follows can be repeated until it is done, and every later call
does so (`settle`): traces of a key, a letter that opens nothing any more, the sheet of the act.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.commands.access_letters import letter_path, remove_letters
from generator.commands.inputs import Inputs
from generator.commands.readers import read_standing
from generator.commands.school import read_school
from generator.errors import DiaryError, RegisterError, UsageError
from generator.model.acts import ActKind, ActLine, Source
from generator.model.families import AccessEvent, AccessEventKind, FamilyRow
from generator.register.register import Register
from generator.register.withdrawals.records import Withdrawal, WithdrawalRecord
from generator.rules.access import Decisions, acts_in_force, decide
from generator.sealing.codes import family_address


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the family declared: whose consent for whom, on which day, by which document, and why if they say so."""

    recipient_id: str
    student_id: str
    on: date
    document: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)


def withdraw(inputs: Inputs, register: Register, declared: Declaration) -> WithdrawalRecord:
    """Enter a withdrawal into the register. The pages follow with the next build, then call `settle`.

    Exports or a families file that can't be read do not stand in its way: then the register's own view decides whether
    another student is left. Raises RegisterError `unknown-student`, `unknown-recipient`, `no-such-pair`,
    `already-withdrawn`, UsageError `withdrawal-date`.
    """
    decisions = _decisions(inputs, register)
    row = _row(decisions, declared)
    agreed = _agreed(row, inputs.now.date())
    _check_date(declared.on, inputs.now.date(), row)
    acts = _acts_of(register, declared.recipient_id)
    if any(act.kind is AccessEventKind.WITHDRAWN for act in acts_in_force(declared.student_id, acts, agreed)):
        message = f"the consent of {declared.recipient_id} for {declared.student_id} is withdrawn already"
        hint = "its act: `diary withdraw --acts`; if the pages are as before, mend what the build says, then build"
        raise RegisterError("already-withdrawn", message, hint=hint)
    kek = register.keks().get(declared.recipient_id)
    ends = not _left(inputs, register, declared, decisions)
    withdrawal = Withdrawal(
        declared.recipient_id,
        declared.student_id,
        declared.on,
        declared.document,
        declared.reason,
        ends_key=ends,
        family=family_address(kek) if ends and kek else "",
        letter=ends and letter_path(inputs.folder.letters, declared.recipient_id).is_file(),
    )
    with register.transaction():
        record = register.withdrawals.enter(withdrawal, inputs.moment)
        register.acts.add([_act_line(record)], Source.COMMAND, inputs.moment)
    return record


def _act_line(record: WithdrawalRecord) -> ActLine:
    """Return the line of the register of consents (B1.1)."""
    said = record.withdrawal
    return ActLine(
        kind=ActKind.CONSENT_WITHDRAWN,
        day=said.on,
        student_id=said.student_id,
        recipient_id=said.recipient_id,
        document=said.document,
        detail={"act": str(record.number)},
    )


def settle(inputs: Inputs, register: Register) -> bool:
    """Do what is left of earlier withdrawals; say whether no trace of an erased key is left in the register's files.

    The letters of those who have no code go: they open nothing, and hold what was a key.
    """
    live = register.keks()
    ended = {record.withdrawal.recipient_id for record in register.withdrawals.all() if record.withdrawal.ends_key}
    gone = [person for person in sorted(ended - set(live)) if letter_path(inputs.folder.letters, person).is_file()]
    if gone:
        remove_letters(inputs.folder.letters, gone)
    return register.withdrawals.clean(inputs.moment)


def _decisions(inputs: Inputs, register: Register) -> Decisions | None:
    """Return who may read as things stand, None when exports or families file can't be read."""
    try:
        loaded = read_school(inputs, inputs.folder.cache, quiet=True)
        return None if loaded.problems else read_standing(inputs, loaded, register).decisions
    except DiaryError:
        return None


def _row(decisions: Decisions | None, declared: Declaration) -> FamilyRow | None:
    pair = (declared.student_id, declared.recipient_id)
    rows = decisions.rows if decisions else ()
    return next((found.placed.row for found in rows if found.placed.pair == pair), None)


def _agreed(row: FamilyRow | None, today: date) -> date | None:
    return row.consent_date if row and row.consent_date and row.consent_date <= today else None


def _check_date(on: date, today: date, row: FamilyRow | None) -> None:
    """Refuse a day that can't be: a mistyped year would stand in an act."""
    begin = min((day for day in (row.application_date, row.consent_date) if day), default=None) if row else None
    if on > today or (begin and on < begin):
        why = "lies ahead" if on > today else "lies before the application"
        raise UsageError("withdrawal-date", f"the day {on} {why}", hint="--date is the day of the declaration")


def _acts_of(register: Register, recipient_id: str) -> Sequence[AccessEvent]:
    return [act for act in register.access_events() if act.recipient_id == recipient_id]


def _left(inputs: Inputs, register: Register, declared: Declaration, decisions: Decisions | None) -> bool:
    """Say whether the recipient may read about another student after the withdrawal."""
    person, today = declared.recipient_id, inputs.now.date()
    if decisions is None:
        acts = _acts_of(register, person)
        others = {s for s, recipient in register.family_view() if recipient == person} - {declared.student_id}
        return any(not acts_in_force(student, acts, None) for student in others)
    events = register.access_events()
    number = max((event.number for event in events), default=0) + 1
    more = AccessEvent(number, AccessEventKind.WITHDRAWN, person, declared.student_id, today)
    placed = [found.placed for found in decisions.rows]
    after = decide(placed, (), (*events, more), today, inputs.settings.access.consent)
    return bool(after.children.get(person))
