"""Duties towards families without a clock of hours: being informed (A1.1), contacts (B7.1), coming of age (B3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.model.acts import Act, ActKind
from generator.model.families import Role
from generator.reports.deadlines.judging import Judged
from generator.reports.duties.given import Pupil, SchoolGiven
from generator.rules.access import Standing
from generator.rules.deadlines import Verdict, end_of

_EARLY = timedelta(days=31)
"""A meeting in August tells of the school year that begins in September."""
_SOON = timedelta(days=30)
_YEAR = 365
_ADULT = 18


class Duty(NamedTuple):
    """How it stands for one student, or one student and recipient."""

    judged: Judged
    pupil: Pupil
    recipient_id: str = ""


def informing(given: SchoolGiven) -> Iterator[Duty]:
    """Yield for every student whether the family was told this school year that the service exists.

    Told is whose own act, or that of the class or the whole school, is of this year and not before the student came.
    Untold is at risk after a month, and broken only when the year is over.
    """
    start, end = given.year
    acts = [act for act in given.acts if act.kind is ActKind.INFORMED]
    for pupil in given.pupils.values():
        begin = max(start, pupil.begin or start)
        since = begin if begin > start else start - _EARLY
        if _is_told(acts, pupil, since):
            verdict = Verdict.MET
        elif given.now > end_of(end):
            verdict = Verdict.BROKEN
        else:
            verdict = Verdict.AT_RISK if given.now.date() > begin + _SOON else Verdict.OPEN
        yield Duty(Judged(verdict, end_of(end)), pupil)


def _is_told(acts: Iterable[Act], pupil: Pupil, since: date) -> bool:
    return any(
        (act.day or act.at.date()) >= since
        and (act.student_id == pupil.id or (not act.student_id and act.class_title in {"", pupil.class_title}))
        for act in acts
    )


def contacts(given: SchoolGiven) -> Iterator[Duty]:
    """Yield the contacts that families gave: those of more than 12 months ago are to be asked for again."""
    newest: dict[tuple[str, str], date] = {}
    for act in given.acts:
        if act.kind is ActKind.CONTACT:
            day = act.day or act.at.date()
            newest[act.pair] = max(day, newest.get(act.pair, day))
    for (student, recipient), day in sorted(newest.items()):
        pupil = given.pupils.get(student)
        if pupil:
            due = end_of(day + timedelta(days=_YEAR))
            verdict = Verdict.MET if given.now <= due else Verdict.AT_RISK
            yield Duty(Judged(verdict, due), pupil, recipient)


def coming_of_age(given: SchoolGiven) -> Iterator[Duty]:
    """Yield who is 18, or will be within 30 days, and about whom others read: a reminder, access goes on."""
    read = {row.placed.student_id: row.placed for row in given.rows
            if row.standing is Standing.VALID and row.placed.row.role is Role.GUARDIAN}  # fmt: skip
    today = given.now.date()
    for student in sorted(read):
        pupil = given.pupils.get(student)
        if pupil and pupil.birth_date:
            day = _birthday(pupil.birth_date, _ADULT)
            if day - _SOON <= today:
                yield Duty(Judged(Verdict.AT_RISK, end_of(day)), pupil)


def _birthday(born: date, years: int) -> date:
    """Return the birthday; who was born on 29 February has it on 1 March of other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
