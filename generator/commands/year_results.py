"""The final results of the whole school, class by class: what is entered when a year is closed, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.commands.inputs import Inputs
from generator.commands.making import class_context
from generator.commands.school import LoadedSchool, read_school
from generator.errors import DiaryError, ProblemsError
from generator.executors import run_tasks
from generator.model.years import YearResult, school_year
from generator.pipeline import ClassContext, ClassTask, assemble_class
from generator.progress import with_progress
from generator.register.register import Register
from generator.reports.class_facts import ClassFacts
from generator.reports.personal import MissingFinals, missing_finals, year_results


@dataclass(frozen=True, slots=True)
class YearContext:
    """What the tasks of all classes share: `ids` is identity in the exports → the register's `S12`."""

    classes: ClassContext
    year: str
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class YearGathered:
    """The results of everybody and what is missing; of a single class, its problems too."""

    group_id: str = ""
    results: tuple[YearResult, ...] = ()
    missing: tuple[MissingFinals, ...] = ()
    problems: tuple[DiaryError, ...] = ()


def year_of(inputs: Inputs) -> str:
    """Return the school year of the settings."""
    return school_year(inputs.settings.calendar.year_start, inputs.settings.calendar.year_end)


def gather(
    inputs: Inputs, register: Register, cache: Path, *, group_id: str = "", workers: int = 0, quiet: bool = False
) -> YearGathered:
    """Read the school and return the results of its classes, or of one; raises ProblemsError with all that is wrong.

    Students whom the register has not seen yet are entered.
    """
    loaded = read_school(inputs, cache, workers=workers, quiet=quiet)
    if loaded.problems:
        raise ProblemsError(loaded.problems)
    return gather_from(inputs, register, loaded, group_id=group_id, workers=workers, quiet=quiet)


def gather_from(
    inputs: Inputs,
    register: Register,
    loaded: LoadedSchool,
    *,
    group_id: str = "",
    workers: int = 0,
    quiet: bool = False,
) -> YearGathered:
    """Return the results of a school that was read; raises ProblemsError."""
    students = register.resolve_students([(s.keys, s.name) for s in loaded.school.students.values()], inputs.moment)
    ids = {key: record.id for key, record in students.items()}
    context = YearContext(class_context(inputs, loaded, None), year_of(inputs), ids)
    tasks = [
        ClassTask(group.id, tuple(loaded.parts.get(group.id, ())), ())
        for group in loaded.school.classes()
        if group_id in {"", group.id}
    ]
    done = run_tasks(year_of_class, context, tasks, workers=workers)
    found = {one.group_id: one for one in with_progress(done, len(tasks), "results", quiet=quiet)}
    problems = {p.describe(): p for one in found.values() for p in one.problems}
    if problems:
        raise ProblemsError(problems.values())
    ordered = [found[task.group_id] for task in tasks]
    return YearGathered(
        results=tuple(result for one in ordered for result in one.results),
        missing=tuple(line for one in ordered for line in one.missing),
    )


def year_of_class(context: YearContext, task: ClassTask) -> YearGathered:
    """Return the results of one class; its records are gone when this returns."""
    try:
        records, problems = assemble_class(context.classes, task)
        if problems:
            return YearGathered(task.group_id, problems=tuple(problems))
        facts = ClassFacts(context.classes.school, records, context.classes.marks)
        results = year_results(facts, context.year, context.ids)
        return YearGathered(task.group_id, results, missing_finals(facts))
    except DiaryError as error:
        found = error.problems if isinstance(error, ProblemsError) else (error,)
        return YearGathered(task.group_id, problems=tuple(found))
