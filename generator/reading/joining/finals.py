"""What is of a term or of the year as a whole: final marks, exams, marks put off or without days, and the plan.

Every function returns None for an entry that was told before or is a problem, which is then in `joining.problems`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from generator.errors import ReadError
from generator.model import entries as e
from generator.model.kinds import FinalScope, MarkKind
from generator.model.records import Deferral, Exam, Mark, PlanLine, TermMark, UndatedMarks
from generator.model.school import Term
from generator.origin import Origin
from generator.reading.joining.context import Joining, Told
from generator.reading.joining.terms import last_term_before


def make_term_mark(joining: Joining, system: str, entry: e.TermMarkEntry, told: Told) -> TermMark | None:
    """Make a final mark."""
    if not joining.is_within(entry.origin, entry.on):
        return None
    student_id = joining.student(system, entry.person, entry.origin)
    is_term = entry.scope is FinalScope.TERM
    term_id = joining.term(system, entry.term, entry.on, entry.origin) if is_term else ""
    if not student_id or term_id is None:
        return None
    subject_id = joining.directory.subject_id(system, entry.subject)
    # The same final mark stands in the term's report and in the yearly one; an empty cell says nothing.
    if entry.raw and told.once(entry.origin, (student_id, subject_id, entry.scope, term_id), entry.raw):
        return None
    if entry.kind is MarkKind.NUMERIC:
        joining.check_scale(entry.origin, entry.raw, entry.value)
    joining.seen(entry.entered_at, None)
    return TermMark(student_id, subject_id, entry.scope, term_id, entry.raw, entry.kind, entry.value,
                    entry.average, entry.weighted_average, entry.entered_at)  # fmt: skip


def make_exam(joining: Joining, system: str, entry: e.ExamEntry, told: Told) -> Exam | None:
    """Make an exam; one that is still to come says nothing against its result in another file."""
    student_id = joining.student(system, entry.person, entry.origin)
    if not student_id:
        return None
    subject_id = joining.directory.subject_id(system, entry.subject)
    if entry.raw and told.again(entry.origin, (student_id, subject_id, entry.scope, entry.title, entry.day), entry.raw):
        return None
    if entry.kind is MarkKind.NUMERIC:
        joining.check_scale(entry.origin, entry.raw, entry.value)
    # The day of an exam may lie ahead: only a result that was received proves a time.
    joining.seen(entry.received_at, None)
    return Exam(student_id, subject_id, entry.scope, entry.title, entry.day, entry.raw, entry.kind, entry.value,
                entry.received_at)  # fmt: skip


def without_outdated(exams: Iterable[Exam]) -> tuple[Exam, ...]:
    """Return exams each once, and without the announcements of those whose result is here."""
    found = tuple(dict.fromkeys(exams))
    over = {_which(exam) for exam in found if exam.raw}
    return tuple(exam for exam in found if exam.raw or _which(exam) not in over)


def _which(exam: Exam) -> tuple[object, ...]:
    return (exam.student_id, exam.subject_id, exam.scope, exam.title, exam.day)


def make_deferral(joining: Joining, system: str, entry: e.DeferralEntry, told: Told) -> Deferral | None:
    """Make a mark that is put off; without a term it is that of the last one that ended before."""
    student_id = joining.student(system, entry.person, entry.origin)
    if not student_id or not joining.is_within(entry.origin, entry.until, late=True):
        return None
    if entry.term:
        term_id = joining.term(system, entry.term, None, entry.origin)
    else:
        term = last_term_before(joining.terms, entry.until)
        term_id = term.id if term else None
        if term is None:
            joining.no_term(entry.origin)
    if term_id is None:
        return None
    subject_id = joining.directory.subject_id(system, entry.subject)
    if told.once(entry.origin, (student_id, subject_id, term_id), (entry.until, entry.order)):
        return None
    return Deferral(student_id, subject_id, term_id, entry.until, entry.order)


def make_plan_line(joining: Joining, system: str, entry: e.PlanEntry, told: Told) -> PlanLine | None:
    """Make a line of the plan."""
    term_id = joining.term(system, entry.term, None, entry.origin) if entry.term else ""
    if term_id is None:
        return None
    group_id = joining.directory.group_id(system, entry.group)
    subject_id = joining.directory.subject_id(system, entry.subject)
    if told.once(entry.origin, (group_id, subject_id, term_id), (entry.hours, entry.tests)):
        return None
    return PlanLine(group_id, subject_id, term_id, entry.hours, entry.tests)


def make_undated(joining: Joining, system: str, entry: e.UndatedMarksEntry, told: Told) -> UndatedMarks | None:
    """Make the marks of a subject and term without days; the term is one of those that the class is taught in."""
    student_id = joining.student(system, entry.person, entry.origin)
    term_id = joining.term(system, entry.term, None, entry.origin)
    if not student_id or term_id is None:
        return None
    term = next((term for term in joining.school.terms_of(joining.group_id) if term.id == term_id), None)
    if term is None:
        joining.no_term(entry.origin)
        return None
    subject_id = joining.directory.subject_id(system, entry.subject)
    if told.again(entry.origin, (student_id, subject_id, term_id), entry.marks):
        return None
    for mark in entry.marks:
        if mark.kind is MarkKind.NUMERIC:
            joining.check_scale(entry.origin, mark.raw, mark.value)
    # A term with marks has begun; more is not known of when they were given.
    joining.seen(None, term.start)
    return UndatedMarks(student_id, subject_id, term_id, entry.marks)


def without_dated(
    joining: Joining, undated: Iterable[tuple[e.UndatedMarksEntry, UndatedMarks]], marks: Iterable[Mark]
) -> tuple[UndatedMarks, ...]:
    """Return marks without days, except where the class has marks with days of the same student, subject and term.

    They may be the same marks, and nothing tells which: one problem for every file.
    """
    found = [(entry.origin, one) for entry, one in undated]
    if not found:
        return ()
    students, terms = {one.student_id for _, one in found}, joining.school.terms_of(joining.group_id)
    dated = {(m.student_id, m.subject_id, _term_of(terms, m.day).id) for m in marks if m.student_id in students}
    twice = {origin.file: origin for origin, one in reversed(found) if one[:3] in dated}
    joining.problems += [_second_source(origin) for origin in reversed(twice.values())]
    return tuple(one for _, one in found if one[:3] not in dated)


def _term_of(terms: Sequence[Term], day: date) -> Term:
    """Return the term of a mark as diaries have it: in the holidays, that before them."""
    return next((term for term in reversed(terms) if term.start <= day), terms[0])


def _second_source(origin: Origin) -> ReadError:
    message = "another export tells the marks of this student, subject and term with their days"
    hint = "take this file away, or let one of the two provide the marks: journals.provides in site.yaml"
    return ReadError("two-sources", message, origin=origin, hint=hint)
