"""Plan against fact as tables (B5.2, B5.3): of the school by class, subject and type of lesson, and of one class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.model.kinds import FinalScope
from generator.model.school import School, Term
from generator.rendering.staff.reports.charts import Part, bar
from generator.rendering.staff.reports.figures import LIGHTS, Figures
from generator.rendering.staff.reports.page import ReportPage, Section, State
from generator.rendering.staff.reports.table import Cell, Level, Table, columns, number, table
from generator.reports.class_report import ClassReport
from generator.reports.plan_fact import YEAR, HoursLine
from generator.reports.school.overview import present_term, type_sums
from generator.reports.school_report import By, Cut, Hours, SchoolReport
from generator.rules.statistics import Light, StatisticRules, rounded

HOURS_PAGE = "hours.html"
_SUM = ("timetable:number", "held:number", "substituted:number", "cancelled:number", "moved:number")
_TESTS = ("tests:number", "tests_share:number")
_AGAINST = ("expected:number", "deviation:number")


@dataclass(frozen=True, slots=True)
class SchoolView:
    """All that the pages about the whole school are made from. `pages` is class → the file of its own page."""

    school: School
    reports: Sequence[ClassReport]
    sums: SchoolReport
    rules: StatisticRules
    pages: Mapping[str, str]
    made: datetime

    @property
    def as_of(self) -> datetime | None:
        """Return the oldest of the times that the exports of the classes prove: older than it is nothing."""
        return min((report.as_of for report in self.reports), default=None)

    def class_cell(self, group_id: str) -> Cell:
        """Return the class with the way to its page."""
        places = {report.group_id: index for index, report in enumerate(self.reports)}
        title = self.school.groups[group_id].title
        return Cell(title, f"{places[group_id]:04d}", href=self.pages.get(group_id, ""))


def hours_page(view: SchoolView, figures: Figures) -> ReportPage:
    """Return the page about the hours of the whole school."""
    text = figures.words.text
    off = [line for report in view.reports for line in _off(report)]
    red = sum(line.light is Light.RED for _, line in off)
    level: Level = "error" if red else "warning" if off else "ok"
    key = "red" if red else "amber" if off else "calm"
    about = text("staff.hours.about", amber=view.rules.amber, red=view.rules.red, tests=view.rules.tests)
    sections = (
        _section(figures, "off", _off_table(view, figures, off), lead=(about,)),
        _section(figures, "now", _now_table(view, figures)),
        _section(figures, "classes", _year_table(view, figures, By.CLASS)),
        _section(figures, "subjects", _year_table(view, figures, By.SUBJECT)),
        _section(figures, "types", types_table(figures, "hours-types", type_sums(view.reports))),
        _section(figures, "tests", _tests_table(view, figures)),
    )
    state = State(level, text(f"staff.hours.state.{key}", n=red or len(off)))
    return ReportPage(HOURS_PAGE, text("staff.hours.title"), view.as_of, view.made, state, sections)


def _section(figures: Figures, key: str, found: Table, lead: tuple[str, ...] = ()) -> Section:
    empty = figures.words.text("staff.hours.empty" if key not in {"off", "tests"} else f"staff.hours.none.{key}")
    return Section(key, found.title, lead, table=found, empty=empty, csv=f"{found.name}.csv")


def _off(report: ClassReport) -> Iterator[tuple[ClassReport, HoursLine]]:
    """Yield the lines of the present term that are off the plan."""
    term = present_term(report)
    for line in report.hours:
        if line.term_id == term.id and line.light in (Light.AMBER, Light.RED):
            yield report, line


def _off_table(view: SchoolView, figures: Figures, off: Iterable[tuple[ClassReport, HoursLine]]) -> Table:
    heads = columns(figures.words, "class", "group", "subject", "term", "plan:number", *_AGAINST, "held:number",
                    "cancelled:number")  # fmt: skip
    rows = [
        (view.class_cell(report.group_id), group_cell(view.school, report, line.group_id),
         Cell(view.school.subjects[line.subject_id].title), Cell(figures.term(present_term(report))),
         number(line.plan), number(line.expected), figures.deviation(line.deviation, line.light), number(line.held),
         number(line.cancelled))
        for report, line in sorted(off, key=lambda found: -abs(found[1].deviation or 0))
    ]  # fmt: skip
    return table("hours-off", figures.words.text("staff.hours.off"), heads, rows)


def _now_table(view: SchoolView, figures: Figures) -> Table:
    heads = columns(figures.words, "class", "term", "plan:number", *_AGAINST, *_SUM, *_TESTS)
    rows = []
    for report in view.reports:
        term = present_term(report)
        found = view.sums.figures.get(Cut(By.CLASS, report.group_id, FinalScope.TERM, term.id))
        sums = found.hours if found else Hours()
        rows.append((view.class_cell(report.group_id), Cell(figures.term(term)), *_against(figures, view, sums),
                     *_counts(sums), *_tests(figures, sums)))  # fmt: skip
    return table("hours-now", figures.words.text("staff.hours.now"), heads, rows)


def _year_table(view: SchoolView, figures: Figures, by: By) -> Table:
    """Return the hours from the beginning of the year on, with their sum."""
    key = "class" if by is By.CLASS else "subject"
    heads = columns(figures.words, key, *_SUM, *_TESTS)
    found = {cut.key: sums.hours for cut, sums in view.sums.by(by).items() if cut.scope is FinalScope.YEAR}
    titles = view.school.subjects
    keys = list(found) if by is By.CLASS else sorted(found, key=lambda subject: titles[subject].title)
    rows = [
        (view.class_cell(key) if by is By.CLASS else Cell(titles[key].title), *_counts(hours), *_tests(figures, hours))
        for key in keys
        if (hours := found[key]).timetable
    ]
    whole = sum(found.values(), Hours())
    foot = [(Cell(figures.words.text("staff.whole_school")), *_counts(whole), *_tests(figures, whole))]
    return table(f"hours-{key}", figures.words.text(f"staff.hours.by_{key}"), heads, rows, foot)


def _against(figures: Figures, view: SchoolView, sums: Hours) -> tuple[Cell, ...]:
    if not sums.plan:
        return (number(None), number(None), number(None))
    return (
        number(sums.plan),
        number(sums.expected),
        figures.deviation(sums.deviation, sums.light(view.rules)),
    )


def _counts(sums: Hours) -> tuple[Cell, ...]:
    return tuple(map(number, (sums.timetable, sums.held, sums.substituted, sums.cancelled, sums.moved)))


def _tests(figures: Figures, sums: Hours) -> tuple[Cell, ...]:
    return (number(sums.tests), figures.tenths(sums.tests_share))


def types_table(figures: Figures, name: str, sums: Iterable[tuple[str, bool, int]]) -> Table:
    """Return the lessons held by type, with a bar: `sums` are the journal's word, whether it is a test, how many."""
    found = list(sums)
    whole, most = sum(held for _, _, held in found), max((held for _, _, held in found), default=0)
    words = figures.words
    heads = columns(words, "lesson_type", "is_test", "held:number", "share:number", "bar:bar")
    rows = [
        (Cell(kind or words.text("staff.no_type")), Cell(words.text("staff.test") if is_test else ""), number(held),
         figures.tenths(rounded(1000 * held, whole)),
         Cell("", bar=bar([Part("p-strong" if is_test else "p-plain", held)], most)))
        for kind, is_test, held in found
        if held
    ]  # fmt: skip
    return table(name, words.text("staff.hours.types"), heads, rows)


