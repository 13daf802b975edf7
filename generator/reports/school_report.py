"""The figures of the whole school: sums of those of its classes, by class, by subject and by parallel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.model.kinds import FinalScope
from generator.reports.class_report import ClassReport
from generator.rules.statistics import (
    Distribution,
    Indicators,
    Light,
    StatisticRules,
    deviation,
    indicators,
    light,
    rounded,
)


class By(StrEnum):
    """What a line of the school's report stands for."""

    SCHOOL = "school"
    PARALLEL = "parallel"
    CLASS = "class"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A line of the school's report: of a parallel (`key` its number, "" unknown), a class or a subject (`key` its id),
    in a term (`term_id` "": the year) and a kind of final mark.
    """

    by: By
    key: str
    scope: FinalScope
    term_id: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours (lessons) added up, those of every subgroup by themselves. `plan` and `expected` are sums of the lines that
    have both, so that their quotient means something; the others hold for all lines.
    """

    plan: int = 0
    expected: int = 0
    timetable: int = 0
    held: int = 0
    substituted: int = 0
    cancelled: int = 0
    moved: int = 0
    tests: int = 0

    def __add__(self, other: Hours) -> Hours:
        """Return the hours of both together."""
        return Hours(
            self.plan + other.plan,
            self.expected + other.expected,
            self.timetable + other.timetable,
            self.held + other.held,
            self.substituted + other.substituted,
            self.cancelled + other.cancelled,
            self.moved + other.moved,
            self.tests + other.tests,
        )

    @property
    def deviation(self) -> int | None:
        """Return the deviation from the plan in tenths of a per cent; None without a plan."""
        return deviation(self.expected, self.plan)

    @property
    def tests_share(self) -> int | None:
        """Return the share of tests in the lessons held, in tenths of a per cent; None before the first lesson."""
        return rounded(1000 * self.tests, self.held) if self.held else None

    def light(self, rules: StatisticRules) -> Light | None:
        """Return what the deviation means; None without a plan."""
        return light(self.expected, self.plan, rules) if self.plan else None


_NO_MARKS, _NO_HOURS = Distribution(), Hours()


@dataclass(frozen=True, slots=True)
class Figures:
    """What is added up: final marks, hours, and how many final marks were expected, are missing, are deferred."""

    marks: Distribution = _NO_MARKS
    hours: Hours = _NO_HOURS
    expected: int = 0
    missing: int = 0
    deferred: int = 0

    def indicators(self, rules: StatisticRules) -> Indicators | None:
        """Return the indicators of the marks; None without marks."""
        return indicators(self.marks, rules.sou)

    def __add__(self, other: Figures) -> Figures:
        """Return the figures of both together."""
        return merge(self, other)


@dataclass(frozen=True, slots=True)
class SchoolReport:
    """The figures of every cut. `classes` were added up."""

    classes: tuple[str, ...]
    figures: dict[Cut, Figures]

    def by(self, by: By) -> dict[Cut, Figures]:
        """Return one kind of lines: classes in the order of their reports, parallels by number, subjects by id."""
        place = {group_id: index for index, group_id in enumerate(self.classes)}
        cuts = (cut for cut in self.figures if cut.by is by)
        order = sorted(cuts, key=lambda c: (place.get(c.key, 0) if by is By.CLASS else 0, c.key.zfill(2), c))
        return {cut: self.figures[cut] for cut in order}


def school_report(reports: Iterable[ClassReport]) -> SchoolReport:
    """Return the sums of the classes; a report may be let go as soon as the next one is asked for."""
    found: dict[Cut, Figures] = defaultdict(Figures)
    classes = []
    for report in reports:
        classes.append(report.group_id)
        for subject_id, scope, term_id, figures in _lines(report):
            for by, key in _keys(report, subject_id):
                found[Cut(by, key, scope, term_id)] += figures
    return SchoolReport(tuple(classes), dict(found))


def merge(one: Figures, other: Figures) -> Figures:
    """Return the figures of both together."""
    return Figures(
        one.marks + other.marks,
        one.hours + other.hours,
        one.expected + other.expected,
        one.missing + other.missing,
        one.deferred + other.deferred,
    )


def _keys(report: ClassReport, subject_id: str) -> tuple[tuple[By, str], ...]:
    parallel = "" if report.grade is None else str(report.grade)
    return (By.SCHOOL, ""), (By.PARALLEL, parallel), (By.CLASS, report.group_id), (By.SUBJECT, subject_id)


def _lines(report: ClassReport) -> Iterator[tuple[str, FinalScope, str, Figures]]:
    for result in report.results:
        yield result.subject_id, result.scope, result.term_id, Figures(marks=result.marks)
    for line in report.finals:
        counts = Figures(expected=line.expected, missing=len(line.missing), deferred=len(line.deferred))
        yield line.subject_id, FinalScope.TERM, line.term_id, counts
    for hours in report.hours:
        scope = FinalScope.TERM if hours.term_id else FinalScope.YEAR
        planned = hours.plan if hours.expected is not None else None
        yield (
            hours.subject_id,
            scope,
            hours.term_id,
            Figures(
                hours=Hours(
                    planned or 0,
                    hours.expected or 0 if planned is not None else 0,
                    hours.timetable,
                    hours.held,
                    hours.substituted,
                    hours.cancelled,
                    hours.moved,
                    hours.tests.held,
                )
            ),
        )
