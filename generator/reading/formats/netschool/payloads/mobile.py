"""Answers of the mobile application: `classmeetings`, `assignments`, `subject-performance`, `totals`.

None of them names a class, and only lessons name their student: the settings or a diary beside them say it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.errors import ReadError
from generator.model.entries import (
    LessonEntry,
    PersonRef,
    SubjectEntry,
    TeacherEntry,
    TeachingEntry,
    TermMarkEntry,
)
from generator.model.kinds import FinalScope, MarkKind
from generator.reading.cells import BadCellError, MarkText
from generator.reading.formats.netschool.cells import read_final
from generator.reading.formats.netschool.payloads.bundle import Bundle
from generator.reading.formats.netschool.payloads.fields import comment_of, mark_text
from generator.reading.formats.netschool.payloads.works import Assignment, Place, Told, read_attendance, read_work
from generator.reading.payloads.items import Item
from generator.reading.reader import Reading
from generator.reading.words.terms import final_scope


def read_meetings(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield lessons with topic, room, teachers, and the student's absence."""
    slots: Counter[tuple[str, date, str]] = Counter()
    for lesson in sorted(root.items(""), key=_order):
        try:
            yield from _meeting(bundle, lesson, slots)
        except ReadError as error:
            yield error


def _order(lesson: Item) -> tuple[str, int]:
    number = lesson.fields.get("scheduleTimeNumber")
    return str(lesson.fields.get("day")), number if isinstance(number, int) else 0


def _meeting(bundle: Bundle, lesson: Item, slots: Counter[tuple[str, date, str]]) -> Iterator[Reading]:
    key, on, student_id = lesson.needed_id("classmeetingId"), lesson.needed_day("day"), lesson.id("studentId")
    group = bundle.group("", student_id, lesson.origin("classmeetingId"))
    subject = _subject_of(lesson, lesson.id("subjectId"), lesson.text("subjectName"))
    yield from _subject(bundle, lesson, lesson.id("subjectId"), lesson.text("subjectName"))
    yield from _teachers(bundle, lesson, group, subject)
    slots[student_id, on, subject] += 1
    slot = slots[student_id, on, subject]
    number = lesson.count("scheduleTimeNumber") or lesson.count("order")
    bundle.lessons[key] = (on, number)
    teachers = tuple(teacher.needed_id("id") for teacher in lesson.items("teachers"))
    entry = LessonEntry(
        lesson.origin(),
        key,
        group,
        subject,
        on,
        number,
        slot,
        lesson.clock("startTime"),
        lesson.clock("endTime"),
        lesson.text("roomName"),
        teachers,
        lesson.text("lessonTheme"),
    )
    yield from bundle.once(("lesson", key), entry, (on, number))
    text = mark_text(lesson, "attendance")
    if text:
        person = bundle.person(student_id, lesson.origin("attendance"))
        yield from bundle.student(person, group, lesson.origin("classmeetingId"))
        place = Place(group, subject, on, key, number)
        yield from read_attendance(bundle, lesson.origin("attendance"), place, Told(person, text))


def _subject_of(item: Item, subject_id: str, title: str) -> str:
    found = subject_id or title
    if not found:
        raise item.error("subjectName", "a subject")
    return found


def _subject(bundle: Bundle, item: Item, subject_id: str, title: str) -> Iterator[Reading]:
    if title:
        yield from bundle.once(("subject", subject_id or title), SubjectEntry(item.origin(), subject_id, title))


def _teachers(bundle: Bundle, item: Item, group: str, subject: str) -> Iterator[Reading]:
    for teacher in item.items("teachers"):
        key = teacher.needed_id("id")
        yield from bundle.once(("teacher", key), TeacherEntry(teacher.origin(), key, teacher.text("name")))
        teaching = TeachingEntry(teacher.origin(), group, subject, key)
        yield from bundle.once(("teaching", group, subject, key), teaching)


