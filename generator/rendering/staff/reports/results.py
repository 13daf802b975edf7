"""Results as tables with bars (B5.4): «успеваемость», «качество», «СОУ», «средний балл»; term against term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.kinds import FinalScope
from generator.model.school import School, Term
from generator.rendering.staff.reports.charts import Part, bar
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.hours import SchoolView
from generator.rendering.staff.reports.page import ReportPage, Section, State
from generator.rendering.staff.reports.table import NOTHING, Cell, Column, Table, columns, number, table
from generator.reports.class_report import ClassReport
from generator.reports.results import ResultLine
from generator.reports.school.overview import ResultRow, result_rows, terms_of
from generator.reports.school_report import By
from generator.rules.statistics import Change, Distribution, Indicators, SouVariant

RESULTS_PAGE = "results.html"
_FILLS = ("p-5", "p-4", "p-3", "p-2", "p-1", "p-na")
_MARKS = ("n:number", "fives:number", "fours:number", "threes:number", "twos:number", "ones:number",
          "not_assessed:number", "marks_bar:bar")  # fmt: skip
_CHANGES = ("change_success:number", "change_quality:number", "change_mean:number")
_VARIANTS = {SouVariant.WITH_NOT_ASSESSED: "sou_with", SouVariant.WITHOUT_NOT_ASSESSED: "sou_without"}


def results_page(view: SchoolView, figures: Figures) -> ReportPage:
    """Return the page about the results of the whole school."""
    words, sou = figures.words, _VARIANTS[view.rules.sou]
    sections = tuple(
        Section(by.value, found.title, (words.text(f"staff.results.about_{sou}"),) if by is By.SCHOOL else (),
                legend=legend(figures), table=found, empty=words.text("staff.results.empty"), csv=f"{found.name}.csv")
        for by in (By.SCHOOL, By.PARALLEL, By.CLASS, By.SUBJECT)
        for found in [_table(view, figures, by)]
    )  # fmt: skip
    rows = result_rows(view.sums, By.SCHOOL, terms_of(view.reports), view.rules)
    state = State("note", words.text("staff.results.state_none"))
    terms = terms_of(view.reports)
    told = [row for row in rows if row.cut.scope is FinalScope.TERM] or list(rows)
    if told:
        last = told[-1]
        said = {
            "term": figures.column(last.cut.scope, terms.get(last.cut.term_id)),
            "success": figures.tenths(last.indicators.success).text,
            "quality": figures.tenths(last.indicators.quality).text,
            "mean": figures.hundredths(last.indicators.mean).text,
        }
        state = State("ok", words.text("staff.results.state", **said))
    return ReportPage(RESULTS_PAGE, words.text("staff.results.title"), view.as_of, view.made, state, sections)


def legend(figures: Figures) -> tuple[tuple[str, str], ...]:
    """Return what the fills of a bar of marks mean."""
    return tuple(zip(_FILLS, ("5", "4", "3", "2", "1", figures.words.text("staff.not_assessed")), strict=True))


def _table(view: SchoolView, figures: Figures, by: By) -> Table:
    words, terms = figures.words, terms_of(view.reports)
    heads = (
        *(() if by is By.SCHOOL else columns(words, f"{by.value}:{'number' if by is By.PARALLEL else ''}")),
        *columns(words, "term", *_MARKS),
        *_indicator_heads(figures, view.rules.sou),
        *columns(words, *_CHANGES),
    )
    rows = [
        (*(() if by is By.SCHOOL else (_key(view, row),)),
         Cell(figures.column(row.cut.scope, terms.get(row.cut.term_id)), _order(terms, row)),
         *marks_cells(row.figures.marks), *indicator_cells(figures, row.indicators), *change_cells(figures, row.change))
        for row in result_rows(view.sums, by, terms, view.rules)
    ]  # fmt: skip
    return table(f"results-{by.value}", words.text(f"staff.results.by_{by.value}"), heads, rows)


def _key(view: SchoolView, row: ResultRow) -> Cell:
    if row.cut.by is By.CLASS:
        return view.class_cell(row.cut.key)
    if row.cut.by is By.SUBJECT:
        return Cell(view.school.subjects[row.cut.key].title)
    return Cell(row.cut.key, row.cut.key) if row.cut.key else NOTHING


def _order(terms: Mapping[str, Term], row: ResultRow) -> str:
    return f"{[*terms, ''].index(row.cut.term_id):03d}" if row.cut.term_id in terms else f"999{row.cut.scope}"


def marks_cells(marks: Distribution) -> tuple[Cell, ...]:
    """Return N, the counts of every mark, and their bar."""
    counts = (marks.fives, marks.fours, marks.threes, marks.twos, marks.ones, marks.not_assessed)
    drawn = bar([Part(fill, count) for fill, count in zip(_FILLS, counts, strict=True)]) if marks.count else None
    return (number(marks.count), *map(number, counts), Cell("", bar=drawn))


def _indicator_heads(figures: Figures, variant: SouVariant) -> tuple[Column, ...]:
    return columns(figures.words, "success:number", "quality:number", f"{_VARIANTS[variant]}:number", "mean:number")


def indicator_cells(figures: Figures, found: Indicators | None) -> tuple[Cell, ...]:
    """Return «успеваемость», «качество», «СОУ» and «средний балл»; dashes where nobody has a mark."""
    if found is None:
        return (NOTHING,) * 4
    shares = map(figures.tenths, (found.success, found.quality, found.sou))
    return (*shares, figures.hundredths(found.mean))


def change_cells(figures: Figures, found: Change | None) -> tuple[Cell, ...]:
    """Return how much the figures rose or fell since the term before, in points."""
    if found is None:
        return (NOTHING,) * 3
    return (figures.change(found.success, 10), figures.change(found.quality, 10), figures.change(found.mean, 100))


def class_results(
    school: School, report: ClassReport, figures: Figures, name: str, variant: SouVariant
) -> Iterator[Section]:
    """Yield the results of one class by subject, and the marks on the way to them by type of work."""
    text, titles = figures.words.text, school.subjects
    terms = {term.id: term for term in report.terms}
    heads = (*columns(figures.words, "subject", "term", *_MARKS), *_indicator_heads(figures, variant),
             *columns(figures.words, *_CHANGES, "exempt:number", "passed:number", "failed:number"))  # fmt: skip
    rows = [_class_row(school, figures, terms, line) for line in report.results if _has_finals(line)]
    found = table(f"{name}-results", text("staff.class.results"), heads, rows)
    yield Section("results", found.title, (text(f"staff.results.about_{_VARIANTS[variant]}"),), legend=legend(figures),
                  table=found, empty=text("staff.results.empty"), csv=f"{found.name}.csv")  # fmt: skip
    heads = columns(figures.words, "subject", "term", "work_type", "is_test", *_MARKS, "mean:number", "gap:number")
    rows = [
        (Cell(titles[line.subject_id].title), Cell(figures.column(line.scope, terms.get(line.term_id))),
         Cell(one.type or text("staff.no_type")), Cell(text("staff.test") if one.is_test else ""),
         *marks_cells(one.marks), figures.hundredths(one.mean),
         _gap(figures, line) if place == 0 else Cell(""))
        for line in report.results
        for place, one in enumerate(line.current.types)
    ]  # fmt: skip
    found = table(f"{name}-current", text("staff.class.current"), heads, rows)
    yield Section("current", found.title, (text("staff.class.gap"),), legend=legend(figures), table=found,
                  empty=text("staff.results.empty"), csv=f"{found.name}.csv")  # fmt: skip


def _has_finals(line: ResultLine) -> bool:
    return bool(line.marks.count or line.exempt or line.passed or line.failed)


def _class_row(school: School, figures: Figures, terms: Mapping[str, Term], line: ResultLine) -> tuple[Cell, ...]:
    return (
        Cell(school.subjects[line.subject_id].title),
        Cell(figures.column(line.scope, terms.get(line.term_id))),
        *marks_cells(line.marks),
        *indicator_cells(figures, line.indicators),
        *change_cells(figures, line.change),
        number(line.exempt),
        number(line.passed),
        number(line.failed),
    )


def _gap(figures: Figures, line: ResultLine) -> Cell:
    found = figures.change(line.current.gap, 100)
    return Cell(found.text, found.sort, "warning") if line.current.is_wide else found
