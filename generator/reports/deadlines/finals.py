"""Marks of terms (A6.1), those put off on illness (B5.5), and results of exams (B6.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial

from generator.model.acts import Act, ActKind
from generator.model.kinds import FinalScope
from generator.model.records import Exam
from generator.model.school import Term
from generator.reports.deadlines.judging import Judged, judge_done
from generator.reports.deadlines.subject import Subject
from generator.reports.deadlines.values import Line, Matter
from generator.rules.clocks.results import exam_result, term_mark
from generator.rules.deadlines import Deadline, Verdict, end_of
from generator.rules.records.finals import merged
from generator.rules.records.sights import Part, exam_place, final_place

_Key = tuple[str, str, str]
"""Student, subject, term."""


def judge_terms(subject: Subject) -> None:
    """Judge the marks of every term: those that are there, and after the term's end those that are expected.

    Expected is a mark of everybody on the list that day who has lessons of the subject, in subjects in which somebody
    gets marks. What is put off beyond the limit is judged by its own day.
    """
    facts = subject.facts
    given = {
        (mark.student_id, mark.subject_id, mark.term_id): mark
        for mark in merged(facts.records.term_marks)
        if mark.raw and mark.scope is FinalScope.TERM
    }
    put_off = _put_off(subject)
    for term in facts.terms:
        clocks = _TermClocks(subject, term)
        expected = {key for key in given if key[2] == term.id}
        if end_of(term.end) < subject.now:
            expected |= {(s.id, s_id, term.id) for s_id in facts.assessed for s in facts.learners(s_id, term.end)}
        alike: defaultdict[tuple[str, str, int, datetime | None, date | None], list[str]] = defaultdict(list)
        for key in expected:
            mark = given.get(key)
            look = subject.evidence.look_of(Part.FINALS, final_place(mark)) if mark else -2
            teacher = subject.teacher(key[1], student_id=key[0])
            alike[key[1], teacher, look, mark.entered_at if mark else None, put_off.get(key)].append(key[0])
        for (subject_id, teacher, look, entered, until), students in sorted(alike.items(), key=lambda one: one[0][:3]):
            matter, judged = clocks.judged(look, entered, until)
            line = partial(_term_line, subject, matter, judged, teacher, subject_id, term, students)
            subject.add(matter, teacher, judged, line, len(students))


class _TermClocks:
    """The clock of one term's marks, with and without a deferral."""

    def __init__(self, subject: Subject, term: Term) -> None:
        self._subject = subject
        self._term = term
        self._profile = subject.given.profile(term.end)
        self._usual = self._clock(None).due

    def judged(self, look: int, entered: datetime | None, until: date | None) -> tuple[Matter, Judged]:
        """Judge marks of the look that first saw them (-2: there are none)."""
        evidence, clock = self._subject.evidence, self._profile.clock
        bare = self._clock(until)
        done = None if look == -2 else evidence.done(clock, Part.FINALS, look, bare.due, entered)
        matter = Matter.DEFERRALS if bare.due > self._usual else Matter.TERM_MARKS
        return matter, judge_done(bare, done, self._subject.now, evidence.looked(clock))

    def _clock(self, until: date | None) -> Deadline:
        days = self._subject.given.days
        return term_mark(self._profile, days, term_end=self._term.end, deferred_until=until, done=None)


def _put_off(subject: Subject) -> Mapping[_Key, date]:
    """Return until when marks are put off, by the journal and by the register's acts; the later day counts."""
    told = [(d.student_id, d.subject_id, d.term_id, d.until) for d in subject.facts.records.deferrals]
    for act in subject.given.acts:
        if act.kind is ActKind.DEFERRAL and act.detail.get("until"):
            until = date.fromisoformat(act.detail["until"])
            told.append((act.student_id, act.detail.get("subject_id", ""), act.detail.get("term_id", ""), until))
    found: dict[_Key, date] = {}
    for *place, until in told:
        key = (place[0], place[1], place[2])
        found[key] = max(until, found.get(key, until))
    return found


def _term_line(  # noqa: PLR0917  what the line says
    subject: Subject, matter: Matter, judged: Judged, teacher: str, subject_id: str, term: Term, students: list[str]
) -> Line:
    order = {student.id: number for number, student in enumerate(subject.facts.students)}
    listed = tuple(sorted(students, key=lambda student: order.get(student, len(order))))
    line = subject.line(matter, judged, teacher, subject_id, term.end, len(students))
    return line._replace(student_ids=listed, detail=term.title)


