"""Plan against fact (B5.2, B5.3): hours by the plan, in the timetable, held, lost and still to give.

A line is of one group: two subgroups that learn a subject in two rooms are two lines, as they are two teachers' hours.
Hours are lessons. Rule: docs/explanation/statistics.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.kinds import TermKind
from generator.model.school import Term
from generator.reports.class_facts import ClassFacts
from generator.reports.lesson_counts import Counts, count_lessons, lessons_of, to_come
from generator.rules.records.lessons import SchoolDays
from generator.rules.statistics import Light, StatisticRules, deviation, light, rounded

YEAR = ""
"""In place of a term's id: the whole year."""


@dataclass(frozen=True, slots=True)
class TypeHours:
    """Lessons of one type that were held; `type` is the journal's word, "" for lessons without one."""

    type: str
    is_test: bool
    held: int


@dataclass(frozen=True, slots=True)
class TestShare:
    """Tests held and announced against those of the plan (None: it does not say), and their share of the hours.

    `share` in tenths of a per cent, of the plan's hours where there is a plan, else of the timetable's. `over` means
    above the norm, which speaks of a whole programme: of the year's line first of all.
    """

    held: int
    coming: int
    planned: int | None
    share: int | None
    over: bool


@dataclass(frozen=True, slots=True)
class HoursLine:
    """A subject in a class or subgroup (`group_id`) in a term, `term_id` "" for the year.

    `timetable` has every lesson once: held, to come, cancelled; an hour given to another subject stays its own.
    `substituted` are held by another teacher, `unconfirmed` lie in the past and the journal does not say that they were
    held; both are part of `held`. `cancelled` includes lessons whose hour went to another subject; a lesson that was
    `moved` is not cancelled. `rest` is what the plan still asks for.
    `expected` is what the period comes to: held, and to come by the timetable, continued by its last whole week up to
    the end of the running term; None where nobody can tell. `deviation` (tenths of a per cent) is that of `expected`
    from the plan, and `light` what it means; None where it is not known.
    """

    group_id: str
    subject_id: str
    term_id: str
    plan: int | None
    timetable: int
    held: int
    substituted: int
    unconfirmed: int
    cancelled: int
    moved: int
    coming: int
    rest: int | None
    expected: int | None
    deviation: int | None
    light: Light | None
    types: tuple[TypeHours, ...]
    tests: TestShare


def plan_fact(facts: ClassFacts, week_days: int, rules: StatisticRules) -> tuple[HoursLine, ...]:
    """Return the hours of a class: subjects in order of titles, the class before its subgroups, terms, then the year.

    A term without lessons and without a plan has no line. `week_days` are the days of the school week (5 or 6).
    """
    lessons = lessons_of(facts.records.lessons)
    counts = count_lessons(facts, lessons)
    plan = _Plan(facts, {(group, subject) for group, subject, _ in counts})
    holidays = frozenset(day for holiday in facts.school.holidays for day in holiday.days())
    forward = to_come(facts, lessons, SchoolDays(week_days, holidays, facts.today))
    end = facts.terms[-1].end
    is_whole = facts.today > end or any(lesson.day >= end for lesson in lessons)
    lines: list[HoursLine] = []
    for group, subject in _in_order(facts, {(group, subject) for group, subject, _ in (*counts, *plan.hours)}):
        total = Counts()
        for term in facts.terms:
            place = (group, subject, term.id)
            planned, found = plan.of(group, subject, term), counts.get(place, Counts())
            if place in counts or planned is not None:
                expected = _expected(facts, term, found, forward[group, subject])
                lines.append(_line(place, found, planned, expected, rules))
            total += found
        expected = total.known if is_whole else None
        lines.append(_line((group, subject, YEAR), total, plan.of_year(group, subject), expected, rules))
    return tuple(lines)


def _in_order(facts: ClassFacts, places: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    titles, groups = facts.school.subjects, facts.school.groups
    return sorted(places, key=lambda p: (titles[p[1]].title, p[1], p[0] != facts.group.id, groups[p[0]].title))


def _expected(facts: ClassFacts, term: Term, counts: Counts, forward: int) -> int | None:
    if facts.today < term.start:
        return None
    return counts.known + (forward if facts.today <= term.end else 0)


def _line(
    place: tuple[str, str, str],
    counts: Counts,
    plan: tuple[int, int | None] | None,
    expected: int | None,
    rules: StatisticRules,
) -> HoursLine:
    hours, tests = plan or (None, None)
    both = None if hours is None or expected is None else (expected, hours)
    return HoursLine(
        *place,
        plan=hours,
        timetable=counts.timetable,
        held=counts.held,
        substituted=counts.substituted,
        unconfirmed=counts.unconfirmed,
        cancelled=counts.cancelled,
        moved=counts.moved,
        coming=counts.coming,
        rest=None if hours is None else max(0, hours - counts.held),
        expected=expected,
        deviation=deviation(*both) if both else None,
        light=light(*both, rules) if both else None,
        types=tuple(TypeHours(*key, held) for key, held in sorted(counts.types.items())),
        tests=_tests(counts, hours, tests, rules),
    )


def _tests(counts: Counts, hours: int | None, planned: int | None, rules: StatisticRules) -> TestShare:
    tests, of = counts.tests + counts.tests_coming, counts.known if hours is None else hours
    share = rounded(1000 * tests, of) if of else None
    return TestShare(counts.tests, counts.tests_coming, planned, share, 100 * tests > rules.tests * of)


class _Plan:
    """Hours and tests by group, subject and term."""

    def __init__(self, facts: ClassFacts, taught: set[tuple[str, str]]) -> None:
        """Index the plan; what it says of the class holds for subgroups that have the subject in its place."""
        self._terms = facts.terms
        self.hours: dict[tuple[str, str, str], tuple[int, int | None]] = {}
        own = {(line.group_id, line.subject_id) for line in facts.records.plan}
        for line in facts.records.plan:
            groups = [line.group_id]
            if line.group_id == facts.group.id and (line.group_id, line.subject_id) not in taught:
                subgroups = [g for g, subject in taught if subject == line.subject_id and (g, subject) not in own]
                groups = subgroups or groups
            for group in groups:
                self.hours[group, line.subject_id, line.term_id] = (line.hours, line.tests)

    def of(self, group_id: str, subject_id: str, term: Term) -> tuple[int, int | None] | None:
        """Return hours and tests of a term; None where the plan does not say."""
        found = self.hours.get((group_id, subject_id, term.id))
        return self.of_year(group_id, subject_id) if found is None and term.kind is TermKind.YEAR else found

    def of_year(self, group_id: str, subject_id: str) -> tuple[int, int | None] | None:
        """Return those of the year: its own line, or the sum of the terms where the plan has all of them."""
        told = self.hours.get((group_id, subject_id, YEAR))
        if told is not None:
            return told
        terms = [self.hours.get((group_id, subject_id, term.id)) for term in self._terms]
        known = [found for found in terms if found is not None]
        if len(known) < len(terms):
            return None
        tests = [tests for _, tests in known if tests is not None]
        return sum(hours for hours, _ in known), sum(tests) if tests else None
