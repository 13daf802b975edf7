"""A row of one of our own tables, already parsed, becomes an entry. The order of the values is that of the columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.entries import (
    AbsenceEntry,
    BellEntry,
    DeferralEntry,
    EventEntry,
    ExamEntry,
    GroupEntry,
    HolidayEntry,
    HomeworkEntry,
    LessonEntry,
    MarkEntry,
    MemberEntry,
    PersonRef,
    PlanEntry,
    RemarkEntry,
    SchoolEntry,
    StudentEntry,
    SubjectEntry,
    TeacherEntry,
    TeachingEntry,
    TermEntry,
    TermMarkEntry,
    TimetableEntry,
    WorkEntry,
)
from generator.model.kinds import FinalScope
from generator.origin import Origin
from generator.reading.cells import BadCellError, grade_of

Persons = Mapping[tuple[str, str], PersonRef]
"""Gives the reference of a student by id and name."""
Values = list[Any]


def _in_order(start: Any, end: Any) -> None:
    if start is not None and end is not None and end < start:
        raise BadCellError("an end not before the start", "end")


def school(origin: Origin, values: Values, _: Persons) -> SchoolEntry:
    """Build the school."""
    return SchoolEntry(origin, *values)


def term(origin: Origin, values: Values, _: Persons) -> TermEntry:
    """Build a teaching period."""
    key, kind, ordinal, title, start, end, groups = values
    _in_order(start, end)
    return TermEntry(origin, key, kind, ordinal, title, start, end, groups)


def holiday(origin: Origin, values: Values, _: Persons) -> HolidayEntry:
    """Build holidays."""
    title, start, end = values
    _in_order(start, end)
    return HolidayEntry(origin, title, start, end)


def event(origin: Origin, values: Values, _: Persons) -> EventEntry:
    """Build a day worth knowing."""
    day, title, groups, comment = values
    return EventEntry(origin, title, day, groups, comment)


def bell(origin: Origin, values: Values, _: Persons) -> BellEntry:
    """Build the times of a lesson number."""
    ordinal, start, end, groups = values
    _in_order(start, end)
    return BellEntry(origin, ordinal, start, end, groups)


def teacher(origin: Origin, values: Values, _: Persons) -> TeacherEntry:
    """Build a teacher."""
    return TeacherEntry(origin, *values)


def subject(origin: Origin, values: Values, _: Persons) -> SubjectEntry:
    """Build a subject."""
    return SubjectEntry(origin, *values)


def student(origin: Origin, values: Values, persons: Persons) -> StudentEntry:
    """Build a student of a class."""
    key, name, group, begin, end, birth_date = values
    _in_order(begin, end)
    return StudentEntry(origin, persons[key, name], group, begin, end, birth_date)


def group(origin: Origin, values: Values, _: Persons) -> GroupEntry:
    """Build a class or subgroup; a grade that is not given is read off the title of a class."""
    key, title, parent, grade, homeroom_teacher = values
    if grade is None and not parent:
        grade = grade_of(title)
    return GroupEntry(origin, key, title, parent, grade, homeroom_teacher)


def member(origin: Origin, values: Values, persons: Persons) -> MemberEntry:
    """Build a student's place in a subgroup."""
    key, name, group_name, begin, end = values
    _in_order(begin, end)
    return MemberEntry(origin, persons[key, name], group_name, begin, end)


def teaching(origin: Origin, values: Values, _: Persons) -> TeachingEntry:
    """Build who teaches what where."""
    return TeachingEntry(origin, *values)


def timetable(origin: Origin, values: Values, _: Persons) -> TimetableEntry:
    """Build a place of the weekly timetable; single weeks without a cycle are those of the shortest one possible."""
    *rest, weeks, cycle, first_day, last_day = values
    _in_order(values[5], values[6])
    if first_day and last_day and last_day < first_day:
        raise BadCellError("a last day not before the first", "last_day")
    needed = max((2, *weeks)) if weeks else 1
    if cycle is not None and cycle < needed:
        raise BadCellError(f"a number of weeks from {needed} on", "cycle")
    key, about, subject_name, weekday, number, start, end, room, teachers = rest
    return TimetableEntry(
        origin,
        key,
        about,
        subject_name,
        weekday,
        number,
        start,
        end,
        room,
        teachers,
        weeks,
        cycle or needed,
        first_day,
        last_day,
    )


