"""Extracts, period sheets and exam slips of one class."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from generator.diaries.class_view import ClassView
from generator.diaries.diary import Diary
from generator.diaries.letters.class_letters import ClassLetters
from generator.diaries.papers.content import content_text
from generator.diaries.papers.exams import exam_slips
from generator.diaries.papers.lines import ExamSlip, TermSheet, WeekExtract
from generator.diaries.papers.terms import ended_terms, term_sheet
from generator.diaries.papers.week import week_extract
from generator.errors import DiaryError, ProblemsError
from generator.model.papers import PaperLine, Product, week_name
from generator.pipeline import ClassContext
from generator.printing.classes import PaperJob, PrintTask, class_diaries, load_class
from generator.rendering.paper.exam import ExamPaper
from generator.rendering.paper.format import A5, STRIP, Format, PaperHead
from generator.rendering.paper.strip import StripPaper
from generator.rendering.paper.term import TermPaper
from generator.rendering.paper.week.extract import WeekPaper

_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter in it is taken for a digit."""
_SIGNS_OF_CODE: Final = 8

Content = WeekExtract | TermSheet | ExamSlip


@dataclass(frozen=True, slots=True)
class PrintContext:
    """What the papers of all classes share: `products` to print, the week's `monday`, the sheet of an extract, the
    number of this printing, a `secret` that check codes are drawn from, and where the site lies ("" unknown).
    """

    classes: ClassContext
    products: frozenset[Product]
    monday: date
    form: Format
    issue: int
    secret: str
    address: str
    regulation: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that was laid out: what the register is told of it, its name on the list, and its pieces.

    `about` says which of its kind it is: the term's title, the exam's subject, "" of a week.
    """

    line: PaperLine
    number: int
    student: str = field(repr=False)
    recipient: str = field(repr=False)
    about: str
    pieces: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintResult:
    """What came of a class. `has_lessons` False: a week of holidays, in which no extract is due."""

    group_id: str
    class_title: str
    responsible: str = ""
    papers: tuple[Printed, ...] = ()
    has_lessons: bool = True
    problems: tuple[DiaryError, ...] = ()

    def of(self, product: Product) -> tuple[Printed, ...]:
        """Return the papers of one kind, in the order of the class list."""
        return tuple(paper for paper in self.papers if paper.line.product is product)


def print_class(context: PrintContext, task: PrintTask) -> PrintResult:
    """Make the papers of one class; its plaintext is gone when the result is written."""
    school = context.classes.school
    title = school.groups[task.group_id].title
    try:
        view, letters = load_class(context.classes, task)
        return _print(context, task, view, letters)
    except ProblemsError as error:
        return PrintResult(task.group_id, title, problems=error.problems)
    except DiaryError as error:
        return PrintResult(task.group_id, title, problems=(error,))


def _print(context: PrintContext, task: PrintTask, view: ClassView, letters: ClassLetters) -> PrintResult:
    teacher = view.school.teachers.get(view.group.homeroom_teacher_id)
    bench = _Bench(context, view, teacher.name if teacher else "")
    jobs: dict[str, list[PaperJob]] = {}
    for job in task.jobs:
        jobs.setdefault(job.student_id, []).append(job)
    papers: list[Printed] = []
    lessons = False
    for number, diary in class_diaries(view, letters, task.jobs):
        contents = list(bench.contents(diary))
        lessons = lessons or any(isinstance(c, WeekExtract) for _, _, c in contents)
        for job in jobs[diary.student_id]:
            papers += bench.papers(number, job, contents)
    return PrintResult(view.group.id, view.group.title, bench.responsible, tuple(papers), lessons)


class _Bench:
    """What lays out the papers of one class."""

    def __init__(self, context: PrintContext, view: ClassView, responsible: str) -> None:
        self._context = context
        self._title = view.group.title
        self.responsible = responsible
        self._shorts = {subject.title: subject.short or subject.title for subject in view.school.subjects.values()}
        look, marks = context.classes.look, context.classes.marks
        is_strip = context.form.name == STRIP.name
        self._week = StripPaper(look, marks, context.form) if is_strip else WeekPaper(look, marks, context.form)
        binder = context.form.binder
        self._term = TermPaper(look, marks, A5.with_binder(binder))
        self._exam = ExamPaper(look, STRIP.with_binder(binder))

    def contents(self, diary: Diary) -> Iterator[tuple[Product, str, Content]]:
        """Yield what there is to print about a student: product, period, contents."""
        products, monday = self._context.products, self._context.monday
        if Product.WEEK in products:
            extract = week_extract(diary, monday, self._shorts)
            if extract.has_lessons:
                yield Product.WEEK, week_name(monday), extract
        if Product.TERM in products:
            for term in ended_terms(diary.terms, diary.as_of.date()):
                sheet = term_sheet(diary, term)
                if any(cell for row in sheet.rows for cell in row.cells):
                    yield Product.TERM, term.id, sheet
        if Product.EXAM in products:
            for period, slip in exam_slips(diary):
                yield Product.EXAM, period, slip

    def papers(self, number: int, job: PaperJob, contents: Sequence[tuple[Product, str, Content]]) -> Iterator[Printed]:
        """Yield one recipient's papers, without those that were made before and say the same."""
        for product, period, content in contents:
            code = check_code(self._context.secret, job.register_id, content_text(content))
            if job.kept.get((product, period)) == code:
                continue
            student = content.student
            line = PaperLine(job.register_id, job.recipient_id, product, period, self._title, job.ground, code)
            pieces = self._pieces(content, self._head(number, job, code))
            name = f"{student.family_name} {student.given_name}"
            yield Printed(line, number, name, job.recipient, _about(content), tuple(pieces))

    def _pieces(self, content: Content, head: PaperHead) -> Sequence[str]:
        if isinstance(content, WeekExtract):
            return self._week.pieces(content, head)
        if isinstance(content, TermSheet):
            return self._term.pieces(content, head)
        return self._exam.pieces(content, head)

    def _head(self, number: int, job: PaperJob, code: str) -> PaperHead:
        context = self._context
        return PaperHead(
            school=context.classes.school.name,
            regulation=context.regulation,
            responsible=self.responsible,
            number=number,
            recipient=job.recipient,
            ground=job.ground,
            application_no=job.application_no,
            application_date=job.application_date,
            refusal_date=job.refusal_date,
            issue=context.issue,
            code=code,
            link=f"{context.address}/#v={code}" if context.address else "",
        )


def _about(content: Content) -> str:
    if isinstance(content, TermSheet):
        return content.term.title
    return content.exam.subject if isinstance(content, ExamSlip) else ""


def check_code(secret: str, register_id: str, text: str) -> str:
    """Return eight signs that belong to what a student's paper says: the register tells a true paper by them."""
    number = int.from_bytes(hashlib.sha256(f"{secret}\n{register_id}\n{text}".encode()).digest()[:5])
    signs = []
    for _ in range(_SIGNS_OF_CODE):
        number, index = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[index])
    return "".join(signs)
