"""The radar of the school: the radars of its classes, and what it owes families, in totals and lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial

from generator.reports.deadlines.judging import MOST_LINES, SEVERITY, Judged, Tallies, added
from generator.reports.deadlines.values import ClassDeadlines, Line, Matter, SchoolDeadlines, Tally
from generator.reports.duties.codes import codes_due
from generator.reports.duties.families import Duty, coming_of_age, contacts, informing
from generator.reports.duties.given import Journal, SchoolGiven
from generator.reports.duties.papers import papers_due
from generator.rules.deadlines import Verdict


def school_deadlines(
    classes: Iterable[ClassDeadlines], given: SchoolGiven, *, most: int = MOST_LINES
) -> SchoolDeadlines:
    """Return the radar of the school; of its own matters `most` lines are kept, as each class kept its own.

    Raises SettingsError `no-production-calendar`: codes are due in working days in every reading.
    """
    found = tuple(classes)
    own = _School(given)
    by = [(key, tally) for one in found for key, tally in one.tallies.items()]
    lines, cut = own.tallies.lines(most)
    cuts: defaultdict[Matter, int] = defaultdict(int, cut)
    for one in found:
        for matter, more in one.cut.items():
            cuts[matter] += more
    by += own.tallies.by.items()
    of_classes = [((matter, one.group_id), tally) for one in found for (matter, _), tally in one.tallies.items()]
    weeks = [pair for one in found for pair in one.weeks.items()]
    return SchoolDeadlines(
        now=given.now,
        matters=added((matter, tally) for (matter, _), tally in by),
        teachers=added(by),
        classes=added([*of_classes, *own.classes.items()]),
        weeks=added([*weeks, *own.tallies.weeks.items()]),
        lines=tuple(sorted((*lines, *(line for one in found for line in one.lines)), key=_worst_first)),
        cut=dict(cuts),
    )


def _worst_first(line: Line) -> tuple[int, bool, int]:
    return (SEVERITY[line.verdict], line.seconds is None, line.seconds or 0)


class _School:
    """What the school owes, counted."""

    def __init__(self, given: SchoolGiven) -> None:
        self.given = given
        self.tallies = Tallies()
        self.classes: dict[tuple[Matter, str], Tally] = {}
        self._groups = {pupil.class_title: pupil.group_id for pupil in given.pupils.values()}
        for line in (*self._codes(), *self._papers(), *self._letters(), *self._journals(), *self._duties()):
            self._count(line)

    def _count(self, line: Line) -> None:
        judged = Judged(line.verdict, line.due, line.done, line.bound, line.seconds)
        self.tallies.add(line.matter, line.teacher_id, judged, line.things, partial(_same, line))
        if line.group_id:
            key = (line.matter, line.group_id)
            tally = Tally(**{line.verdict.value: line.things})
            self.classes[key] = self.classes[key] + tally if key in self.classes else tally

    def _line(self, matter: Matter, judged: Judged, student_id: str, recipient_id: str, class_title: str = "") -> Line:
        pupil = self.given.pupils.get(student_id)
        title = class_title or (pupil.class_title if pupil else "")
        group = self._groups.get(title, "")
        return Line(
            matter, judged.verdict, group, title, self.given.homeroom.get(group, ""), "", None, judged.due, 1,
            done=judged.done, bound=judged.bound, seconds=judged.seconds,
            student_ids=(student_id,) if student_id else (), recipient_ids=(recipient_id,) if recipient_id else (),
        )  # fmt: skip

    def _codes(self) -> Iterator[Line]:
        for one in codes_due(self.given):
            line = self._line(Matter.CODE, one.judged, one.student_ids[0], one.recipient_id)
            yield line._replace(student_ids=one.student_ids, day=one.registered)

    def _papers(self) -> Iterator[Line]:
        for paper in papers_due(self.given):
            line = self._line(paper.matter, paper.judged, paper.student_id, paper.recipient_id, paper.class_title)
            yield line._replace(detail=paper.period)

    def _letters(self) -> Iterator[Line]:
        for recipient in self.given.letters:
            yield self._line(Matter.LETTERS, Judged(Verdict.AT_RISK), "", recipient)

    def _journals(self) -> Iterator[Line]:
        for journal in self.given.journals:
            judged = freshness(journal, self.given)
            yield self._line(Matter.FRESHNESS, judged, "", "")._replace(detail=journal.name)

    def _duties(self) -> Iterator[Line]:
        judged: tuple[tuple[Matter, Iterator[Duty]], ...] = (
            (Matter.INFORMING, informing(self.given)),
            (Matter.CONTACTS, contacts(self.given)),
            (Matter.COMING_OF_AGE, coming_of_age(self.given)),
        )
        for matter, duties in judged:
            for duty in duties:
                yield self._line(matter, duty.judged, duty.pupil.id, duty.recipient_id, duty.pupil.class_title)


def _same(line: Line) -> Line:
    return line


def freshness(journal: Journal, given: SchoolGiven) -> Judged:
    """Judge the newest export of a journal: fresh for so many hours of working days (B8.1).

    Days off do not make an export old, for on them there is nothing to export. A journal that never gave one is stale.
    """
    if journal.newest is None:
        return Judged(Verdict.BROKEN)
    due = journal.newest + timedelta(hours=given.fresh_hours)
    day = journal.newest.date() + timedelta(days=1)
    while day <= min(due, given.now).date():
        if given.days.knows(day.year) and not given.days.is_working(day):
            due += timedelta(days=1)
        day += timedelta(days=1)
    verdict = Verdict.MET if given.now <= due else Verdict.BROKEN
    return Judged(verdict, due, journal.newest, bound=False, seconds=int((due - given.now).total_seconds()))
