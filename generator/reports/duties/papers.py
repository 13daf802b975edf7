"""Papers (A4.2, B2.6; A6.1, B6.1, A7.1): weekly extracts, and papers of results, made and handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.model.papers import PaperRecord, Product, monday_of
from generator.reports.deadlines.judging import Judged, judge
from generator.reports.deadlines.values import Matter
from generator.reports.duties.given import SchoolGiven
from generator.rules.deadlines import Deadline, Rule, Verdict, end_of, on_day
from generator.rules.papers import Urgency, late_at, owed_papers

_VERDICTS = {Urgency.OPEN: Verdict.OPEN, Urgency.DUE: Verdict.AT_RISK, Urgency.LATE: Verdict.BROKEN}
_RULES = {
    Product.EXAM: Rule.EXAM_RESULTS,
    Product.CALL: Rule.ABSENCES,
    Product.TERM: Rule.TERM_MARKS,
    Product.WEEK: Rule.FORECAST,  # the extract brings it; no clock of the rules is asked here
}
_MOMENT = timedelta(seconds=1)


class PaperDue(NamedTuple):
    """A paper and how it stands; `period` as in `model.papers.PaperLine`."""

    matter: Matter
    judged: Judged
    class_title: str
    student_id: str
    recipient_id: str
    product: Product
    period: str


def papers_due(given: SchoolGiven) -> Iterator[PaperDue]:
    """Yield every paper that is owed or was handed over.

    A week's extract is due until the week is over; a paper of results from when it was first made: 24 hours for an
    exam (B6.1) and a call (A7.1), two days after for a term (A6.1). Of a hand-over the register knows the day.
    """
    for owed in given.owed:
        due = late_at(monday_of(owed.week)) - _MOMENT
        left = int((due - given.now).total_seconds())
        judged = Judged(_VERDICTS[owed.urgency], due, None, bound=False, seconds=left)
        yield PaperDue(
            Matter.WEEKLY_PAPER, judged, owed.class_title, owed.student_id, owed.recipient_id, Product.WEEK, owed.week
        )
    unhanded = {record.number for record in owed_papers(given.papers)}
    for record in given.papers:
        if record.handed_on or record.number in unhanded:
            line = record.line
            matter = Matter.WEEKLY_PAPER if line.product is Product.WEEK else Matter.RESULT_PAPER
            judged = judge(_clock(record), given.now)
            yield PaperDue(
                matter, judged, line.class_title, line.student_id, line.recipient_id, line.product, line.period
            )


def _clock(record: PaperRecord) -> Deadline:
    made = (record.first_made_at or record.made_at).replace(tzinfo=None)
    due = _due(record, made)
    start = min(made, due)
    done = on_day(record.handed_on) if record.handed_on else None
    return Deadline(_RULES[record.line.product], start, start, due, done)


def _due(record: PaperRecord, made: datetime) -> datetime:
    if record.line.product is Product.WEEK:
        return late_at(monday_of(record.line.period)) - _MOMENT
    if record.line.product is Product.TERM:
        return end_of(made.date() + timedelta(days=2))
    return made + timedelta(days=1)