def lesson(origin: Origin, values: Values, _: Persons) -> LessonEntry:
    """Build a lesson."""
    _in_order(values[6], values[7])
    return LessonEntry(origin, *values)


def plan(origin: Origin, values: Values, _: Persons) -> PlanEntry:
    """Build the hours of a subject by the curriculum."""
    return PlanEntry(origin, *values)


def homework(origin: Origin, values: Values, persons: Persons) -> HomeworkEntry:
    """Build homework; without a student it is for the whole group."""
    group_name, subject_name, text, assigned_on, due_on, minutes, key, name, lesson_id = values
    who = persons[key, name] if key or name else None
    return HomeworkEntry(origin, group_name, subject_name, text, assigned_on, due_on, minutes, who, lesson_id)


def work(origin: Origin, values: Values, _: Persons) -> WorkEntry:
    """Build a piece of work; the day it was held wins over the planned one."""
    key, group_name, subject_name, day, planned_on, title, kind, short, weight, is_test, lesson_id = values
    return WorkEntry(
        origin,
        key,
        group_name,
        subject_name,
        day or planned_on,
        title,
        kind,
        short,
        weight,
        is_test,
        lesson_id,
        planned_on,
    )


def mark(origin: Origin, values: Values, persons: Persons) -> MarkEntry:
    """Build a mark."""
    # Written out because this is the hottest line of reading: a starred rest costs a list and a copy per mark.
    key, name, at, about, day, text, slot, ordinal, work_id, lesson_id, weight, counts, comment, entered, due = values
    raw, kind, value = text
    who = persons[key, name]
    return MarkEntry(
        origin,
        who,
        at,
        about,
        day,
        raw,
        kind,
        value,
        slot,
        ordinal,
        work_id,
        lesson_id,
        weight,
        counts,
        comment,
        entered,
        due,
    )


def absence(origin: Origin, values: Values, persons: Persons) -> AbsenceEntry:
    """Build an absence."""
    key, name, group_name, subject_name, day, (raw, kind), *rest = values
    return AbsenceEntry(origin, persons[key, name], group_name, subject_name, day, raw, kind, *rest)


def remark(origin: Origin, values: Values, persons: Persons) -> RemarkEntry:
    """Build a remark to the family."""
    key, name, *rest = values
    return RemarkEntry(origin, persons[key, name], *rest)


def term_mark(origin: Origin, values: Values, persons: Persons) -> TermMarkEntry:
    """Build a final mark; of a term it must say which one."""
    key, name, group_name, subject_name, scope, term_name, text, on, average, weighted, entered_at = values
    if scope is FinalScope.TERM and not term_name and on is None:
        raise BadCellError("the term of this mark, or a day in it", "term")
    raw, kind, value = text or ("", None, None)
    return TermMarkEntry(
        origin,
        persons[key, name],
        group_name,
        subject_name,
        scope,
        term_name,
        raw,
        kind,
        value,
        on,
        average,
        weighted,
        entered_at,
    )


def exam(origin: Origin, values: Values, persons: Persons) -> ExamEntry:
    """Build an exam; without a result it is still to come."""
    key, name, group_name, subject_name, scope, title, day, text, received_at = values
    raw, kind, value = text or ("", None, None)
    return ExamEntry(
        origin,
        persons[key, name],
        group_name,
        subject_name,
        scope,
        title,
        day,
        raw,
        kind,
        value,
        received_at,
    )


def deferral(origin: Origin, values: Values, persons: Persons) -> DeferralEntry:
    """Build a mark that is put off. The table has no column for the reason, and must never get one."""
    key, name, *rest = values
    return DeferralEntry(origin, persons[key, name], *rest)
