"""Homework: entered by the end of the school day on which it is given, and no longer than the norm (B2.5g, 2025)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import partial
from typing import NamedTuple

from generator.model.records import Homework
from generator.reports.deadlines.judging import Judged, judge_done
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.values import Line, Matter
from generator.rules.clocks.lessons import homework as homework_clock
from generator.rules.clocks.norms import HomeworkLoad, homework_load
from generator.rules.deadlines import Deadline, Verdict, end_of
from generator.rules.records.sights import Part, homework_places


class _Given(NamedTuple):
    """Tasks of one subject that were given and seen together."""

    subject_id: str
    teacher_id: str
    given: date
    look: int


def judge_homework(subject: Subject) -> None:
    """Judge when homework was entered. The norm speaks of the journal, so the time of entry counts in every profile;
    no export tells it, and the ledger of first sights knows it only roughly. What has no day on which it was given
    is not judged.
    """
    tasks = subject.facts.records.homework
    found: Counter[_Given] = Counter()
    for task, place in zip(tasks, homework_places(tasks), strict=True):
        if task.assigned_on and task.assigned_on <= subject.now.date():
            teacher = subject.teacher(task.subject_id, "", task.student_id, task.group_id)
            found[
                _Given(task.subject_id, teacher, task.assigned_on, subject.evidence.look_of(Part.HOMEWORK, place))
            ] += 1
    clocks: dict[date, Deadline | None] = {}
    for given, count in found.items():
        if given.given not in clocks:
            profile, ends = subject.given.profile(given.given), subject.last_end(given.given)
            clocks[given.given] = homework_clock(profile, given=given.given, school_ends=ends, done=None)
        bare = clocks[given.given]
        if bare:
            done = subject.evidence.done("entry", Part.HOMEWORK, given.look, bare.due)
            judged = judge_done(bare, done, subject.now)
            subject.add(Matter.HOMEWORK, given.teacher_id, judged, partial(_line, subject, given, judged, count), count)


def _line(subject: Subject, given: _Given, judged: Judged, count: int) -> Line:
    return subject.line(Matter.HOMEWORK, judged, given.teacher_id, given.subject_id, given.given, count)


def judge_load(subject: Subject) -> None:
    """Judge how long the homework for a day takes, once for all who have the same lessons.

    Judged are days of which at least one task says its minutes. Under the norm with tasks that say none is unproven.
    It is the class teacher's matter, for no single teacher gives too much.
    """
    due: defaultdict[date, list[Homework]] = defaultdict(list)
    for task in subject.facts.records.homework:
        if task.due_on:
            due[task.due_on].append(task)
    teacher = subject.facts.group.homeroom_teacher_id
    for day, tasks in sorted(due.items()):
        if all(task.minutes is None for task in tasks):
            continue
        for load, students in _loads(subject, day, tasks).items():
            judged = Judged(_verdict(load), end_of(day))
            line = partial(_load_line, subject, judged, teacher, day, load, students)
            subject.add(Matter.HOMEWORK_MINUTES, teacher, judged, line, len(students))


def _loads(subject: Subject, day: date, tasks: list[Homework]) -> dict[HomeworkLoad, list[str]]:
    """Return whose homework comes to what; nobody's where nothing of it says how long it takes."""
    own = {task.student_id for task in tasks}
    shared: dict[frozenset[str], HomeworkLoad | None] = {}
    found: defaultdict[HomeworkLoad, list[str]] = defaultdict(list)
    for student in subject.facts.listed(day):
        groups = subject.groups_of(student.id, day)
        if student.id in own or groups not in shared:
            minutes = [
                t.minutes for t in tasks if t.student_id == student.id or (not t.student_id and t.group_id in groups)
            ]
            load = homework_load(subject.given.profile(day), subject.facts.group.grade, minutes)
            if student.id not in own:
                shared[groups] = load
        else:
            load = shared[groups]
        if load and (load.minutes or not load.unknown):
            found[load].append(student.id)
    return found


def _verdict(load: HomeworkLoad) -> Verdict:
    if load.over:
        return Verdict.BROKEN
    return Verdict.UNPROVEN if load.unknown else Verdict.MET


def _load_line(  # noqa: PLR0917  what the line says
    subject: Subject, judged: Judged, teacher: str, day: date, load: HomeworkLoad, students: list[str]
) -> Line:
    line = subject.line(Matter.HOMEWORK_MINUTES, judged, teacher, "", day, len(students))
    few = tuple(students) if len(students) * 2 < len(subject.facts.students) else ()
    return line._replace(found=load.minutes, limit=load.norm, student_ids=few)
