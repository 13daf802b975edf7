"""Whom to call today: absences that must reach families on paper within a day (requirement A7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.diaries.papers.calls import call_line
from generator.diaries.papers.lines import CallLine
from generator.errors import DiaryError, ProblemsError
from generator.pipeline import ClassContext
from generator.printing.classes import PaperJob, PrintTask, class_diaries, load_class


@dataclass(frozen=True, slots=True)
class CallContext:
    """What the call lists of all classes share."""

    classes: ClassContext
    day: date


@dataclass(frozen=True, slots=True)
class Call:
    """A call to make: the student's place in the class list, what was missed, and whom it is for."""

    number: int
    line: CallLine
    job: PaperJob


@dataclass(frozen=True, slots=True)
class CallResult:
    """The calls of a class, in the order of the class list."""

    group_id: str
    class_title: str
    responsible: str = ""
    calls: tuple[Call, ...] = ()
    problems: tuple[DiaryError, ...] = ()


def calls_of_class(context: CallContext, task: PrintTask) -> CallResult:
    """Return the calls of one class on the day."""
    title = context.classes.school.groups[task.group_id].title
    try:
        view, letters = load_class(context.classes, task)
    except ProblemsError as error:
        return CallResult(task.group_id, title, problems=error.problems)
    except DiaryError as error:
        return CallResult(task.group_id, title, problems=(error,))
    teacher = view.school.teachers.get(view.group.homeroom_teacher_id)
    calls = []
    for number, diary in class_diaries(view, letters, task.jobs):
        line = call_line(diary, context.day)
        if line:
            calls += [Call(number, line, job) for job in task.jobs if job.student_id == diary.student_id]
    return CallResult(task.group_id, title, teacher.name if teacher else "", tuple(calls))
