"""The staff's reports of one class: its figures as a value, its page, its summary sheets, and their files.

The unit of work is a class, as for papers: its records are loaded, counted and let go before the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.diaries.class_view import ClassView
from generator.diaries.finals import finals
from generator.errors import DiaryError, ProblemsError
from generator.model.kinds import FinalScope
from generator.model.records import Deferral, GroupRecords, TermMark
from generator.model.school import School, Subject, Teacher
from generator.pipeline import ClassContext, ClassTask, assemble_class
from generator.reading.spool import Part
from generator.rendering.staff.reports.figures import Figures
from generator.rendering.staff.reports.finals import class_finals
from generator.rendering.staff.reports.hours import class_hours
from generator.rendering.staff.reports.page import ReportPage, State, render_page
from generator.rendering.staff.reports.results import class_results
from generator.rendering.staff.reports.table import Table
from generator.rendering.staff.sheets.term import SheetHead, TermSheets
from generator.rendering.staff.sheets.year import YearSheets
from generator.reports.class_facts import ClassFacts
from generator.reports.class_report import ClassReport, report_of
from generator.reports.deadlines.class_deadlines import class_deadlines
from generator.reports.deadlines.given import Given, Told
from generator.reports.deadlines.values import ClassDeadlines
from generator.reports.sheet import YearSheet, term_sheet
from generator.reports.sheet_check import ShownCell
from generator.rules.records.sights import NO_SIGHTS, Sights
from generator.rules.statistics import StatisticRules
from generator.sheet_faults import cells_of, sheet_faults
from generator.writing.registers import RegisterTable, registers_csv


@dataclass(frozen=True, slots=True)
class StaffContext:
    """What the reports of all classes share. `pages` False: only the figures are wanted; `given` None: no deadlines."""

    classes: ClassContext
    rules: StatisticRules
    made: datetime
    binder: float
    pages: bool = True
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class StaffTask:
    """A class: its records on disk, what its files are called, its ledger, and what its families were told."""

    group_id: str
    parts: tuple[Part, ...]
    name: str
    sights: Sights = NO_SIGHTS
    told: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StaffResult:
    """What came of a class: its figures (None where something is wrong) without the sheet, its deadlines if they were
    asked for, and its files by name. `subjects` and `teachers` are with those that only records name.
    """

    group_id: str
    report: ClassReport | None = None
    deadlines: ClassDeadlines | None = None
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    teachers: Mapping[str, Teacher] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    problems: tuple[DiaryError, ...] = ()


def report_class(context: StaffContext, task: StaffTask) -> StaffResult:
    """Make the reports of one class."""
    try:
        records, problems = assemble_class(context.classes, ClassTask(task.group_id, task.parts, ()))
        if problems:
            return StaffResult(task.group_id, problems=tuple(problems))
        classes = context.classes
        facts = ClassFacts(classes.school, records, classes.marks)
        report = report_of(facts, classes.week_days, context.rules)
        found = sheet_faults(facts, report.sheet, dict(_shown_by(classes, records)))
        if found:
            return StaffResult(task.group_id, problems=tuple(found))
        files = dict(_files(context, task, report)) if context.pages else {}
        # The sheet names everybody and is on paper now; what is added up needs only the figures.
        small = replace(report, sheet=YearSheet(report.group_id, report.sheet.columns, (), ()))
        named = classes.school.subjects, classes.school.teachers
        return StaffResult(task.group_id, small, _deadlines(context, task, facts, report), *named, files)
    except ProblemsError as error:
        return StaffResult(task.group_id, problems=error.problems)
    except DiaryError as error:
        return StaffResult(task.group_id, problems=(error,))


def _deadlines(context: StaffContext, task: StaffTask, facts: ClassFacts, report: ClassReport) -> ClassDeadlines | None:
    if context.given is None:
        return None
    return class_deadlines(facts, replace(context.given, sights=task.sights, told=task.told), report.hours)


def _shown_by(context: ClassContext, records: GroupRecords) -> Iterator[tuple[str, set[ShownCell]]]:
    """Yield the students of a class, each with the final marks that the page shows."""
    view = ClassView(context.school, records, context.marks, context.week_days)
    marks: dict[str, list[TermMark]] = {}
    put_off: dict[str, list[Deferral]] = {}
    for mark in records.term_marks:
        marks.setdefault(mark.student_id, []).append(mark)
    for deferral in records.deferrals:
        put_off.setdefault(deferral.student_id, []).append(deferral)
    for student in view.school.students_of(view.group.id):
        shown = finals(view, marks.get(student.id, ()), put_off.get(student.id, ()), frozenset())
        yield student.id, cells_of(student.id, shown)


def class_page_name(name: str) -> str:
    """Return the file of the page of a class."""
    return f"class-{name}.html"


def term_sheets_name(name: str) -> str:
    """Return the file of the summary sheets of its terms."""
    return f"sheets-{name}.html"


def year_sheet_name(name: str) -> str:
    """Return the file of the summary sheet of its year."""
    return f"sheets-{name}-year.html"


def _files(context: StaffContext, task: StaffTask, report: ClassReport) -> Iterator[tuple[str, bytes]]:
    look = context.classes.look
    page = _page(context, task, report)
    yield page.name, render_page(look, page).encode()
    for name, table in page.tables.items():
        yield name, csv_of(table)
    if report.sheet.subjects:
        yield from _sheets(context, task, report)


def _page(context: StaffContext, task: StaffTask, report: ClassReport) -> ReportPage:
    school, words = context.classes.school, context.classes.look.words
    figures = Figures(words)
    sections = (
        *class_results(school, report, figures, f"class-{task.name}", context.rules.sou),
        *class_hours(school, report, figures, f"class-{task.name}"),
        class_finals(school, report, figures, f"class-{task.name}"),
    )
    state = State("ok", words.text("staff.class.state", n=report.students))
    if report.missing:
        parts = ", ".join(words.text(f"staff.class.parts.{part}") for part in sorted(report.missing))
        state = State("warning", words.text("staff.class.lacks", parts=parts))
    title = words.text("staff.class.title", title=report.title)
    return ReportPage(class_page_name(task.name), title, report.as_of, context.made, state, sections)


def _sheets(context: StaffContext, task: StaffTask, report: ClassReport) -> Iterator[tuple[str, bytes]]:
    look, school = context.classes.look, context.classes.school
    head = _head(context, school, report)
    figures = Figures(look.words)
    terms = {term.id: term for term in report.terms}
    found = [
        (figures.column(column.scope, terms.get(column.term_id)), term_sheet(report.sheet, column))
        for column in report.sheet.columns
        if column.scope in (FinalScope.TERM, FinalScope.YEAR)
    ]
    used = [(title, sheet) for title, sheet in found if sheet.subjects]
    if used:
        yield term_sheets_name(task.name), TermSheets(look, head, context.binder).document(used).encode()
    year = YearSheets(look, head, report.terms, context.binder).document(report.sheet)
    yield year_sheet_name(task.name), year.encode()


def _head(context: StaffContext, school: School, report: ClassReport) -> SheetHead:
    teacher = school.teachers.get(school.groups[report.group_id].homeroom_teacher_id)
    years = f"{school.year_start.year}/{school.year_end.year % 100:02d}"
    name = context.classes.look.school_name
    return SheetHead(name, report.title, years, report.as_of, context.made, teacher.name if teacher else "")


def csv_of(table: Table) -> bytes:
    """Return the file of a table for office programs."""
    keys, headings, rows = table.shape
    return registers_csv(RegisterTable(table.name, table.title, keys, headings, rows))
