"""The directory and the calendar of the school as rows: everything but what happened in a class."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.school import School
from generator.writing.own_tables.names import Names, group_key, key
from generator.writing.own_tables.text import Row

_NO_TITLE = "без названия"
"""What a table says of something whose title the journal left empty: the tables demand one."""


def directory_rows(school: School) -> dict[str, Iterator[Row]]:
    """Return the rows of every table of the whole school; each can be gone through once.

    To be asked for when all classes were joined: subjects and teachers that only a lesson names are known by then.
    """
    names = Names(school)
    return {
        "terms": _terms(school, names),
        "holidays": ((one.title or _NO_TITLE, one.start, one.end) for one in school.holidays),
        "bells": ((one.ordinal, one.start, one.end, names.groups(one.group_ids)) for one in school.bells),
        "events": ((one.day, one.title or _NO_TITLE, names.groups(one.group_ids), one.comment)
                   for one in school.events),
        "teachers": ((key(one.id), one.name, one.contact) for one in school.teachers.values()),
        "subjects": ((key(one.id), one.title, one.short) for one in school.subjects.values()),
        "students": _students(school, names),
        "groups": _groups(school, names),
        "members": ((*names.student(one.student_id), names.group(one.group_id), one.begin, one.end)
                    for one in school.memberships),
        "teaching": ((names.group(one.group_id), names.subject(one.subject_id), names.teacher(one.teacher_id))
                     for one in school.teachings),
    }  # fmt: skip


def _terms(school: School, names: Names) -> Iterator[Row]:
    for term in school.terms:
        groups = names.groups(term.group_ids)
        yield key(term.id), term.kind, term.ordinal, term.title or _NO_TITLE, term.start, term.end, groups


def _students(school: School, names: Names) -> Iterator[Row]:
    for group in school.classes():
        for student in school.students_of(group.id):
            id_, name = names.student(student.id)
            yield id_, name or id_, names.group(group.id), student.begin, student.end, student.birth_date


def _groups(school: School, names: Names) -> Iterator[Row]:
    subgroups = [group for group in school.groups.values() if group.parent_id]
    for group in (*school.classes(), *subgroups):
        parent = names.group(group.parent_id) if group.parent_id else ""
        teacher = names.teacher(group.homeroom_teacher_id) if group.homeroom_teacher_id else ""
        yield group_key(group), group.title, parent, group.grade, teacher
