"""Who is owed paper, for which weeks, and when that is late (requirements A4.1, A4.2, B1.1, B2.6; A6.1, A7.1, B6.1).

Times are the school's; an offset, where there is one, is left aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from generator.model.papers import PaperRecord, Product, monday_of
from generator.rules.access import Decision, Decisions, PaperCase, PaperReason, Standing

_DUE_CLOCK = time(15)
_WITHIN_A_DAY = frozenset((Product.EXAM, Product.CALL))


class Urgency(StrEnum):
    """How a paper that nobody has yet stands: there is time, it is due now, it is late."""

    OPEN = "open"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class OwedPaper:
    """A week's extract (`2026-W47`) that a family has not got; `is_made`: it is printed and waits to be handed over."""

    student_id: str
    recipient_id: str
    ground: PaperReason
    class_title: str
    week: str
    is_made: bool
    urgency: Urgency


def paper_cases(decisions: Decisions, not_applied: str) -> tuple[PaperCase, ...]:
    """Return who gets paper, one case for a student and recipient, sorted; `not_applied` is `list` or `print`.

    What each row is worth on paper:

    - valid: paper only if the form is both; the electronic form alone owes none;
    - paper (the form is paper, and there is a consent): yes;
    - refused, with a ground or none, applied for or not: yes, a refusal in free form is enough (A4.1);
    - withdrawn, in the file or in the register: yes, whoever may not read on the web reads on paper (B1.1);
    - no consent: yes, the family is moved to paper by itself (B1.1). The same while the date of a consent lies ahead:
      a mistyped year must not leave a family with neither;
    - not yet, because the application's date lies ahead: no, nobody has asked yet;
    - revoked: only if the form is paper or both. What was revoked is the code, and a lost letter ends no wish for
      paper; who has the electronic form gets a new letter instead. Whoever may learn nothing of the child any more
      has an end (`valid_to`), or no row at all;
    - no application: only if the form is paper or both, for then somebody has written down that it is wanted;
    - ended: no, whatever else stands in the row;
    - a minor's own row, carried by a guardian or not: only if the form is paper or both. The duty is to parents and
      to adult students (A4.1), so a child's refusal, withdrawal or lacking consent moves nobody to paper. An adult
      student (`сам`) counts as a parent does, for himself.

    With `print`, a student whom nobody may read about and for whom no row gets paper is printed for whoever brings the
    child up (recipient ""): since the day on which the last row ended or was revoked, or nobody knows since when.
    """
    cases: dict[tuple[str, str], PaperCase] = {}
    for case in decisions.paper:
        cases.setdefault((case.student_id, case.recipient_id), case)
    if not_applied == "print":
        served = {student for student, _ in cases}
        ends = _ends(decisions.rows)
        for student in decisions.without:
            if student not in served:
                cases[student, ""] = PaperCase(student, "", PaperReason.NOT_APPLIED, ends.get(student))
    return tuple(case for _, case in sorted(cases.items()))


def _ends(rows: Iterable[Decision]) -> dict[str, date]:
    """Return student → the last day on which somebody's access ended."""
    ends: dict[str, date] = {}
    for row in rows:
        if row.since and row.standing in {Standing.ENDED, Standing.REVOKED}:
            student = row.placed.student_id
            ends[student] = max(ends.get(student, row.since), row.since)
    return ends


def due_at(monday: date, week_days: int) -> datetime:
    """Return when a week's extract is due: on its last school day (of 5 or 6) at 15:00."""
    return datetime.combine(_last_day(monday, week_days), _DUE_CLOCK)


def late_at(monday: date) -> datetime:
    """Return when a week's extract is late: as the next Monday begins."""
    return datetime.combine(monday + timedelta(days=7), time())


def owed_weeks(
    cases: Iterable[PaperCase],
    classes: Mapping[str, str],
    teaching: Mapping[str, Collection[str]],
    records: Iterable[PaperRecord],
    *,
    begin: date,
    now: datetime,
    week_days: int,
) -> tuple[OwedPaper, ...]:
    """Return the weeks up to now of which no extract was handed over, by week, class and student.

    `classes`: student → title of the class (who is in none is owed nothing); `teaching`: class → its weeks with a
    lesson. The school counts from `begin` on. A week counts when its last school day is not before `begin` and not
    before the case's own day.
    """
    made, handed = _extracts(records)
    owed = []
    for case in cases:
        title = classes.get(case.student_id, "")
        first = max(begin, case.since or begin)
        for week in set(teaching.get(title, ())):
            monday, key = monday_of(week), (case.student_id, case.recipient_id, week)
            if monday <= now.date() and _last_day(monday, week_days) >= first and key not in handed:
                urgency = _urgency(due_at(monday, week_days), late_at(monday), now)
                owed.append(OwedPaper(*key[:2], case.reason, title, week, key in made, urgency))
    return tuple(sorted(owed, key=_order))


def owed_papers(records: Iterable[PaperRecord], cases: Iterable[PaperCase] | None = None) -> tuple[PaperRecord, ...]:
    """Return term sheets and exam slips that are made and not handed over, oldest first.

    With `cases`, only those of families that still get paper: who has come to read on the web is owed none.
    """
    pairs = None if cases is None else {(case.student_id, case.recipient_id) for case in cases}
    return tuple(
        record
        for record in sorted(records, key=lambda r: r.number)
        if record.line.product in {Product.TERM, Product.EXAM} and not record.is_handed
        and (pairs is None or (record.line.student_id, record.line.recipient_id) in pairs)
    )  # fmt: skip


def urgency_of(record: PaperRecord, now: datetime) -> Urgency:
    """Return how urgent a paper about results is: due at once, and late 24 hours after it was first made for an exam
    (B6.1) or a call about an absence (A7.1), and when the second day after is over for a term (A6.1).

    Raises ValueError for a week's extract, which `owed_weeks` judges.
    """
    made = _local(record.first_made_at or record.made_at)
    if record.line.product in _WITHIN_A_DAY:
        return _urgency(made, made + timedelta(days=1), now)
    if record.line.product is Product.TERM:
        return _urgency(made, datetime.combine(made.date() + timedelta(days=3), time()), now)
    raise ValueError(f"{record.line.product} has no deadline of its own")


def _extracts(records: Iterable[PaperRecord]) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    """Return (student, recipient, week) of the extracts that were made, and of those that were handed over."""
    made, handed = set(), set()
    for record in records:
        if record.line.product is Product.WEEK:
            key = (record.line.student_id, record.line.recipient_id, record.line.period)
            made.add(key)
            if record.is_handed:
                handed.add(key)
    return made, handed


def _urgency(due: datetime, late: datetime, now: datetime) -> Urgency:
    moment = _local(now)
    if moment >= late:
        return Urgency.LATE
    return Urgency.DUE if moment >= due else Urgency.OPEN


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _last_day(monday: date, week_days: int) -> date:
    return monday + timedelta(days=week_days - 1)


def _order(owed: OwedPaper) -> tuple[str, int, str, int, str, str]:
    """Week, class («9А» before «10А»), student and recipient in the order in which the register met them."""
    title = owed.class_title
    grade = title[: len(title) - len(title.lstrip("0123456789"))]
    return (owed.week, int(grade or 0), title, len(owed.student_id), owed.student_id, owed.recipient_id)
