"""Final marks as lists (B5.1, B5.5): what is complete, what is missing and of whom, what is put off and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.school import School, Term
from generator.rendering.staff.reports.charts import Part, bar
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.hours import SchoolView
from generator.rendering.staff.reports.page import ReportPage, Section, State
from generator.rendering.staff.reports.table import Cell, Level, Table, columns, number, table
from generator.reports.class_report import ClassReport
from generator.reports.finals import FinalsLine
from generator.reports.school.overview import FinalsSum, finals_sums
from generator.rules.statistics import rounded

FINALS_PAGE = "finals.html"
SOON = 7
"""Days before its end on which a deferral is reminded of."""


def finals_page(view: SchoolView, figures: Figures) -> ReportPage:
    """Return the page about the final marks of the whole school."""
    text, today = figures.words.text, view.made.date()
    sums = finals_sums(view.reports)
    missing = sum(one.missing for one in sums if one.is_over)
    put_off = list(_deferrals(view, figures, today))
    over = sum(1 for cells in put_off if cells[-1].level == "error")
    if over:
        state = State("error", text("staff.finals.state.over", n=over))
    elif missing:
        state = State("error", text("staff.finals.state.missing", n=missing))
    else:
        state = State("ok" if sums else "note", text(f"staff.finals.state.{'complete' if sums else 'none'}"))
    sections = (
        _section(figures, "missing", _missing_table(view, figures)),
        _section(figures, "deferred", _deferred_table(figures, put_off)),
        _section(figures, "completeness", _sums_table(view, figures, sums)),
    )
    return ReportPage(FINALS_PAGE, text("staff.finals.title"), view.as_of, view.made, state, sections)


def _section(figures: Figures, key: str, found: Table) -> Section:
    empty = figures.words.text(f"staff.finals.empty.{key}")
    return Section(key, found.title, table=found, empty=empty, csv=f"{found.name}.csv")


def _missing_table(view: SchoolView, figures: Figures) -> Table:
    heads = columns(figures.words, "class", "term", "subject", "missing:number", "who")
    rows = [
        (view.class_cell(report.group_id), Cell(figures.term(_term(report, line))),
         Cell(view.school.subjects[line.subject_id].title), number(len(line.missing), "error"),
         Cell(_who(view.school, figures, line)))
        for report in view.reports
        for line in report.finals
        if line.is_over and line.missing
    ]  # fmt: skip
    return table("finals-missing", figures.words.text("staff.finals.missing"), heads, rows)


def _who(school: School, figures: Figures, line: FinalsLine) -> str:
    """Return the names; where nobody has a mark it is the subject that is missing, not these students."""
    if len(line.missing) == line.expected:
        return figures.words.text("staff.finals.everybody")
    return ", ".join(_short(school, student_id) for student_id in line.missing)


def _short(school: School, student_id: str) -> str:
    student = school.students[student_id]
    return f"{student.family_name} {student.given_name}".strip()


def _deferrals(view: SchoolView, figures: Figures, today: date) -> Iterator[tuple[Cell, ...]]:
    for report in view.reports:
        for line in report.finals:
            for one in line.deferred:
                left = (one.until - today).days
                level: Level = "error" if left < 0 else "warning" if left <= SOON else "note"
                key = "late" if left < 0 else "today" if left == 0 else "left"
                yield (
                    view.class_cell(report.group_id),
                    Cell(_short(view.school, one.student_id)),
                    Cell(view.school.subjects[line.subject_id].title),
                    Cell(figures.term(_term(report, line))),
                    Cell(one.order),
                    figures.day(one.until),
                    Cell(figures.words.text(f"staff.finals.{key}", n=abs(left)), str(left), level),
                )


def _deferred_table(figures: Figures, rows: list[tuple[Cell, ...]]) -> Table:
    heads = columns(figures.words, "class", "student", "subject", "term", "order", "until:day", "left:number")
    ordered = sorted(rows, key=lambda cells: int(cells[-1].sort))
    return table("finals-deferred", figures.words.text("staff.finals.deferred"), heads, ordered)


def _sums_table(view: SchoolView, figures: Figures, sums: tuple[FinalsSum, ...]) -> Table:
    heads = columns(figures.words, "class", "term", "expected_marks:number", "given:number", "missing:number",
                    "deferred:number", "complete:number", "bar:bar")  # fmt: skip
    rows = [
        (view.class_cell(one.report.group_id), Cell(_over(figures, one)), number(one.expected), number(one.given),
         number(one.missing, ("error" if one.missing else "ok") if one.is_over else None), number(one.deferred),
         figures.tenths(rounded(1000 * one.given, one.expected) if one.expected else None),
         Cell("", bar=bar([Part("p-plain", one.given), Part("p-half", one.deferred)], one.expected)))
        for one in sums
    ]  # fmt: skip
    return table("finals-complete", figures.words.text("staff.finals.completeness"), heads, rows)


def _over(figures: Figures, one: FinalsSum) -> str:
    title = figures.term(one.term)
    return title if one.is_over else figures.words.text("staff.finals.running", term=title)


def _term(report: ClassReport, line: FinalsLine) -> Term:
    return next(term for term in report.terms if term.id == line.term_id)


def class_finals(school: School, report: ClassReport, figures: Figures, name: str) -> Section:
    """Return which final marks of one class there are: numbers by subject and term."""
    heads = columns(figures.words, "subject", "term", "expected_marks:number", "given:number", "missing:number",
                    "deferred:number")  # fmt: skip
    rows = [
        (Cell(school.subjects[line.subject_id].title), Cell(figures.term(_term(report, line))), number(line.expected),
         number(line.given), number(len(line.missing), "error" if line.is_over and line.missing else None),
         number(len(line.deferred)))
        for line in report.finals
    ]  # fmt: skip
    found = table(f"{name}-finals", figures.words.text("staff.class.finals"), heads, rows)
    return Section("finals", found.title, table=found, empty=figures.words.text("staff.finals.empty.completeness"),
                   csv=f"{found.name}.csv")  # fmt: skip
