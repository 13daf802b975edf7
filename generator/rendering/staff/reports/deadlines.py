"""The deadline radar as a page: what the head of the school asks first. Are we in time, where not, and who acts next.

The values are counted elsewhere and handed over as plain numbers and texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.rendering.staff.reports.charts import Part, WeekBar, bar, timeline
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.page import Link, ReportPage, Section, State
from generator.rendering.staff.reports.table import NOTHING, Cell, Level, Table, columns, number, table
from generator.rules.deadlines import Verdict

DEADLINES_PAGE = "deadlines.html"
_LEVELS: Mapping[Verdict, Level] = {
    Verdict.MET: "ok",
    Verdict.OPEN: "note",
    Verdict.UNPROVEN: "note",
    Verdict.AT_RISK: "warning",
    Verdict.BROKEN: "error",
}
_ORDER = (Verdict.MET, Verdict.OPEN, Verdict.UNPROVEN, Verdict.AT_RISK, Verdict.BROKEN)
_COUNTS = ("met:number", "at_risk:number", "broken:number", "open:number", "unproven:number", "verdict_bar:bar")
_CASE = ("verdict", "rule", "class", "what", "teacher", "count:number", "of_day:day", "due:day", "time:number")
_URGENT = (Verdict.BROKEN, Verdict.AT_RISK)
_SHOWN = 300
"""Cases on the page, which are those where somebody has to act; the file has all of them."""
CASES_FILE, TEACHERS_FILE = "deadlines-cases.csv", "deadlines-teachers.csv"
FORECASTS_FILE = "deadlines-forecasts.csv"
_FORECAST = ("class", "student", "student_id", "term", "told:day", "told_how", "told_next:day")


class RadarRow(NamedTuple):
    """How many things of a rule stand how. `rule` is its key (`staff.rules.KEY` names it), `requirement` as in A2.2.

    `teacher` "" where the row is of the whole school, or nobody's but the office's.
    """

    rule: str
    requirement: str
    teacher: str
    counts: Mapping[Verdict, int]


class RadarCase(NamedTuple):
    """Something that is not met, or that many `things` alike: whose task, where, and how much time is left or how late.

    `where` is the class ("" the whole school), `what` the subject and what else there is to say, in the words of the
    school. `seconds` below 0: late by so much, `bound`: by at most that; None, as `due`: there is no time limit. `who`
    are names, for the file alone.
    """

    rule: str
    verdict: Verdict
    teacher: str
    where: str
    what: str
    day: date | None
    due: datetime | None
    seconds: int | None
    things: int = 1
    bound: bool = False
    who: str = ""


class RadarWeek(NamedTuple):
    """The deadlines that fall due in a week, by how they stand."""

    monday: date
    counts: Mapping[Verdict, int]


class RadarForecast(NamedTuple):
    """When a student's family was last told the forecast in a term (B4.1): None, never; `due`: the next one, if any."""

    where: str
    student: str
    student_id: str
    term: str
    told: date | None
    on_paper: bool
    due: date | None


@dataclass(frozen=True, slots=True)
class Radar:
    """The deadlines of the present term. `as_of` is the newest time that any export proves."""

    rules: Sequence[RadarRow]
    teachers: Sequence[RadarRow]
    cases: Sequence[RadarCase]
    weeks: Sequence[RadarWeek]
    term: str
    as_of: datetime | None
    made: datetime
    forecasts: Sequence[RadarForecast] = ()

    def count(self, verdict: Verdict) -> int:
        """Return how many deadlines of all rules stand so."""
        return sum(row.counts.get(verdict, 0) for row in self.rules)


