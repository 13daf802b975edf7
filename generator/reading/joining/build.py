"""Directory entries of all exports to one `School`, and the `Directory` that resolves names in records.

An unsettled namesake and a contradiction are problems that name both places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.errors import ReadError
from generator.model import entries as e
from generator.model.school import Group, Membership, School, Subject, Teacher, Teaching, Term
from generator.reading.cells import grade_of
from generator.reading.joining.calendar import (
    find_bells,
    find_events,
    find_holidays,
    other_schools,
    unknown_group,
)
from generator.reading.joining.directory import Directory
from generator.reading.joining.folding import fold_class
from generator.reading.joining.people.aliases import Aliases
from generator.reading.joining.people.stays import memberships_of, within_stay

T = TypeVar("T", bound=e.Entry)


@dataclass(frozen=True, slots=True)
class Source:
    """The directory entries of one export and the system whose ids they use."""

    system: str
    entries: tuple[e.Entry, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the settings say about the school year."""

    school_name: str
    year_start: date
    year_end: date


def build_directory(
    sources: Iterable[Source], aliases: Aliases, calendar: Calendar
) -> tuple[School, Directory, list[ReadError]]:
    """Join the directory entries of all exports; problems do not stop the joining."""
    found = tuple(sources)
    directory, problems = Directory(aliases), list[ReadError]()
    _add_teachers(directory, found)
    _add_groups(directory, found, problems)
    problems += _add_subjects(directory, found)
    for system, student in _each(found, e.StudentEntry):
        group_id = directory.class_id(directory.group_id(system, student.group))
        if group_id:
            directory.people.add(system, student, group_id, directory.class_title(system, group_id, student.group))
        else:
            problems.append(unknown_group(student.origin))
    problems += directory.people.join()
    # their class is known only through its students
    _add_subgroups(directory, ((s, g) for s, g in _each(found, e.GroupEntry) if g.parent.startswith("@")), problems)
    terms = _terms(directory, found, problems)
    problems += other_schools(_each(found, e.SchoolEntry))
    year = (calendar.year_start, calendar.year_end)
    school = School(
        name=calendar.school_name,
        year_start=calendar.year_start,
        year_end=calendar.year_end,
        terms=terms,
        holidays=find_holidays(_each(found, e.HolidayEntry)),
        bells=find_bells(_each(found, e.BellEntry), directory.group_id, problems),
        groups=directory.groups,
        students=directory.people.students,
        teachers=directory.teachers,
        subjects=directory.subjects,
        memberships=_memberships(directory, found, problems),
        teachings=_teachings(directory, found, problems),
        events=find_events(_each(found, e.EventEntry), directory.group_id, year, problems),
    )
    return school, directory, problems


def _each(sources: Iterable[Source], kind: type[T]) -> Iterable[tuple[str, T]]:
    return ((s.system, entry) for s in sources for entry in s.entries if isinstance(entry, kind))


def _add_groups(directory: Directory, sources: Iterable[Source], problems: list[ReadError]) -> None:
    entries = list(_each(sources, e.GroupEntry))
    for system, group in entries:
        if not group.parent:
            problems += _add_group(directory, system, group, "")
    for system, student in _each(sources, e.StudentEntry):
        if student.group and not directory.group_id(system, student.group):
            title = directory.aliases.find("group", system, student.group) or student.group
            directory.groups[fold_class(title)] = Group(fold_class(title), title, grade=grade_of(title))
    # Subgroups last: their class may be known only from its students.
    _add_subgroups(directory, ((s, g) for s, g in entries if g.parent and not g.parent.startswith("@")), problems)


def _add_subgroups(
    directory: Directory, entries: Iterable[tuple[str, e.GroupEntry]], problems: list[ReadError]
) -> None:
    for system, group in entries:
        parent = directory.group_id(system, group.parent)
        if not parent:
            problems.append(unknown_group(group.origin))
        else:
            problems += _add_group(directory, system, group, parent)


def _add_group(directory: Directory, system: str, group: e.GroupEntry, parent: str) -> list[ReadError]:
    settled = (directory.aliases.find("group", system, ref) for ref in (group.id, group.title) if ref)
    title = next(filter(None, settled), group.title)
    teacher = directory.teacher_id(system, group.homeroom_teacher) if group.homeroom_teacher else ""
    folded = f"{parent}/{fold_class(title)}" if parent else fold_class(title)
    old = directory.groups.get(folded)
    directory.groups[folded] = Group(
        folded,
        old.title if old else title,
        parent,
        group.grade if group.grade is not None else (old.grade if old else grade_of(title)),
        teacher or (old.homeroom_teacher_id if old else ""),
    )
    other = directory.name_group(system, folded, group)
    return [_same_group(group, other)] if other else []


