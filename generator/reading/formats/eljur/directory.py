"""Who and when in ЭлЖур: students and classes (getrules), periods (getperiods), final marks (getfinalassessments)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import ReadError
from generator.model.entries import GroupEntry, StudentEntry, TeacherEntry, TermEntry, TermMarkEntry
from generator.model.kinds import FinalScope
from generator.reading.cells import BadCellError, MarkText
from generator.reading.formats.eljur.answers import each, name_of, person_of, whole_number
from generator.reading.formats.eljur.codes import mark_of, scope_of
from generator.reading.formats.eljur.known import Known, Who
from generator.reading.meaning import fold_code
from generator.reading.payloads.items import Item
from generator.reading.reader import Reading
from generator.reading.whom import another_class, no_class
from generator.reading.words.passed_over import code_by_mapping
from generator.reading.words.terms import term_in


def read_rules(result: Item, known: Known) -> Iterator[Reading]:
    """Yield the classes that a user sees, with their teachers, and the students with their classes (getrules)."""
    relations = result.item("relations")
    for key, group in each(relations, "groups"):
        try:
            yield from _group(key, group, known)
        except ReadError as error:
            yield error
    for key, student in each(relations, "students"):
        try:
            yield from _student(key, student, known)
        except ReadError as error:
            yield error


def _group(key: str, group: Item, known: Known) -> Iterator[Reading]:
    title, teacher = group.text("name") or key, name_of(group, "hometeacher_")
    if not title:
        yield group.error("name", "the name of a class")
        return
    yield from filter(None, [another_class(known.about, group.origin("name"), title)])
    yield GroupEntry(group.origin(), "", title, "", whole_number(group, "parallel") or None, teacher)
    if teacher:
        yield TeacherEntry(group.origin("hometeacher_lastname"), group.id("hometeacher_id"), teacher)


def _student(key: str, student: Item, known: Known) -> Iterator[Reading]:
    person, title = person_of(key, student), student.text("class")
    yield from filter(None, [another_class(known.about, student.origin("class"), title)])
    title = title or known.about.group
    if not person.id or not person.name:
        yield student.error("name", "the id and the name of a student")
    elif not title:
        yield no_class(student.origin("class"))
    else:
        known.classes[person.id] = title
        yield StudentEntry(student.origin(), person, title)


def read_periods(student: Item, who: Who, known: Known) -> Iterator[Reading]:
    """Yield the terms of a student's class; `name` is «I» and the same for quarters and half-years."""
    for _, period in each(student, "periods"):
        try:
            start, end, found = period.day("start"), period.day("end"), term_in(period.text("fullname"))
            if start is None or end is None or end < start:
                yield period.error("end", "a first and a last day in this order")
            elif found is None:
                yield period.error("fullname", "a name like I четверть, 2 триместр, II полугодие")
            elif known.is_new("term", who.group, found, start, end, who.person):
                key = _term(who, period.text("name"))
                yield TermEntry(period.origin(), key, *found, period.text("fullname"), start, end, (who.group,))
        except ReadError as error:
            yield error


def _term(who: Who, name: str) -> str:
    """Return the id of a term: «I» alone may be a quarter of one class and a half-year of another."""
    return f"{who.person.id}/{name}" if who.person else name


def read_finals(student: Item, who: Who, known: Known) -> Iterator[Reading]:
    """Yield the final marks of a student."""
    for _, subject in each(student, "items"):
        try:
            name = subject.text("name")
            if not name:
                yield subject.error("name", "a subject")
                continue
            for _, mark in each(subject, "assessments"):
                yield from _final(mark, name, who, known)
        except ReadError as error:
            yield error


def _final(mark: Item, subject: str, who: Who, known: Known) -> Iterator[Reading]:
    raw, period = mark.text("value"), mark.text("period")
    scope = scope_of(period)
    if not raw or who.person is None:
        return
    if scope is None:
        known.unknown.add(period, mark.origin("period"), "kind of final mark")
        return
    meaning = known.final_codes().get(fold_code(raw))
    if meaning and meaning.mark is None:
        yield code_by_mapping(mark.origin())
        return
    try:
        text = MarkText(raw, meaning.mark) if meaning and meaning.mark else mark_of(mark)
    except BadCellError:
        known.unknown.add(raw, mark.origin("value"))
        return
    term = _term(who, period) if scope is FinalScope.TERM else ""
    yield TermMarkEntry(mark.origin(), who.person, who.group, subject, scope, term, *text)
