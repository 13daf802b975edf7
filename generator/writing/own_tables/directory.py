"""The directory and the calendar of the school as rows: everything but what happened in a class."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.school import School
from generator.writing.own_tables.names import Names, group_key, key
from generator.writing.own_tables.text import Row
from generator.writing.stays import Stays

_NO_TITLE = "без названия"
"""What a table says of something whose title the journal left empty: the tables demand one."""


def directory_rows(school: School) -> dict[str, Iterator[Row]]:
    """Return the rows of every table of the whole school; each can be gone through once.

    To be asked for when all classes were joined: subjects and teachers that only a lesson names are known by then.
    """
    names, stays = Names(school), Stays(school)
    return {
        "school": iter([(school.name,)] if school.name.strip() else []),
        "terms": _terms(school, names),
        "holidays": ((one.title or _NO_TITLE, one.start, one.end) for one in school.holidays),
        "bells": ((one.ordinal, one.start, one.end, names.groups(one.group_ids)) for one in school.bells),
        "events": ((one.day, one.title or _NO_TITLE, names.groups(one.group_ids), one.comment)
                   for one in school.events),
        "teachers": ((key(one.id), one.name, one.contact) for one in school.teachers.values()),
        "subjects": ((key(one.id), one.title, one.short) for one in school.subjects.values()),
        "students": _students(school, names, stays),
        "groups": _groups(school, names),
        "members": ((*names.student(one.student_id), names.group(one.group_id), one.begin, one.end)
                    for one in stays.members),
        "teaching": ((names.group(one.group_id), names.subject(one.subject_id), names.teacher(one.teacher_id))
                     for one in school.teachings),
    }  # fmt: skip


def _terms(school: School, names: Names) -> Iterator[Row]:
    for term in school.terms:
        groups = names.groups(term.group_ids)
        yield key(term.id), term.kind, term.ordinal, term.title or _NO_TITLE, term.start, term.end, groups


def _students(school: School, names: Names, stays: Stays) -> Iterator[Row]:
    """Yield a row for every class that a student is or was in."""
    for group in school.classes():
        for stay in stays.of_class(group.id):
            id_, name = names.student(stay.student_id)
            born = school.students[stay.student_id].birth_date
            yield id_, name or id_, names.group(group.id), stay.begin, stay.end, born


def _groups(school: School, names: Names) -> Iterator[Row]:
    subgroups = [group for group in school.groups.values() if group.parent_id]
    for group in (*school.classes(), *subgroups):
        parent = names.group(group.parent_id) if group.parent_id else ""
        teacher = names.teacher(group.homeroom_teacher_id) if group.homeroom_teacher_id else ""
        yield group_key(group), group.title, parent, group.grade, teacher