def judge_exams(subject: Subject) -> None:
    """Judge the results of exams that the school has received.

    When it received them stands in the export or in the register; where neither tells, nothing is proven. A result
    that the register knows of and no export has yet is undone, with its exam in the exports or without.
    """
    acts = [act for act in subject.given.acts if act.kind is ActKind.EXAM_RECEIVED]
    for exam in subject.facts.records.exams:
        received = exam.received_at or _received(acts, exam, subject.facts.group.title)
        if received is None:
            if exam.raw:
                judged = Judged(Verdict.UNPROVEN)
                _add_exam(subject, exam, judged)
            continue
        profile = subject.given.profile(received.date())
        bare = exam_result(profile, subject.given.days, received=received, done=None)
        look = subject.evidence.look_of(Part.EXAMS, exam_place(exam))
        done = subject.evidence.done(profile.clock, Part.EXAMS, look, bare.due) if exam.raw else None
        looked = subject.evidence.looked(profile.clock)
        _add_exam(subject, exam, judge_done(bare, done, subject.now, looked))
    for act in acts:
        if _is_unknown(subject, act):
            _add_unknown(subject, act)


def _received(acts: Iterable[Act], exam: Exam, class_title: str) -> datetime | None:
    """Return when the register says that the results of this exam came: of this student, of the class, or of all."""
    return next((_moment(act) for act in acts if _speaks_of(act, exam, class_title)), None)


def _moment(act: Act) -> datetime:
    return datetime.fromisoformat(act.detail["received_at"]).replace(tzinfo=None)


def _speaks_of(act: Act, exam: Exam, class_title: str) -> bool:
    at = act.detail.get("received_at", "")
    return (
        at != ""
        and act.detail.get("subject_id") == exam.subject_id
        and act.student_id in {"", exam.student_id}
        and act.class_title in {"", class_title}
        and act.detail.get("title", "").casefold() in {"", exam.title.casefold()}
        and (exam.day is None or exam.day.isoformat() <= at)
    )


def _is_unknown(subject: Subject, act: Act) -> bool:
    """Say whether results came for this class, or for a student of it, and the exports know of no such exam.

    A journal may have them as a column of final marks («Экз.») instead.
    """
    facts, subject_id = subject.facts, act.detail.get("subject_id", "")
    students = {student.id for student in facts.students}
    mine = act.student_id in students or (not act.student_id and act.class_title == facts.group.title)
    if not mine or not act.detail.get("received_at") or subject_id not in facts.school.subjects:
        return False
    if any(_speaks_of(act, exam, facts.group.title) for exam in facts.records.exams):
        return False
    return not any(
        mark.raw
        and mark.scope in {FinalScope.EXAM, FinalScope.STATE_EXAM}
        and mark.subject_id == subject_id
        and act.student_id in {"", mark.student_id}
        for mark in facts.records.term_marks
    )


def _add_unknown(subject: Subject, act: Act) -> None:
    received = _moment(act)
    profile, evidence = subject.given.profile(received.date()), subject.evidence
    bare = exam_result(profile, subject.given.days, received=received, done=None)
    judged = judge_done(bare, None, subject.now, evidence.looked(profile.clock))
    teacher = subject.teacher(act.detail["subject_id"], student_id=act.student_id)
    subject.add(Matter.EXAM_RESULTS, teacher, judged, partial(_unknown_line, subject, act, judged, teacher))


def _unknown_line(subject: Subject, act: Act, judged: Judged, teacher: str) -> Line:
    line = subject.line(Matter.EXAM_RESULTS, judged, teacher, act.detail["subject_id"], act.day)
    students = (act.student_id,) if act.student_id else ()
    return line._replace(student_ids=students, detail=act.detail.get("title", ""))


def _add_exam(subject: Subject, exam: Exam, judged: Judged) -> None:
    teacher = subject.teacher(exam.subject_id, student_id=exam.student_id)
    line = partial(_exam_line, subject, exam, judged, teacher)
    subject.add(Matter.EXAM_RESULTS, teacher, judged, line)


def _exam_line(subject: Subject, exam: Exam, judged: Judged, teacher: str) -> Line:
    line = subject.line(Matter.EXAM_RESULTS, judged, teacher, exam.subject_id, exam.day)
    return line._replace(student_ids=(exam.student_id,), detail=exam.title)
