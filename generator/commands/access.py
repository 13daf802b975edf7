"""`diary access`: codes are drawn, letters written, hand-overs and revocations noted. No argument parsing here.

Every function takes a `Desk` of open collaborators and returns plain values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from generator.commands.access_desk import AccessLine, Desk, IssuedCode, Progress, StudentLine
from generator.commands.access_letters import draw_letters, letter_path, remove_letters, settle_letters
from generator.errors import RegisterError, SettingsError, UsageError
from generator.model.families import AccessEvent, AccessEventKind
from generator.origin import Origin
from generator.register.records import CodeRecord
from generator.register.register import Register
from generator.rules.access import Decisions, decide


def issue(desk: Desk, only: Sequence[str] = (), progress: Progress | None = None) -> tuple[IssuedCode, ...]:
    """Draw codes for every recipient with a valid row and no code, or for the named ones, and write their letters.

    Raises SettingsError `no-site-address`, UsageError `no-valid-row`, RegisterError `already-issued`.
    """
    _prepare(desk)
    live = desk.register.keks()
    for recipient_id in only:
        _check_known(desk, recipient_id)
        if recipient_id in live:
            hint = "to replace it, use `diary access reissue`"
            raise RegisterError("already-issued", f"{recipient_id} has a code that is valid", hint=hint)
        _children_of(desk.decisions, recipient_id)
    due = tuple(only) or tuple(r for r in _by_number(desk.decisions.children) if r not in live)
    children = {recipient_id: desk.decisions.children[recipient_id] for recipient_id in due}
    return tuple(draw_letters(desk, children, desk.register.issue, progress))


def reissue(
    desk: Desk, recipients: Sequence[str], students: Sequence[str] = (), progress: Progress | None = None
) -> tuple[IssuedCode, ...]:
    """Replace codes, and open again what was revoked. `students`: whose withdrawn consent this lifts as well.

    Raises UsageError `no-valid-row` when the families file would still not let the recipient read.
    """
    _prepare(desk)
    children = {}
    for recipient_id in recipients:
        _check_known(desk, recipient_id)
        children[recipient_id] = _children_of(_after_reissue(desk, recipient_id, students), recipient_id)

    def replace(recipient_id: str, kek: bytes, now: datetime) -> None:
        desk.register.replace(recipient_id, kek, now, students)

    return tuple(draw_letters(desk, children, replace, progress))


def hand(desk: Desk, recipients: Sequence[str], to: str = "") -> tuple[str, ...]:
    """Note that letters were handed over (`to` "": to the recipient in person) and remove their files.

    All or none of the hand-overs are noted. Files go after the note: a leftover file can be removed later, a missing
    note can't be made up. Returns the recipients.
    """
    settle_letters(desk.letters, desk.register.keks())
    with desk.register.transaction():
        for recipient_id in recipients:
            desk.register.hand(recipient_id, to or desk.recipient_name(recipient_id), desk.now)
    remove_letters(desk.letters, recipients)
    return tuple(recipients)


def revoke(
    register: Register, letters: Path, recipients: Sequence[str], now: datetime, reason: str = ""
) -> tuple[str, ...]:
    """Close the access of these recipients. The next build leaves them out of every page and removes their own."""
    with register.transaction():
        for recipient_id in recipients:
            register.revoke(recipient_id, now, reason)
    remove_letters(letters, recipients)
    return tuple(recipients)


def list_access(desk: Desk) -> tuple[AccessLine, ...]:
    """Return everybody who ever had a row or a code, in the order of their numbers."""
    settle_letters(desk.letters, desk.register.keks())
    latest = {code.recipient_id: code for code in desk.register.codes()}
    lines: dict[str, list[StudentLine]] = {recipient_id: [] for recipient_id in desk.register.recipients()}
    for decision in desk.decisions.rows:
        student = decision.placed.student_id
        line = StudentLine(student, desk.pupil_text(student), decision.standing.value)
        lines.setdefault(decision.placed.recipient_id, []).append(line)
    return tuple(_access_line(desk, r, tuple(lines[r]), latest.get(r)) for r in _by_number(lines))


def _access_line(
    desk: Desk, recipient_id: str, students: tuple[StudentLine, ...], code: CodeRecord | None
) -> AccessLine:
    return AccessLine(
        recipient_id=recipient_id,
        recipient=desk.recipient_name(recipient_id),
        students=students,
        code=_code_state(code),
        issued_at=code.issued_at.isoformat() if code else "",
        handed_at=code.handed_at.isoformat() if code and code.handed_at else "",
        handed_to=code.handed_to if code else "",
        letter=letter_path(desk.letters, recipient_id).is_file(),
    )


def _code_state(code: CodeRecord | None) -> str:
    if code is None:
        return "none"
    if not code.live:
        return "revoked"
    return "handed" if code.handed_at else "issued"


def _prepare(desk: Desk) -> None:
    if not desk.address:
        hint = "write the address where the site will lie into site.address; it stands in every letter and QR code"
        raise SettingsError("no-site-address", "codes can't be issued before the site has an address",
                            origin=Origin("site.yaml"), hint=hint)  # fmt: skip
    settle_letters(desk.letters, desk.register.keks())


def _check_known(desk: Desk, recipient_id: str) -> None:
    if recipient_id not in desk.register.recipients():
        hint = "recipients are named by the ids that `diary access list` shows, like R12"
        raise RegisterError("unknown-recipient", f"there is no recipient {recipient_id}", hint=hint)


def _children_of(decisions: Decisions, recipient_id: str) -> tuple[str, ...]:
    children = decisions.children.get(recipient_id, ())
    if not children:
        standings = sorted({d.standing.value for d in decisions.rows if d.placed.recipient_id == recipient_id})
        why = ", ".join(standings) or "no row in the families file"
        hint = "the families file decides who may read; `diary access list` shows why somebody may not"
        raise UsageError("no-valid-row", f"{recipient_id} may not read anything ({why})", hint=hint)
    return children


def _after_reissue(desk: Desk, recipient_id: str, students: Sequence[str]) -> Decisions:
    """Return the decisions as they would be with the reissue in the register."""
    events = desk.register.access_events()
    number = max((event.number for event in events), default=0) + 1
    today = desk.now.date()
    more = [
        AccessEvent(number + index, AccessEventKind.REISSUED, recipient_id, student, today)
        for index, student in enumerate(("", *students))
    ]
    placed = [decision.placed for decision in desk.decisions.rows]
    return decide(placed, desk.pupils, (*events, *more), today, desk.consent)


def _by_number(recipients: Mapping[str, object]) -> list[str]:
    return sorted(recipients, key=lambda recipient: (len(recipient), recipient))
