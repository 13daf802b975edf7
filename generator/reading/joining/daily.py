"""What happens from day to day in a class: each entry becomes a record, with its student, lesson, group and subject.

Every function returns None for an entry that was told before or is a problem, which is then in `joining.problems`.
"""

from __future__ import annotations

from generator.model import entries as e
from generator.model.kinds import MarkKind
from generator.model.records import Absence, Homework, Lesson, Mark, Remark, Replaced, Work
from generator.origin import Origin
from generator.reading.joining.context import Joining, Told


def make_lesson(joining: Joining, system: str, entry: e.LessonEntry, _told: Told) -> tuple[Origin, Lesson]:
    """Make a lesson, which is not joined with others yet."""
    directory = joining.directory
    replaced = None
    if entry.replaces_subject or entry.replaces_date or entry.replaces_teacher:
        subject_id = directory.subject_id(system, entry.replaces_subject or entry.subject)
        replaced = Replaced(subject_id, entry.replaces_teacher, entry.replaces_date, entry.replaces_number)
    lesson = Lesson(
        id=f"{system}:{entry.id}" if entry.id else "",
        group_id=directory.group_id(system, entry.group),
        subject_id=directory.subject_id(system, entry.subject),
        day=entry.day,
        number=entry.number,
        slot=entry.slot,
        start=entry.start,
        end=entry.end,
        room=entry.room,
        teacher_ids=tuple(directory.teacher_id(system, teacher) for teacher in entry.teachers),
        topic=entry.topic,
        type=entry.type,
        status=entry.status,
        replaces=replaced,
        note=entry.note,
    )
    return entry.origin, lesson


def make_work(joining: Joining, system: str, entry: e.WorkEntry, told: Told) -> Work | None:
    """Make a piece of work, under the first lesson of its subject that day unless it names one."""
    directory, timetable = joining.directory, joining.timetable
    subject_id = directory.subject_id(system, entry.subject)
    group_id = directory.group_id(system, entry.group)
    place = (system, group_id, subject_id, entry.day)
    key = (system, entry.id) if entry.id else (*place, *entry[5:8], entry.lesson)
    if told.again(entry.origin, key, (place, *entry[5:])):
        return None
    lesson_id = timetable.by_id(f"{system}:{entry.lesson}") if entry.lesson else ""
    return Work(
        id=f"{system}:{entry.id}" if entry.id else "",
        group_id=group_id,
        subject_id=subject_id,
        day=entry.day,
        title=entry.title,
        type=entry.type,
        type_short=entry.type_short,
        weight=entry.weight,
        is_test=entry.is_test,
        lesson_id=lesson_id or timetable.find({group_id, joining.group_id}, subject_id, entry.day, 1),
        planned_on=entry.planned_on,
    )


def make_mark(joining: Joining, system: str, entry: e.MarkEntry, told: Told) -> Mark | None:
    """Make a mark."""
    student_id = joining.student(system, entry.person, entry.origin)
    if not student_id or (entry.due_on and not joining.is_within(entry.origin, entry.due_on, late=True)):
        return None
    if not joining.was_here(student_id, entry.day, entry.origin):
        return None
    subject_id = joining.directory.subject_id(system, entry.subject)
    key = (student_id, subject_id, entry.day, entry.slot, entry.lesson, entry.work, entry.ordinal)
    if system in joining.doubles.systems:
        joining.doubles.add(("mark", system, student_id, subject_id, entry.day), entry.origin, key[3:], entry.raw)
    if told.again(entry.origin, key, entry.raw):
        return None
    if entry.kind is MarkKind.NUMERIC:
        joining.check_scale(entry.origin, entry.raw, entry.value)
    # A place may be kept for a mark of a day to come; it proves nothing until it says when it was entered.
    joining.seen(entry.entered_at, None if entry.kind is MarkKind.PENDING else entry.day)
    return Mark(
        student_id, subject_id, entry.day, entry.raw, entry.kind, entry.value, entry.ordinal,
        f"{system}:{entry.work}" if entry.work else "",
        joining.lesson(system, entry, student_id, subject_id),
        entry.weight, entry.counts, entry.comment, entry.entered_at, entry.due_on,
    )  # fmt: skip


def make_absence(joining: Joining, system: str, entry: e.AbsenceEntry, told: Told) -> Absence | None:
    """Make an absence or lateness."""
    student_id = joining.student(system, entry.person, entry.origin)
    if not student_id or not joining.was_here(student_id, entry.day, entry.origin):
        return None
    subject_id = joining.directory.subject_id(system, entry.subject)
    key = (student_id, subject_id, entry.day, entry.slot, entry.lesson)
    if system in joining.doubles.systems:
        joining.doubles.add(("absence", system, student_id, subject_id, entry.day), entry.origin, key[3:], entry.kind)
    if told.again(entry.origin, key, entry.kind):
        return None
    joining.seen(entry.entered_at, entry.day)
    lesson_id = joining.lesson(system, entry, student_id, subject_id)
    return Absence(student_id, subject_id, entry.day, entry.raw, entry.kind, lesson_id, entry.minutes,
                   entry.entered_at)  # fmt: skip


def make_homework(joining: Joining, system: str, entry: e.HomeworkEntry, told: Told) -> Homework | None:
    """Make homework of the group, or of one student."""
    directory = joining.directory
    group_id = directory.group_id(system, entry.group)
    subject_id = directory.subject_id(system, entry.subject)
    student_id = joining.student(system, entry.person, entry.origin) if entry.person else ""
    if entry.person and not student_id:
        return None
    key = (group_id, subject_id, entry.assigned_on, entry.due_on, student_id, entry.lesson)
    if told.again(entry.origin, key, entry.text):
        return None
    due_on = entry.due_on
    if due_on is None and entry.assigned_on is not None:
        # A journal that keeps only the day it was given means: for the next lesson of the subject.
        groups = {group_id, joining.group_id}
        due_on = joining.timetable.next_after(groups, subject_id, entry.assigned_on) or entry.assigned_on
    lesson_id = joining.timetable.by_id(f"{system}:{entry.lesson}") if entry.lesson else ""
    return Homework(group_id, subject_id, entry.text, entry.assigned_on, due_on, entry.minutes, student_id,
                    lesson_id)  # fmt: skip


def make_remark(joining: Joining, system: str, entry: e.RemarkEntry, told: Told) -> Remark | None:
    """Make a remark; a teacher whom no table lists is named as written."""
    student_id = joining.student(system, entry.person, entry.origin)
    if not student_id:
        return None
    directory = joining.directory
    subject_id = directory.subject_id(system, entry.subject) if entry.subject else ""
    teacher = directory.teacher_name(system, entry.teacher) if entry.teacher else ""
    if told.again(entry.origin, (student_id, entry.day, subject_id, teacher, entry.text), entry.kind):
        return None
    joining.seen(None, entry.day)
    return Remark(student_id, entry.day, entry.text, entry.kind, teacher, subject_id)
