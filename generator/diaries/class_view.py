"""What the diaries of one class share, worked out once: rows, days, terms, teachers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.diaries.diary import (
    BellLine,
    HolidayLine,
    HomeworkLine,
    LessonRow,
    ReplacedLine,
    Row,
    TeacherLine,
    TermLine,
)
from generator.model.kinds import LessonStatus, TermKind
from generator.model.records import GroupRecords, Homework, Lesson, Work
from generator.model.school import School, Student


@dataclass(frozen=True, slots=True)
class Slot:
    """A lesson and its row without anything personal."""

    lesson: Lesson
    row: Row


class ClassView:
    """One class: its lessons as rows, found by day and by who is in which subgroup."""

    def __init__(self, school: School, records: GroupRecords, test_types: Iterable[str], week_days: int) -> None:
        """Work out what all students of the class share."""
        self.school = school
        self.records = records
        self.group = school.groups[records.group_id]
        self.week_days = week_days
        self.works: dict[str, Work] = {work.id: work for work in records.works if work.id}
        self.tests = frozenset(word.casefold() for word in test_types)
        self.terms = terms_of(school, self.group.id)
        self._term_of: dict[date, TermLine] = {}
        self.holidays = tuple(HolidayLine(h.title, h.start, h.end) for h in school.holidays)
        self.holiday_on = {day: h.title for h in school.holidays for day in _days(h.start, h.end)}
        self._groups_of: dict[str, dict[str, tuple[date | None, date | None]]] = defaultdict(dict)
        for member in school.memberships:
            self._groups_of[member.student_id][member.group_id] = (member.begin, member.end)
        self.own_homework: dict[str, list[Homework]] = defaultdict(list)
        self._shared_homework: dict[tuple[str, date], list[Homework]] = defaultdict(list)
        for homework in records.homework:
            if homework.student_id:
                self.own_homework[homework.student_id].append(homework)
            elif homework.due_on is not None:
                self._shared_homework[homework.subject_id, homework.due_on].append(homework)
        self._bell_of = {bell.ordinal: bell for bell in self.bells()}
        self.slots = self._make_slots()
        self.has_timetable = any(lesson.number is not None for lesson in records.lessons)
        self._by_signature: dict[frozenset[str], dict[date, tuple[Slot, ...]]] = {}
        self._extra: dict[tuple[date, str], Row] = {}
        self._subjects: dict[frozenset[str], frozenset[str]] = {}
        self._teachers: dict[frozenset[str], tuple[TeacherLine, ...]] = {}
        self.number_of = {lesson.id: lesson.number for lesson in records.lessons}

    def groups_of(self, student: Student) -> frozenset[str]:
        """Return the class and the subgroups of a student."""
        return frozenset({self.group.id, *self._groups_of.get(student.id, ())})

    def term_of(self, day: date) -> TermLine:
        """Return the term a day falls into; what was entered in the holidays belongs to the term before them."""
        found = self._term_of.get(day)
        if found is None:
            begun = [term for term in self.terms if term.start <= day]
            found = self._term_of[day] = begun[-1] if begun else self.terms[0]
        return found

    def slots_of(self, student: Student) -> dict[date, tuple[Slot, ...]]:
        """Return the lessons of a student by day; one mapping for all with the same subgroups."""
        groups = self.groups_of(student)
        dated = any(any(span) for span in self._groups_of.get(student.id, {}).values())
        if dated:
            return self._select(groups, self._groups_of[student.id])
        if groups not in self._by_signature:
            self._by_signature[groups] = self._select(groups, {})
        return self._by_signature[groups]

    def extra_row(self, day: date, subject_id: str) -> Row:
        """Return the row of a subject that has a mark or homework on a day without a lesson of it."""
        key = (day, subject_id)
        if key not in self._extra:
            row = LessonRow(
                number=None,
                start=None,
                end=None,
                room="",
                subject=self.school.subjects[subject_id].title,
                group_title="",
                teachers=(),
                topic="",
                type="",
                status=LessonStatus.PLANNED,
                replaces=None,
                note="",
                homework=self._homework_lines(self._shared_homework.get((subject_id, day), []), {self.group.id}),
            )
            self._extra[key] = Row(row, (), None, ())
        return self._extra[key]

    def bells(self) -> tuple[BellLine, ...]:
        """Return the bells of this class: its own where it has some, else those of the school."""
        own = [bell for bell in self.school.bells if self.group.id in bell.group_ids]
        chosen = own or [bell for bell in self.school.bells if not bell.group_ids]
        return tuple(BellLine(bell.ordinal, bell.start, bell.end) for bell in chosen)

    def teachers_of(self, student: Student) -> tuple[TeacherLine, ...]:
        """Return the teachers of this student only (B2.5e), the homeroom teacher first."""
        groups = self.groups_of(student)
        if groups not in self._teachers:
            self._teachers[groups] = self._teachers_of(groups)
        return self._teachers[groups]

    def subjects_of(self, student: Student) -> frozenset[str]:
        """Return the subjects that the timetable holds for a student; where there is none, those of all lessons."""
        groups = self.groups_of(student)
        if groups not in self._subjects:
            self._subjects[groups] = frozenset(
                slot.lesson.subject_id
                for slot in self.slots
                if slot.lesson.group_id in groups and (slot.lesson.number is not None or not self.has_timetable)
            )
        return self._subjects[groups]

    def _teachers_of(self, groups: frozenset[str]) -> tuple[TeacherLine, ...]:
        subjects: dict[str, dict[str, None]] = defaultdict(dict)
        pairs = [(t.teacher_id, t.subject_id) for t in self.school.teachings if t.group_id in groups]
        if not pairs:
            found = {(t, s.lesson.subject_id) for s in self.slots for t in s.lesson.teacher_ids
                     if s.lesson.group_id in groups}  # fmt: skip
            pairs = sorted(found)
        for teacher_id, subject_id in pairs:
            subjects[teacher_id][self.school.subjects[subject_id].title] = None
        homeroom = self.group.homeroom_teacher_id
        if homeroom:
            subjects[homeroom] = subjects.get(homeroom, {})
        lines = (
            TeacherLine(t.name, t.contact, tuple(sorted(subjects[key])), key == homeroom)
            for key in subjects
            if (t := self.school.teachers.get(key))
        )
        return tuple(sorted(lines, key=lambda line: (not line.homeroom, line.name)))

    def _make_slots(self) -> tuple[Slot, ...]:
        taken: set[int] = set()
        slots = []
        for lesson in self.records.lessons:
            groups = {lesson.group_id, self.group.id}
            waiting = [h for h in self._shared_homework.get((lesson.subject_id, lesson.day), ())
                       if id(h) not in taken and h.group_id in groups]  # fmt: skip
            # Homework of the class stands under the first lesson of the subject in each subgroup; homework of a
            # subgroup only under its own.
            taken.update(id(h) for h in waiting if h.group_id == lesson.group_id)
            lines = self._homework_lines(waiting, groups)
            slots.append(Slot(lesson, Row(self._row(lesson, lines), (), None, ())))
        return tuple(slots)

    def _row(self, lesson: Lesson, homework: tuple[HomeworkLine, ...]) -> LessonRow:
        school = self.school
        bell = self._bell_of.get(lesson.number) if lesson.number is not None else None
        return LessonRow(
            number=lesson.number,
            # A timetable that gives numbers only takes its times from the bells.
            start=lesson.start or (bell.start if bell else None),
            end=lesson.end or (bell.end if bell else None),
            room=lesson.room,
            subject=school.subjects[lesson.subject_id].title,
            group_title="" if lesson.group_id == self.group.id else school.groups[lesson.group_id].title,
            teachers=tuple(school.teachers[key].name for key in lesson.teacher_ids),
            topic=lesson.topic,
            type=lesson.type,
            status=lesson.status,
            replaces=self._replaced(lesson),
            note=lesson.note,
            homework=homework,
        )

    def _replaced(self, lesson: Lesson) -> ReplacedLine | None:
        old = lesson.replaces
        if old is None:
            return None
        return ReplacedLine(self.school.subjects[old.subject_id].title, old.teacher_name, old.day, old.number)

    def _homework_lines(self, homework: Iterable[Homework], groups: set[str]) -> tuple[HomeworkLine, ...]:
        return tuple(HomeworkLine(h.text, h.assigned_on, h.minutes) for h in homework if h.group_id in groups)

    def _select(
        self, groups: frozenset[str], spans: dict[str, tuple[date | None, date | None]]
    ) -> dict[date, tuple[Slot, ...]]:
        days: dict[date, list[Slot]] = defaultdict(list)
        for slot in self.slots:
            lesson = slot.lesson
            if lesson.group_id not in groups:
                continue
            begin, end = spans.get(lesson.group_id, (None, None))
            if (begin is None or begin <= lesson.day) and (end is None or lesson.day <= end):
                days[lesson.day].append(slot)
        return {day: tuple(found) for day, found in days.items()}


def terms_of(school: School, group_id: str) -> tuple[TermLine, ...]:
    """Return the terms of a class in order; a school without terms has one: the year."""
    own = [term for term in school.terms if group_id in term.group_ids]
    chosen = own or [term for term in school.terms if not term.group_ids]
    lines = tuple(TermLine(t.id, t.kind, t.ordinal, t.title, t.start, t.end) for t in chosen if t.kind != TermKind.YEAR)
    return lines or (TermLine("year", TermKind.YEAR, 1, "", school.year_start, school.year_end),)


def _days(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=n) for n in range((end - start).days + 1))