def _same_group(group: e.GroupEntry, other: e.GroupEntry) -> ReadError:
    message = (
        f"two groups have one id, or one title but for spaces and letters that look alike; the other at {other.origin}"
    )
    hint = "tell them apart in the journal, or say in content/aliases.csv (kind group) what each is called"
    return ReadError("same-group", message, origin=group.origin, hint=hint)


def _add_teachers(directory: Directory, sources: Iterable[Source]) -> None:
    """Take in teachers before all others, who name them by id."""
    for system, teacher in _each(sources, e.TeacherEntry):
        folded = directory.teacher_id(system, teacher.name)
        if teacher.contact:
            directory.teachers[folded] = Teacher(folded, directory.teachers[folded].name, teacher.contact)
        if teacher.id:
            directory.ids["teacher", system, teacher.id] = folded


def _add_subjects(directory: Directory, sources: Iterable[Source]) -> Iterable[ReadError]:
    first: dict[tuple[str, str], e.SubjectEntry] = {}
    for system, subject in _each(sources, e.SubjectEntry):
        folded = directory.subject_id(system, subject.title)
        if subject.short:
            directory.subjects[folded] = Subject(folded, directory.subjects[folded].title, subject.short)
        if subject.id:
            alias = directory.aliases.find("subject", system, subject.id)
            found = directory.subject_id(system, alias) if alias else folded
            old = first.setdefault((system, subject.id), subject)
            if directory.ids.setdefault(("subject", system, subject.id), found) != found:
                message = f"the subject of this id has another title at {old.origin}"
                hint = "say in content/aliases.csv (kind subject) which title the id means"
                yield ReadError("contradiction", message, origin=subject.origin, hint=hint)


def _terms(directory: Directory, sources: Iterable[Source], problems: list[ReadError]) -> tuple[Term, ...]:
    first: dict[tuple[object, ...], tuple[e.TermEntry, Term]] = {}
    for system, entry in _each(sources, e.TermEntry):
        groups = tuple(sorted(filter(None, (directory.group_id(system, ref) for ref in entry.groups))))
        if entry.groups and not groups:
            problems.append(unknown_group(entry.origin))
            continue
        key = (entry.kind, entry.ordinal, groups)
        term = Term("/".join((entry.kind, str(entry.ordinal), *groups)), entry.kind, entry.ordinal, entry.title,
                    entry.start, entry.end, groups)  # fmt: skip
        old, old_term = first.setdefault(key, (entry, term))
        if (old.start, old.end) != (entry.start, entry.end):
            message = f"the term has other dates at {old.origin}"
            hint = "let one export provide the terms: journals.provides in site.yaml"
            problems.append(ReadError("contradiction", message, origin=entry.origin, hint=hint))
        for ref in filter(None, (entry.id, entry.title)):
            directory.ids.setdefault(("term", system, ref), old_term.id)
    terms = tuple(sorted((term for _, term in first.values()), key=lambda t: (t.start, t.end, t.id)))
    directory.terms.update({term.id: term for term in terms})
    return terms


def _memberships(directory: Directory, sources: Iterable[Source], problems: list[ReadError]) -> tuple[Membership, ...]:
    found: list[Membership] = []
    for system, entry in _each(sources, e.MemberEntry):
        group_id = directory.group_id(system, entry.group)
        if not group_id:
            problems.append(unknown_group(entry.origin))
            continue
        student_id = directory.people.find(system, entry.person, directory.class_id(group_id))
        if student_id:
            membership = Membership(student_id, group_id, entry.begin, entry.end)
            found.append(within_stay(membership, directory.class_id(group_id), directory.people.stays[student_id]))
        else:
            problems.append(directory.people.why_not(system, entry.person, directory.class_id(group_id), entry.origin))
    found += memberships_of(directory.people.stays)
    return tuple(dict.fromkeys(found))


def _teachings(directory: Directory, sources: Iterable[Source], problems: list[ReadError]) -> tuple[Teaching, ...]:
    found: list[Teaching] = []
    for system, entry in _each(sources, e.TeachingEntry):
        group_id = directory.group_id(system, entry.group)
        if not group_id:
            problems.append(unknown_group(entry.origin))
            continue
        subject_id = directory.subject_id(system, entry.subject)
        found.append(Teaching(group_id, subject_id, directory.teacher_id(system, entry.teacher)))
    return tuple(dict.fromkeys(found))
