"""Whom to call today: absences that must reach families on paper within a day (requirement A7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

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
    """The calls of a class, in the order of the class list; `until` the families must know (24 hours after the end of
    the first lesson missed, or where no bell tells it, as the next day ends).
    """

    group_id: str
    class_title: str
    until: datetime
    responsible: str = ""
    calls: tuple[Call, ...] = ()
    problems: tuple[DiaryError, ...] = ()


def calls_of_class(context: CallContext, task: PrintTask) -> CallResult:
    """Return the calls of one class on the day."""
    title = context.classes.school.groups[task.group_id].title
    latest = datetime.combine(context.day + timedelta(days=1), time(23, 59))
    try:
        view, letters = load_class(context.classes, task)
    except ProblemsError as error:
        return CallResult(task.group_id, title, latest, problems=error.problems)
    except DiaryError as error:
        return CallResult(task.group_id, title, latest, problems=(error,))
    teacher = view.school.teachers.get(view.group.homeroom_teacher_id)
    ends = {bell.ordinal: datetime.combine(context.day + timedelta(days=1), bell.end) for bell in view.bells}
    calls: list[Call] = []
    until = latest
    for number, diary in class_diaries(view, letters, task.jobs):
        line = call_line(diary, context.day)
        if line:
            until = min(until, *(ends.get(missed.number or 0, latest) for missed in line.absences))
            calls += [Call(number, line, job) for job in task.jobs if job.student_id == diary.student_id]
    return CallResult(task.group_id, title, until, teacher.name if teacher else "", tuple(calls))
