"""What OneRoster can say of a school, by the convention in `docs/reference/oneroster.md`: names in place of ids.

Worked out from the joined school alone, so that it can be asked of a school before it is written and after it was read.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from generator.model.kinds import MarkKind
from generator.model.records import GroupRecords, Mark, Work
from generator.model.school import School
from generator.reading.joining.folding import fold_name
from tests.properties.drawn_schools import Joined

TAKEN = {"домашнее задание", "домашняя работа", "homework", "отметка за урок", "final mark"}
"""Titles of categories that are no kind of work; a few."""
OPEN = {MarkKind.DEBT, MarkKind.PENDING}


def sayable(found: Joined, *, is_back: bool = False) -> dict[str, Counter[Any]]:
    """Return what can be said, thing by thing; `is_back`: of a school that was read from a bundle."""
    school, records, _ = found
    taught = {(one.group_id, one.subject_id) for one in school.teachings}
    for one in records.values():
        for of_class in (
            one.lessons,
            one.works,
            [h for h in one.homework if not h.student_id and (h.assigned_on or h.due_on)],
        ):
            taught |= {(thing.group_id, thing.subject_id) for thing in of_class}
        taught |= _of_guests(school, one)
    # A bundle has the subgroups in which something is taught, and no lessons that would tell what.
    groups = set(school.groups) if is_back else {group_id for group_id, _ in taught}
    people = {s.id: (school.groups[s.group_id].title, s.name) for s in school.students.values()}
    told: dict[str, Counter[Any]] = {
        "teachers": Counter((_words(t.name), _words(t.contact)) for t in school.teachers.values()),
        "subgroups": Counter(_group(school, group_id) for group_id in groups if school.groups[group_id].parent_id),
        "teachings": Counter((_group(school, t.group_id), t.subject_id, t.teacher_id) for t in school.teachings),
        "members": Counter(
            (people[m.student_id], _group(school, m.group_id), *_span(school, m.begin, m.end))
            for m in school.memberships
            if m.group_id in groups or not school.groups[m.group_id].parent_id
        ),
    }
    told["classes"] = Counter((c.title, c.grade, c.homeroom_teacher_id) for c in school.classes())
    told["students"] = Counter(
        (people[s.id], *_span(school, s.begin, s.end), s.birth_date) for s in school.students.values()
    )
    told["terms"] = Counter(
        (c.title, t.kind, t.ordinal, t.title, t.start, t.end) for c in school.classes() for t in school.terms_of(c.id)
    )
    for name in ("works", "homework", "marks", "finals"):
        told[name] = Counter()
    for one in records.values():
        _add_class(school, one, people, told)
    return told


def _add_class(school: School, one: GroupRecords, people: dict[str, Any], told: dict[str, Counter[Any]]) -> None:
    works = {work.id: work for work in one.works if work.id}
    for work in one.works:
        # A mark in a work of another subgroup brings a second lineItem: works are told apart by what they say.
        told["works"][_work(work)] = 1
    for homework in one.homework:
        if not homework.student_id and (homework.assigned_on or homework.due_on):
            first, _, rest = homework.text.strip().partition("\n")
            given, due = homework.assigned_on or homework.due_on, homework.due_on or homework.assigned_on
            text = "\n".join(filter(None, (_words(first), _words(rest))))
            told["homework"][
                _group(school, homework.group_id), homework.subject_id, text, given, due, homework.minutes
            ] += 1
    for mark in one.marks:
        told["marks"][people[mark.student_id], *_mark(mark, works)] += 1
    titles = {term.id: (term.kind, term.ordinal) for term in school.terms}
    for final in one.term_marks:
        has_average = final.average is not None or final.weighted_average is not None
        given = final[4:7] if final.kind not in OPEN else ("", None, None)
        if given[1] is not None or has_average:
            term = titles.get(final.term_id)
            told["finals"][people[final.student_id], term, *final[1:3], *given, *final[7:]] += 1


def _of_guests(school: School, one: GroupRecords) -> set[tuple[str, str]]:
    """Return where those who never were in a class have what belongs to none of their groups: a subgroup of it."""
    groups_of: dict[str, list[str]] = {}
    for member in sorted(school.memberships, key=lambda member: member.group_id):
        groups_of.setdefault(member.student_id, []).append(member.group_id)
    group_of = {thing.id: thing.group_id for thing in (*one.lessons, *one.works) if thing.id}
    found = set()
    for record in (*one.marks, *one.term_marks):
        mine = groups_of.get(record.student_id, [])
        named = (group_of.get(record.work_id), group_of.get(record.lesson_id)) if isinstance(record, Mark) else ()
        if school.students[record.student_id].group_id == one.group_id or {*mine} & {one.group_id, *named}:
            continue
        found |= {(g, record.subject_id) for g in [g for g in mine if school.groups[g].parent_id == one.group_id][:1]}
    return found


def _mark(mark: Mark, works: dict[str, Work]) -> tuple[Any, ...]:
    work = works.get(mark.work_id)
    of_work = _work(work) if work else None
    return (of_work, *mark[1:7], mark.weight, mark.counts, _words(mark.comment), mark.entered_at, mark.due_on)


def _work(work: Work) -> tuple[Any, ...]:
    kind = f"{_words(work.type)} (работа)" if fold_name(work.type) in TAKEN else _words(work.type)
    title = _words(work.title) or _words(work.type)
    return work.subject_id, work.day, title, kind, _words(work.type_short), work.weight, work.is_test, work.planned_on


def _group(school: School, group_id: str) -> tuple[str, str]:
    group = school.groups[group_id]
    return (school.groups[group.parent_id].title, group.title) if group.parent_id else (group.title, "")


def _span(school: School, begin: date | None, end: date | None) -> tuple[date | None, date | None]:
    return (None if begin == school.year_start else begin), (None if end == school.year_end else end)


def _words(text: str) -> str:
    return " ".join(text.split())
