"""What the diaries of one class share, worked out once: weeks, terms, teachers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.diaries.calendar import CalendarLines, calendar_lines
from generator.diaries.diary import (
    BellLine,
    HolidayLine,
    HomeworkLine,
    LessonRow,
    ReplacedLine,
    TeacherLine,
    TermLine,
    Week,
)
from generator.diaries.week_lines import bare_row
from generator.diaries.weeks import weeks_of_year
from generator.model.records import GroupRecords, Homework, Lesson
from generator.model.school import School, Student
from generator.rules.records.works import Works
from generator.settings.sections import MarksSection

Span = tuple[date | None, date | None]
"""First and last day in a subgroup; None: from the beginning, to the end of the year."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A row of the week and whose it is; `lesson` None: homework due on a day without a lesson of its subject."""

    group_id: str
    day: date
    row: LessonRow
    lesson: Lesson | None


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """What students with the same subgroups have: lessons by day, the same as weeks, and which of its subject on its
    day each lesson is (`nth`, by lesson id; without those that are cancelled or moved away). Compared by identity.
    """

    days: dict[date, tuple[Lesson, ...]]
    weeks: tuple[Week, ...]
    nth: dict[str, int]


class ClassView:
    """One class: its lessons as weeks, by who is in which subgroup."""

    def __init__(
        self,
        school: School,
        records: GroupRecords,
        marks: MarksSection,
        week_days: int,
        changed: Mapping[str, str] | None = None,
    ) -> None:
        """Work out what all students of the class share; `changed` are its corrected marks (`diaries.changes`)."""
        self.school = school
        self.records = records = records.attended()
        self.group = school.groups[records.group_id]
        self.week_days = week_days
        self.marks = marks
        self.changed = changed or {}
        self.works = Works(records.works, marks.test_types)
        self.terms = terms_of(school, self.group.id)
        self._term_of: dict[date, TermLine] = {}
        self.holidays = tuple(HolidayLine(h.title, h.start, h.end) for h in school.holidays)
        self.holiday_on = {day: h.title for h in school.holidays for day in h.days()}
        self._groups_of: dict[str, dict[str, Span]] = defaultdict(dict)
        for member in school.memberships:
            self._groups_of[member.student_id][member.group_id] = (member.begin, member.end)
        self.own_homework: dict[str, list[Homework]] = defaultdict(list)
        self._shared_homework: dict[tuple[str, date], list[Homework]] = defaultdict(list)
        for homework in records.homework:
            if homework.student_id:
                self.own_homework[homework.student_id].append(homework)
            elif homework.due_on is not None:
                self._shared_homework[homework.subject_id, homework.due_on].append(homework)
        self.bells = self._bells()
        self._bell_of = {bell.ordinal: bell for bell in self.bells}
        self.slots = self._make_slots()
        self.has_timetable = any(lesson.number is not None for lesson in records.lessons)
        self._timetables: dict[frozenset[object], Timetable] = {}
        self._calendars: dict[frozenset[object], CalendarLines] = {}
        self._subjects: dict[frozenset[str], frozenset[str]] = {}
        self._teachers: dict[frozenset[str], tuple[TeacherLine, ...]] = {}
        self.number_of = {lesson.id: lesson.number for lesson in records.lessons}

    def groups_of(self, student: Student) -> frozenset[str]:
        """Return the class and the subgroups of a student."""
        return frozenset({self.group.id, *self._groups_of.get(student.id, ())} - self._former_groups(student))

    def _former_groups(self, student: Student) -> set[str]:
        """Return the classes that a student left within the year, and the subgroups there."""
        groups = self.school.groups
        spans = self._groups_of.get(student.id, {})
        left = {key for key, (_, end) in spans.items() if end and not groups[key].parent_id} - {self.group.id}
        return {key for key in spans if key in left or groups[key].parent_id in left} if left else set()

    def term_of(self, day: date) -> TermLine:
        """Return the term a day falls into; what was entered in the holidays belongs to the term before them."""
        found = self._term_of.get(day)
        if found is None:
            begun = [term for term in self.terms if term.start <= day]
            found = self._term_of[day] = begun[-1] if begun else self.terms[0]
        return found

    def timetable_of(self, student: Student) -> Timetable:
        """Return the lessons of a student; one object for all with the same subgroups."""
        spans = self._spans_of(student)
        groups = self.groups_of(student) | self._former_groups(student)
        key: frozenset[object] = groups | frozenset(spans.items())
        if key not in self._timetables:
            self._timetables[key] = self._timetable(groups, spans)
        return self._timetables[key]

    def calendar_of(self, student: Student) -> CalendarLines:
        """Return tests and events of a student; one object for all with the same subgroups."""
        spans, groups = self._spans_of(student), self.groups_of(student)
        key: frozenset[object] = groups | frozenset(spans.items())
        if key not in self._calendars:
            school, tests = self.school, frozenset(kind.casefold() for kind in self.marks.test_types)

            def attends(group_id: str, day: date) -> bool:
                begin, end = spans.get(group_id, (None, None))
                return group_id in groups and (begin or day) <= day <= (end or day)

            self._calendars[key] = calendar_lines(school.subjects, self.records, school.events, attends, tests)
        return self._calendars[key]

    def _spans_of(self, student: Student) -> dict[str, Span]:
        return {group: span for group, span in self._groups_of.get(student.id, {}).items() if any(span)}

    def _bells(self) -> tuple[BellLine, ...]:
        bells = self.school.bells_of(self.group.id)
        return tuple(BellLine(bell.ordinal, bell.start, bell.end) for bell in bells)

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
                lesson.subject_id
                for lesson in self.records.lessons
                if lesson.group_id in groups and (lesson.number is not None or not self.has_timetable)
            )
        return self._subjects[groups]

    def _teachers_of(self, groups: frozenset[str]) -> tuple[TeacherLine, ...]:
        subjects: dict[str, dict[str, None]] = defaultdict(dict)
        pairs = [(t.teacher_id, t.subject_id) for t in self.school.teachings if t.group_id in groups]
        if not pairs:
            found = {(t, x.subject_id) for x in self.records.lessons for t in x.teacher_ids if x.group_id in groups}
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
        shown: set[int] = set()
        slots = []
        school = self.school
        for lesson in self.records.lessons:
            groups = {lesson.group_id, school.groups[lesson.group_id].parent_id or lesson.group_id}
            waiting = [h for h in self._shared_homework.get((lesson.subject_id, lesson.day), ())
                       if id(h) not in taken and h.group_id in groups]  # fmt: skip
            # Homework of the class stands under the first lesson of the subject in each subgroup; homework of a
            # subgroup only under its own.
            taken.update(id(h) for h in waiting if h.group_id == lesson.group_id)
            shown.update(map(id, waiting))
            slots.append(Slot(lesson.group_id, lesson.day, self._row(lesson, _lines(waiting)), lesson))
        for (subject_id, day), homework in self._shared_homework.items():
            lost = [h for h in homework if id(h) not in shown]
            title = self.school.subjects[subject_id].title
            slots += [Slot(h.group_id, day, bare_row(title, _lines([h])), None) for h in lost]
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

    def _timetable(self, groups: frozenset[str], spans: dict[str, Span]) -> Timetable:
        lessons: dict[date, list[Lesson]] = defaultdict(list)
        rows: dict[date, list[LessonRow]] = defaultdict(list)
        for slot in self.slots:
            begin, end = spans.get(slot.group_id, (None, None))
            if slot.group_id in groups and (begin or slot.day) <= slot.day <= (end or slot.day):
                rows[slot.day].append(slot.row)
                if slot.lesson:
                    lessons[slot.day].append(slot.lesson)
        days = {day: tuple(found) for day, found in lessons.items()}
        year = (self.school.year_start, self.school.year_end)
        weeks = weeks_of_year(year, self.week_days, terms=self.terms, holidays=self.holiday_on, rows=rows)
        return Timetable(days, weeks, _nth(days.values()))


def _lines(homework: Iterable[Homework]) -> tuple[HomeworkLine, ...]:
    return tuple(HomeworkLine(h.text, h.assigned_on, h.minutes) for h in homework)


def _nth(days: Iterable[Iterable[Lesson]]) -> dict[str, int]:
    nth = {}
    for lessons in days:
        counts: dict[str, int] = defaultdict(int)
        for lesson in lessons:
            if not lesson.is_off:
                counts[lesson.subject_id] += 1
                nth[lesson.id] = counts[lesson.subject_id]
    return nth


def terms_of(school: School, group_id: str) -> tuple[TermLine, ...]:
    """Return the terms of a class in order; a school without terms has one: the year."""
    return tuple(TermLine(t.id, t.kind, t.ordinal, t.title, t.start, t.end) for t in school.terms_of(group_id))
