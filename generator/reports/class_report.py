"""All figures of one class for its staff, gathered into one small value that outlives the class's records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from generator.model.records import GroupRecords
from generator.model.school import School, Term
from generator.reports.class_facts import ClassFacts
from generator.reports.finals import FinalsLine, completeness
from generator.reports.plan_fact import HoursLine, plan_fact
from generator.reports.results import ResultLine, results
from generator.reports.sheet import YearSheet, year_sheet
from generator.rules.statistics import StatisticRules
from generator.settings.sections import MarksSection


@dataclass(frozen=True, slots=True)
class ClassReport:
    """The figures of a class, as of the newest time its exports prove. `students` are those on the list that day.

    `missing` names what no export of the class provides (`lessons`, `plan`, `marks`, `term_marks`, …), so that an
    empty table is not taken for a good one.
    """

    group_id: str
    title: str
    grade: int | None
    as_of: datetime
    students: int
    terms: tuple[Term, ...]
    hours: tuple[HoursLine, ...]
    results: tuple[ResultLine, ...]
    finals: tuple[FinalsLine, ...]
    sheet: YearSheet
    missing: frozenset[str]


_PARTS = frozenset({"lessons", "plan", "works", "marks", "term_marks"})


def class_report(
    school: School, records: GroupRecords, marks: MarksSection, week_days: int, rules: StatisticRules
) -> ClassReport:
    """Return the report of a class. `marks` say which works are tests, `week_days` is 5 or 6."""
    return report_of(ClassFacts(school, records, marks), week_days, rules)


def report_of(facts: ClassFacts, week_days: int, rules: StatisticRules) -> ClassReport:
    """Return the report of a class whose records are sorted already."""
    records = facts.records
    return ClassReport(
        group_id=facts.group.id,
        title=facts.group.title,
        grade=facts.group.grade,
        as_of=records.as_of,
        students=len(facts.listed(facts.today)),
        terms=facts.terms,
        hours=plan_fact(facts, week_days, rules),
        results=results(facts, rules),
        finals=completeness(facts),
        sheet=year_sheet(facts),
        missing=_PARTS - records.provides,
    )