def read_assignments(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield the works, homework and marks of one student."""
    for work in root.items(""):
        try:
            title, key = work.text("subjectName"), work.needed_id("assignmentId")
            subject = _subject_of(work, work.id("subjectId"), title)
            yield from _subject(bundle, work, work.id("subjectId"), title)
            day = work.needed_day("dueDate", "assignmentDate")
            yield from _result(bundle, work, key, subject, (day, work.id("classmeetingId"), "resultDate"))
        except ReadError as error:
            yield error


def _result(bundle: Bundle, work: Item, key: str, subject: str, where: tuple[date, str, str]) -> Iterator[Reading]:
    """Yield an assignment: its day, its lesson and the field that says when the mark was set are in `where`."""
    day, lesson, set_at = where
    text, is_debt = mark_text(work, "result"), work.flag("duty", default=False)
    person = PersonRef()
    if text or is_debt:
        person = bundle.person("", work.origin("assignmentId"))
    group = bundle.group("", person.id, work.origin("assignmentId"))
    yield from bundle.student(person, group, work.origin("assignmentId"))
    told = Told(person, text, is_debt, comment_of(work, "comment"), work.moment(set_at))
    on, number = bundle.lessons.get(lesson, (day, None))
    place = Place(group, subject, on, lesson, number)
    yield from read_work(bundle, Assignment(work, key, work.id("assignmentTypeId"), place), told)


def read_performance(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield the marks and absences of one student in one subject, and the average that is printed there."""
    about = root.item("subject")
    subject = about.needed_id("id")
    yield from _subject(bundle, about, subject, about.text("name"))
    person = bundle.person("", about.origin("id"))
    group = bundle.group("", person.id, about.origin("id"))
    yield from bundle.student(person, group, about.origin("id"))
    yield from _teachers(bundle, root, group, subject)
    for work in root.items("results"):
        try:
            where = (work.needed_day("classMeetingDate", "date"), work.id("classMeetingId"), "date")
            yield from _result(bundle, work, work.needed_id("assignmentId"), subject, where)
        except ReadError as error:
            yield error
    for missed in root.items("attendance"):
        try:
            place = Place(group, subject, missed.needed_day("classMeetingDate"), missed.id("classMeetingId"))
            yield from read_attendance(
                bundle, missed.origin(), place, Told(person, mark_text(missed, "attendanceMark"))
            )
        except ReadError as error:
            yield error
    if isinstance(root.fields.get("term"), dict):
        yield from _average(bundle, root, person, group, subject)


def _average(bundle: Bundle, root: Item, person: PersonRef, group: str, subject: str) -> Iterator[Reading]:
    term, average = root.item("term").text("name"), root.number("averageMark")
    # The totals of the term say it too, with the mark.
    key = ("final", person, subject, FinalScope.TERM, term)
    if term and average and key not in bundle.said:
        entry = TermMarkEntry(
            root.origin("averageMark"), person, group, subject, FinalScope.TERM, term, "", None, average=average
        )
        yield from bundle.once(key, entry)


def read_totals(bundle: Bundle, root: Item) -> Iterator[Reading]:
    """Yield final marks of terms and of the year; subjects are named by id only."""
    for total in root.items(""):
        try:
            subject = total.needed_id("subjectId")
            person = bundle.person("", total.origin("subjectId"))
            group = bundle.group("", person.id, total.origin("subjectId"))
            yield from bundle.student(person, group, total.origin("subjectId"))
        except ReadError as error:
            # Whom the file is about is asked once, not for every subject.
            yield error
            return
        blank = TermMarkEntry(total.origin(), person, group, subject, FinalScope.TERM, "", "", None)
        for mark in total.items("termTotals"):
            yield from _guarded(_final(bundle, mark, blank._replace(term=mark.item("term").text("name"))))
        for mark in total.items("yearTotals"):
            yield from _guarded(_yearly(bundle, mark, blank))


def _guarded(readings: Iterator[Reading]) -> Iterator[Reading]:
    try:
        yield from readings
    except ReadError as error:
        yield error


def _yearly(bundle: Bundle, mark: Item, blank: TermMarkEntry) -> Iterator[Reading]:
    period = mark.item("period")
    scope = final_scope(f"{period.text('periodName')} {period.text('periodType')}")
    if scope is None:
        bundle.unknown.add(period.text("periodName"), period.origin("periodName"), "kind of final mark")
        return
    yield from _final(bundle, mark, blank._replace(scope=scope))


def _final(bundle: Bundle, mark: Item, blank: TermMarkEntry) -> Iterator[Reading]:
    text, average = mark_text(mark, "mark"), mark.number("avgMark") or None
    raw, kind, value = "", None, None
    if mark.text("markCode").casefold() == "notexamined":
        raw, kind = text or "н/а", MarkKind.NOT_ASSESSED
    elif text:
        try:
            found = read_final(text, bundle.about.mapping.final_codes)
        except BadCellError:
            bundle.unknown.add(text, mark.origin("mark"))
            return
        # Text is never a cell that Excel spoilt.
        if isinstance(found, MarkText):
            raw, kind, value = found
    if raw or average:
        entry = blank._replace(origin=mark.origin("mark"), raw=raw, kind=kind, value=value, average=average)
        yield from bundle.once(("final", blank.person, blank.subject, blank.scope, blank.term), entry, raw)
