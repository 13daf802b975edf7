"""What happened in one class as rows: lessons, homework, works, marks, absences, and what stands at a term's end."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.records import Exam, GroupRecords, Homework, Mark, TermMark
from generator.model.school import School
from generator.writing.left_out import LeftOut, Lost
from generator.writing.meaning import Meaning, absence_text, mark_text
from generator.writing.own_tables.names import Names, key, own
from generator.writing.own_tables.text import Row
from generator.writing.slots import Slots


def class_rows(school: School, records: GroupRecords, meaning: Meaning, lost: Lost) -> dict[str, Iterator[Row]]:
    """Return the rows of every table of a class; each can be gone through once.

    `lost` counts what the tables have no words for: it is left out.
    """
    rows = _Rows(school, records, meaning, lost)
    return {
        "lessons": rows.lessons(),
        "plan": rows.plan(),
        "homework": rows.homework(),
        "works": rows.works(),
        "marks": rows.marks(),
        "absences": rows.absences(),
        "remarks": rows.remarks(),
        "term_marks": rows.term_marks(),
        "exams": rows.exams(),
        "deferrals": rows.deferrals(),
    }


class _Rows:
    """The rows of one class."""

    def __init__(self, school: School, records: GroupRecords, meaning: Meaning, lost: Lost) -> None:
        self._school = school
        self._names = Names(school)
        self._records = records
        self._meaning = meaning
        self._lost = lost
        self._slots = Slots(school, records)
        self._class = self._names.group(records.group_id)

    def lessons(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.lessons:
            old = one.replaces
            replaced = (names.subject(old.subject_id), old.teacher_name, old.day, old.number) if old else ("",) * 4
            yield (
                own(one.id), names.group(one.group_id), names.subject(one.subject_id), one.day, one.number, one.slot,
                one.start, one.end, one.room, names.teachers(one.teacher_ids), one.topic, one.type, one.status,
                *replaced, one.note,
            )  # fmt: skip

    def plan(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.plan:
            yield names.group(one.group_id), names.subject(one.subject_id), key(one.term_id), one.hours, one.tests

    def homework(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.homework:
            if not one.text.strip():
                self._left_out("homework", "without a text", one)
                continue
            yield (names.group(one.group_id), names.subject(one.subject_id), one.text, one.assigned_on, one.due_on,
                   one.minutes, *names.student(one.student_id), own(one.lesson_id))  # fmt: skip

    def works(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.works:
            yield (own(one.id), names.group(one.group_id), names.subject(one.subject_id), one.day, one.planned_on,
                   one.title, one.type, one.type_short, one.weight, one.is_test, own(one.lesson_id))  # fmt: skip

    def marks(self) -> Iterator[Row]:
        names, whole = self._names, self._class
        for one in self._records.marks:
            text = self._mark(one, "marks")
            if not text:
                continue
            slot = None if one.lesson_id else self._slots.behind(one.student_id, one.subject_id, one.day)
            yield (*names.student(one.student_id), whole, names.subject(one.subject_id), one.day, text, slot,
                   one.ordinal, own(one.work_id), own(one.lesson_id), one.weight, one.counts, one.comment,
                   one.entered_at, one.due_on)  # fmt: skip

    def absences(self) -> Iterator[Row]:
        names, whole = self._names, self._class
        for one in self._records.absences:
            slot = None if one.lesson_id else self._slots.behind(one.student_id, one.subject_id, one.day)
            reason = absence_text(self._meaning, one.raw, one.kind)
            yield (*names.student(one.student_id), whole, names.subject(one.subject_id), one.day, reason, slot,
                   own(one.lesson_id), one.minutes, one.entered_at)  # fmt: skip

    def remarks(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.remarks:
            subject = names.subject(one.subject_id) if one.subject_id else ""
            yield *names.student(one.student_id), self._class, one.day, one.text, one.kind, one.teacher_name, subject

    def term_marks(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.term_marks:
            text = self._mark(one, "term marks")
            if not (text or one.average or one.weighted_average):
                if one.kind is None:
                    self._left_out("term marks", "neither a mark nor an average", one)
                continue
            yield (*names.student(one.student_id), self._class, names.subject(one.subject_id), one.scope,
                   key(one.term_id), text, one.average, one.weighted_average, one.entered_at)  # fmt: skip

    def exams(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.exams:
            text = self._mark(one, "exams")
            if text or one.day:
                yield (*names.student(one.student_id), self._class, names.subject(one.subject_id), one.scope,
                       one.title, one.day, text, one.received_at)  # fmt: skip
            elif one.kind is None:
                self._left_out("exams", "neither a day nor a result", one)

    def deferrals(self) -> Iterator[Row]:
        names = self._names
        for one in self._records.deferrals:
            yield (*names.student(one.student_id), self._class, names.subject(one.subject_id), key(one.term_id),
                   one.until, one.order)  # fmt: skip

    def _mark(self, one: Mark | TermMark | Exam, table: str) -> str:
        if one.kind is None:
            return ""
        mark_of = self._meaning.mark if isinstance(one, Mark) else self._meaning.final
        text = mark_text(mark_of, one.raw, one.kind, one.value)
        if not text:
            self._left_out(table, "a text that our tables have no word for", one)
        elif one.value is not None and (read := mark_of(text)) and read[2] is None:
            self._left_out(table, "of a shaded mark the number; its text is there", one)
        return text

    def _left_out(self, what: str, why: str, one: Exam | Homework | Mark | TermMark) -> None:
        self._lost[LeftOut.of(what, why, self._school, self._records, one)] += 1