def _tests_table(view: SchoolView, figures: Figures) -> Table:
    """Return where more of the programme are tests than the norm has: the line of the year decides."""
    heads = columns(figures.words, "class", "group", "subject", "tests_held:number", "tests_coming:number",
                    "plan:number", "timetable:number", "tests_share:number")  # fmt: skip
    rows = [
        (view.class_cell(report.group_id), group_cell(view.school, report, line.group_id),
         Cell(view.school.subjects[line.subject_id].title), number(line.tests.held), number(line.tests.coming),
         number(line.plan), number(line.timetable), figures.tenths(line.tests.share, "warning"))
        for report in view.reports
        for line in report.hours
        if line.term_id == YEAR and line.tests.over
    ]  # fmt: skip
    return table("hours-tests", figures.words.text("staff.hours.tests"), heads, rows)


def group_cell(school: School, report: ClassReport, group_id: str) -> Cell:
    """Return the subgroup, nothing for the class itself."""
    return Cell("" if group_id == report.group_id else school.groups[group_id].title)


def class_hours(school: School, report: ClassReport, figures: Figures, name: str) -> Iterator[Section]:
    """Yield the hours of one class: each term that has begun, the newest first, and the year."""
    day, text = report.as_of.date(), figures.words.text
    begun = [term for term in reversed(report.terms) if term.start <= day]
    periods: list[tuple[str, Term | None]] = [(term.id, term) for term in begun]
    for place, (term_id, term) in enumerate([*periods, (YEAR, None)]):
        title = text("staff.class.hours", term=figures.term(term) if term else text("staff.year"))
        rows = [_class_row(school, report, figures, line) for line in report.hours if line.term_id == term_id]
        heads = columns(figures.words, "subject", "group", "plan:number", *_AGAINST, *_SUM, "unconfirmed:number",
                        "rest:number", *_TESTS)  # fmt: skip
        found = table(f"{name}-hours-{place + 1}", title, heads, rows)
        key, empty = f"hours-{place + 1}", text("staff.hours.empty")
        yield Section(key, title, table=found, empty=empty, csv=f"{found.name}.csv")
    kinds = types_table(figures, f"{name}-types", type_sums([report]))
    yield Section("types", kinds.title, table=kinds, empty=text("staff.hours.empty"), csv=f"{kinds.name}.csv")


def _class_row(school: School, report: ClassReport, figures: Figures, line: HoursLine) -> tuple[Cell, ...]:
    counts = (line.timetable, line.held, line.substituted, line.cancelled, line.moved, line.unconfirmed)
    share = figures.tenths(line.tests.share, "warning" if line.term_id == YEAR and line.tests.over else None)
    light = line.light and LIGHTS[line.light]
    deviation = figures.change(line.deviation, 10)
    return (
        Cell(school.subjects[line.subject_id].title),
        group_cell(school, report, line.group_id),
        number(line.plan),
        number(line.expected),
        Cell(deviation.text, deviation.sort, light) if light else deviation,
        *map(number, counts),
        number(line.rest),
        number(line.tests.held + line.tests.coming),
        share,
    )