def deadlines_page(radar: Radar, figures: Figures) -> ReportPage:
    """Return the page: rules with one bar each, open cases, teachers, the weeks of the term."""
    text = figures.words.text
    rules, cases = _rule_table(radar, figures), _case_table(radar, figures)
    teachers, weeks = _teacher_table(radar, figures), _week_table(radar, figures)
    urgent = [case for case in radar.cases if case.verdict in _URGENT]
    more = len(urgent) - _SHOWN
    sections = (
        Section("rules", rules.title, (text("staff.deadlines.about"),), legend=_legend(figures), table=rules,
                empty=text("staff.deadlines.empty"), csv="deadlines-rules.csv"),
        Section("weeks", weeks.title, chart=timeline(_bars(radar)) if radar.weeks else None, legend=_legend(figures),
                table=weeks, empty=text("staff.deadlines.empty"), csv="deadlines-weeks.csv"),
        Section("teachers", teachers.title, legend=_legend(figures), table=teachers,
                empty=text("staff.deadlines.empty"),
                links=(Link(TEACHERS_FILE, text("staff.deadlines.by_rule")),) if radar.teachers else ()),
        Section("cases", cases.title, (text("staff.shown", n=_SHOWN, more=more),) if more > 0 else (), table=cases,
                empty=text("staff.deadlines.none"),
                links=_links(radar, figures)),
    )  # fmt: skip
    facts = tuple((text(f"staff.columns.{v.value}"), str(radar.count(v))) for v in reversed(_ORDER))
    title = text("staff.deadlines.title")
    return ReportPage(DEADLINES_PAGE, title, radar.as_of, radar.made, radar_state(radar, figures), sections, facts)


def _links(radar: Radar, figures: Figures) -> tuple[Link, ...]:
    text = figures.words.text
    cases = (Link(CASES_FILE, text("staff.deadlines.file")),) if radar.cases else ()
    return (*cases, Link(FORECASTS_FILE, text("staff.deadlines.forecasts"))) if radar.forecasts else cases


def radar_state(radar: Radar, figures: Figures) -> State:
    """Return how the school stands, in one sentence."""
    text = figures.words.text
    broken, risk = radar.count(Verdict.BROKEN), radar.count(Verdict.AT_RISK)
    if broken:
        return State("error", text("staff.deadlines.state.broken", n=broken))
    if risk:
        return State("warning", text("staff.deadlines.state.risk", n=risk))
    return State("ok" if radar.rules else "note", text(f"staff.deadlines.state.{'well' if radar.rules else 'none'}"))


def deadline_files(radar: Radar, figures: Figures) -> Mapping[str, Table]:
    """Return what is too long for the page, file → table: every case with the names of those it is about, every
    teacher by rule, and the last forecast of every student and term.
    """
    words = figures.words
    heads = columns(words, *_CASE, "who")
    cases = [(*_case(figures, case), Cell(case.who)) for case in sorted(radar.cases, key=_urgency)]
    found = {CASES_FILE: table("deadlines-cases", words.text("staff.deadlines.cases"), heads, cases)}
    heads = columns(words, "teacher", "rule", *_COUNTS)
    rows = [
        (_teacher(figures, row.teacher), _rule(figures, row.rule), *_counts(row.counts))
        for row in sorted(radar.teachers, key=lambda row: (row.teacher, row.rule))
    ]
    found[TEACHERS_FILE] = table("deadlines-teachers", words.text("staff.deadlines.teachers"), heads, rows)
    found[FORECASTS_FILE] = _forecast_table(radar, figures)
    return {name: one for name, one in found.items() if one.rows}


def _forecast_table(radar: Radar, figures: Figures) -> Table:
    words = figures.words
    rows = [
        (
            *(Cell(text) for text in (one.where, one.student, one.student_id, one.term)),
            Cell(one.told.isoformat()) if one.told else NOTHING,
            Cell(words.text(f"staff.deadlines.by.{'paper' if one.on_paper else 'page'}")) if one.told else NOTHING,
            Cell(one.due.isoformat()) if one.due else NOTHING,
        )
        for one in radar.forecasts
    ]
    return table("deadlines-forecasts", words.text("staff.deadlines.forecasts"), columns(words, *_FORECAST), rows)


def _counts(counts: Mapping[Verdict, int]) -> tuple[Cell, ...]:
    found = {verdict: counts.get(verdict, 0) for verdict in _ORDER}
    return (
        number(found[Verdict.MET]),
        number(found[Verdict.AT_RISK], "warning" if found[Verdict.AT_RISK] else None),
        number(found[Verdict.BROKEN], "error" if found[Verdict.BROKEN] else None),
        number(found[Verdict.OPEN]),
        number(found[Verdict.UNPROVEN]),
        Cell("", bar=bar(_parts(found)) if any(found.values()) else None),
    )


