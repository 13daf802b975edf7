"""The five working days of an access code (A2.2): one clock for every application that a code is owed for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from generator.reports.deadlines.judging import Judged, judge
from generator.reports.duties.given import Code, SchoolGiven
from generator.rules.access import Standing
from generator.rules.clocks.codes import access_code
from generator.rules.deadlines import Done


class CodeState(NamedTuple):
    """When the recipient's first code was drawn and came to the family, None: not yet."""

    issued_at: datetime | None
    handed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CodeDue:
    """An application and its clock; `student_ids`: whom the recipient applied for on that day."""

    recipient_id: str
    student_ids: tuple[str, ...]
    registered: date
    state: CodeState
    judged: Judged

    @property
    def due(self) -> datetime:
        """Return the last moment that is in time."""
        if self.judged.due is None:
            raise ValueError("a code always has a due time")
        return self.judged.due


def codes_due(given: SchoolGiven) -> tuple[CodeDue, ...]:
    """Return the clocks of all applications that are worth an electronic access today, the longest due first.

    A row that gives no access (paper, refused, without consent) owes no code. Who had a code already when another
    child was registered has that application met at once; a code that was revoked before does not count.
    Raises SettingsError `no-production-calendar`.
    """
    students: defaultdict[tuple[str, date], list[str]] = defaultdict(list)
    for row in given.rows:
        registered = row.placed.row.application_date
        if registered and row.standing is Standing.VALID:
            students[row.placed.recipient_id, registered].append(row.placed.student_id)
    codes: defaultdict[str, list[Code]] = defaultdict(list)
    for code in given.codes:
        codes[code.recipient_id].append(code)
    found = [
        _due(given, recipient, tuple(sorted(own)), registered, codes[recipient])
        for (recipient, registered), own in students.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.due, len(one.recipient_id), one.recipient_id)))


def _due(given: SchoolGiven, recipient: str, students: tuple[str, ...], registered: date, codes: list[Code]) -> CodeDue:
    counted = [code for code in codes if code.revoked_at is None or code.revoked_at.date() >= registered]
    issued = min((code.issued_at for code in counted), default=None)
    handed = min((code.handed_at for code in counted if code.handed_at), default=None)
    clock = access_code(
        given.profile(registered),
        given.days,
        registered,
        issued=Done(issued) if issued else None,
        delivered=Done(handed) if handed else None,
    )
    return CodeDue(recipient, students, registered, CodeState(issued, handed), judge(clock, given.now))
