"""Making papers: who is owed what, class by class, into `output/print`, and a line for each in the register.

Files come first, then the register: a run cut off between the two has made papers that nobody knows of, and the next
run makes them again. Papers of a class lie in one document for each kind, so that any office prints them from a
browser; where it is not too much, one document more holds those of the whole school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from generator.commands.board import Board, read_board
from generator.commands.folder import remove_strangers, write_atomically
from generator.commands.inputs import Inputs
from generator.commands.making import class_context
from generator.commands.paper_documents import Documents, PaperFile
from generator.commands.paper_state import keep_state, paper_state
from generator.commands.plaintext import mark_plaintext
from generator.commands.readers import Standing, read_standing
from generator.commands.school import LoadedSchool, class_names, read_school
from generator.errors import ProblemsError, UsageError
from generator.executors import run_tasks
from generator.model.families import FamilyRow
from generator.model.letters import NO_POST
from generator.model.papers import Product, monday_of
from generator.model.school import Student
from generator.printing.classes import Kept, PaperJob, PrintTask
from generator.printing.papers import PrintContext, PrintResult, print_class
from generator.products import Sheet
from generator.progress import Tell, with_progress
from generator.reading.joining.folding import fold_class
from generator.register.place import make_private_folder
from generator.register.register import Register
from generator.rendering.paper.format import FORMATS, Format
from generator.rendering.paper.layout.impose import Order
from generator.rules.access import PaperCase
from generator.rules.clocks.profile import profile_on
from generator.rules.papers import paper_cases

USUAL = frozenset({Product.WEEK, Product.TERM, Product.EXAM})
"""What families on paper are given by hand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to print: the ISO `week` of extracts, which products, for `everyone` or for families on paper, of which
    classes (titles; () of all), on what. `only_new`: leave out what was printed before and says the same.
    """

    week: str
    products: frozenset[Product]
    form: Format
    order: Order
    everyone: bool = False
    classes: tuple[str, ...] = ()
    only_new: bool = False

    def folder(self, names: Sequence[str]) -> str:
        """Return the name of the folder that these papers lie in: a part of a week's papers has one of its own, so
        that it does not take the place of the whole. `names` are those of the files of the classes asked for.
        """
        products = () if self.products >= USUAL else sorted(self.products)
        return "-".join((self.week, *(["all"] if self.everyone else []), *products, *names))


def usual_paper(inputs: Inputs, week: str, products: frozenset[Product]) -> Wanted:
    """Return what families on paper get of a week, on the paper that the settings name."""
    paper = inputs.settings.paper
    form = FORMATS[paper.extract].with_binder(paper.binder_mm)
    return Wanted(week, products, form, "plain" if paper.order == "plain" else "stack")


@dataclass(frozen=True, slots=True)
class PapersResult:
    """What was made: the number of the printing, the folder, its files, and the classes that had no lessons."""

    issue: int
    folder: Path
    files: tuple[PaperFile, ...]
    papers: int
    without_lessons: tuple[str, ...]


def make_papers(
    inputs: Inputs,
    register: Register,
    wanted: Wanted,
    *,
    folder: str = "",
    workers: int = 0,
    quiet: bool = False,
    tell: Tell | None = None,
) -> PapersResult:
    """Make papers; `folder` is their place below `output/print` (else named by the week).

    Raises ProblemsError with everything that is wrong, and then nothing was changed.
    """
    loaded = read_school(inputs, inputs.folder.cache, workers=workers, quiet=quiet, tell=tell)
    board, problems = read_board(inputs, loaded.school, is_whole=not loaded.problems)
    if loaded.problems or problems:
        raise ProblemsError((*loaded.problems, *problems))
    standing = read_standing(inputs, loaded, register)
    keep_state(inputs.folder, paper_state(inputs, loaded, standing))
    context = _context(inputs, loaded, register, wanted)
    tasks = print_tasks(loaded, board, paper_jobs(inputs, loaded, standing, register, wanted), wanted.classes)
    results = run_tasks(print_class, context, tasks, workers=workers)
    made = _in_order(tasks, with_progress(results, len(tasks), "papers", quiet=quiet, tell=tell))
    names = class_names(loaded.school)
    asked = {fold_class(title) for title in wanted.classes}
    own = [names[group.id] for group in loaded.school.classes() if fold_class(group.title) in asked]
    place = inputs.folder.print / (folder or wanted.folder(own))
    documents = Documents(context, names, wanted.order, inputs.now.date())
    papers = sum(len(result.papers) for result in made)
    if papers or not wanted.only_new:
        _place(inputs, place, documents.make(made))
    with register.transaction():
        if papers:
            # an extract for everybody else needs no proof
            lines = [paper.line for result in made for paper in result.papers if paper.line.ground]
            register.papers.keep(context.issue, lines, inputs.moment)
        without = _note_quiet(inputs, register, made, wanted)
    return PapersResult(context.issue, place, tuple(documents.files), papers, without)


def paper_jobs(
    inputs: Inputs, loaded: LoadedSchool, standing: Standing, register: Register, wanted: Wanted
) -> Mapping[str, tuple[PaperJob, ...]]:
    """Return student (the school's identity) → the recipients who are owed papers about them."""
    cases: dict[str, list[PaperCase]] = defaultdict(list)
    for case in paper_cases(standing.decisions, inputs.settings.paper.not_applied):
        cases[case.student_id].append(case)
    rows = {d.placed.pair: d.placed.row for d in standing.decisions.rows}
    kept = _kept(register, only_new=wanted.only_new)
    jobs: dict[str, tuple[PaperJob, ...]] = {}
    for student in loaded.school.students.values():
        register_id = standing.students[student.id].id
        found = [_job(student, case, rows, kept) for case in cases.get(register_id, ())]
        if not found and wanted.everyone:
            found = [PaperJob(student.id, register_id)]
        if found:
            jobs[student.id] = tuple(found)
    return jobs


def _job(
    student: Student,
    case: PaperCase,
    rows: Mapping[tuple[str, str], FamilyRow],
    kept: Mapping[tuple[str, str], Kept],
) -> PaperJob:
    pair = (case.student_id, case.recipient_id)
    row = rows.get(pair)
    return PaperJob(
        student_id=student.id,
        register_id=case.student_id,
        recipient_id=case.recipient_id,
        recipient=row.recipient if row else "",
        ground=case.reason.value,
        application_no=row.application_no if row else "",
        application_date=row.application_date if row else None,
        refusal_date=(row.refusal_date or row.consent_withdrawn) if row else None,
        phone=row.phone if row else "",
        kept=kept.get(pair, {}),
    )


def _kept(register: Register, *, only_new: bool) -> Mapping[tuple[str, str], Kept]:
    """Return student and recipient → sheets and slips that are not to be printed again while they say the same."""
    found: dict[tuple[str, str], dict[tuple[Product, str], str]] = defaultdict(dict)
    for record in register.papers.all():
        line = record.line
        if line.product is not Product.WEEK and (record.is_handed or only_new):
            found[line.student_id, line.recipient_id][line.product, line.period] = line.code
    return found


def print_tasks(
    loaded: LoadedSchool, board: Board, jobs: Mapping[str, Sequence[PaperJob]], classes: Sequence[str]
) -> list[PrintTask]:
    """Return a task for every class with somebody to print for. Raises UsageError `no-such-class`."""
    school = loaded.school
    wanted = {fold_class(title): title for title in classes}
    known = {fold_class(group.title) for group in school.classes()}
    for folded, title in wanted.items():
        if folded not in known:
            hint = f"classes: {', '.join(group.title for group in school.classes())}"
            raise UsageError("no-such-class", f"the school has no class {title}", hint=hint)
    tasks = []
    for group in school.classes():
        own = [job for student in school.students_of(group.id) for job in jobs.get(student.id, ())]
        if own and (not wanted or fold_class(group.title) in wanted):
            parts, post = tuple(loaded.parts.get(group.id, ())), board.posts.get(group.id, NO_POST)
            tasks.append(PrintTask(group.id, parts, tuple(own), post))
    return tasks


def _context(inputs: Inputs, loaded: LoadedSchool, register: Register, wanted: Wanted) -> PrintContext:
    monday = monday_of(wanted.week)
    return PrintContext(
        classes=class_context(inputs, loaded, None),
        products=wanted.products,
        monday=monday,
        form=wanted.form,
        issue=register.papers.next_issue(),
        secret=register.uuid,
        address=inputs.settings.site.address,
        regulation=profile_on(inputs.settings.rules, monday + timedelta(days=6)).regulation,
    )


def _in_order(tasks: Sequence[PrintTask], results: Iterable[PrintResult]) -> list[PrintResult]:
    """Return the results in the order of the classes. Raises ProblemsError with all that is wrong in any of them."""
    found = {result.group_id: result for result in results}
    problems = {problem.describe(): problem for result in found.values() for problem in result.problems}
    if problems:
        raise ProblemsError(problems.values())
    return [found[task.group_id] for task in tasks]


def _place(inputs: Inputs, place: Path, sheets: Iterable[Sheet]) -> None:
    """Write the files, each whole or not at all; then remove what an earlier run left there."""
    mark_plaintext(inputs.folder.print)
    make_private_folder(place)
    names = set()
    for sheet in sheets:
        write_atomically(place / sheet.name, sheet.text.encode(), mode=0o600)
        names.add(sheet.name)
    remove_strangers(place, names)


def _note_quiet(inputs: Inputs, register: Register, made: Iterable[PrintResult], wanted: Wanted) -> tuple[str, ...]:
    """Log the classes without lessons: a week of holidays is not left out, it is known (A4.2). Return their titles."""
    if Product.WEEK not in wanted.products:
        return ()
    without = tuple(result.class_title for result in made if not result.has_lessons)
    for title in without:
        register.papers.note_no_lessons(wanted.week, title, inputs.moment)
    return without
