"""Papers for families who are informed on paper: what there is, and what the register knows of one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Product(StrEnum):
    """What is printed for a family (requirements A4.2, B2.6; A6.1; B6.1; A7.1).

    A week's extract, the sheet of a term's marks, the slip of an exam's result, the call about an absence.
    """

    WEEK = "week"
    TERM = "term"
    EXAM = "exam"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that was made for one recipient and one student, by the register's ids (`recipient_id` "": for whoever
    brings the child up).

    `period` is what it is about: `2026-W47` (ISO 8601), a term's id, `day/subject` of an exam, an ISO day. `ground`
    says why on paper (`rules.access.PaperReason`), `code` is the check code printed on it (eight letters and digits).
    """

    student_id: str
    recipient_id: str
    product: Product
    period: str
    class_title: str
    ground: str
    code: str


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper as the register has it: `issue` is the number of the run that printed it, `made_at` when that was.

    `handed_on` is the day of the hand-over (None: not yet), `handed_to` who took it, "" for the recipient in person.
    `first_made_at` is when an earlier run had printed it first (None: it was printed once); deadlines count from there.
    """

    number: int
    line: PaperLine
    issue: int
    made_at: datetime
    handed_on: date | None
    handed_to: str = field(repr=False)
    first_made_at: datetime | None = None

    @property
    def is_handed(self) -> bool:
        """Say whether the family has it."""
        return self.handed_on is not None


def week_name(day: date) -> str:
    """Return the ISO 8601 name of a day's week: `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """Return the Monday of `2026-W47`; raises ValueError for anything that is no ISO week."""
    year, mark, number = week.partition("-W")
    if not mark or not year.isdigit() or not number.isdigit():
        raise ValueError(f"not an ISO week: {week}")
    return date.fromisocalendar(int(year), int(number), 1)
