"""A deadline of the regulations, what is known about its being kept, and the verdict at a moment.

Explained in docs/explanation/deadlines.md. All times are local to the school and have no zone: 24 hours are 24 hours
by its clocks. The clocks of the single rules are in `rules.clocks`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

_LAST_SECOND = time(23, 59, 59)


class Rule(StrEnum):
    """What has to be done in time, by the number of the requirement it comes from."""

    CODE = "code"
    MARKS = "marks"
    TERM_MARKS = "term_marks"
    ABSENCES = "absences"
    EXAM_RESULTS = "exam_results"
    HOMEWORK = "homework"
    FORECAST = "forecast"
    TIMETABLE = "timetable"
    CHANGES = "changes"
    TESTS_LIST = "tests_list"

    @property
    def requirement(self) -> str:
        """Return the number of the requirement, as in A2.2."""
        return _REQUIREMENTS[self]


_REQUIREMENTS = {
    Rule.CODE: "A2.2",
    Rule.MARKS: "A5.1",
    Rule.TERM_MARKS: "A6.1",
    Rule.ABSENCES: "A7.1",
    Rule.EXAM_RESULTS: "B6.1",
    Rule.HOMEWORK: "B2.5g",
    Rule.FORECAST: "B4.1",
    Rule.TIMETABLE: "B2.5b",
    Rule.CHANGES: "B2.5c",
    Rule.TESTS_LIST: "B2.5d",
}


class Evidence(StrEnum):
    """What kind of time is known: the very moment, or one at which it was certainly done already."""

    EXACT = "exact"
    NOT_LATER_THAN = "not_later_than"


class Verdict(StrEnum):
    """How a deadline stands. `UNPROVEN`: it may have been kept, and nothing shows that it was or that it was not."""

    MET = "met"
    OPEN = "open"
    AT_RISK = "at_risk"
    UNPROVEN = "unproven"
    BROKEN = "broken"


class Done(NamedTuple):
    """When it was done: at `at`, or with `NOT_LATER_THAN` at some time up to it.

    `after` is the last moment at which it was certainly not done yet, None when no such moment is known.
    """

    at: datetime
    evidence: Evidence = Evidence.EXACT
    after: datetime | None = None


def by_then(at: datetime, after: datetime | None = None) -> Done:
    """Return what a ledger of first sights knows: seen at `at`, and not yet there at the look before (`after`)."""
    return Done(at, Evidence.NOT_LATER_THAN, after)


def on_day(day: date) -> Done:
    """Return what a register knows that keeps days and no hours: some time on that day."""
    return Done(end_of(day), Evidence.NOT_LATER_THAN, start_of(day))


class Standing(NamedTuple):
    """A verdict and its margin: the time left, or to spare (`MET`); negative: how late.

    `bound`: the time is not exact, so what is to spare is at least that, and the delay at most. `days` counts whole
    calendar days between the due day and the day that is compared, negative when late.
    """

    verdict: Verdict
    margin: timedelta
    days: int
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A thing to be done from `start` until `due`, the last second that is in time; undone it is at risk from `amber`.

    `looked` matters while it is undone: the last look at a source that had to show it. None: the source is our own
    and always up to date (the register, what was published).
    """

    rule: Rule
    start: datetime
    amber: datetime
    due: datetime
    done: Done | None = None
    looked: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Return the verdict at a moment.

        A time that is only an upper bound proves that a deadline was kept, never that it was missed; for that, the
        source must have been looked at after the due time without showing it.
        """
        if self.done is None:
            return self._compared(self._undone(now), now)
        at = self.done.at.replace(microsecond=0)
        bound = self.done.evidence is Evidence.NOT_LATER_THAN
        if at <= self.due:
            verdict = Verdict.MET
        elif bound and (self.done.after is None or self.done.after < self.due):
            verdict = Verdict.UNPROVEN
        else:
            verdict = Verdict.BROKEN
        return self._compared(verdict, at, bound=bound)

    def _undone(self, now: datetime) -> Verdict:
        if now <= self.due:
            return Verdict.AT_RISK if now >= self.amber else Verdict.OPEN
        return Verdict.UNPROVEN if self.looked is not None and self.looked < self.due else Verdict.BROKEN

    def _compared(self, verdict: Verdict, at: datetime, *, bound: bool = False) -> Standing:
        return Standing(verdict, self.due - at, (self.due.date() - at.date()).days, bound)


def shortest(deadlines: Iterable[Deadline]) -> Deadline:
    """Return the one that counts where several rules apply to the same thing: the shortest (§1.2, B6.1 over A6.1)."""
    return min(deadlines, key=lambda deadline: deadline.due)


def counted(clock: str, *, entered: datetime | None, seen: Done | None, published: datetime | None) -> Done | None:
    """Return which time counts by the clock of the profile, None while nothing is known.

    `publication`: the first publication that contained it, exactly. `entry`: the export's own time of entry, else the
    ledger of first sights, else the publication; the last two say only «not later than».
    """
    if clock == "publication":
        return Done(published) if published else None
    if entered:
        return Done(entered)
    if seen:
        return seen
    return by_then(published) if published else None


def start_of(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time.min)


def end_of(day: date) -> datetime:
    """Return the last second of a day: what is due on a day may be done all day long."""
    return datetime.combine(day, _LAST_SECOND)