def _parts(counts: Mapping[Verdict, int]) -> tuple[Part, ...]:
    return tuple(Part(f"p-{verdict.value.replace('_', '-')}", counts.get(verdict, 0)) for verdict in _ORDER)


def _legend(figures: Figures) -> tuple[tuple[str, str], ...]:
    return tuple((f"p-{v.value.replace('_', '-')}", figures.words.text(f"staff.verdicts.{v.value}")) for v in _ORDER)


def _rule_table(radar: Radar, figures: Figures) -> Table:
    heads = columns(figures.words, "rule", "requirement", *_COUNTS)
    rows = [(_rule(figures, row.rule), Cell(row.requirement), *_counts(row.counts)) for row in radar.rules]
    return table("deadlines-rules", figures.words.text("staff.deadlines.rules"), heads, rows)


def _teacher_table(radar: Radar, figures: Figures) -> Table:
    """Return a row for each teacher, all rules together: who has most to do first."""
    sums: dict[str, dict[Verdict, int]] = {}
    for row in radar.teachers:
        own = sums.setdefault(row.teacher, dict.fromkeys(_ORDER, 0))
        for verdict, count in row.counts.items():
            own[verdict] += count
    worst = sorted(sums, key=lambda name: (*(-sums[name][verdict] for verdict in _URGENT), name))
    rows = [(_teacher(figures, name), *_counts(sums[name])) for name in worst]
    return table("deadlines-teachers", figures.words.text("staff.deadlines.teachers"),
                 columns(figures.words, "teacher", *_COUNTS), rows)  # fmt: skip


def _case_table(radar: Radar, figures: Figures) -> Table:
    """Return the cases where somebody has to act: broken ones first, the longest late above, then those at risk."""
    order = sorted((case for case in radar.cases if case.verdict in _URGENT), key=_urgency)
    rows = [_case(figures, case) for case in order[:_SHOWN]]
    return table("deadlines-cases", figures.words.text("staff.deadlines.cases"), columns(figures.words, *_CASE), rows)


def _urgency(case: RadarCase) -> tuple[int, int, str]:
    return (-_ORDER.index(case.verdict), case.seconds or 0, case.where)


def _case(figures: Figures, case: RadarCase) -> tuple[Cell, ...]:
    said = figures.words.text(f"staff.verdicts.{case.verdict.value}")
    return (
        Cell(said, str(-_ORDER.index(case.verdict)), _LEVELS[case.verdict]),
        _rule(figures, case.rule),
        Cell(case.where),
        Cell(case.what),
        _teacher(figures, case.teacher),
        number(case.things),
        figures.day(case.day) if case.day else NOTHING,
        figures.moment(case.due) if case.due else NOTHING,
        _time(figures, case),
    )


def _time(figures: Figures, case: RadarCase) -> Cell:
    if case.seconds is None:
        return NOTHING
    key = ("at_most" if case.bound else "late") if case.seconds < 0 else "left"
    span = figures.span(timedelta(seconds=case.seconds))
    return Cell(figures.words.text(f"staff.deadlines.{key}", span=span), str(case.seconds))


def _week_table(radar: Radar, figures: Figures) -> Table:
    heads = columns(figures.words, "week:day", *_COUNTS[:-1])
    rows = [(_week(figures, week.monday), *_counts(week.counts)[:-1]) for week in radar.weeks]
    return table("deadlines-weeks", figures.words.text("staff.deadlines.weeks", term=radar.term), heads, rows)


def _week(figures: Figures, monday: date) -> Cell:
    return Cell(figures.words.span_short(monday, monday + timedelta(days=6)), monday.isoformat())


def _bars(radar: Radar) -> Sequence[WeekBar]:
    today = radar.made.date()
    return [
        WeekBar(f"{week.monday.day}.{week.monday.month:02d}", _parts(week.counts),
                week.monday <= today < week.monday + timedelta(days=7))
        for week in radar.weeks
    ]  # fmt: skip


def _rule(figures: Figures, rule: str) -> Cell:
    return Cell(figures.words.text(f"staff.rules.{rule}"))


def _teacher(figures: Figures, name: str) -> Cell:
    return Cell(name or figures.words.text("staff.deadlines.office"))
